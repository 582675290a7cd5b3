import { useQueryClient } from '@tanstack/react-query'
import { createContext, useContext, useEffect, useState } from 'react'
import { sessionKey } from '../app/session.ts'
import { oneAtATime } from './refresh.ts'

export type LiveState = 'live' | 'polling' | 'offline'

/** How the page around is kept up to date. */
export const Live = createContext<LiveState>('polling')

const feed = '/api/inbox/live'
const pollUrl = '/api/inbox?limit=1'
/** How often to ask for what the poll in place of the feed does not tell of; never while the feed does. */
export const usePollMs = () => useContext(Live) === 'polling' && 10_000

/** While somebody is at work, a new message shows within a second; a window that is left alone does not keep a pay-per-use host busy. */
const pollMs = { atWork: 800, leftAlone: 5000, hidden: 20_000 }
const workMs = 5 * 60_000
const patienceMs = 6000
/** Many changes at once are one refresh. */
const gatherMs = 250

/** What a change of a lead may show in. The session and the business do not change with it. */
const touched = new Set(['inbox', 'lead', 'leads', 'timeline', 'plan', 'queue', 'phone', 'outbox', 'clock', 'appointments', 'estimates', 'conversation'])

/**
 * Keeps what is on the screen up to date: by server-sent events where the host has them, otherwise by asking with the last
 * answer's ETag. Returns how it does so.
 */
export function useLive(): LiveState {
  const client = useQueryClient()
  const [state, setState] = useState<LiveState>('polling')

  useEffect(() => {
    let closed = false
    let source: EventSource | null = null
    let timer: ReturnType<typeof setTimeout> | undefined
    let isPolling = false
    let etag: string | null = null
    let workedAtMs = Date.now()

    const refreshing = oneAtATime(() => client.invalidateQueries({ predicate: (q) => touched.has(String(q.queryKey[0])) }), gatherMs)
    const refresh = refreshing.ask

    const pauseMs = () => (document.hidden ? pollMs.hidden : Date.now() - workedAtMs < workMs ? pollMs.atWork : pollMs.leftAlone)

    const poll = async () => {
      clearTimeout(timer)
      try {
        const answer = await fetch(pollUrl, { headers: etag ? { 'if-none-match': etag } : {}, cache: 'no-store' })
        if (closed) return
        if (answer.status === 401) void client.invalidateQueries({ queryKey: sessionKey })
        setState(answer.ok || answer.status === 304 ? 'polling' : 'offline')
        const next = answer.headers.get('etag')
        if (answer.ok && (next === null || next !== etag)) refresh()
        etag = next ?? etag
      } catch {
        if (!closed) setState('offline')
      }
      if (!closed) timer = setTimeout(() => void poll(), pauseMs())
    }

    const fallBack = () => {
      source?.close()
      source = null
      if (closed || isPolling) return
      isPolling = true
      void poll()
    }

    const listen = () => {
      source?.close()
      source = new EventSource(feed)
      const givingUp = setTimeout(fallBack, patienceMs)
      source.onopen = () => {
        clearTimeout(givingUp)
        setState('live')
        refresh()
      }
      source.addEventListener('conversation', refresh)
      source.onerror = () => {
        if (source?.readyState === EventSource.CLOSED) {
          clearTimeout(givingUp)
          fallBack()
        } else setState('offline')
      }
    }

    const onWork = () => {
      const wasLeftAlone = Date.now() - workedAtMs >= workMs
      workedAtMs = Date.now()
      if (wasLeftAlone && isPolling) void poll()
    }
    const onVisible = () => {
      if (!document.hidden && isPolling) void poll()
    }
    const onLost = () => setState('offline')
    const onFound = () => (isPolling ? void poll() : listen())
    const wired: [EventTarget, string, () => void][] = [
      [window, 'offline', onLost], [window, 'online', onFound], [document, 'visibilitychange', onVisible],
      [window, 'pointerdown', onWork], [window, 'keydown', onWork],
    ]
    for (const [target, name, act] of wired) target.addEventListener(name, act)

    listen()
    return () => {
      closed = true
      source?.close()
      clearTimeout(timer)
      refreshing.stop()
      for (const [target, name, act] of wired) target.removeEventListener(name, act)
    }
  }, [client])

  return state
}
