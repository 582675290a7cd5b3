import { queryOptions } from '@tanstack/react-query'
import { get } from '../api/http.ts'
import type { Lead, Listing, Plan, TimelineEntry } from '../api/types.ts'

export const leadQuery = (id: string) => queryOptions({ queryKey: ['lead', id], queryFn: ({ signal }) => get<Lead>(`/api/leads/${id}`, signal) })

export const planQuery = (id: string) => queryOptions({ queryKey: ['plan', id], queryFn: ({ signal }) => get<Plan>(`/api/leads/${id}/plan`, signal) })

/** The whole timeline: a lead has tens of rows, seldom hundreds. */
export const timelineQuery = (id: string) =>
  queryOptions({
    queryKey: ['timeline', id],
    queryFn: async ({ signal }) => {
      const rows: TimelineEntry[] = []
      let cursor: string | undefined
      do {
        const page = await get<Listing<TimelineEntry>>(`/api/leads/${id}/timeline?limit=500${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`, signal)
        rows.push(...page.items)
        cursor = page.next
      } while (cursor)
      return rows
    },
  })
