import { Text } from '@mantine/core'
import type { Change } from './diff.ts'

const signs: Record<Change['kind'], string> = { added: 'Added', removed: 'Removed', changed: 'Changed' }

export function Changes({ changes, isNew }: { changes: Change[]; isNew: boolean }) {
  if (isNew) return <p className="quiet">Everything is new.</p>
  if (changes.length === 0) return <p className="quiet">Nothing is changed yet.</p>
  return (
    <ul style={{ listStyle: 'none', margin: 0, padding: 0 }} aria-label="Changes">
      {changes.map((change, i) => (
        <li key={i} style={{ marginBottom: '0.7rem' }}>
          <Text size="sm" fw={600}>
            {signs[change.kind]}: {change.what}
          </Text>
          {change.before !== undefined && (
            <Text size="xs" component="del" display="block" c="red" style={{ whiteSpace: 'pre-wrap' }}>
              {change.before}
            </Text>
          )}
          {change.after !== undefined && (
            <Text size="xs" component="ins" display="block" c="teal" style={{ whiteSpace: 'pre-wrap', textDecoration: 'none' }}>
              {change.after}
            </Text>
          )}
        </li>
      ))}
    </ul>
  )
}
