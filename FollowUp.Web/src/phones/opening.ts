import type { Business } from '../settings/queries.ts'
import { localInput, zonedInstant } from '../ui/zones.ts'

const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat']
const dayMs = 86_400_000
const longestClosedDays = 31

/** When phones of the business ring next, which is now while it is open; null when it never opens. */
export function nextOpening({ hours, holidays, timeZone }: Pick<Business, 'hours' | 'holidays' | 'timeZone'>, now: number): number | null {
  const today = Date.parse(localInput(now, timeZone).slice(0, 10))
  for (let day = 0; day <= longestClosedDays; day++) {
    const date = new Date(today + day * dayMs)
    const name = date.toISOString().slice(0, 10)
    if (holidays?.includes(name)) continue
    for (const span of hours[weekdays[date.getUTCDay()]!] ?? []) {
      const [opens, closes] = span.split('-').map((time) => Date.parse(zonedInstant(`${name}T${time}`, timeZone)))
      if (now < closes!) return Math.max(now, opens!)
    }
  }
  return null
}
