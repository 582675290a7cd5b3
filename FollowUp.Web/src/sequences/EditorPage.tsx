import { Badge, Button, Grid, Group, Paper, SegmentedControl, Tabs, TextInput, Textarea } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useParams, useSearchParams } from 'react-router'
import { useIsOwner } from '../app/session.ts'
import { modals } from '../ui/confirm.tsx'
import { Page } from '../ui/Page.tsx'
import { Problem } from '../ui/Problem.tsx'
import { useTab } from '../ui/useTab.ts'
import { useUnsaved } from '../ui/useUnsaved.ts'
import { plain } from '../ui/words.ts'
import { Changes } from './Changes.tsx'
import { DayAxis } from './DayAxis.tsx'
import { changesOf } from './diff.ts'
import { JsonEditor } from './JsonEditor.tsx'
import { Preview } from './Preview.tsx'
import { type SequenceDoc, sequenceQuery } from './queries.ts'
import { StepForm } from './StepForm.tsx'
import { useSave, useValidation } from './useDraft.ts'
import { Versions } from './Versions.tsx'

const blank = (id: string, name: string): SequenceDoc => ({
  id, name, purpose: 'conversational', steps: [{ id: 'hello', at: '0s', actions: [{ type: 'sms', text: 'Hi {{lead.firstName}}, this is {{business.name}}.' }] }],
})

export default function EditorPage() {
  const id = useParams().id!
  const [search] = useSearchParams()
  const name = search.get('new')
  const from = search.get('from')
  // What is being edited is not read again beneath the hands; saving tells of a newer version.
  const stored = useQuery({ ...sequenceQuery(from ?? id), enabled: name === null || from !== null, refetchOnWindowFocus: false, refetchOnReconnect: false })
  if (stored.isLoadingError)
    return (
      <Page title="Sequence">
        <Problem error={stored.error} retry={() => void stored.refetch()} />
      </Page>
    )
  if (name !== null && (from === null || stored.data)) return <Editor key={`new ${id}`} start={stored.data ? { ...stored.data, id, name } : blank(id, name)} isNew />
  if (!stored.data) return <Page title="Sequence">{null}</Page>
  return <Editor key={id} start={stored.data} isNew={false} />
}

function Editor({ start: newest, isNew }: { start: SequenceDoc; isNew: boolean }) {
  const [start, setStart] = useState(newest)
  const [draft, setDraft] = useState(start)
  /** Raised when the draft is another one, for the boxes that keep words of their own. */
  const [round, setRound] = useState(0)
  const [selected, setSelected] = useState(0)
  const [view, setView] = useState('steps')
  const [isBroken, setBroken] = useState(false)
  const begin = (doc: SequenceDoc) => {
    setStart(doc)
    setDraft(doc)
    setRound(round + 1)
  }
  // What nobody edits follows what is saved elsewhere.
  if (!isNew && draft === start && (newest.version ?? 1) > (start.version ?? 1)) begin(newest)
  const [aside, setAside] = useTab('preview')
  const isOwner = useIsOwner()
  const validation = useValidation(draft)
  const save = useSave(isNew ? undefined : (start.version ?? 1))
  const changes = isNew ? [] : changesOf(start, draft)
  const errors = validation.data?.errors ?? []
  const index = Math.min(selected, draft.steps.length - 1)
  const step = draft.steps[index]
  const select = (id: string) => {
    setSelected(Math.max(0, draft.steps.findIndex((s) => s.id === id)))
    setView('steps')
  }
  const sent = (saved: SequenceDoc) => {
    setStart(saved)
    // What is typed meanwhile is a change of the new version.
    setDraft((now) => (now === draft ? saved : now))
  }
  const isDirty = isNew || changes.length > 0
  useUnsaved(isNew ? draft !== start : isDirty)
  return (
    <Page
      title={draft.name || plain(draft.id)}
      about={isNew ? 'A new sequence' : `Version ${start.version ?? 1}. Saving makes version ${(start.version ?? 1) + 1}; whoever is inside stays where they are.`}
      wide
      actions={
        <>
          {isDirty && !isNew && (
            <Button variant="default" onClick={() => modals.confirm({ title: 'Undo every change?', text: 'The draft goes back to what is saved.', yes: 'Undo', act: () => begin(start) })}>
              Undo
            </Button>
          )}
          {isOwner && (
            <Button disabled={!isDirty || isBroken || validation.data?.valid !== true} loading={save.isPending} onClick={() => save.run(draft, sent)}>
              {isNew ? 'Save' : 'Save as a new version'}
            </Button>
          )}
        </>
      }
    >
      <DayAxis doc={draft} selected={step?.id ?? ''} errors={errors} onSelect={select} onAdd={(next) => { setDraft({ ...draft, steps: [...draft.steps, next] }); setSelected(draft.steps.length); setView('steps') }} />
      <Grid gap="md" mt="md">
        <Grid.Col span={{ base: 12, md: 7 }}>
          <Paper withBorder p="md">
            <SegmentedControl fullWidth size="xs" mb="sm" aria-label="What to edit" value={view} onChange={setView} data={[{ value: 'steps', label: 'Step' }, { value: 'whole', label: 'Whole sequence' }, { value: 'json', label: 'JSON' }]} />
            {view === 'steps' && step && (
              <StepForm
                key={`${round} ${index}`}
                step={step}
                path={`steps[${index}]`}
                errors={errors}
                texts={validation.data?.texts.filter((t) => t.step === step.id) ?? []}
                onChange={(next) => setDraft({ ...draft, steps: draft.steps.map((s, i) => (i === index ? next : s)) })}
                onRemove={() => setDraft({ ...draft, steps: draft.steps.filter((_, i) => i !== index) })}
              />
            )}
            {view === 'whole' && <Whole key={round} doc={draft} errors={errors} onChange={setDraft} />}
            {view === 'json' && <JsonEditor key={round} doc={draft} onChange={setDraft} onBroken={setBroken} />}
          </Paper>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 5 }}>
          <Paper withBorder p="md">
            <Tabs value={aside} onChange={setAside} keepMounted={false}>
              <Tabs.List mb="sm">
                <Tabs.Tab value="preview">Preview</Tabs.Tab>
                <Tabs.Tab value="problems" rightSection={errors.length > 0 ? <Badge size="xs" color="red" circle>{errors.length}</Badge> : null}>
                  Problems
                </Tabs.Tab>
                <Tabs.Tab value="changes" rightSection={changes.length > 0 ? <Badge size="xs" circle>{changes.length}</Badge> : null}>
                  Changes
                </Tabs.Tab>
                {!isNew && <Tabs.Tab value="versions">Versions</Tabs.Tab>}
              </Tabs.List>
              <Tabs.Panel value="versions">
                <Versions id={draft.id} />
              </Tabs.Panel>
              <Tabs.Panel value="preview">
                <Preview doc={draft} valid={validation.data?.valid === true} />
              </Tabs.Panel>
              <Tabs.Panel value="problems">
                <Problems errors={errors} onSelect={select} />
              </Tabs.Panel>
              <Tabs.Panel value="changes">
                <Changes changes={changes} isNew={isNew} />
              </Tabs.Panel>
            </Tabs>
          </Paper>
        </Grid.Col>
      </Grid>
    </Page>
  )
}

