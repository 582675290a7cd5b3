import { expect, test } from 'vitest'
import { offsetSeconds, offsetWords } from './offsets.ts'

test('offsetSeconds_EveryUnit_IsCounted', () => {
  expect(['90s', '15m', '4h', '2d', '1w', '-24h'].map(offsetSeconds)).toEqual([90, 900, 14_400, 172_800, 604_800, -86_400])
  expect(offsetSeconds('soon')).toBeNull()
})

test('offsetWords_BeforeAndAfter_IsSaid', () => {
  expect(['0s', '1d', '-24h'].map(offsetWords)).toEqual(['at once', '1 day after', '24 hours before'])
})
