import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { get, post } from '../api/http.ts'
import type { Clock, Lead, Listing, OutboxItem } from '../api/types.ts'
import { failed } from '../ui/notices.ts'

export interface PhoneEntry {
  at: string
  kind: string
  text: string
  other?: string
}

/** A telephone of the emulator, as its admin API shows it. */
export interface Phone {
  number: string
  state: 'idle' | 'dialling' | 'ringing' | 'inCall'
  with?: string
  log: PhoneEntry[]
}

const pathOf = (number: string) => `/emulator/phones/${encodeURIComponent(number)}`

export const readPhone = (number: string, signal?: AbortSignal) => get<Phone>(pathOf(number), signal)
export const doOn = (number: string, verb: string, body?: object) => post<unknown>(`${pathOf(number)}/${verb}`, body)
export const moveClock = (to: { advanceBy: string } | { advanceTo: string }) => post<Clock>('/sim/clock', to)

/** Calls ring for seconds, so a phone is asked every second while it is looked at; a request that is still out is not doubled. */
export const phoneQuery = (number: string) =>
  queryOptions({ queryKey: ['phone', number], queryFn: ({ signal }) => readPhone(number, signal), refetchInterval: 1000 })

/** All that left the house after a moment: emails, and the notices that the team's phones show. */
export const outboxQuery = (since: string) =>
  queryOptions({
    queryKey: ['outbox', since],
    queryFn: async ({ signal }) => {
      const items: OutboxItem[] = []
      let cursor: string | undefined
      do {
        const page = await get<Listing<OutboxItem>>(`/sim/outbox?since=${encodeURIComponent(since)}${cursor ? `&cursor=${cursor}` : ''}`, signal)
        items.push(...page.items)
        cursor = page.next
      } while (cursor)
      return items
    },
    refetchInterval: 2000,
  })

export const leadOfPhoneQuery = (number: string) =>
  queryOptions({
    queryKey: ['lead', 'phone', number],
    queryFn: async ({ signal }) => (await get<Listing<Lead>>(`/api/leads?phone=${encodeURIComponent(number)}`, signal)).items[0] ?? null,
  })

/** Does something with phones or the clock, and then looks at everything anew. */
export function useAct(complaint: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (act: () => Promise<unknown>) => act(),
    onSettled: () => client.invalidateQueries(),
    onError: (error) => failed(complaint, error),
  })
}