function Whole({ doc, errors, onChange }: { doc: SequenceDoc; errors: { field: string; message: string }[]; onChange: (doc: SequenceDoc) => void }) {
  const list = (text: string) => text.split(',').map((word) => word.trim()).filter(Boolean)
  const errorOf = (prefix: string) => errors.find((e) => e.field === prefix || e.field.startsWith(prefix + '['))?.message
  return (
    <>
      <TextInput label="Name" mb="xs" value={doc.name} onChange={(e) => onChange({ ...doc, name: e.currentTarget.value })} error={errorOf('name')} />
      <Textarea label="What it is for" mb="xs" autosize value={doc.description ?? ''} onChange={(e) => onChange({ ...doc, description: e.currentTarget.value })} />
      <Group mb="xs">
        <SegmentedControl aria-label="Purpose" value={doc.purpose} onChange={(purpose) => onChange({ ...doc, purpose: purpose as SequenceDoc['purpose'] })} data={['conversational', 'informational', 'promotional'].map((p) => ({ value: p, label: plain(p) }))} />
      </Group>
      <TextInput label="Begins with" description="Events, separated by commas" mb="xs" defaultValue={doc.enrollOn?.map((t) => t.event).join(', ') ?? ''} error={errorOf('enrollOn')}
        onBlur={(e) => onChange({ ...doc, enrollOn: list(e.currentTarget.value).map((event) => doc.enrollOn?.find((t) => t.event === event) ?? { event }) })} />
      <TextInput label="Stops on" description="Events, separated by commas; an opt-out always stops it" defaultValue={doc.stopOn?.join(', ') ?? ''} placeholder="reply, answered, appointment.booked, lead.booked, lead.won, lead.lost" error={errorOf('stopOn')}
        onBlur={(e) => { const { stopOn: _, ...rest } = doc; const words = list(e.currentTarget.value); onChange(words.length > 0 ? { ...rest, stopOn: words } : (rest as SequenceDoc)) }} />
    </>
  )
}

function Problems({ errors, onSelect }: { errors: { step?: string; field: string; message: string }[]; onSelect: (step: string) => void }) {
  if (errors.length === 0) return <p className="quiet">No problem found.</p>
  return (
    <ul style={{ paddingLeft: '1.2rem', margin: 0 }}>
      {errors.map((error, i) => (
        <li key={i}>
          {error.step ? (
            <Button variant="subtle" size="compact-sm" color="red" onClick={() => onSelect(error.step!)}>
              {error.step}
            </Button>
          ) : null}{' '}
          <code>{error.field}</code> {error.message}
        </li>
      ))}
    </ul>
  )
}
