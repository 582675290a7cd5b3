import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react'

interface Props<T> {
  items: T[]
  keyOf: (item: T) => string
  rowHeight: number
  label: string
  render: (item: T) => ReactNode
  /** Called when the end comes near and there is more to read. */
  more?: (() => void) | undefined
  height?: string
}

/** A list of which only what is in view is in the document, so that ten thousand rows scroll like ten. */
export function VirtualList<T>({ items, keyOf, rowHeight, label, render, more, height = '100%' }: Props<T>) {
  const scroll = useRef<HTMLDivElement>(null)
  const rows = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => rowHeight,
    overscan: 8,
    getItemKey: (index) => keyOf(items[index]!),
  })
  const visible = rows.getVirtualItems()
  const last = visible.at(-1)?.index ?? 0
  useEffect(() => {
    if (more && last >= items.length - 20) more()
  }, [last, items.length, more])
  /** The arrow keys go from row to row, also to those that are not drawn yet. */
  const step = (event: KeyboardEvent<HTMLDivElement>) => {
    const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    const at = (event.target as HTMLElement).closest<HTMLElement>('[data-index]')?.dataset.index
    const next = Number(at) + by
    if (by === 0 || at === undefined || !items[next]) return
    event.preventDefault()
    rows.scrollToIndex(next)
    requestAnimationFrame(() => scroll.current?.querySelector<HTMLElement>(`[data-index="${next}"] a`)?.focus())
  }
  return (
    <div ref={scroll} style={{ height, overflowY: 'auto', contain: 'strict' }} tabIndex={-1}>
      <div role="list" aria-label={label} style={{ height: rows.getTotalSize(), position: 'relative' }} onKeyDown={step}>
        {visible.map((row) => (
          <div
            key={row.key}
            role="listitem"
            data-index={row.index}
            aria-setsize={more ? -1 : items.length}
            aria-posinset={row.index + 1}
            style={{ position: 'absolute', top: 0, left: 0, right: 0, height: rowHeight, transform: `translateY(${row.start}px)` }}
          >
            {render(items[row.index]!)}
          </div>
        ))}
      </div>
    </div>
  )
}
