import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from 'react-router'
import { ApiError, call } from '../api/http.ts'
import { modals } from '../ui/confirm.tsx'
import { failed, told } from '../ui/notices.ts'
import type { SequenceDoc, Validation } from './queries.ts'

const pauseMs = 300

/** The server's own verdict on a draft, asked for at every pause in typing. */
export function useValidation(draft: SequenceDoc) {
  const [settled] = useDebouncedValue(draft, pauseMs)
  return useQuery({
    queryKey: ['validation', settled],
    queryFn: ({ signal }) => call<Validation>('POST', '/api/sequences/validate', settled, signal),
    placeholderData: keepPreviousData,
    gcTime: 0,
  })
}

interface Saving {
  draft: SequenceDoc
  /** The version it comes after; any when missing. */
  over: number | undefined
  onSaved: (saved: SequenceDoc) => void
}

/** Saves a draft over the version it began from, and asks before it comes on top of somebody else's. */
export function useSave(startedFrom: number | undefined) {
  const client = useQueryClient()
  const navigate = useNavigate()
  const save = useMutation({
    mutationFn: ({ draft, over }: Saving) =>
      call<SequenceDoc>('PUT', `/api/sequences/${draft.id}`, draft, undefined, over ? { 'if-match': `"v${over}"` } : {}),
    onSuccess: (saved, { onSaved }) => {
      onSaved(saved)
      told(`Saved as version ${saved.version ?? 1}`)
      client.setQueryData(['sequence', saved.id, 'latest'], saved)
      void client.invalidateQueries({ queryKey: ['sequences'] })
      if (!startedFrom) void navigate(`/sequences/${saved.id}`, { replace: true })
    },
    onError: (error, { draft, onSaved }) => {
      if (!(error instanceof ApiError && error.status === 412)) failed('The sequence was not saved', error)
      else
        modals.confirm({
          title: 'Somebody else has saved this sequence meanwhile',
          text: 'Yours would be the newest version without what they changed. Theirs stays among the versions, where you can look at it first.',
          yes: 'Save mine on top',
          act: () => save.mutate({ draft, over: undefined, onSaved }),
        })
    },
  })
  return { isPending: save.isPending, run: (draft: SequenceDoc, onSaved: Saving['onSaved']) => save.mutate({ draft, over: startedFrom, onSaved }) }
}
