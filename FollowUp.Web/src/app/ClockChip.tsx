import { Text, Tooltip } from '@mantine/core'
import { momentOf } from '../ui/words.ts'
import { useClock, useNow } from './clock.ts'

/** Shown while the time is a made-up one, so that nobody mistakes it for today. */
export function ClockChip() {
  const clock = useClock()
  const now = useNow()
  if (clock?.mode !== 'virtual') return null
  return (
    <Tooltip label="The simulator's clock stands still until you move it on the Phones page">
      <Text size="xs" px={10} className="quiet">
        Simulated time: {momentOf(now)}
      </Text>
    </Tooltip>
  )
}
