import { useSyncExternalStore } from 'react'

export type Kind = 'sms' | 'email' | 'note'

export interface Reply {
  kind: Kind
  text: string
  /** What seemed lost may have arrived: the same words go out again under the same key, and so not twice. */
  key: string
}

/** What stands in the box of a conversation, and for whom: a note must not come back as a text to the customer. */
export interface Draft {
  kind?: Kind
  text: string
  lost?: Reply
}

/** The draft after a send that failed: its words stand before those written meanwhile, and nothing that was for the team goes to the customer. */
export function withLost(draft: Draft, lost: Reply): Draft {
  const meanwhile = draft.text.trim()
  return { kind: meanwhile && draft.kind === 'note' ? 'note' : lost.kind, text: meanwhile ? `${lost.text}\n${draft.text}` : lost.text, lost }
}

const empty: Draft = { text: '' }
const listeners = new Set<() => void>()
const placeOf = (leadId: string) => `followup-reply-${leadId}`
const stored = (leadId: string) => sessionStorage.getItem(placeOf(leadId))
const parsed = (text: string | null) => (text ? (JSON.parse(text) as Draft) : empty)

function listen(listener: () => void) {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

/** The draft is kept with the window, not with the box: a send may fail after the conversation was left. */
export function keepDraft(leadId: string, change: (draft: Draft) => Draft) {
  sessionStorage.setItem(placeOf(leadId), JSON.stringify(change(parsed(stored(leadId)))))
  for (const listener of listeners) listener()
}

export const useReplyDraft = (leadId: string): Draft => parsed(useSyncExternalStore(listen, () => stored(leadId)))
