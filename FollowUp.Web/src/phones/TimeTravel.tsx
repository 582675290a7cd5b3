import { Button, Group, Paper, Text } from '@mantine/core'
import { IconPlayerPlay, IconPlayerSkipForward } from '@tabler/icons-react'
import { useClock, useNow } from '../app/clock.ts'
import { momentOf } from '../ui/words.ts'
import { moveClock, useAct } from './queries.ts'

const spans = [
  { label: '+1 min', by: 'PT1M' },
  { label: '+1 hour', by: 'PT1H' },
  { label: '+1 day', by: 'P1D' },
]

/** What is sent at a moment reaches its phone some seconds later. */
const arrivalMs = 5_000

/** Moves the clock: everything that falls due on the way happens, in order. */
export function TimeTravel({ zone, next }: { zone: string | undefined; next: string | undefined }) {
  const clock = useClock()
  const now = useNow(1000)
  const move = useAct('The clock did not move')
  const to = (target: Parameters<typeof moveClock>[0]) => () => move.mutate(() => moveClock(target))
  const goesOnAt = clock?.mode === 'virtual' ? clock.networkDue : undefined
  return (
    <Paper withBorder p="sm" mb="md">
      <Group justify="space-between" gap="sm">
        <div>
          <Text size="xs" className="quiet">
            {clock?.mode === 'virtual' ? 'The clock stands at' : 'The clock runs at'}
          </Text>
          <Text fw={700} size="lg" role="timer" data-testid="clock">
            {momentOf(now, zone)}
          </Text>
        </div>
        <Group gap="xs">
          {spans.map(({ label, by }) => (
            <Button key={by} variant="default" disabled={move.isPending} onClick={to({ advanceBy: by })}>
              {label}
            </Button>
          ))}
          {goesOnAt && (
            <Button variant="default" leftSection={<IconPlayerPlay size={16} aria-hidden />} disabled={move.isPending} onClick={to({ advanceTo: goesOnAt })}>
              Let the phones go on
            </Button>
          )}
          <Button leftSection={<IconPlayerSkipForward size={16} aria-hidden />} disabled={!next} loading={move.isPending} onClick={next ? to({ advanceTo: new Date(Date.parse(next) + arrivalMs).toISOString() }) : undefined}>
            To the next touch
          </Button>
        </Group>
      </Group>
    </Paper>
  )
}
