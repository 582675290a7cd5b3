import { useSearchParams } from 'react-router'

/** The tab that is open, kept in the address: a reload stays on it, and a link can lead to it. */
export function useTab(first: string): [string, (tab: string | null) => void] {
  const [search, setSearch] = useSearchParams()
  const change = (tab: string | null) =>
    setSearch(
      (before) => {
        const after = new URLSearchParams(before)
        if (tab && tab !== first) after.set('tab', tab)
        else after.delete('tab')
        return after
      },
      { replace: true },
    )
  return [search.get('tab') ?? first, change]
}
