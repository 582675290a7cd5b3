import { expect, test } from 'vitest'
import { progressOf } from './progress.ts'
import type { Phone } from './queries.ts'

const phone = (state: Phone['state'], ...kinds: string[]): Phone => ({
  number: '+15125550143', state, log: kinds.map((kind) => ({ at: '2026-11-24T15:00:00Z', kind, text: '' })),
})
const textedBack = ['dialling', 'connected', 'heard', 'smsReceived', 'ended']

test('the story goes on with what the phone went through', () => {
  expect(progressOf(phone('idle'))).toBe(0)
  expect(progressOf(phone('inCall', 'dialling', 'connected', 'heard'))).toBe(1)
  expect(progressOf(phone('idle', ...textedBack))).toBe(2)
  expect(progressOf(phone('idle', ...textedBack, 'smsSent', 'smsReceived'))).toBe(3)
  expect(progressOf(phone('inCall', ...textedBack, 'smsSent', 'ringing', 'connected', 'pressed'))).toBe(5)
  expect(progressOf(phone('idle', ...textedBack, 'smsSent', 'ringing', 'connected', 'pressed', 'bridged', 'ended'))).toBe(6)
})

test('a call that came to nothing is to be made again', () => {
  expect(progressOf(phone('idle', 'dialling', 'connected', 'ended'))).toBe(0)
  expect(progressOf(phone('idle', ...textedBack, 'smsSent', 'ringing', 'stopped'))).toBe(3)
  expect(progressOf(phone('inCall', ...textedBack, 'smsSent', 'dialling', 'connected'))).toBe(1)
})
