import { expect, test } from 'vitest'
import type { ThreadItem } from './queries.ts'
import { threadOf } from './thread.ts'

const email: ThreadItem = { seq: 7, at: '2026-11-24T15:00:00Z', kind: 'message', direction: 'outbound', type: 'email', channel: 'email', sequence: 'new-lead' }
const rowOf = (item: ThreadItem) => threadOf([item], (id) => id)[0]!

test('threadOf_EmailThatWasNotSent_SaysSoBetweenTheSides', () => {
  const row = rowOf({ ...email, status: 'suppressed', reason: 'not sent: no email address is known' })
  expect([row.side, row.text, row.status]).toEqual(['mid', 'Email not sent: no email address is known', undefined])
})

test('threadOf_EmailThatFailed_KeepsItsWords', () => {
  const row = rowOf({ ...email, status: 'failed', text: 'Thank you', reason: 'mailbox full' })
  expect([row.side, row.text, row.why]).toEqual(['out', 'Thank you', 'mailbox full'])
})
