import { Badge, CopyButton, Group, Button, Stack, Table, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { get } from '../api/http.ts'
import type { Listing } from '../api/types.ts'
import { useTeam } from '../app/Account.tsx'
import { useNow } from '../app/clock.ts'
import { reportQuery } from '../reports/queries.ts'
import { ChannelIcon } from '../ui/ChannelIcon.tsx'
import { Problem } from '../ui/Problem.tsx'
import { channelWords, momentOf } from '../ui/words.ts'
import { type DeliveryRow, healthQuery } from './queries.ts'

const weekDays = 7

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
      <Deliveries />
    </Stack>
  )
}

interface PersonalKey {
  member: string
  key: string
}

/** What became of what each carrier was given in the last week. */
function Deliveries() {
  const now = useNow(600_000)
  const report = useQuery({ ...reportQuery<DeliveryRow>('delivery', weekDays, now), refetchInterval: 30_000 })
  if (report.isError) return <Problem error={report.error} retry={() => void report.refetch()} />
  if (!report.data) return null
  if (report.data.rows.length === 0)
    return (
      <Text size="sm" className="quiet">
        Nothing was given to a carrier in the last week.
      </Text>
    )
  return (
    <Stack gap="xs" component="ul" m={0} p={0} style={{ listStyle: 'none' }} aria-label="Carriers in the last week">
      {report.data.rows.map((row) => (
        <li key={row.channel}>
          <Group gap="xs">
            <ChannelIcon channel={row.channel} size={18} />
            <Text size="sm" fw={600}>
              {channelWords[row.channel] ?? row.channel}
            </Text>
            <Badge variant="light" color={isTroubled(row) ? 'red' : 'teal'}>
              {isTroubled(row) ? 'Trouble' : 'Well'}
            </Badge>
          </Group>
          <Text size="sm" className="quiet">
            {row.count} sent: {row.delivered} arrived, {row.waiting} without a report yet, {row.failed} failed{row.unknown > 0 ? `, ${row.unknown} unknown` : ''}
          </Text>
          {row.lastFailedAt && (
            <Text size="xs" className="quiet">
              Last failure {momentOf(row.lastFailedAt)}
              {row.lastFailure ? `: ${row.lastFailure}` : ''}
            </Text>
          )}
        </li>
      ))}
    </Stack>
  )
}

/** A landline now and then is nobody's fault; one in ten, or the latest of all, is. */
const isTroubled = (row: DeliveryRow) =>
  (row.failed + row.unknown) * 10 > row.count || (row.lastFailedAt !== undefined && row.lastFailedAt > (row.lastDeliveredAt ?? '') && row.waiting === 0)

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
