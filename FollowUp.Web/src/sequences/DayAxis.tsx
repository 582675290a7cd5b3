import { Button, Paper } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { ChannelIcon } from '../ui/ChannelIcon.tsx'
import { offsetSeconds, offsetWords } from '../ui/offsets.ts'
import { plain } from '../ui/words.ts'
import { daySeconds, daysOf, dayWords } from './days.ts'
import styles from './DayAxis.module.css'
import type { SequenceDoc, Step } from './queries.ts'

interface Props {
  doc: SequenceDoc
  selected: string
  errors: { step?: string }[]
  onSelect: (id: string) => void
  onAdd: (step: Step) => void
}

/** The steps on an axis of days; what is far apart is shown with the gap between. */
export function DayAxis({ doc, selected, errors, onSelect, onAdd }: Props) {
  const days = daysOf(doc.steps)
  const add = () => {
    const last = Math.max(0, ...doc.steps.filter((s) => (s.anchor ?? 'enrollment') === 'enrollment').map((s) => offsetSeconds(s.at) ?? 0))
    const day = Math.floor(last / daySeconds) + 1
    let id = `day-${day}`
    for (let n = 2; doc.steps.some((s) => s.id === id); n++) id = `day-${day}-${n}`
    onAdd({ id, at: `${day}d`, actions: [{ type: 'sms', text: 'Hi {{lead.firstName}}, ' }] })
  }
  return (
    <Paper withBorder p="sm" component="section" aria-label="Steps on a day axis">
      <div className={styles.axis} tabIndex={0} role="group" aria-label="Days">
        {days.flatMap((day, i) => {
          const before = days[i - 1]
          const gap = before && before.anchor === day.anchor ? day.day - before.day : 0
          return [
            ...(gap > 1 ? [<div key={`gap ${day.anchor} ${day.day}`} className={styles.gap} aria-hidden>{gap - 1} {gap === 2 ? 'day' : 'days'}</div>] : []),
            <div key={`${day.anchor} ${day.day}`} className={styles.day}>
              <div className={styles.label}>{dayWords(day)}</div>
              {day.steps.map((step) => (
                <button key={step.id} type="button" className={styles.step} aria-pressed={step.id === selected} data-wrong={errors.some((e) => e.step === step.id)} onClick={() => onSelect(step.id)}>
                  <strong>{plain(step.id)}</strong>
                  <div className="quiet">{step.window ?? offsetWords(step.at)}</div>
                  <div className={styles.icons}>
                    {step.actions.map((action, n) => (
                      <ChannelIcon key={n} channel={action.type} size={15} />
                    ))}
                  </div>
                </button>
              ))}
            </div>,
          ]
        })}
        <Button variant="light" size="xs" leftSection={<IconPlus size={14} aria-hidden />} onClick={add} style={{ flex: 'none', alignSelf: 'center' }}>
          Step
        </Button>
      </div>
    </Paper>
  )
}
