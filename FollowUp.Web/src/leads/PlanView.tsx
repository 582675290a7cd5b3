import { Badge, Button, Spoiler } from '@mantine/core'
import { useNow } from '../app/clock.ts'
import type { Plan } from '../api/types.ts'
import { ChannelIcon } from '../ui/ChannelIcon.tsx'
import { Nothing } from '../ui/Nothing.tsx'
import { channelWords, cityOf, momentOf, plain, relative } from '../ui/words.ts'
import styles from './PlanView.module.css'

type Row = { at: string; channel: string; sequence?: string | undefined; step?: string | undefined; text: string; held?: string | undefined; off: boolean }

function rowsOf(plan: Plan): Row[] {
  const rows: Row[] = [
    ...plan.items.map((t) => ({ at: t.dueAt, channel: t.channel, sequence: t.sequence, step: t.step, text: t.subject && t.channel === 'email' ? `${t.subject}\n${t.text}` : t.text, held: t.held?.reason, off: false })),
    ...plan.suppressed.map((t) => ({ at: t.at, channel: t.channel, sequence: t.sequence, step: t.step, text: t.reason, off: true })),
  ]
  return rows.sort((a, b) => a.at.localeCompare(b.at))
}

/** As in the stylesheet: a text that is cut is cut between two lines. */
const lineHeight = 20
const textLines = 3

interface Props {
  plan: Plan
  zone: string
  /** Leaves a step out; where there is no real lead, there is nothing to leave out. */
  skip?: (sequence: string, step: string) => void
}

/** What will happen, when, on the lead's clock; what is held and why; what will not go out and why. */
export function PlanView({ plan, zone, skip }: Props) {
  const now = useNow()
  const rows = rowsOf(plan)
  if (rows.length === 0) return <Nothing title="Nothing is planned" text="No sequence is running. Enroll the lead in one, or wait for them to get in touch." />
  return (
    <>
      <ol className={styles.list}>
        {rows.map((row, index) => (
          <li key={index} className={styles.item} data-held={row.held !== undefined} data-off={row.off}>
            <span className={styles.icon}>
              <ChannelIcon channel={row.channel} size={16} />
            </span>
            <div>
              <div className={styles.when}>
                <strong>{momentOf(row.at, zone)}</strong>
                <span className="quiet">{relative(row.at, now)}</span>
                <span>{channelWords[row.channel] ?? row.channel}</span>
                {row.off && (
                  <Badge size="sm" color="gray" variant="light">
                    Will not go out
                  </Badge>
                )}
                {row.step && (
                  <span className="quiet">
                    {row.sequence ? `${plain(row.sequence)}: ` : ''}
                    {plain(row.step).toLowerCase()}
                  </span>
                )}
                {skip && !row.off && row.sequence && row.step && (
                  <Button size="compact-xs" variant="subtle" color="gray" ml="auto" onClick={() => skip(row.sequence!, row.step!)} aria-label={`Skip ${plain(row.step).toLowerCase()}`}>
                    Skip
                  </Button>
                )}
              </div>
              {row.held && <p className={styles.held}>{capital(row.held)}</p>}
              <Spoiler maxHeight={textLines * lineHeight} showLabel="Show all" hideLabel="Show less" styles={{ control: { fontSize: '0.82rem' } }}>
                <p className={styles.text}>{row.off ? capital(row.text) : row.text}</p>
              </Spoiler>
            </div>
          </li>
        ))}
      </ol>
      <p className={styles.text}>Times are {cityOf(zone)} time.</p>
    </>
  )
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)
