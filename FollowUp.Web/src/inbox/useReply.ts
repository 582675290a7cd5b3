import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import { call, post } from '../api/http.ts'
import { useMe } from '../app/session.ts'
import { refreshLead } from '../leads/mutations.ts'
import { newId } from '../ui/ids.ts'
import { failed } from '../ui/notices.ts'
import type { Conversation, ThreadItem } from './queries.ts'

export interface Reply {
  kind: 'sms' | 'email' | 'note'
  text: string
}

/** Sends a reply or writes a note. It stands in the thread at once, and is taken out again when the server refuses it. */
export function useReply(leadId: string, nowMs: number, restore: (reply: Reply) => void) {
  const client = useQueryClient()
  const me = useMe()
  const lost = useRef<Reply & { key: string }>(undefined)
  return useMutation({
    mutationFn: async ({ kind, text }: Reply) => {
      // What seemed lost may have arrived: the same words again go out under the same key, and so not twice.
      const key = lost.current?.kind === kind && lost.current.text === text ? lost.current.key : newId()
      lost.current = { kind, text, key }
      if (kind === 'note') await post(`/api/leads/${leadId}/events`, { type: 'note.added', data: { text }, id: `note-${key}` })
      else await call('POST', `/api/leads/${leadId}/messages`, { channel: kind, text, ...(me ? { by: me.id } : {}) }, undefined, { 'idempotency-key': key })
      lost.current = undefined
    },
    onMutate: async ({ kind, text }) => {
      await client.cancelQueries({ queryKey: ['conversation', leadId] })
      client.setQueriesData<Conversation>({ queryKey: ['conversation', leadId] }, (before) => {
        if (!before) return before
        const seq = (before.items.at(-1)?.seq ?? 0) + 1
        const item: ThreadItem = { seq, at: new Date(nowMs).toISOString(), type: kind, channel: kind, text, pending: true, ...(me ? { by: me.id } : {}), ...(kind === 'note' ? { kind: 'note' } : { kind: 'message', direction: 'outbound' }) }
        return { ...before, items: [...before.items, item] }
      })
    },
    onError: (error, reply) => {
      client.setQueriesData<Conversation>({ queryKey: ['conversation', leadId] }, (c) => c && { ...c, items: c.items.filter((i) => !i.pending) })
      restore(reply)
      failed(reply.kind === 'note' ? 'The note was not saved' : 'Your message was not sent', error)
    },
    onSettled: () => refreshLead(client, leadId),
  })
}
