import { useInfiniteQuery } from '@tanstack/react-query'
import { Navigate } from 'react-router'
import { inboxQuery } from '../inbox/queries.ts'
import { useIsOwner } from './session.ts'

/** An owner with nobody to talk to yet is led through the first steps; everybody else works in the inbox. */
export function Start() {
  const inbox = useInfiniteQuery(inboxQuery('', undefined, ''))
  const isOwner = useIsOwner()
  if (inbox.isPending) return null
  const isEmpty = inbox.isSuccess && inbox.data.pages[0]?.items.length === 0
  return <Navigate to={isOwner && isEmpty ? '/welcome' : '/inbox'} replace />
}
