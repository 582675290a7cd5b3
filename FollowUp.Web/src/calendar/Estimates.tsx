import { Button, Group, Paper, SegmentedControl, Stack, Text } from '@mantine/core'
import { IconReceipt } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'react-router'
import { useNow } from '../app/clock.ts'
import { useFact } from '../leads/mutations.ts'
import { Nothing } from '../ui/Nothing.tsx'
import { Problem } from '../ui/Problem.tsx'
import { money, nameOf, relative } from '../ui/words.ts'
import { type EstimateRow, estimatesQuery } from './queries.ts'

export function Estimates() {
  const [status, setStatus] = useState('sent')
  const estimates = useQuery(estimatesQuery(status))
  const rows = estimates.data ?? []
  return (
    <Stack gap="xs">
      <SegmentedControl aria-label="Which estimates" value={status} onChange={setStatus} style={{ alignSelf: 'flex-start' }} data={[{ value: 'sent', label: 'Waiting' }, { value: 'accepted', label: 'Accepted' }, { value: 'declined', label: 'Declined' }]} />
      {estimates.isError && <Problem error={estimates.error} retry={() => void estimates.refetch()} />}
      {estimates.isSuccess && rows.length === 0 && <Nothing title="No estimate here" text="Write one down on a lead's page: FollowUp asks for the answer." icon={<IconReceipt size={28} />} />}
      {rows.map((row) => (
        <Row key={row.lead.id + row.estimate.id} row={row} />
      ))}
    </Stack>
  )
}

function Row({ row: { estimate, lead } }: { row: EstimateRow }) {
  const now = useNow()
  const fact = useFact(lead.id)
  return (
    <Paper withBorder p="sm">
      <Group justify="space-between">
        <div>
          <Text fw={600}>
            {money(estimate.amount, estimate.currency)} {estimate.title ? `for ${estimate.title}` : ''}
          </Text>
          <Text size="sm" className="quiet">
            <Link to={`/leads/${lead.id}`}>{nameOf(lead)}</Link>, sent {relative(estimate.sentAt, now)}
          </Text>
        </div>
        {estimate.status === 'sent' && (
          <Group gap="xs">
            <Button size="xs" disabled={fact.isPending} onClick={() => fact.mutate({ type: 'estimate.accepted', data: { estimateId: estimate.id }, say: 'Accepted' })}>
              Accepted
            </Button>
            <Button size="xs" variant="default" disabled={fact.isPending} onClick={() => fact.mutate({ type: 'estimate.declined', data: { estimateId: estimate.id }, say: 'Declined' })}>
              Declined
            </Button>
          </Group>
        )}
      </Group>
    </Paper>
  )
}
