import { queryOptions } from '@tanstack/react-query'
import { get } from '../api/http.ts'
import type { Lead, Listing, OutboxItem } from '../api/types.ts'

/** What a telephone of the simulator sent and got. Calls ring for seconds, so it is asked often while it is looked at. */
export const phoneQuery = (number: string) =>
  queryOptions({
    queryKey: ['phone', number],
    queryFn: async ({ signal }) => (await get<Listing<OutboxItem>>(`/sim/phones/${encodeURIComponent(number)}`, signal)).items,
    refetchInterval: 3000,
  })

export const leadOfPhoneQuery = (number: string) =>
  queryOptions({
    queryKey: ['lead', 'phone', number],
    queryFn: async ({ signal }) => (await get<Listing<Lead>>(`/api/leads?phone=${encodeURIComponent(number)}`, signal)).items[0] ?? null,
  })
