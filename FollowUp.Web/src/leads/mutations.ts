import { type QueryClient, useMutation, useQueryClient } from '@tanstack/react-query'
import { patch, post, put, remove } from '../api/http.ts'
import type { Lead } from '../api/types.ts'
import { failed, told } from '../ui/notices.ts'

/** Everything that may show a lead. */
export function refreshLead(client: QueryClient, id: string) {
  for (const queryKey of [['lead'], ['timeline', id], ['plan', id], ['inbox'], ['conversation', id], ['queue'], ['appointments'], ['leads']])
    void client.invalidateQueries({ queryKey })
}

export interface Fact {
  type: string
  data?: Record<string, unknown>
  /** What to say when it is written down. */
  say?: string
}

/** Records a fact about a lead. */
export function useFact(leadId: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ type, data }: Fact) => post(`/api/leads/${leadId}/events`, { type, data: data ?? {} }),
    onSuccess: (_, fact) => fact.say && told(fact.say),
    onError: (error) => failed('This was not saved', error),
    onSettled: () => refreshLead(client, leadId),
  })
}

export type LeadPatch = Partial<Pick<Lead, 'name' | 'phone' | 'email' | 'source' | 'timeZone' | 'region' | 'context' | 'consent' | 'preferences' | 'timeline' | 'stage' | 'owner' | 'tags'>>

/** Edits a lead. The edit shows at once and is taken back when the server refuses it. */
export function usePatchLead(leadId: string) {
  const client = useQueryClient()
  const key = ['lead', leadId]
  return useMutation({
    mutationFn: (edit: LeadPatch) => patch<Lead>(`/api/leads/${leadId}`, edit),
    onMutate: async (edit) => {
      await client.cancelQueries({ queryKey: key })
      const before = client.getQueryData<Lead>(key)
      if (before) client.setQueryData<Lead>(key, { ...before, ...edit })
      return { before }
    },
    onError: (error, _, context) => {
      if (context?.before) client.setQueryData(key, context.before)
      failed('The change was taken back', error)
    },
    onSettled: () => refreshLead(client, leadId),
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
