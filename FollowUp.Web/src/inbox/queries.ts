import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { get, query } from '../api/http.ts'
import type { Appointment, Lead, Listing, TouchStatus } from '../api/types.ts'

export interface ConversationRow {
  leadId: string
  label: string
  name?: string
  phone?: string
  email?: string
  owner: string
  stage?: string
  tags: string[]
  optedOut: boolean
  unread: number
  unanswered: boolean
  last?: { at: string; channel: string; direction: 'inbound' | 'outbound'; text?: string }
  nextAppointment?: Appointment
}

export interface ThreadItem {
  seq: number
  at: string
  kind: 'message' | 'call' | 'note' | 'team' | 'event' | 'decision'
  direction?: 'inbound' | 'outbound'
  type: string
  channel?: string
  party?: string
  subject?: string
  text?: string
  status?: TouchStatus
  reason?: string
  rule?: string
  sequence?: string
  step?: string
  by?: string
  disposition?: string
  durationSeconds?: number
  ringSeconds?: number
  /** Ours only: written here, and not yet confirmed by the server. */
  pending?: boolean
}

/** Whether a person of the team may write or call now, and if not, why. */
export interface Verdict {
  channel: 'sms' | 'email' | 'call'
  allowed: boolean
  refused: boolean
  rule?: string
  reason?: string
  until?: string
}

export interface Conversation {
  lead: Lead
  unread: number
  nextAppointment?: Appointment
  mayContact: Verdict[]
  items: ThreadItem[]
  hasEarlier: boolean
}

const pageSize = 100

export const inboxQuery = (filter: string, owner: string | undefined, q: string) =>
  infiniteQueryOptions({
    queryKey: ['inbox', filter, owner, q],
    queryFn: ({ pageParam, signal }) => get<Listing<ConversationRow>>(`/api/inbox${query({ filter, owner, q, limit: pageSize, cursor: pageParam })}`, signal),
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
  })

export const conversationKey = (leadId: string, limit = 200) => ['conversation', leadId, limit] as const

export const conversationQuery = (leadId: string, limit = 200) =>
  queryOptions({ queryKey: conversationKey(leadId, limit), queryFn: ({ signal }) => get<Conversation>(`/api/inbox/${leadId}?limit=${limit}`, signal) })
