import { useMutation, useMutationState, useQueryClient } from '@tanstack/react-query'
import { call, post } from '../api/http.ts'
import { useMe } from '../app/session.ts'
import { refreshLead } from '../leads/mutations.ts'
import { failed } from '../ui/notices.ts'
import { keepDraft, type Reply, withLost } from './draft.ts'
import type { ThreadItem } from './queries.ts'

interface Sending extends Reply {
  at: string
  /** The last row of the thread when it was sent. */
  after: number
}

const replyKey = (leadId: string) => ['reply', leadId]

/** Sends a reply or writes a note; the words of one that failed go back to the draft. */
export function useReply(leadId: string) {
  const client = useQueryClient()
  const me = useMe()
  return useMutation({
    mutationKey: replyKey(leadId),
    mutationFn: async ({ kind, text, key }: Sending) => {
      if (kind === 'note') await post(`/api/leads/${leadId}/events`, { type: 'note.added', data: { text }, id: `note-${key}` })
      else await call('POST', `/api/leads/${leadId}/messages`, { channel: kind, text, ...(me ? { by: me.id } : {}) }, undefined, { 'idempotency-key': key })
    },
    onError: (error, { kind, text, key }) => {
      keepDraft(leadId, (draft) => withLost(draft, { kind, text, key }))
      failed(kind === 'note' ? 'The note was not saved' : 'Your message was not sent', error)
    },
    onSettled: (_, error) => {
      refreshLead(client, leadId)
      // Until the thread has it, it is still being sent.
      return error ? undefined : client.invalidateQueries({ queryKey: ['conversation', leadId] }, { cancelRefetch: false })
    },
  })
}

/** What is on its way, as rows of the thread: kept apart from what the server answers, which may be asked again meanwhile. */
export function useSending(leadId: string, items: ThreadItem[]): ThreadItem[] {
  const me = useMe()
  const sending = useMutationState({ filters: { mutationKey: replyKey(leadId), status: 'pending' }, select: (mutation) => mutation.state.variables as Sending })
  return sending
    .filter(({ text, after }) => !items.some((item) => item.seq > after && item.text === text))
    .map(({ kind, text, at }, index) => ({
      seq: -1 - index, at, type: kind, channel: kind, text, pending: true, ...(me ? { by: me.id } : {}), ...(kind === 'note' ? { kind: 'note' } : { kind: 'message', direction: 'outbound' }),
    }))
}
