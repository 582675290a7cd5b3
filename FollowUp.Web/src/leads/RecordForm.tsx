import { Button, Group, MultiSelect, NumberInput, Paper, Select, SimpleGrid, Stack, TagsInput, TextInput, Textarea, Title } from '@mantine/core'
import type { Dispatch, SetStateAction } from 'react'
import { ApiError } from '../api/http.ts'
import type { Lead } from '../api/types.ts'
import { useTeam } from '../app/Account.tsx'
import { useUnsaved } from '../ui/useUnsaved.ts'
import { plain } from '../ui/words.ts'
import { ConsentCard } from './ConsentCard.tsx'
import { type LeadPatch, usePatchLead } from './mutations.ts'
import { stages } from './stages.ts'

const fields = ['name', 'phone', 'email', 'source', 'timeZone'] as const
const contextFields = ['service', 'urgency', 'location', 'message'] as const

function formOf(lead: Lead) {
  return {
    name: lead.name ?? '', phone: lead.phone ?? '', email: lead.email ?? '', source: lead.source ?? '', timeZone: lead.timeZone,
    service: lead.context?.service ?? '', urgency: lead.context?.urgency ?? '', location: lead.context?.location ?? '', message: lead.context?.message ?? '',
    stage: lead.stage ?? '', owner: lead.owner, tags: lead.tags, times: lead.preferences?.times ?? [], days: lead.preferences?.days ?? '',
    perWeek: lead.preferences?.maxTouchesPerWeek ?? ('' as number | ''),
  }
}

type Form = ReturnType<typeof formOf>

/** What was edited here and is not saved; of the tags which came and which went, so that a colleague's stay. */
export type Edits = Partial<Omit<Form, 'tags'>> & { added?: string[]; removed?: string[] }

const retagged = (tags: string[], { added = [], removed = [] }: Edits) => [...tags.filter((t) => !removed.includes(t)), ...added.filter((t) => !tags.includes(t))]

/** Only what was changed is sent, so that two people who edit different fields do not undo each other; what was emptied is taken out. */
function patchOf(form: Form, before: Form): LeadPatch {
  const patch: LeadPatch = {}
  for (const field of fields) if (form[field] !== before[field]) patch[field] = form[field].trim() || null
  if (contextFields.some((f) => form[f] !== before[f])) patch.context = Object.fromEntries(contextFields.filter((f) => form[f].trim()).map((f) => [f, form[f].trim()]))
  if (form.stage !== before.stage) patch.stage = form.stage || null
  if (form.owner !== before.owner) patch.owner = form.owner
  if (form.tags.join() !== before.tags.join()) patch.tags = form.tags
  if (form.times.join() !== before.times.join() || form.days !== before.days || form.perWeek !== before.perWeek)
    patch.preferences = { times: form.times, ...(form.days ? { days: form.days } : {}), ...(form.perWeek === '' ? {} : { maxTouchesPerWeek: form.perWeek }) }
  return patch
}

export function RecordForm({ lead, edits, setEdits }: { lead: Lead; edits: Edits; setEdits: Dispatch<SetStateAction<Edits>> }) {
  const isEdited = Object.keys(edits).length > 0
  useUnsaved(isEdited)
  const team = useTeam()
  const save = usePatchLead(lead.id)
  const before = formOf(lead)
  const { added: _, removed: __, ...others } = edits
  const form: Form = { ...before, ...others, tags: retagged(before.tags, edits) }
  const errors = save.error instanceof ApiError ? save.error.errors : {}
  // What is as it was again is no edit: saved later, it would undo a colleague's.
  const set = (change: Edits) =>
    setEdits((now) => Object.fromEntries(Object.entries({ ...now, ...change }).filter(([name, value]) => String(value) !== String(before[name as keyof Form] ?? ''))))
  const text = (name: (typeof fields)[number] | (typeof contextFields)[number], path: string = name) => ({
    value: form[name],
    onChange: (event: { currentTarget: { value: string } }) => set({ [name]: event.currentTarget.value }),
    error: errors[path]?.join(', '),
  })
  return (
    <Paper withBorder p="md" component="section" aria-label="Record">
      <form
        onSubmit={(event) => {
          event.preventDefault()
          // What is typed meanwhile is still to be saved.
          save.mutate(patchOf(form, before), { onSuccess: () => setEdits((now) => Object.fromEntries(Object.entries(now).filter(([name, value]) => value !== edits[name as keyof Edits]))) })
        }}
      >
        <Stack gap="xs">
          <Title order={2}>Record</Title>
          <TextInput label="Name" {...text('name')} />
          <SimpleGrid cols={2} spacing="xs">
            <TextInput label="Phone" type="tel" {...text('phone')} />
            <TextInput label="Email" type="email" {...text('email')} />
            <TextInput label="Service" {...text('service', 'context.service')} />
            <TextInput label="Urgency" {...text('urgency', 'context.urgency')} />
            <TextInput label="Where" {...text('location', 'context.location')} />
            <TextInput label="Source" {...text('source')} />
          </SimpleGrid>
          <Textarea label="In their words" autosize minRows={1} {...text('message', 'context.message')} />
          <SimpleGrid cols={2} spacing="xs">
            <Select label="Stage" data={stages(lead.stage)} value={form.stage || null} onChange={(stage) => set({ stage: stage ?? '' })} placeholder="None" clearable clearButtonProps={{ 'aria-label': 'No stage' }} />
            <Select label="Owner" data={team.map((m) => ({ value: m.id, label: m.name }))} value={form.owner} onChange={(owner) => owner && set({ owner })} allowDeselect={false} />
            <TextInput label="Time zone" {...text('timeZone')} />
            <Select label="Days" data={[{ value: 'weekdays', label: 'Weekdays' }, { value: 'weekends', label: 'Weekends' }, { value: 'any', label: 'Any day' }]} value={form.days || null} onChange={(days) => set({ days: days ?? '' })} placeholder="Any day" />
          </SimpleGrid>
          <NumberInput label="At most so many touches in a week" min={1} allowDecimal={false} value={form.perWeek} onChange={(n) => set({ perWeek: n === '' ? '' : Number(n) })} placeholder="As the rules say" error={errors['preferences.maxTouchesPerWeek']?.join(', ')} />
          <MultiSelect label="Best times to call" data={['morning', 'afternoon', 'evening'].map((t) => ({ value: t, label: plain(t) }))} value={form.times} onChange={(times) => set({ times })} placeholder={form.times.length === 0 ? 'Any time' : ''} />
          <TagsInput label="Tags" value={form.tags} onChange={(tags) => set({ added: tags.filter((t) => !before.tags.includes(t)), removed: before.tags.filter((t) => !tags.includes(t)) })} placeholder={form.tags.length === 0 ? 'None' : ''} />
          <ConsentCard lead={lead} />
          {isEdited && (
            <Group justify="flex-end">
              <Button variant="default" onClick={() => setEdits({})}>
                Undo
              </Button>
              <Button type="submit" loading={save.isPending}>
                Save
              </Button>
            </Group>
          )}
        </Stack>
      </form>
    </Paper>
  )
}
