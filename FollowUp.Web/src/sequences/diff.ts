import type { SequenceDoc, Step } from './queries.ts'

export interface Change {
  kind: 'added' | 'removed' | 'changed'
  what: string
  before?: string
  after?: string
}

const text = (value: unknown): string => (value === undefined ? 'nothing' : typeof value === 'string' ? value : JSON.stringify(value))

/** What an edit changes, step by step and field by field, in words. */
export function changesOf(before: SequenceDoc, after: SequenceDoc): Change[] {
  const changes = fieldsOf(before, after, new Set(['id', 'version', 'steps']), '')
  for (const step of before.steps)
    if (!after.steps.some((s) => s.id === step.id)) changes.push({ kind: 'removed', what: `step ${step.id}`, before: summary(step) })
  for (const step of after.steps) {
    const old = before.steps.find((s) => s.id === step.id)
    if (!old) changes.push({ kind: 'added', what: `step ${step.id}`, after: summary(step) })
    else changes.push(...stepChanges(old, step))
  }
  const kept = (doc: SequenceDoc, other: SequenceDoc) => doc.steps.map((s) => s.id).filter((id) => other.steps.some((s) => s.id === id)).join(', ')
  if (kept(before, after) !== kept(after, before)) changes.push({ kind: 'changed', what: 'order of the steps', before: kept(before, after), after: kept(after, before) })
  return changes
}

function stepChanges(before: Step, after: Step): Change[] {
  const at = `step ${after.id}, `
  const changes = fieldsOf(before, after, new Set(['id', 'actions']), at)
  const count = Math.max(before.actions.length, after.actions.length)
  for (let i = 0; i < count; i++) {
    const [a, b] = [before.actions[i], after.actions[i]]
    if (!a && b) changes.push({ kind: 'added', what: `${at}${b.type}`, after: text(b.text ?? b) })
    else if (a && !b) changes.push({ kind: 'removed', what: `${at}${a.type}`, before: text(a.text ?? a) })
    else if (a && b) changes.push(...fieldsOf(a, b, new Set(), `${at}${b.type} `))
  }
  return changes
}

function fieldsOf(before: Record<string, unknown>, after: Record<string, unknown>, except: Set<string>, at: string): Change[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)].filter((name) => !except.has(name)))
  return [...names]
    .filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]))
    .map((name) => ({ kind: 'changed' as const, what: `${at}${name}`, before: text(before[name]), after: text(after[name]) }))
}

const summary = (step: Step) => `${step.at}: ${step.actions.map((a) => a.type).join(', ')}`
