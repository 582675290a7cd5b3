import { offsetSeconds } from '../ui/offsets.ts'
import type { Step } from './queries.ts'

export interface Day {
  anchor: string
  day: number
  steps: Step[]
}

export const daySeconds = 86_400

/** What a step may count from, in the order it is shown; a word that is none of these is a mistake still being made, and comes first. */
const anchors = ['enrollment', 'appointment', 'estimate', 'showing', 'signal']
const rank = (anchor: string) => anchors.indexOf(anchor)

/** The steps by anchor and day, in the order they come. */
export function daysOf(steps: Step[]): Day[] {
  const days: Day[] = []
  const sorted = [...steps].sort((a, b) => (offsetSeconds(a.at) ?? 0) - (offsetSeconds(b.at) ?? 0))
  for (const step of sorted) {
    const anchor = step.anchor ?? 'enrollment'
    const day = Math.trunc((offsetSeconds(step.at) ?? 0) / daySeconds)
    const known = days.find((d) => d.anchor === anchor && d.day === day)
    if (known) known.steps.push(step)
    else days.push({ anchor, day, steps: [step] })
  }
  return days.sort((a, b) => rank(a.anchor) - rank(b.anchor) || a.day - b.day)
}

export function dayWords({ anchor, day }: Day): string {
  if (anchor === 'enrollment') return `Day ${day}`
  if (day === 0) return `Day of the ${anchor}`
  const size = Math.abs(day)
  return `${size} ${size === 1 ? 'day' : 'days'} ${day < 0 ? 'before' : 'after'} the ${anchor}`
}
