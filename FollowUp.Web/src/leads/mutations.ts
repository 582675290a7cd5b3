import { type QueryClient, useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import { patch, post, put, remove } from '../api/http.ts'
import type { Lead } from '../api/types.ts'
import { newId } from '../ui/ids.ts'
import { failed, told } from '../ui/notices.ts'

/** Everything that may show a lead. */
export function refreshLead(client: QueryClient, id: string) {
  for (const queryKey of [['lead', id], ['timeline', id], ['plan', id], ['inbox'], ['conversation', id], ['queue'], ['appointments'], ['estimates'], ['leads']])
    void client.invalidateQueries({ queryKey })
}

export interface Fact {
  type: string
  data?: Record<string, unknown>
  /** What to say when it is written down. */
  say?: string
}

/** Records a fact about a lead. The same one again, after an answer that was lost, is the same event. */
export function useFact(leadId: string) {
  const client = useQueryClient()
  const tried = useRef({ fact: '', id: '' })
  return useMutation({
    mutationFn: ({ type, data }: Fact) => {
      const fact = JSON.stringify([type, data])
      if (tried.current.fact !== fact) tried.current = { fact, id: `web-${newId()}` }
      return post(`/api/leads/${leadId}/events`, { type, data: data ?? {}, id: tried.current.id })
    },
    onSuccess: (_, fact) => {
      tried.current = { fact: '', id: '' }
      if (fact.say) told(fact.say)
    },
    onError: (error) => failed('This was not saved', error),
    onSettled: () => refreshLead(client, leadId),
  })
}

type Editable = Pick<Lead, 'name' | 'phone' | 'email' | 'source' | 'timeZone' | 'region' | 'context' | 'preferences' | 'timeline' | 'stage' | 'owner' | 'tags'>

/** What an edit names; null takes it out. */
export type LeadPatch = { [K in keyof Editable]?: Editable[K] | null } & { consent?: Lead['consent'] }

/** A lead as it will be. Times are shown in its zone, so another one must be known to the server first. */
function edited(lead: Lead, { timeZone: _, consent, ...edit }: LeadPatch): Lead {
  return { ...lead, ...(edit as Partial<Lead>), consent: { ...lead.consent, ...consent } }
}

/** Edits a lead. The edit shows at once and is taken back when the server refuses it. */
export function usePatchLead(leadId: string) {
  const client = useQueryClient()
  const places = [['lead', leadId], ['conversation', leadId]]
  const mutationKey = ['edit', leadId]
  return useMutation({
    mutationKey,
    // One after the other, as they were made; what is read between them would show the later ones undone.
    scope: { id: `edit ${leadId}` },
    mutationFn: (edit: LeadPatch) => patch<Lead>(`/api/leads/${leadId}`, edit),
    onMutate: async (edit) => {
      await Promise.all(places.map((queryKey) => client.cancelQueries({ queryKey })))
      const before = places.flatMap((queryKey) => client.getQueriesData<Lead | { lead: Lead }>({ queryKey }))
      for (const [key, data] of before) if (data) client.setQueryData(key, 'lead' in data ? { ...data, lead: edited(data.lead, edit) } : edited(data, edit))
      return { before }
    },
    onError: (error, _, context) => {
      for (const [key, data] of context?.before ?? []) client.setQueryData(key, data)
      failed('The change was taken back', error)
    },
    onSettled: () => {
      if (client.isMutating({ mutationKey }) === 1) refreshLead(client, leadId)
    },
  })
}

/** Enrolls a lead in a sequence, or stops it there. */
export function useEnrollment(leadId: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ sequence, run }: { sequence: string; run: boolean }) => {
      const path = `/api/leads/${leadId}/sequences/${sequence}`
      return run ? put(path) : remove(path)
    },
    onSuccess: (_, { run }) => told(run ? 'Enrolled' : 'Stopped'),
    onError: (error) => failed('The sequence was not changed', error),
    onSettled: () => refreshLead(client, leadId),
  })
}

/** Pauses a lead, goes on with it, or leaves one step out. */
export function useHand(leadId: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ deed, ...body }: { deed: 'pause' | 'resume' | 'skip'; sequence?: string; step?: string }) => post(`/api/leads/${leadId}/${deed}`, body),
    onSuccess: (_, { deed }) => told(deed === 'pause' ? 'Paused: nothing goes out' : deed === 'resume' ? 'It goes on' : 'This step is left out'),
    onError: (error) => failed('The plan was not changed', error),
    onSettled: () => refreshLead(client, leadId),
  })
}
