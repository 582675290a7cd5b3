import { channelWords, dispositionWords, lasting, plain, statusWords } from '../ui/words.ts'
import type { ThreadItem } from './queries.ts'

/** A row of the conversation as it is shown: what one side said, or what happened in between. */
export interface ThreadRow {
  key: string
  at: string
  side: 'in' | 'out' | 'mid'
  channel: string
  text: string
  subject: string | undefined
  status: ThreadItem['status']
  /** Why it was sent, held or left undone. */
  why: string | undefined
  /** Who sent it: a person of the team, or a sequence. */
  by: string | undefined
  note: boolean
  pending: boolean
}

const eventWords: Record<string, string> = {
  optout: 'Opted out', optin: 'Opted in again', 'appointment.booked': 'Appointment booked', 'appointment.rescheduled': 'Appointment moved',
  'appointment.confirmed': 'Appointment confirmed', 'appointment.cancelled': 'Appointment cancelled', 'appointment.completed': 'Appointment took place',
  'appointment.noshow': 'No-show', 'estimate.sent': 'Estimate sent', 'estimate.accepted': 'Estimate accepted', 'estimate.declined': 'Estimate declined',
  'callback.requested': 'Asked for a call back', 'lead.submitted': 'Sent a request', 'lead.booked': 'Booked', 'lead.won': 'Won', 'lead.lost': 'Lost',
  'showing.completed': 'Showing took place', 'feedback.given': 'Gave feedback', 'email.engaged': 'Opened an email', 'followup.set': 'Next follow-up set',
  'preference.stated': 'Said when to be reached', 'market.changed': 'The market moved', 'lead.paused': 'Paused', 'lead.resumed': 'Resumed',
}

/** Decisions that a reader of a conversation wants to see; the rest is on the lead's timeline. */
const toldRules = new Set(['enrolled', 'stopped', 'completed', 'refused', 'paused', 'resumed'])

export function threadOf(items: ThreadItem[], nameOfMember: (id: string) => string): ThreadRow[] {
  return items.flatMap((item) => {
    const row = shown(item, nameOfMember)
    return row ? [{ ...blank, key: String(item.seq), at: item.at, ...row }] : []
  })
}

const blank = { subject: undefined, status: undefined, why: undefined, by: undefined, note: false, pending: false }

type Shown = Pick<ThreadRow, 'side' | 'channel' | 'text'> & Partial<ThreadRow>

function shown(item: ThreadItem, nameOfMember: (id: string) => string): Shown | null {
  const by = item.by ? nameOfMember(item.by) : item.sequence ? plain(item.sequence) : undefined
  switch (item.kind) {
    case 'message':
      if (item.status === 'suppressed') return leftUndone(item)
      return {
        side: item.direction === 'outbound' ? 'out' : 'in', channel: item.channel ?? 'form', text: item.text ?? '', subject: item.subject, status: item.status,
        why: item.reason, by: item.direction === 'outbound' ? by : undefined, pending: item.pending ?? false,
      }
    case 'call':
      return callOf(item, by)
    case 'note':
      return { side: 'out', channel: 'note', text: item.text ?? item.reason ?? 'Done', by, note: true, pending: item.pending ?? false }
    case 'team':
      // Who has no field-service software need not hear so at every booking.
      return item.rule === 'not-connected' ? null : { side: 'mid', channel: item.type, text: teamWords(item), why: item.reason }
    case 'event': {
      const words = eventWords[item.type]
      return words ? { side: 'mid', channel: item.type.startsWith('appointment') ? 'calendar' : '', text: item.text ? `${words}: “${item.text}”` : words, why: item.reason } : null
    }
    case 'decision':
      return toldRules.has(item.rule ?? '') ? { side: 'mid', channel: '', text: item.reason ?? '' } : null
  }
}

/** What was not sent has no words to show, only why. */
const leftUndone = ({ channel = '', reason = 'not sent' }: ThreadItem): Shown => ({ side: 'mid', channel, text: `${channelWords[channel] ?? plain(channel)} ${reason}` })

function teamWords(item: ThreadItem): string {
  const words = item.subject ?? item.text ?? ''
  if (item.type === 'task') return `To do: ${words}`
  if (item.type === 'notification') return `${item.party ?? 'The team'} was told: ${words}`
  return [channelWords[item.type] ?? plain(item.type), item.status ? statusWords[item.status].toLowerCase() : '', words].filter(Boolean).join(', ')
}

/** A call that a sequence placed is something said; how a call ended is something that happened. */
function callOf(item: ThreadItem, by: string | undefined): Shown {
  if (item.status === 'suppressed') return leftUndone(item)
  if (item.status) return { side: 'out', channel: item.channel ?? 'call', text: item.text ?? '', status: item.status, why: item.reason, by }
  if (item.disposition === 'missed') return { side: 'mid', channel: 'missed', text: `Missed call${item.ringSeconds ? `, rang ${lasting(item.ringSeconds)}` : ''}` }
  const who = item.direction === 'outbound' ? 'We called' : 'They called'
  const end = (dispositionWords[item.disposition ?? ''] ?? 'ended').toLowerCase()
  const notes = item.text && !item.text.startsWith('call ') ? `. ${item.text}` : ''
  return { side: 'mid', channel: 'call', text: `${who}: ${end}${item.durationSeconds ? `, ${lasting(item.durationSeconds)}` : ''}${notes}`, by }
}
