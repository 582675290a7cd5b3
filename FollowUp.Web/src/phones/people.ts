import type { Business } from '../settings/queries.ts'
import { phoneOf } from '../ui/words.ts'

/** People who may call; the first one is the caller of the story. */
export const strangers = [
  { name: 'Ana', fullName: 'Ana Diaz', phone: '+15125550143' },
  { name: 'Ben', fullName: 'Ben Ortiz', phone: '+13055550177' },
  { name: 'Lee', fullName: 'Lee Park', phone: '+15035550162' },
]

/** The phones that calls to the business ring at, and that of whoever is in charge when it is none of them. */
export function phonesOf(business: Business): string[] {
  const owner = business.team.find((member) => member.id === business.defaultOwner)?.phone
  return [...new Set([...business.numbers.flatMap((number) => number.forwardTo ?? []), ...(owner ? [owner] : [])])]
}

/** Whose number it is, as far as the page knows. */
export function calledAs(number: string, business: Business | undefined): string {
  if (business?.numbers.some((own) => own.phone === number)) return business.name
  const member = business?.team.find((person) => person.phone === number)
  return member?.name.split(' ')[0] ?? strangers.find((person) => person.phone === number)?.name ?? phoneOf(number)
}

const e164Pattern = /^\+(1\d{10}|[2-9]\d{7,14})$/

/** A number as people write it, in E.164; null when it is none. */
export function e164(text: string): string | null {
  const digits = text.replaceAll(/\D/g, '')
  const number = digits.length === 10 && !text.trim().startsWith('+') ? `+1${digits}` : `+${digits}`
  return e164Pattern.test(number) ? number : null
}
