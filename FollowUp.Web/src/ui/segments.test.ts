import { expect, test } from 'vitest'
import { segmentsOf } from './segments.ts'

test('segmentsOf_PlainText_CountsSeptets', () => {
  expect(segmentsOf('a'.repeat(160))).toEqual({ encoding: 'GSM-7', units: 160, count: 1, left: 0 })
  expect(segmentsOf('a'.repeat(161))).toEqual({ encoding: 'GSM-7', units: 161, count: 2, left: 145 })
})

test('segmentsOf_CharactersOfTheExtensionTable_CountTwice', () => {
  expect(segmentsOf('€[]').units).toBe(6)
})

test('segmentsOf_OneEmoji_MakesTheWholeTextUcs2', () => {
  const segments = segmentsOf('a'.repeat(69) + '🙂')
  expect(segments.encoding).toBe('UCS-2')
  expect(segments.count).toBe(2)
})
