import { useQuery } from '@tanstack/react-query'
import { get } from '../api/http.ts'
import type { Session } from '../api/types.ts'

export const sessionKey = ['session'] as const

export function useSession() {
  return useQuery({ queryKey: sessionKey, queryFn: ({ signal }) => get<Session>('/api/session', signal), staleTime: 5 * 60_000 })
}

export function useMe() {
  return useSession().data?.member
}

export function useIsOwner(): boolean {
  return useMe()?.role !== 'agent'
}
