import { useEffect } from 'react'
import { useNavigate } from 'react-router'
import { modals } from './confirm.tsx'

/** Asks before what is not saved is left: by a link of the app, or with the window. */
export function useUnsaved(isUnsaved: boolean) {
  const navigate = useNavigate()
  useEffect(() => {
    if (!isUnsaved) return
    const stay = (event: BeforeUnloadEvent) => event.preventDefault()
    const ask = (event: MouseEvent) => {
      const link = (event.target as Element).closest<HTMLAnchorElement>('a[href]')
      const keepsThePage = !link || link.origin !== location.origin || link.pathname === location.pathname || link.target === '_blank' || link.download
      if (keepsThePage || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
      event.preventDefault()
      event.stopPropagation()
      modals.confirm({ title: 'Leave without saving?', text: 'What you have changed here is lost.', yes: 'Leave', act: () => void navigate(link.pathname + link.search) })
    }
    addEventListener('beforeunload', stay)
    document.addEventListener('click', ask, { capture: true })
    return () => {
      removeEventListener('beforeunload', stay)
      document.removeEventListener('click', ask, { capture: true })
    }
  }, [isUnsaved, navigate])
}
