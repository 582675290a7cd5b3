import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'

export type LiveState = 'live' | 'polling' | 'offline'

const feed = '/api/inbox/live'
const pollUrl = '/api/inbox?limit=1'
const pollMs = 4000
const patienceMs = 6000

/** What a change of a lead may show in. The session and the business do not change with it. */
const touched = new Set(['inbox', 'lead', 'leads', 'timeline', 'plan', 'queue', 'phone', 'outbox', 'clock', 'appointments', 'estimates', 'reports', 'conversation'])

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
    let etag: string | null = null

    const refresh = () => {
      void client.invalidateQueries({ predicate: (q) => touched.has(String(q.queryKey[0])) })
    }

    const poll = async () => {
      try {
        const answer = await fetch(pollUrl, { headers: etag ? { 'if-none-match': etag } : {}, cache: 'no-store' })
        if (closed) return
        setState(answer.ok || answer.status === 304 ? 'polling' : 'offline')
        const next = answer.headers.get('etag')
        if (answer.ok && (next === null || next !== etag)) refresh()
        etag = next ?? etag
      } catch {
        if (!closed) setState('offline')
      }
      if (!closed) timer = setTimeout(() => void poll(), document.hidden ? pollMs * 5 : pollMs)
    }

    const listen = () => {
      source = new EventSource(feed)
      const givingUp = setTimeout(() => fallBack(), patienceMs)
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

    const fallBack = () => {
      source?.close()
      source = null
      if (!closed && timer === undefined) void poll()
    }

    listen()
    return () => {
      closed = true
      source?.close()
      clearTimeout(timer)
    }
  }, [client])

  return state
}
