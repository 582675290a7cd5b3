import { useEffect } from 'react'

interface Pages {
  hasNextPage: boolean
  isFetching: boolean
  isError: boolean
  fetchNextPage: () => Promise<unknown>
}

/** Goes on to the next page while nothing has been found: a page of the server may hold nobody who matches, and the next one many. */
export function useNextIfEmpty({ hasNextPage, isFetching, isError, fetchNextPage }: Pages, found: number) {
  useEffect(() => {
    if (found === 0 && hasNextPage && !isFetching && !isError) void fetchNextPage()
  }, [found, hasNextPage, isFetching, isError, fetchNextPage])
}
