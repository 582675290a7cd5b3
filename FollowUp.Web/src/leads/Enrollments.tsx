import { Badge, Button, Group, Menu, Stack, Text } from '@mantine/core'
import { IconPlayerPause, IconPlayerPlay, IconPlayerStop, IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import type { Lead } from '../api/types.ts'
import { useNow } from '../app/clock.ts'
import { sequencesQuery } from '../sequences/queries.ts'
import { plain, relative } from '../ui/words.ts'
import { useEnrollment, useHand } from './mutations.ts'

/** The sequences a lead is in, with the way in and out of them. */
export function Enrollments({ lead }: { lead: Lead }) {
  const sequences = useQuery(sequencesQuery).data ?? []
  const now = useNow()
  const change = useEnrollment(lead.id)
  const hand = useHand(lead.id)
  const running = lead.enrollments.filter((e) => e.status === 'running')
  const ended = lead.enrollments.filter((e) => e.status !== 'running').at(-1)
  const nameOfSequence = (id: string) => sequences.find((s) => s.id === id)?.name ?? plain(id)
  return (
    <Stack gap={6} mb="md">
      {running.map((e) => (
        <Group key={`${e.sequence} ${e.at}`} justify="space-between" wrap="nowrap" gap="xs">
          <div>
            <Text size="sm" fw={600}>
              <Link to={`/sequences/${e.sequence}`}>{nameOfSequence(e.sequence)}</Link>{' '}
              <Badge size="xs" variant="light" color="gray">
                v{e.version}
              </Badge>
            </Text>
            <Text size="xs" className="quiet">
              since {relative(e.at, now)}
              {e.nextAt ? `, next ${relative(e.nextAt, now)}` : ''}
            </Text>
          </div>
          <Button size="compact-sm" variant="light" color="red" leftSection={<IconPlayerStop size={14} aria-hidden />} loading={change.isPending} onClick={() => change.mutate({ sequence: e.sequence, run: false })} aria-label={`Stop ${nameOfSequence(e.sequence)}`}>
            Stop
          </Button>
        </Group>
      ))}
      {running.length === 0 && ended && (
        <Text size="xs" className="quiet">
          {nameOfSequence(ended.sequence)} {ended.status === 'completed' ? 'is complete' : `stopped: ${ended.endedBy ?? ''}`}
        </Text>
      )}
      {(running.length > 0 || lead.pausedAt) && (
        <Button
          size="compact-sm"
          variant="default"
          style={{ alignSelf: 'flex-start' }}
          leftSection={lead.pausedAt ? <IconPlayerPlay size={14} aria-hidden /> : <IconPlayerPause size={14} aria-hidden />}
          loading={hand.isPending}
          onClick={() => hand.mutate({ deed: lead.pausedAt ? 'resume' : 'pause' })}
        >
          {lead.pausedAt ? 'Resume' : 'Pause everything'}
        </Button>
      )}
      {!lead.optOut && (
        <Menu width={260} shadow="md">
          <Menu.Target>
            <Button size="compact-sm" variant="light" leftSection={<IconPlus size={14} aria-hidden />} style={{ alignSelf: 'flex-start' }}>
              Enroll in a sequence
            </Button>
          </Menu.Target>
          <Menu.Dropdown mah={340} style={{ overflowY: 'auto' }}>
            {sequences.map((s) => (
              <Menu.Item key={s.id} disabled={running.some((e) => e.sequence === s.id)} onClick={() => change.mutate({ sequence: s.id, run: true })}>
                {s.name}
                <Text size="xs" className="quiet" component="span" display="block">
                  {s.steps} {s.steps === 1 ? 'step' : 'steps'}, {s.purpose}
                </Text>
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
    </Stack>
  )
}
