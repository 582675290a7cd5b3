export interface Listing<T> {
  items: T[]
  next?: string
}

export interface Consent {
  given: boolean
  source?: string
  text?: string
  at?: string
}

export interface LeadContext {
  service?: string
  urgency?: string
  location?: string
  message?: string
}

export type AppointmentStatus = 'booked' | 'confirmed' | 'cancelled' | 'completed' | 'noshow'

export interface Appointment {
  id: string
  startsAt: string
  durationMinutes?: number
  title?: string
  place?: string
  directions?: string
  parking?: string
  status: AppointmentStatus
}

export interface Estimate {
  id: string
  sentAt: string
  amount: number
  currency: string
  title?: string
  status: string
}

export interface LeadTask {
  id: string
  kind: string
  title: string
  dueAt: string
  owner: string
  priority: string
}

export interface Enrollment {
  sequence: string
  version: number
  status: 'running' | 'completed' | 'stopped'
  at: string
  subject?: string
  nextAt?: string
  endedAt?: string
  endedBy?: string
}

export interface Lead {
  id: string
  createdAt: string
  name?: string
  phone?: string
  email?: string
  phones: string[]
  emails: string[]
  timeZone: string
  region?: string
  source?: string
  context?: LeadContext
  consent: { sms?: Consent; voice?: Consent; email?: Consent }
  preferences?: { times?: string[]; days?: string; maxTouchesPerWeek?: number }
  timeline?: string
  stage?: string
  owner: string
  tags: string[]
  criteria: Record<string, string>
  optOut?: { at: string; channel: string; text?: string }
  coolDown?: { until: string; why: string }
  pausedAt?: string
  lastInboundAt?: string
  firstTouchAt?: string
  appointments: Appointment[]
  estimates: Estimate[]
  tasks: LeadTask[]
  enrollments: Enrollment[]
}

export type TouchStatus = 'planned' | 'claimed' | 'sent' | 'delivered' | 'failed' | 'suppressed' | 'unknown'

export interface TimelineEntry {
  seq: number
  at: string
  kind: 'event' | 'touch' | 'decision'
  type: string
  channel?: string
  party?: string
  subject?: string
  text?: string
  status?: TouchStatus
  reason?: string
  rule?: string
  touchId?: string
  sequence?: string
  step?: string
  data?: Record<string, unknown>
}

export interface PlannedTouch {
  dueAt: string
  localTime: string
  channel: string
  sequence?: string
  step?: string
  subject?: string
  text: string
  held?: { reason: string; rule: string; dueAt: string; until: string }
}

export interface PlannedSuppression {
  at: string
  channel: string
  sequence?: string
  step?: string
  reason: string
  rule: string
}

export interface Plan {
  items: PlannedTouch[]
  suppressed: PlannedSuppression[]
}

export interface Member {
  id: string
  name: string
  role: 'owner' | 'agent'
  phone?: string
  email?: string
}

export interface Session {
  signedIn: boolean
  local: boolean
  member?: Member
}

export interface OutboxItem {
  id: string
  at: string
  channel: 'sms' | 'email' | 'call' | 'voicemail' | 'notification' | 'webhook'
  to: string
  from: string
  text: string
  subject?: string
  leadId?: string
  touchId?: string
  status: string
}

export interface Clock {
  now: string
  mode: 'virtual' | 'system'
  /** When the telephones do something next by themselves. */
  networkDue?: string
}
