import { expect, test } from 'vitest'
import { changesOf } from './diff.ts'
import type { SequenceDoc } from './queries.ts'

const hello: SequenceDoc = {
  id: 'hello', name: 'Hello', purpose: 'conversational',
  steps: [{ id: 'first', at: '0s', actions: [{ type: 'sms', text: 'Hi' }] }, { id: 'second', at: '1d', actions: [{ type: 'task', text: 'Call' }] }],
}

test('changesOf_SameDocument_IsNothing', () => {
  expect(changesOf(hello, structuredClone(hello))).toEqual([])
})

test('changesOf_TextTimeAndSteps_NamesEachOfThem', () => {
  const after = structuredClone(hello)
  after.steps[0]!.actions[0]!.text = 'Hello'
  after.steps[0]!.at = '5m'
  after.steps[1] = { id: 'third', at: '2d', actions: [{ type: 'email', subject: 'A', text: 'B' }] }
  expect(changesOf(hello, after)).toEqual([
    { kind: 'removed', what: 'step second', before: '1d: task' },
    { kind: 'changed', what: 'step first, at', before: '0s', after: '5m' },
    { kind: 'changed', what: 'step first, sms text', before: 'Hi', after: 'Hello' },
    { kind: 'added', what: 'step third', after: '2d: email' },
  ])
})
