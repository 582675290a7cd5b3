import { get, patch, post } from '../api/http.ts'
import type { Lead, Listing, Plan } from '../api/types.ts'
import type { Business } from '../settings/queries.ts'
import { nextOpening } from './opening.ts'
import { doOn, moveClock, type Phone, readPhone } from './queries.ts'

export interface Scene {
  business: Business
  /** The caller's phone, and the name of whoever has it in the story. */
  caller: string
  callerName: string | undefined
  now: number
}

const hourMs = 3_600_000
const longestCallPieces = 12
const patienceMs = 8_000
const pollMs = 250

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** Waits until a phone has come to a point; on a clock that runs, the network takes a moment. */
async function until(number: string, isSo: (phone: Phone) => boolean, complaint: string): Promise<void> {
  for (let waited = 0; waited < patienceMs; waited += pollMs) {
    if (isSo(await readPhone(number))) return
    await wait(pollMs)
  }
  throw new Error(complaint)
}

async function leadOf(phone: string): Promise<Lead> {
  const lead = (await get<Listing<Lead>>(`/api/leads?phone=${encodeURIComponent(phone)}`)).items[0]
  if (!lead) throw new Error('FollowUp does not know this number yet: call first.')
  return lead
}

/** Phones ring in opening hours only, so the clock goes on to them when the business is closed. */
export async function callBusiness({ business, caller, now }: Scene): Promise<void> {
  const opening = nextOpening(business, now)
  if (opening !== null && opening > now) await moveClock({ advanceTo: new Date(opening).toISOString() })
  await doOn(caller, 'call', { to: business.numbers[0]!.phone })
}

/** Lets time pass until nobody has taken the call, the caller has heard the greeting and the call is over. */
export async function letItRingOut({ caller }: Scene): Promise<void> {
  const before = (await readPhone(caller)).log.length
  for (let piece = 0; piece < longestCallPieces && (await readPhone(caller)).state !== 'idle'; piece++) await moveClock({ advanceBy: 'PT20S' })
  if (!(await readPhone(caller)).log.slice(before).some((entry) => entry.kind === 'smsReceived'))
    throw new Error('No text this time: whoever was texted back within a day is not texted again. Take another phone, or go on a day.')
}

export const answerTheText = ({ caller, business }: Scene) =>
  doOn(caller, 'text', { to: business.numbers[0]!.phone, text: 'Yes please, our roof leaks! Can somebody come and look at it?' })

/** A visit was booked, with the person's leave to be called, and nobody was at home. */
export async function getTheCallBack({ caller, callerName, now }: Scene): Promise<void> {
  const lead = await leadOf(caller)
  const appointmentId = `visit-${now}`
  await patch(`/api/leads/${lead.id}`, {
    ...(lead.name || !callerName ? {} : { name: callerName }),
    consent: { ...lead.consent, voice: { given: true, source: 'asked on the phone', text: 'Yes, you may call me with an automatic voice.' } },
  })
  const startsAt = new Date(now - hourMs).toISOString()
  await post(`/api/leads/${lead.id}/events`, { type: 'appointment.booked', data: { appointmentId, startsAt, durationMinutes: 30, title: 'roof inspection' } })
  await post(`/api/leads/${lead.id}/events`, { type: 'appointment.noshow', data: { appointmentId } })
  const plan = await get<Plan>(`/api/leads/${lead.id}/plan`)
  const call = plan.items.find((touch) => touch.channel === 'call')
  if (!call) throw new Error(`No call is planned: ${plan.suppressed.find((touch) => touch.channel === 'call')?.reason ?? 'no sequence places one'}.`)
  await moveClock({ advanceTo: call.dueAt })
  await until(caller, (phone) => phone.state === 'ringing', 'The call did not come. The timeline of the lead says why.')
}

/** The keys are listened to as soon as the voice speaks. */
export async function answerAndPress({ caller }: Scene): Promise<void> {
  if ((await readPhone(caller)).state === 'ringing') await doOn(caller, 'answer')
  await until(caller, ({ state, log }) => state === 'inCall' && log.at(-1)?.kind === 'heard', 'Nothing was said in the call.')
  await doOn(caller, 'press', { keys: '1' })
  await until(caller, ({ log }) => log.at(-1)?.kind === 'heard', 'The key was not heard.')
  await moveClock({ advanceBy: 'PT5S' })
}

/** Whoever is in charge picks up, and both talk. */
export async function talk({ business, caller }: Scene): Promise<void> {
  const team = await Promise.all(business.team.flatMap((member) => (member.phone ? [readPhone(member.phone)] : [])))
  const taken = team.find((phone) => phone.state === 'ringing')
  if (!taken) throw new Error('No phone of the team rings.')
  await doOn(taken.number, 'answer')
  await until(caller, (phone) => phone.with === taken.number, 'The call was not put through.')
  await doOn(taken.number, 'speak', { text: `${business.name}, hello! When may we come again?` })
  await doOn(caller, 'speak', { text: 'Tomorrow at nine, please.' })
}
