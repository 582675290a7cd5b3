import { Textarea } from '@mantine/core'
import { useEffect, useState } from 'react'
import type { SequenceDoc } from './queries.ts'

/** The document itself, for everything the forms do not show. */
export function JsonEditor({ doc, onChange, onBroken }: { doc: SequenceDoc; onChange: (doc: SequenceDoc) => void; onBroken: (isBroken: boolean) => void }) {
  const [text, setText] = useState(() => JSON.stringify(doc, null, 2))
  const [error, setError] = useState<string>()
  useEffect(() => {
    onBroken(error !== undefined)
    return () => onBroken(false)
  }, [error, onBroken])
  return (
    <Textarea
      label="The sequence as JSON"
      value={text}
      error={error}
      autosize
      minRows={16}
      maxRows={34}
      spellCheck={false}
      styles={{ input: { fontFamily: 'ui-monospace, monospace', fontSize: '0.8rem' } }}
      onChange={(event) => {
        const next = event.currentTarget.value
        setText(next)
        try {
          const parsed = JSON.parse(next) as SequenceDoc
          if (!Array.isArray(parsed.steps) || parsed.steps.some((s) => typeof s.id !== 'string' || typeof s.at !== 'string' || !Array.isArray(s.actions) || s.actions.some((a) => typeof a.type !== 'string')))
            return setError('Every step needs id, at and actions, and every action its type')
          setError(undefined)
          onChange({ ...parsed, id: doc.id })
        } catch (problem) {
          setError((problem as Error).message)
        }
      }}
    />
  )
}
