import { expect, test } from 'vitest'
import { nextOpening } from './opening.ts'

const business = {
  timeZone: 'America/Chicago', holidays: ['2026-11-26'],
  hours: { wed: ['08:00-12:00', '13:00-17:00'], thu: ['08:00-17:00'], fri: ['08:00-16:00'] },
}
const opening = (now: string) => new Date(nextOpening(business, Date.parse(now))!).toISOString()

test('while the business is open it is now', () => expect(opening('2026-11-25T15:00:00Z')).toBe('2026-11-25T15:00:00.000Z'))
test('over lunch it is after lunch', () => expect(opening('2026-11-25T18:30:00Z')).toBe('2026-11-25T19:00:00.000Z'))
test('in the evening before a holiday it is the day after', () => expect(opening('2026-11-25T23:30:00Z')).toBe('2026-11-27T14:00:00.000Z'))
test('a business without hours never opens', () => expect(nextOpening({ ...business, hours: {} }, 0)).toBeNull())
