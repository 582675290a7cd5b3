import { money } from './words.ts'

/** An amount that may be less than a cent, as the price of one text is. */
export const amount = (value: number | undefined, currency: string) =>
  value === undefined ? '–' : value > 0 && value < 0.995 && currency === 'USD' ? `${(value * 100).toFixed(1)} ¢` : money(value, currency)
