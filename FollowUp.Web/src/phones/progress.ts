import type { Phone } from './queries.ts'

/** What the caller's phone shows once each step of the story is done. */
const marks = ['dialling', 'smsReceived', 'smsSent', 'ringing', 'pressed', 'bridged']

const [called, answered, rung, put] = [1, 3, 4, 5]

/** How many steps of the story the caller's phone has been through; calling starts it anew. */
export function progressOf({ log, state }: Phone): number {
  let done = 0
  for (const { kind } of log)
    if (kind === 'dialling') done = called
    else if (kind === marks[done]) done++
  // A call that is over can be neither let ring out nor answered any more.
  if (state !== 'idle') return done
  return done === called ? 0 : done === rung || done === put ? answered : done
}
