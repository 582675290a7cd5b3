import type { OutboxItem } from '../api/types.ts'
import type { Phone, PhoneEntry } from './queries.ts'

/** A line on a phone's screen: a text, what is said in a call, a notice of FollowUp's app, or what happened. */
export interface Line {
  at: string
  look: 'text' | 'speech' | 'notice' | 'event'
  mine: boolean
  who?: string
  words: string
}

type NameOf = (number: string) => string

const plainly: Record<string, (entry: PhoneEntry, nameOf: NameOf) => string> = {
  dialling: (e, nameOf) => `You call ${nameOf(e.other ?? '')}`,
  ringing: (e, nameOf) => `${nameOf(e.other ?? '')} calls`,
  stopped: () => 'It stopped ringing',
  connected: () => 'Connected',
  bridged: (e, nameOf) => `Put through to ${nameOf(e.other ?? '')}`,
  pressed: (e) => `You pressed ${e.text}`,
  heardTones: (e) => `Keys were pressed: ${e.text}`,
  ended: () => 'The call ended',
  voicemailAnswered: () => 'Voicemail answered',
  forwarded: (e) => e.text,
}

function lineOf(entry: PhoneEntry, nameOf: NameOf): Line {
  const { at, kind, text } = entry
  if (kind === 'smsReceived' || kind === 'smsSent') return { at, look: 'text', mine: kind === 'smsSent', words: text }
  if (kind === 'heard') return { at, look: 'speech', mine: false, who: entry.other === 'application' ? 'Automatic voice' : nameOf(entry.other ?? ''), words: text }
  if (kind === 'said') return { at, look: 'speech', mine: true, who: 'You', words: text }
  return { at, look: 'event', mine: false, words: plainly[kind]?.(entry, nameOf) ?? text }
}

/** What a phone went through, oldest first, with the notices that FollowUp sent to it. */
export function transcriptOf(phone: Phone, outbox: OutboxItem[], nameOf: NameOf): Line[] {
  const notices = outbox
    .filter((item) => (item.channel === 'notification' || item.channel === 'voicemail') && item.to === phone.number)
    .map((item): Line => ({ at: item.at, look: 'notice', mine: false, who: item.channel === 'voicemail' ? 'Voicemail' : 'FollowUp', words: item.text }))
  return [...phone.log.map((entry) => lineOf(entry, nameOf)), ...notices].sort((a, b) => Date.parse(a.at) - Date.parse(b.at))
}
