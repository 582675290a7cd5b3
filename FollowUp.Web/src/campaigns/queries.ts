import type { PlannedTouch } from '../api/types.ts'

export interface Segment {
  lastContactBefore?: string
  services?: string[]
  tags?: string[]
  stages?: string[]
  notTags?: string[]
}

export interface Cost {
  texts: number
  segments: number
  emails: number
  calls: number
  callMinutes: number
  amount: number
  currency: string
}

/** What a campaign does, or would do. */
export interface Campaign {
  campaignId?: string
  sequence: string
  dryRun: boolean
  matched: number
  enrolled: number
  repeated: number
  skippedCount: number
  cost: Cost
  items: { leadId: string; label: string; lastContactAt: string; touches: PlannedTouch[]; cost: Cost }[]
  skipped: { leadId: string; label: string; rule: string; reason: string }[]
}
