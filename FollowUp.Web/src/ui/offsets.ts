/** Offsets as sequences write them: 90s, 15m, 4h, 2d, 1w, -24h. */
const seconds: Record<string, number> = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 }

/** The distance in seconds with a day taken as 24 hours; null when it is not an offset. */
export function offsetSeconds(text: string): number | null {
  const match = /^(-?\d+)([smhdw])$/.exec(text)
  return match ? Number(match[1]) * seconds[match[2]!]! : null
}

const words: Record<string, [string, string]> = { s: ['second', 'seconds'], m: ['minute', 'minutes'], h: ['hour', 'hours'], d: ['day', 'days'], w: ['week', 'weeks'] }

/** "at once", "2 days after", "24 hours before". */
export function offsetWords(text: string): string {
  const match = /^(-?)(\d+)([smhdw])$/.exec(text)
  if (!match) return text
  const [, minus, amount, unit] = match
  if (Number(amount) === 0) return 'at once'
  return `${amount} ${words[unit!]![Number(amount) === 1 ? 0 : 1]} ${minus ? 'before' : 'after'}`
}
