/** How things are said on every page. */
import type { TouchStatus } from '../api/types.ts'

const formats = new Map<string, Intl.DateTimeFormat>()

function format(zone: string | undefined, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${zone ?? ''}${JSON.stringify(options)}`
  let known = formats.get(key)
  if (!known) formats.set(key, (known = new Intl.DateTimeFormat('en-US', zone ? { ...options, timeZone: zone } : options)))
  return known
}

export const timeOf = (at: string | number, zone?: string) => format(zone, { hour: 'numeric', minute: '2-digit' }).format(new Date(at))
export const dayOf = (at: string | number, zone?: string) => format(zone, { weekday: 'short', month: 'short', day: 'numeric' }).format(new Date(at))
export const momentOf = (at: string | number, zone?: string) => `${dayOf(at, zone)}, ${timeOf(at, zone)}`
export const fullMomentOf = (at: string | number, zone?: string) =>
  format(zone, { weekday: 'long', year: 'numeric', month: 'long', day: 'numeric', hour: 'numeric', minute: '2-digit', timeZoneName: 'short' }).format(new Date(at))

/** "Austin time" for America/Chicago would be wrong: the zone's own city is named. */
export const cityOf = (zone: string) => zone.slice(zone.lastIndexOf('/') + 1).replaceAll('_', ' ')

/** Days of the calendar between two moments, as they are counted in a zone. */
export function daysApart(from: number, to: number, zone?: string): number {
  const day = (at: number) => Date.parse(format(zone, { year: 'numeric', month: '2-digit', day: '2-digit' }).format(new Date(at)) + ' UTC')
  return Math.round((day(to) - day(from)) / 86_400_000)
}

/** "10:04 AM" today, "Tue" this week, "Nov 3" before that. */
export function shortWhen(at: string, now: number, zone?: string): string {
  const days = daysApart(Date.parse(at), now, zone)
  if (days === 0) return timeOf(at, zone)
  if (days > 0 && days < 7) return format(zone, { weekday: 'short' }).format(new Date(at))
  return format(zone, { month: 'short', day: 'numeric' }).format(new Date(at))
}

/** "in 3 h", "2 days ago". */
export function relative(at: string | number, now: number): string {
  const seconds = Math.round((new Date(at).getTime() - now) / 1000)
  const size = Math.abs(seconds)
  if (size < 45) return 'now'
  const [amount, unit] = size < 3000 ? [size / 60, 'min'] : size < 79_200 ? [size / 3600, 'h'] : [size / 86_400, 'd']
  const words = unit === 'd' ? `${Math.round(amount)} ${Math.round(amount) === 1 ? 'day' : 'days'}` : `${Math.max(1, Math.round(amount))} ${unit}`
  return seconds > 0 ? `in ${words}` : `${words} ago`
}

/** "1 min 5 s". */
export function lasting(seconds: number): string {
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min${seconds % 60 ? ` ${seconds % 60} s` : ''}`
}

export function money(amount: number, currency: string): string {
  return new Intl.NumberFormat('en-US', { style: 'currency', currency, maximumFractionDigits: Number.isInteger(amount) ? 0 : 2 }).format(amount)
}

/** (512) 555-0143 for North American numbers, the number as it is for others. */
export function phoneOf(number: string | undefined): string {
  const parts = number?.match(/^\+1(\d{3})(\d{3})(\d{4})$/)
  return parts ? `(${parts[1]}) ${parts[2]}-${parts[3]}` : (number ?? '')
}

export const nameOf = (lead: { name?: string | null | undefined; phone?: string | null | undefined; email?: string | null | undefined }) =>
  lead.name ?? (lead.phone ? phoneOf(lead.phone) : (lead.email ?? 'Unknown person'))

export function initialsOf(name: string): string {
  const words = name.split(/\s+/).filter((word) => /^\p{L}/u.test(word))
  return words.length === 0 ? '#' : (words[0]![0]! + (words.length > 1 ? words.at(-1)![0]! : '')).toUpperCase()
}

/** "missed-call-text-back" as people read it. */
export const plain = (id: string) => {
  const words = id.replaceAll(/[-_.]/g, ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

export const statusWords: Record<TouchStatus, string> = {
  planned: 'Planned', claimed: 'Sending', sent: 'Sent', delivered: 'Delivered', failed: 'Failed', suppressed: 'Not sent', unknown: 'Unknown',
}

export const channelWords: Record<string, string> = {
  sms: 'Text', email: 'Email', call: 'Call', voicemail: 'Voicemail', notification: 'Team notice', task: 'Task', webhook: 'Webhook', chat: 'Chat', social: 'Social', note: 'Note',
}

export const dispositionWords: Record<string, string> = {
  answered: 'Answered', no_answer: 'No answer', voicemail: 'Voicemail', busy: 'Busy', failed: 'Failed', declined: 'Declined', missed: 'Missed',
}
