import { queryOptions } from '@tanstack/react-query'
import { get, query } from '../api/http.ts'
import type { Appointment, Estimate, Listing } from '../api/types.ts'

export interface Party {
  id: string
  name?: string
  phone?: string
  email?: string
  timeZone: string
  owner: string
}

export interface AppointmentRow {
  appointment: Appointment
  lead: Party
}

export interface EstimateRow {
  estimate: Estimate
  lead: Party
}

export const appointmentsQuery = (from: string, before: string) =>
  queryOptions({
    queryKey: ['appointments', from, before],
    queryFn: async ({ signal }) => (await get<Listing<AppointmentRow>>(`/api/appointments${query({ from, before })}`, signal)).items,
  })

export const estimatesQuery = (status: string) =>
  queryOptions({ queryKey: ['estimates', status], queryFn: async ({ signal }) => (await get<Listing<EstimateRow>>(`/api/estimates${query({ status })}`, signal)).items })
