import { QueryClient } from '@tanstack/react-query'
import { ApiError } from '../api/http.ts'

/** What is wrong with the request stays wrong; what is wrong with the network passes. */
function mayPass(failures: number, error: Error): boolean {
  const isTransient = !(error instanceof ApiError) || error.status === 0 || error.status >= 500 || error.status === 429
  return isTransient && failures < 3
}

export const queries = new QueryClient({
  defaultOptions: {
    queries: { retry: mayPass, staleTime: 15_000, gcTime: 10 * 60_000, refetchOnWindowFocus: true },
    mutations: { retry: false },
  },
})
