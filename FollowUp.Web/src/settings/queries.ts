import { queryOptions } from '@tanstack/react-query'
import { get } from '../api/http.ts'

/** A field taken out is undefined and not in the document. */
export interface BusinessNumber {
  phone: string
  label?: string | undefined
  forwardTo?: string[] | undefined
  answering?: 'ring' | 'forwarded' | undefined
  ring?: 'all' | 'inOrder' | undefined
  ringSeconds?: number | undefined
  greeting?: string | undefined
  takesMessages?: boolean | undefined
}

export interface ReplyTemplate {
  id: string
  name: string
  channel: 'sms' | 'email'
  text: string
}

export interface TeamMember {
  id: string
  name: string
  role: 'owner' | 'agent'
  phone?: string
  email?: string
}

/** The business profile as its JSON document has it. */
export interface Business {
  name: string
  timeZone: string
  numbers: BusinessNumber[]
  hours: Record<string, string[]>
  holidays?: string[]
  team: TeamMember[]
  defaultOwner: string
  email?: { from: string; postalAddress: string; replyTo?: string }
  bookingLink?: string
  callCapacityPerHour?: number
  prices?: { smsSegment: number; email: number; callMinute: number; currency: string }
  templates?: ReplyTemplate[]
}

export const businessQuery = queryOptions({ queryKey: ['business'], queryFn: ({ signal }) => get<Business>('/api/business', signal), staleTime: 5 * 60_000 })

export interface Health {
  status: string
  business: string
  store: string
  carrier: string
  sequences: string[]
}

/** How a channel's carrier did. */
export interface DeliveryRow {
  channel: string
  count: number
  delivered: number
  waiting: number
  failed: number
  unknown: number
  lastDeliveredAt?: string
  lastFailedAt?: string
  lastFailure?: string
}

export const healthQuery = queryOptions({ queryKey: ['health'], queryFn: ({ signal }) => get<Health>('/api/health', signal) })
