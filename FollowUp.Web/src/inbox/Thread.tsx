import { useLayoutEffect, useRef } from 'react'
import { useNow } from '../app/clock.ts'
import { ChannelIcon } from '../ui/ChannelIcon.tsx'
import { channelWords, dayOf, daysApart, fullMomentOf, statusWords, timeOf } from '../ui/words.ts'
import styles from './Thread.module.css'
import type { ThreadRow } from './thread.ts'

const bad = new Set(['failed', 'suppressed', 'unknown'])

/** How near to the end somebody still reads along. */
const nearPx = 200

/** One conversation with every channel in it. It keeps its end in view for who reads along there, and for everybody else what they read. */
export function Thread({ rows, zone }: { rows: ThreadRow[]; zone?: string | undefined }) {
  const list = useRef<HTMLOListElement>(null)
  const shown = useRef({ key: '', top: 0, height: 0 })
  const now = useNow()
  const last = rows.at(-1)
  useLayoutEffect(() => {
    // Only the pane scrolls, never the page around it.
    const pane = list.current?.closest('[data-thread]')
    if (!pane) return
    const topOf = (key: string) => list.current?.querySelector<HTMLElement>(`[data-key="${key}"]`)?.offsetTop
    const { key, top, height } = shown.current
    const isNear = height - pane.scrollTop - pane.clientHeight < nearPx
    const isToldNews = last !== undefined && last.key !== key && (isNear || last.pending)
    // Where it does not go to the end, it follows what comes in above and pushes the rest down.
    pane.scrollTop = isToldNews ? pane.scrollHeight : pane.scrollTop + (topOf(key) ?? top) - top
    shown.current = { key: last?.key ?? '', top: topOf(last?.key ?? '') ?? 0, height: pane.scrollHeight }
  })
  let lastDay = ''
  return (
    <ol ref={list} className={styles.list} aria-label="Conversation">
      {rows.flatMap((row) => {
        const day = dayOf(row.at, zone)
        const isNew = day !== lastDay
        lastDay = day
        const apart = daysApart(Date.parse(row.at), now, zone)
        return [
          ...(isNew ? [<li key={`day ${day} ${row.key}`} className={styles.day}>{apart === 0 ? 'Today' : apart === 1 ? 'Yesterday' : day}</li>] : []),
          <Row key={row.key} row={row} zone={zone} />,
        ]
      })}
    </ol>
  )
}

function Row({ row, zone }: { row: ThreadRow; zone: string | undefined }) {
  if (row.side === 'mid')
    return (
      <li className={styles.row} data-key={row.key} data-side="mid">
        <div className={styles.pill} title={fullMomentOf(row.at, zone)}>
          {row.channel && <ChannelIcon channel={row.channel} size={14} />}
          <span>
            {row.text} · {timeOf(row.at, zone)}
            {row.why && <span className={styles.why}>{row.why}</span>}
          </span>
        </div>
      </li>
    )
  return (
    <li className={`${styles.row} arrives`} data-key={row.key} data-side={row.side} data-status={row.status} data-channel={row.channel} data-note={row.note} data-pending={row.pending}>
      <div className={styles.bubble}>
        {row.subject && <span className={styles.subject}>{row.subject}</span>}
        {row.text}
      </div>
      <div className={styles.meta}>
        <ChannelIcon channel={row.channel} size={13} />
        <span>
          {channelWords[row.channel] ?? row.channel} · {timeOf(row.at, zone)}
        </span>
        {row.by && <span>· {row.by}</span>}
        {row.pending && <span>· Sending</span>}
        {row.status && !row.pending && <span className={bad.has(row.status) ? styles.bad : undefined}>· {statusWords[row.status]}</span>}
        {row.why && <span className={row.status && bad.has(row.status) ? styles.bad : undefined}>· {row.why}</span>}
      </div>
    </li>
  )
}
