import { expect, test } from 'vitest'
import { localInput, zonedInstant } from './zones.ts'

test('zonedInstant_OrdinaryDay_IsThatMomentOfTheZone', () => {
  expect(zonedInstant('2026-11-24T09:00', 'America/Chicago')).toBe('2026-11-24T15:00:00.000Z')
  expect(localInput(Date.parse('2026-11-24T15:00:00Z'), 'America/Chicago')).toBe('2026-11-24T09:00')
})

test('zonedInstant_HourThatExistsTwice_IsTheFirst', () => {
  expect(zonedInstant('2026-11-01T01:30', 'America/Chicago')).toBe('2026-11-01T06:30:00.000Z')
})

test('zonedInstant_HourThatDoesNotExist_MovesForward', () => {
  expect(zonedInstant('2026-03-08T02:30', 'America/Chicago')).toBe('2026-03-08T08:30:00.000Z')
})
