import { plain } from '../ui/words.ts'

const usual = ['new', 'contacted', 'qualified', 'booked', 'won', 'lost']

/** The stages to choose from; one that somebody else made up stays choosable where it is in use. */
export const stages = (current?: string) =>
  [...new Set([...usual, ...(current ? [current] : [])])].map((stage) => ({ value: stage, label: plain(stage) }))
