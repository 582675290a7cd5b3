import { Chip, Group, Paper, Spoiler, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { TimelineEntry } from '../api/types.ts'
import { ChannelIcon } from '../ui/ChannelIcon.tsx'
import { Problem } from '../ui/Problem.tsx'
import { momentOf, plain, statusWords } from '../ui/words.ts'
import styles from './PlanView.module.css'
import { timelineQuery } from './queries.ts'

const bad = new Set(['failed', 'suppressed', 'unknown'])

/** Everything that happened, was sent, or was decided, newest first, each with its reason. */
export function Timeline({ leadId, zone }: { leadId: string; zone: string }) {
  const [kinds, setKinds] = useState<string[]>(['event', 'touch', 'decision'])
  const timeline = useQuery(timelineQuery(leadId))
  const rows = (timeline.data ?? []).filter((row) => kinds.includes(row.kind)).reverse()
  return (
    <Paper withBorder p="md" component="section" aria-label="Timeline">
      <Group justify="space-between" mb="sm" gap="xs">
        <Title order={2}>Timeline</Title>
        <Chip.Group multiple value={kinds} onChange={setKinds}>
          <Group gap={4}>
            <Chip size="xs" value="event">
              Facts
            </Chip>
            <Chip size="xs" value="touch">
              Touches
            </Chip>
            <Chip size="xs" value="decision">
              Decisions
            </Chip>
          </Group>
        </Chip.Group>
      </Group>
      {timeline.isError && <Problem error={timeline.error} retry={() => void timeline.refetch()} />}
      <ol className={styles.list}>
        {rows.map((row) => (
          <Row key={row.seq} row={row} zone={zone} />
        ))}
      </ol>
    </Paper>
  )
}

function Row({ row, zone }: { row: TimelineEntry; zone: string }) {
  const isBad = row.status !== undefined && bad.has(row.status)
  const title = row.kind === 'decision' ? 'Decision' : row.kind === 'touch' ? `${plain(row.type)}${row.party ? ` to ${row.party}` : ''}` : plain(row.type)
  // What was sent as planned has no reason but the plan.
  const why = row.reason ?? (row.kind === 'touch' && row.sequence && row.step ? `step '${plain(row.step)}' of '${plain(row.sequence)}'` : undefined)
  return (
    <li className={styles.item} data-held={isBad} data-off={row.kind === 'decision'}>
      <span className={styles.icon}>
        <ChannelIcon channel={row.type === 'call.missed' ? 'missed' : (row.channel ?? (row.type.startsWith('appointment') ? 'calendar' : row.type === 'note.added' ? 'note' : ''))} size={16} />
      </span>
      <div>
        <div className={styles.when}>
          <strong>{title}</strong>
          <span className="quiet">{momentOf(row.at, zone)}</span>
          {row.status && <span className="quiet">{statusWords[row.status]}</span>}
        </div>
        {row.text && (
          <Spoiler maxHeight={84} showLabel="Show all" hideLabel="Show less" styles={{ control: { fontSize: '0.82rem' } }}>
            <p className={styles.text}>{row.text}</p>
          </Spoiler>
        )}
        {why && (
          <Text size="xs" mt={2} className={isBad ? styles.held : undefined} fw={row.kind === 'decision' ? 500 : 400}>
            {row.kind === 'decision' ? '' : 'Why: '}
            {why}
          </Text>
        )}
      </div>
    </li>
  )
}
