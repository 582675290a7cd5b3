import { expect, test } from 'vitest'
import { type Reply, withLost } from './draft.ts'

const text: Reply = { kind: 'sms', text: 'We can come today', key: 'k' }

test('withLost_NothingWrittenMeanwhile_GoesBackToItsOwnChannel', () => {
  const note: Reply = { ...text, kind: 'note' }
  expect(withLost({ kind: 'sms', text: '' }, note)).toEqual({ kind: 'note', text: 'We can come today', lost: note })
})

test('withLost_WordsWrittenMeanwhile_AreKeptBehind', () => {
  expect(withLost({ kind: 'sms', text: 'At nine?' }, text)).toEqual({ kind: 'sms', text: 'We can come today\nAt nine?', lost: text })
})

test('withLost_NoteWrittenMeanwhile_StaysWithTheTeam', () => {
  expect(withLost({ kind: 'note', text: 'He sounds angry' }, text).kind).toBe('note')
})
