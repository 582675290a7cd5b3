import { queryOptions } from '@tanstack/react-query'
import { get } from '../api/http.ts'
import type { Listing } from '../api/types.ts'

export type Purpose = 'conversational' | 'informational' | 'promotional'

export interface SequenceSummary {
  id: string
  version: number
  name: string
  description?: string
  purpose: Purpose
  steps: number
  enrollOn?: string[]
}

export interface Action {
  type: 'sms' | 'email' | 'call' | 'voicemail' | 'task' | 'notify' | 'webhook'
  text?: string
  subject?: string
  voicemail?: string
  kind?: string
  priority?: string
  url?: string
  [more: string]: unknown
}

export interface Step {
  id: string
  anchor?: string
  at: string
  window?: string
  purpose?: Purpose
  answers?: boolean
  when?: { field: string; op: string; value?: string }[]
  expires?: string
  actions: Action[]
  [more: string]: unknown
}

export interface SequenceDoc {
  id: string
  version?: number
  name: string
  description?: string
  purpose: Purpose
  enrollOn?: { event: string }[]
  stopOn?: string[]
  steps: Step[]
  [more: string]: unknown
}

export interface Validation {
  valid: boolean
  errors: { file: string; step?: string; field: string; message: string }[]
  texts: { step: string; text: string; encoding: string; units: number; segments: number }[]
}

export const sequencesQuery = queryOptions({
  queryKey: ['sequences'],
  queryFn: async ({ signal }) => (await get<Listing<SequenceSummary>>('/api/sequences', signal)).items,
  staleTime: 60_000,
})

export const sequenceQuery = (id: string, version?: number) =>
  queryOptions({ queryKey: ['sequence', id, version ?? 'latest'], queryFn: ({ signal }) => get<SequenceDoc>(`/api/sequences/${id}${version ? `?version=${version}` : ''}`, signal) })
