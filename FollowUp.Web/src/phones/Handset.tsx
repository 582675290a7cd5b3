import { CloseButton, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import type { OutboxItem } from '../api/types.ts'
import { Problem } from '../ui/Problem.tsx'
import { Waiting } from '../ui/Waiting.tsx'
import { phoneOf, timeOf } from '../ui/words.ts'
import { HandsetControls } from './HandsetControls.tsx'
import styles from './Handset.module.css'
import { phoneQuery, type Phone } from './queries.ts'
import { type Line, transcriptOf } from './transcript.ts'

interface Props {
  name: string
  number: string
  /** The number of the business that this phone calls and texts; a phone of the team only takes calls. */
  business?: string
  outbox: OutboxItem[]
  nameOf: (number: string) => string
  zone: string
  onRemove?: (() => void) | undefined
}

function stateOf({ state, with: other }: Phone, nameOf: (number: string) => string): string {
  const who = other ? nameOf(other) : 'somebody'
  return { idle: 'Not in a call', dialling: `Calling ${who}`, ringing: `${who} is calling`, inCall: `In a call with ${who}` }[state]
}

export const idOf = (number: string) => `phone-${number}`

/** A telephone of the emulator: its state, all it went through with the newest in view, and what can be done with it now. */
export function Handset({ name, number, business, outbox, nameOf, zone, onRemove }: Props) {
  const phone = useQuery(phoneQuery(number))
  const screen = useRef<HTMLDivElement>(null)
  const lines = phone.data ? transcriptOf(phone.data, outbox, nameOf) : []
  useEffect(() => {
    screen.current?.scrollTo({ top: screen.current.scrollHeight })
  }, [lines.length, phone.data?.state])
  return (
    <section className={styles.phone} id={idOf(number)} aria-label={`Phone of ${name}`}>
      <div className={styles.top} data-state={phone.data?.state}>
        {onRemove && <CloseButton size="sm" style={{ float: 'right' }} aria-label={`Put the phone of ${name} away`} onClick={onRemove} />}
        <Text fw={650} size="sm">
          {name === phoneOf(number) ? name : `${name} · ${phoneOf(number)}`}
        </Text>
        <Text size="xs" className="quiet" role="status" aria-label={`State of the phone of ${name}`}>
          {phone.data ? stateOf(phone.data, nameOf) : 'Switching on'}
        </Text>
      </div>
      <div className={styles.screen} ref={screen} tabIndex={0} role="log" aria-label={`Messages on the phone of ${name}`}>
        {phone.isPending && <Waiting label={`Loading the phone of ${name}`} />}
        {phone.isError && <Problem error={phone.error} retry={() => void phone.refetch()} />}
        {phone.isSuccess && lines.length === 0 && (
          <Text size="sm" className="quiet" ta="center" mt="xl">
            {business ? `Call ${nameOf(business)}, or text it.` : 'Calls to the business ring here, and notices for the team come in.'}
          </Text>
        )}
        {lines.map((line, index) => (
          <Row key={index} line={line} time={line.at.slice(0, 16) === lines[index + 1]?.at.slice(0, 16) ? undefined : timeOf(line.at, zone)} />
        ))}
      </div>
      {phone.data && (
        <div className={styles.bottom}>
          <HandsetControls name={name} phone={phone.data} business={business} />
        </div>
      )}
    </section>
  )
}

/** One line of the screen; the time stands after the last line of a minute. */
function Row({ line, time }: { line: Line; time: string | undefined }) {
  return (
    <>
      {line.look === 'event' ? (
        <div className={styles.note}>{line.words}</div>
      ) : (
        <div className={`${{ text: styles.bubble, speech: styles.speech, notice: styles.notice }[line.look]} arrives`} data-mine={line.mine}>
          {line.who && <span className={styles.who}>{line.who}</span>}
          {line.words}
        </div>
      )}
      {time && <div className={styles.note}>{time}</div>}
    </>
  )
}
