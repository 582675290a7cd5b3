import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { oneAtATime } from './refresh.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('oneAtATime_AskedFasterThanAnswersCome_EveryAnswerIsWaitedFor', async () => {
  let [begun, through, most] = [0, 0, 0]
  const refresh = oneAtATime(async () => {
    most = Math.max(most, ++begun - through)
    await new Promise((done) => setTimeout(done, 1000))
    through++
  }, 250)
  for (let i = 0; i < 50; i++) {
    refresh.ask()
    await vi.advanceTimersByTimeAsync(100)
  }
  expect(most).toBe(1)
  expect(through).toBe(4)
  await vi.advanceTimersByTimeAsync(5000)
  // What was asked for last is answered by an act that began after it.
  expect(through).toBe(5)
})

test('oneAtATime_Stopped_DoesNotBegin', async () => {
  const act = vi.fn(() => Promise.resolve())
  const refresh = oneAtATime(act, 250)
  refresh.ask()
  refresh.stop()
  await vi.advanceTimersByTimeAsync(1000)
  expect(act).not.toHaveBeenCalled()
})
