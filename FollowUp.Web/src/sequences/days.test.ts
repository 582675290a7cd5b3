import { expect, test } from 'vitest'
import { daysOf, dayWords } from './days.ts'
import type { Step } from './queries.ts'

const step = (at: string, anchor?: string): Step => ({ id: `${anchor ?? 'start'} ${at}`, at, ...(anchor ? { anchor } : {}), actions: [] })
const shown = (...steps: Step[]) => daysOf(steps).map((day) => [dayWords(day), ...day.steps.map((s) => s.at)])

test('daysOf_HoursBeforeAnAppointment_AreOnItsDay', () => {
  expect(shown(step('2h', 'appointment'), step('-2h', 'appointment'), step('-26h', 'appointment'), step('-24h', 'appointment'), step('-3d', 'appointment'))).toEqual([
    ['3 days before the appointment', '-3d'], ['1 day before the appointment', '-26h', '-24h'], ['Day of the appointment', '-2h', '2h'],
  ])
})

test('daysOf_SeveralAnchors_BeginWithTheEnrollmentInAFixedOrder', () => {
  expect(shown(step('1d', 'signal'), step('0s', 'estimate'), step('4d'), step('0s', 'appointment'), step('90s'))).toEqual([
    ['Day 0', '90s'], ['Day 4', '4d'], ['Day of the appointment', '0s'], ['Day of the estimate', '0s'], ['1 day after the signal', '1d'],
  ])
})
