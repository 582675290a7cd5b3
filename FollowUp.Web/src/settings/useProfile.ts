import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ApiError, call } from '../api/http.ts'
import { failed, told } from '../ui/notices.ts'
import { useUnsaved } from '../ui/useUnsaved.ts'
import type { Business } from './queries.ts'

interface Tagged {
  business: Business
  tag: string | null
}

async function read(signal: AbortSignal): Promise<Tagged> {
  const answer = await fetch('/api/business', { signal, cache: 'no-store' })
  if (!answer.ok) throw new ApiError(answer.status, `FollowUp answered with status ${answer.status}.`)
  return { business: (await answer.json()) as Business, tag: answer.headers.get('etag') }
}

/** The business profile being edited: saved only over the version that was read, so that nobody undoes another's edit. */
export function useProfile() {
  const client = useQueryClient()
  const stored = useQuery({ queryKey: ['profile'], queryFn: ({ signal }) => read(signal), staleTime: Infinity, gcTime: 0 })
  const [draft, setDraft] = useState<Business | null>(null)
  useUnsaved(draft !== null)
  const save = useMutation({
    mutationFn: (business: Business) => call<Business>('PUT', '/api/business', business, undefined, stored.data?.tag ? { 'if-match': stored.data.tag } : {}),
    onSuccess: async (_, saved) => {
      told('Saved')
      await client.invalidateQueries({ queryKey: ['profile'] })
      setDraft((draft) => (draft === saved ? null : draft))
      for (const key of ['business', 'team', 'session']) void client.invalidateQueries({ queryKey: [key] })
    },
    onError: (error) => {
      if (!(error instanceof ApiError) || Object.keys(error.errors).length === 0) failed('The profile was not saved', error)
    },
  })
  const errors = save.error instanceof ApiError ? save.error.errors : {}
  const business = draft ?? stored.data?.business
  return {
    business,
    isChanged: draft !== null,
    isSaving: save.isPending,
    loadError: stored.error,
    reload: () => void stored.refetch(),
    errors,
    errorOf: (field: string) => errors[field]?.join(', '),
    change: (edit: Partial<Business>) => business && setDraft({ ...business, ...edit }),
    undo: () => {
      setDraft(null)
      save.reset()
    },
    save: () => business && save.mutateAsync(business),
  }
}

export type Profile = ReturnType<typeof useProfile>
