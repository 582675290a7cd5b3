import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from 'react-router'
import { call, put } from '../api/http.ts'
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

export function useSave(isNew: boolean) {
  const client = useQueryClient()
  const navigate = useNavigate()
  return useMutation({
    mutationFn: (draft: SequenceDoc) => put<SequenceDoc>(`/api/sequences/${draft.id}`, draft),
    onSuccess: (saved) => {
      told(`Saved as version ${saved.version ?? 1}`)
      client.setQueryData(['sequence', saved.id, 'latest'], saved)
      void client.invalidateQueries({ queryKey: ['sequences'] })
      if (isNew) void navigate(`/sequences/${saved.id}`, { replace: true })
    },
    onError: (error) => failed('The sequence was not saved', error),
  })
}
