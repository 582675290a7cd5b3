import { Badge, Button, Group, Stack, Text } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { get, post } from '../api/http.ts'
import type { Listing } from '../api/types.ts'
import { useIsOwner } from '../app/session.ts'
import { failed, told } from '../ui/notices.ts'
import { Problem } from '../ui/Problem.tsx'

interface Version {
  version: number
  latest: boolean
  running: number
}

interface Migration {
  dryRun: boolean
  to: number
  leads: { id: string; name?: string; from: number; touchesBefore: number; touchesAfter: number }[]
}

/** How many leads are inside which version, and moving them to the newest after a dry run. */
export function Versions({ id }: { id: string }) {
  const client = useQueryClient()
  const isOwner = useIsOwner()
  const versions = useQuery({ queryKey: ['versions', id], queryFn: async ({ signal }) => (await get<Listing<Version>>(`/api/sequences/${id}/versions`, signal)).items })
  const move = useMutation({
    mutationFn: (dryRun: boolean) => post<Migration>(`/api/sequences/${id}/migrate`, { dryRun }),
    onSuccess: (done) => {
      if (done.dryRun) return
      told(`${done.leads.length} moved to version ${done.to}`)
      void client.invalidateQueries()
    },
    onError: (error) => failed('Nobody was moved', error),
  })
  if (versions.isError) return <Problem error={versions.error} />
  const behind = versions.data?.filter((v) => !v.latest).reduce((sum, v) => sum + v.running, 0) ?? 0
  const trial = move.data?.dryRun ? move.data : undefined
  return (
    <Stack gap="xs">
      {versions.data?.map((v) => (
        <Group key={v.version} justify="space-between">
          <Text size="sm">
            Version {v.version} {v.latest && <Badge size="xs">newest</Badge>}
          </Text>
          <Text size="sm" className="quiet">
            {v.running} {v.running === 1 ? 'lead' : 'leads'} inside
          </Text>
        </Group>
      ))}
      {isOwner && behind > 0 && !trial && (
        <Button size="xs" variant="light" loading={move.isPending} onClick={() => move.mutate(true)}>
          What if {behind} moved to the newest?
        </Button>
      )}
      {trial && (
        <>
          <Text size="sm">Moving {trial.leads.length} to version {trial.to}. Steps that had their turn stay done.</Text>
          <ul style={{ margin: 0, paddingLeft: '1.2rem' }}>
            {trial.leads.slice(0, 20).map((lead) => (
              <li key={lead.id}>
                {lead.name ?? lead.id}: {lead.touchesBefore} touches to come before, {lead.touchesAfter} after
              </li>
            ))}
          </ul>
          <Group gap="xs">
            <Button size="xs" loading={move.isPending} onClick={() => move.mutate(false)}>
              Move them
            </Button>
            <Button size="xs" variant="default" onClick={() => move.reset()}>
              Leave them
            </Button>
          </Group>
        </>
      )}
    </Stack>
  )
}
