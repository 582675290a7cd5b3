import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { get } from '../api/http.ts'
import type { Clock } from '../api/types.ts'

interface Reading {
  clock: Clock | null
  readAtMs: number
}

/** The simulator's clock; null on a host without a simulator. */
async function readClock(signal: AbortSignal): Promise<Reading> {
  const clock = await get<Clock>('/sim/clock', signal).catch(() => null)
  return { clock, readAtMs: Date.now() }
}

export function useClock(): Clock | null | undefined {
  return useReading()?.clock
}

function useReading(): Reading | undefined {
  return useQuery({ queryKey: ['clock'], queryFn: ({ signal }) => readClock(signal), staleTime: 60_000 }).data
}

/** The time FollowUp lives in, in milliseconds: the simulator may have moved it. */
export function useNow(everyMs = 30_000): number {
  const reading = useReading()
  const [ticks, setTicks] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setTicks(Date.now()), everyMs)
    return () => clearInterval(timer)
  }, [everyMs])
  if (!reading?.clock) return ticks
  const shown = Date.parse(reading.clock.now)
  return reading.clock.mode === 'virtual' ? shown : shown + Math.max(0, ticks - reading.readAtMs)
}
