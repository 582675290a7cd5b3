import { Paper, ScrollArea, SimpleGrid, Table, Text } from '@mantine/core'
import { Link } from 'react-router'
import { useNow } from '../app/clock.ts'
import { amount } from '../ui/money.ts'
import { channelWords, relative } from '../ui/words.ts'
import type { Campaign } from './queries.ts'

/** A moment on the person's own clock, as the server wrote it, offset and all. */
const wallClock = (local: string) =>
  new Intl.DateTimeFormat('en-US', { weekday: 'short', month: 'short', day: 'numeric', hour: 'numeric', minute: '2-digit', timeZone: 'UTC' }).format(new Date(local.slice(0, 19) + 'Z'))

/** A dry run: who would get what and when, what it costs at most, and who is left out and why. */
export function Trial({ trial }: { trial: Campaign }) {
  const now = useNow()
  const { cost } = trial
  const figures: [string, string][] = [
    [String(trial.matched), 'match'], [String(trial.enrolled), 'would be woken up'], [String(trial.skippedCount), 'left out'], [amount(cost.amount, cost.currency), 'at most, if nobody answers'],
  ]
  return (
    <section aria-label="What would happen">
      <SimpleGrid cols={{ base: 2, sm: 4 }} spacing="xs" mb="sm">
        {figures.map(([value, label]) => (
          <Paper key={label} withBorder p="xs">
            <Text fw={700} fz="lg">
              {value}
            </Text>
            <Text size="xs" className="quiet">
              {label}
            </Text>
          </Paper>
        ))}
      </SimpleGrid>
      <Text size="xs" className="quiet" mb="xs">
        {cost.texts} texts in {cost.segments} segments, {cost.emails} emails, {cost.calls} calls. Times are on each person’s own clock.
      </Text>
      <ScrollArea.Autosize mah={300} viewportProps={{ tabIndex: 0, role: 'region', 'aria-label': 'Who, when and what it costs' }}>
        {trial.items.length > 0 && (
          <Table>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>Who</Table.Th>
                <Table.Th>What and when</Table.Th>
                <Table.Th ta="right">Costs</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {trial.items.map((item) => (
                <Table.Tr key={item.leadId}>
                  <Table.Td>
                    <Link to={`/leads/${item.leadId}`}>{item.label}</Link>
                    <Text size="xs" className="quiet">
                      last heard {relative(item.lastContactAt, now)}
                    </Text>
                  </Table.Td>
                  <Table.Td>
                    {item.touches.map((touch, i) => (
                      <Text size="xs" key={i} title={touch.text}>
                        {channelWords[touch.channel] ?? touch.channel}, {wallClock(touch.localTime)}
                        {touch.held ? ` (${touch.held.reason})` : ''}
                      </Text>
                    ))}
                  </Table.Td>
                  <Table.Td ta="right">{amount(item.cost.amount, item.cost.currency)}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        )}
        {trial.skipped.length > 0 && (
          <>
            <Text size="sm" fw={600} mt="sm">
              Left out
            </Text>
            <ul style={{ margin: 0, paddingLeft: '1.2rem', fontSize: '0.82rem' }}>
              {trial.skipped.map((lead) => (
                <li key={lead.leadId}>
                  <Link to={`/leads/${lead.leadId}`}>{lead.label}</Link>: {lead.reason}
                </li>
              ))}
            </ul>
          </>
        )}
      </ScrollArea.Autosize>
    </section>
  )
}
