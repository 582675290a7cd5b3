/** Wall-clock times of a zone, for inputs of type datetime-local. */

const parts = (at: number, zone: string) =>
  Object.fromEntries(
    new Intl.DateTimeFormat('en-US', { timeZone: zone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit' })
      .formatToParts(new Date(at))
      .map((part) => [part.type, part.value]),
  ) as Record<'year' | 'month' | 'day' | 'hour' | 'minute' | 'second', string>

export function localInput(at: number, zone: string): string {
  const p = parts(at, zone)
  return `${p.year}-${p.month}-${p.day}T${p.hour}:${p.minute}`
}

function offsetMs(at: number, zone: string): number {
  const p = parts(at, zone)
  return Date.UTC(Number(p.year), Number(p.month) - 1, Number(p.day), Number(p.hour), Number(p.minute), Number(p.second)) - Math.floor(at / 1000) * 1000
}

/** The moment a wall clock of the zone shows a time; of two such moments the first, and past a skipped hour when there is none. */
export function zonedInstant(local: string, zone: string): string {
  const wanted = Date.parse(local + (local.length === 16 ? ':00Z' : 'Z'))
  const early = wanted - offsetMs(wanted - 86_400_000, zone)
  const late = wanted - offsetMs(wanted + 86_400_000, zone)
  const fits = [Math.min(early, late), Math.max(early, late)].find((at) => at + offsetMs(at, zone) === wanted)
  return new Date(fits ?? Math.max(early, late)).toISOString()
}
