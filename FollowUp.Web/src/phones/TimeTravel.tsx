import { Button, Group, Paper, Text } from '@mantine/core'
import { IconPlayerSkipForward } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useClock, useNow } from '../app/clock.ts'
import { post } from '../api/http.ts'
import type { Clock } from '../api/types.ts'
import { failed } from '../ui/notices.ts'
import { momentOf } from '../ui/words.ts'

/** Moves the simulator's clock: everything that falls due on the way happens, in order. */
export function TimeTravel({ zone, next }: { zone: string | undefined; next: string | undefined }) {
  const clock = useClock()
  const now = useNow(1000)
  const client = useQueryClient()
  const move = useMutation({
    mutationFn: (to: { advanceBy: string } | { advanceTo: string }) => post<Clock>('/sim/clock', to),
    onSettled: () => client.invalidateQueries(),
    onError: (error) => failed('The clock did not move', error),
  })
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
          <Button variant="default" size="sm" disabled={move.isPending} onClick={() => move.mutate({ advanceBy: 'PT1H' })}>
            +1 hour
          </Button>
          <Button variant="default" size="sm" disabled={move.isPending} onClick={() => move.mutate({ advanceBy: 'P1D' })}>
            +1 day
          </Button>
          <Button
            size="sm"
            leftSection={<IconPlayerSkipForward size={16} aria-hidden />}
            disabled={!next}
            loading={move.isPending}
            onClick={() => next && move.mutate({ advanceTo: next })}
          >
            To the next touch
          </Button>
        </Group>
      </Group>
    </Paper>
  )
}
