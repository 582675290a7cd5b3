import { queryOptions } from '@tanstack/react-query'
import { get } from '../api/http.ts'
import type { Lead, Listing } from '../api/types.ts'

export type Priority = 'asap' | 'scheduled' | 'callback' | 'redial' | 'routine'

export interface QueueLead {
  id: string
  name?: string
  label: string
  phone?: string
  email?: string
  timeZone: string
  now: string
  service?: string
  urgency?: string
  location?: string
  words?: string
  stage?: string
  tags: string[]
  preferences?: Lead['preferences']
  lastSaid?: { at: string; channel: string; direction: string; text?: string }
  messagesIn: number
  messagesOut: number
  createdAt: string
}

export interface QueueItem {
  taskId: string
  kind: 'call' | 'task'
  priority: Priority
  title: string
  why?: string
  sequence?: string
  dueAt: string
  localTime: string
  owner: string
  claimedBy?: string
  claimedUntil?: string
  delayedUntil?: string
  delayedByMinutes?: number
  lead: QueueLead
}

export const queueQuery = (all: boolean) =>
  queryOptions({ queryKey: ['queue', all], queryFn: async ({ signal }) => (await get<Listing<QueueItem>>(`/api/queue${all ? '?all=true' : ''}`, signal)).items })

export const priorityColours: Record<Priority, string> = { asap: 'red', scheduled: 'grape', callback: 'orange', redial: 'blue', routine: 'gray' }
export const priorityWords: Record<Priority, string> = { asap: 'ASAP', scheduled: 'Scheduled', callback: 'Call back', redial: 'Redial', routine: 'Routine' }
