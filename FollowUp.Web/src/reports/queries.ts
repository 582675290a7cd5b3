import { queryOptions } from '@tanstack/react-query'
import { get } from '../api/http.ts'

export interface Report<T> {
  from: string
  to: string
  total: T
  rows: T[]
}

export interface SpeedRow {
  day: string
  leads: number
  touched: number
  p50Seconds?: number
  p90Seconds?: number
  shareUnderOneMinute?: number
  shareUnderFiveMinutes?: number
}

export interface SequenceRow {
  sequence: string
  step?: string
  variant?: string
  campaign?: string
  count: number
  replied: number
  replyRate?: number
  booked: number
  bookingRate?: number
  optedOut: number
  running?: number
}

export interface DayRow {
  day: string
  appointments: number
  booked: number
  confirmed: number
  cancelled: number
  completed: number
  noShow: number
  noShowRate?: number
}

export interface CostRow {
  sequence: string
  texts: number
  segments: number
  emails: number
  calls: number
  callMinutes: number
  amount: number
  currency: string
  leads: number
  bookings: number
  costPerLead?: number
  costPerBooking?: number
}

const dayMs = 86_400_000

/** Reports are made anew from every lead, so they are not asked for at every change. */
export const reportQuery = <T,>(name: string, days: number, nowMs: number) =>
  queryOptions({
    queryKey: ['report', name, days, Math.floor(nowMs / dayMs)],
    queryFn: ({ signal }) => get<Report<T>>(reportPath(name, days, nowMs), signal),
    staleTime: 60_000,
  })

export const reportPath = (name: string, days: number, nowMs: number) =>
  `/api/reports/${name}?from=${encodeURIComponent(new Date(nowMs - days * dayMs).toISOString())}`
