import { QueryCache, QueryClient } from '@tanstack/react-query'
import { ApiError } from '../api/http.ts'
import { sessionKey } from './session.ts'

/** What is wrong with the request stays wrong; what is wrong with the network passes. */
function mayPass(failures: number, error: Error): boolean {
  const isTransient = !(error instanceof ApiError) || error.status === 0 || error.status >= 500 || error.status === 429
  return isTransient && failures < 3
}

export const queries: QueryClient = new QueryClient({
  // A session that has ended shows the way in, not a page of errors.
  queryCache: new QueryCache({
    onError: (error, query) => {
      if (error instanceof ApiError && error.status === 401 && query.queryKey[0] !== sessionKey[0]) void queries.invalidateQueries({ queryKey: sessionKey })
    },
  }),
  defaultOptions: {
    queries: { retry: mayPass, staleTime: 15_000, gcTime: 10 * 60_000, refetchOnWindowFocus: true },
    // Without a connection a change fails at once and says so: one that waits for it unseen is lost with the window.
    mutations: { retry: false, networkMode: 'always' },
  },
})
