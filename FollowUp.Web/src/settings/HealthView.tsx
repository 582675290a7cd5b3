import { Badge, CopyButton, Group, Button, Stack, Table, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { get } from '../api/http.ts'
import type { Listing } from '../api/types.ts'
import { useTeam } from '../app/Account.tsx'
import { Problem } from '../ui/Problem.tsx'
import { healthQuery } from './queries.ts'

/** What FollowUp is made of here, and whether it answers. */
export function HealthView() {
  const health = useQuery({ ...healthQuery, refetchInterval: 30_000 })
  if (health.isError) return <Problem error={health.error} retry={() => void health.refetch()} />
  if (!health.data) return null
  const rows: [string, string][] = [['Business', health.data.business], ['Leads are kept in', health.data.store], ['Messages and calls go through', health.data.carrier], ['Sequences', String(health.data.sequences.length)]]
  return (
    <Stack gap="xs">
      <Group>
        <Badge color={health.data.status === 'ok' ? 'teal' : 'red'}>{health.data.status === 'ok' ? 'All well' : health.data.status}</Badge>
      </Group>
      <Table>
        <Table.Tbody>
          {rows.map(([name, value]) => (
            <Table.Tr key={name}>
              <Table.Th scope="row" fw={500}>
                {name}
              </Table.Th>
              <Table.Td>{value}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Stack>
  )
}

interface PersonalKey {
  member: string
  key: string
}

/** The keys that people of the team sign in with. */
export function KeysView() {
  const keys = useQuery({ queryKey: ['keys'], queryFn: async ({ signal }) => (await get<Listing<PersonalKey>>('/api/session/keys', signal)).items, gcTime: 0 })
  const team = useTeam()
  if (keys.isError) return <Problem error={keys.error} retry={() => void keys.refetch()} />
  if (keys.data?.length === 0)
    return <Text size="sm">No key is set, so only this machine may use FollowUp. Start it with --key to let others sign in.</Text>
  return (
    <Stack gap="xs">
      <Text size="sm" className="quiet">
        Everybody signs in with a key of their own. A new API key makes new ones and ends every session.
      </Text>
      {keys.data?.map((entry) => (
        <Group key={entry.member} justify="space-between">
          <Text size="sm">{team.find((m) => m.id === entry.member)?.name ?? entry.member}</Text>
          <CopyButton value={entry.key}>
            {({ copied, copy }) => (
              <Button size="xs" variant="default" onClick={copy}>
                {copied ? 'Copied' : 'Copy the key'}
              </Button>
            )}
          </CopyButton>
        </Group>
      ))}
    </Stack>
  )
}
