import { ActionIcon, Button, Divider, Group, Menu, Select, SimpleGrid, Stack, Text, TextInput, Textarea } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { ChannelIcon } from '../ui/ChannelIcon.tsx'
import { channelWords, plain } from '../ui/words.ts'
import type { Action, Purpose, Step, Validation } from './queries.ts'

const kinds: Action['type'][] = ['sms', 'email', 'call', 'voicemail', 'task', 'notify', 'webhook']
const kindWords = (kind: string) => (kind === 'notify' ? 'Team notice' : (channelWords[kind] ?? kind))
const anchors = ['enrollment', 'appointment', 'estimate', 'showing', 'signal']
const priorities = ['asap', 'scheduled', 'callback', 'redial', 'routine']

interface Props {
  step: Step
  path: string
  errors: Validation['errors']
  texts: Validation['texts']
  onChange: (step: Step) => void
  onRemove: () => void
}

/** An edit without what is left empty, so that the document says nothing that means nothing. */
function without(step: Step, change: Partial<Record<keyof Step, unknown>>): Step {
  const next = { ...step, ...change } as Record<string, unknown>
  for (const [name, value] of Object.entries(change)) if (value === '' || value === undefined || value === null) delete next[name]
  return next as Step
}

export function StepForm({ step, path, errors, texts, onChange, onRemove }: Props) {
  const errorOf = (field: string) => errors.filter((e) => e.field === `${path}.${field}`).map((e) => e.message).join(', ') || undefined
  const set = (change: Partial<Record<keyof Step, unknown>>) => onChange(without(step, change))
  const setAction = (index: number, change: Partial<Action>) => onChange({ ...step, actions: step.actions.map((a, i) => (i === index ? { ...a, ...change } : a)) })
  return (
    <Stack gap="xs">
      <SimpleGrid cols={{ base: 2, sm: 3 }} spacing="xs">
        <TextInput label="Step" description="its name" value={step.id} onChange={(e) => onChange({ ...step, id: e.currentTarget.value })} error={errorOf('id')} />
        <TextInput label="When" description="15m, 4h, 2d, -24h" value={step.at} onChange={(e) => onChange({ ...step, at: e.currentTarget.value })} error={errorOf('at')} />
        <Select label="Counted from" description="the anchor" data={anchors.map((a) => ({ value: a, label: plain(a) }))} value={step.anchor ?? 'enrollment'} onChange={(a) => set({ anchor: a === 'enrollment' ? '' : a })} allowDeselect={false} />
        <TextInput label="Window" description="business time" placeholder="14:00-15:00" value={step.window ?? ''} onChange={(e) => set({ window: e.currentTarget.value })} error={errorOf('window')} />
        <Select label="Purpose" description="decides the consent" data={['conversational', 'informational', 'promotional'].map((p) => ({ value: p, label: plain(p) }))} value={step.purpose ?? null} onChange={(p) => set({ purpose: (p ?? '') as Purpose })} placeholder="The sequence's" clearable clearButtonProps={{ 'aria-label': "The sequence's purpose" }} />
        <TextInput label="Expires" description="how late it may be" placeholder="1d" value={step.expires ?? ''} onChange={(e) => set({ expires: e.currentTarget.value })} error={errorOf('expires')} />
      </SimpleGrid>
      {step.when && step.when.length > 0 && (
        <Text size="xs" className="quiet">
          Only when {step.when.map((c) => `${c.field} ${c.op} ${c.value ?? ''}`.trim()).join(' and ')} (edit under JSON)
        </Text>
      )}
      {step.actions.map((action, index) => (
        <ActionForm key={index} action={action} at={`actions[${index}]`} errorOf={errorOf} length={action.type === 'sms' ? texts[step.actions.slice(0, index).filter((a) => a.type === 'sms').length] : undefined} onChange={(change) => setAction(index, change)} onRemove={() => onChange({ ...step, actions: step.actions.filter((_, i) => i !== index) })} />
      ))}
      {errorOf('actions') && (
        <Text size="xs" c="red">
          {errorOf('actions')}
        </Text>
      )}
      <Group justify="space-between" mt="xs">
        <Menu shadow="md">
          <Menu.Target>
            <Button variant="light" size="xs" leftSection={<IconPlus size={14} aria-hidden />}>
              Action
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {kinds.map((kind) => (
              <Menu.Item key={kind} leftSection={<ChannelIcon channel={kind} size={16} />} onClick={() => onChange({ ...step, actions: [...step.actions, blankAction(kind)] })}>
                {kindWords(kind)}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
        <Button variant="subtle" color="red" size="xs" leftSection={<IconTrash size={14} aria-hidden />} onClick={onRemove}>
          Remove the step
        </Button>
      </Group>
    </Stack>
  )
}

const blankAction = (type: Action['type']): Action =>
  type === 'email' ? { type, subject: '', text: '' } : type === 'task' ? { type, kind: 'task', priority: 'routine', text: '' } : type === 'webhook' ? { type, url: 'https://' } : { type, text: '' }

interface ActionProps {
  action: Action
  at: string
  errorOf: (field: string) => string | undefined
  length: Validation['texts'][number] | undefined
  onChange: (change: Partial<Action>) => void
  onRemove: () => void
}

function ActionForm({ action, at, errorOf, length, onChange, onRemove }: ActionProps) {
  const kind = kindWords(action.type)
  return (
    <div role="group" aria-label={kind}>
      <Divider my={6} labelPosition="left" label={<Group gap={6}><ChannelIcon channel={action.type} size={15} />{kind}</Group>} />
      {action.type === 'webhook' && <TextInput label="Address" value={action.url ?? ''} onChange={(e) => onChange({ url: e.currentTarget.value })} error={errorOf(`${at}.url`)} mb={6} />}
      {(action.type === 'email' || action.type === 'notify') && <TextInput label="Subject" value={action.subject ?? ''} onChange={(e) => onChange({ subject: e.currentTarget.value })} error={errorOf(`${at}.subject`)} mb={6} />}
      {action.type === 'task' && (
        <SimpleGrid cols={2} spacing="xs" mb={6}>
          <Select label="Kind" data={[{ value: 'task', label: 'Task' }, { value: 'call', label: 'Call' }]} value={action.kind ?? 'task'} onChange={(value) => onChange({ kind: value ?? 'task' })} allowDeselect={false} />
          <Select label="Priority" data={priorities.map((p) => ({ value: p, label: plain(p) }))} value={action.priority ?? 'routine'} onChange={(value) => onChange({ priority: value ?? 'routine' })} allowDeselect={false} />
        </SimpleGrid>
      )}
      <Group gap="xs" wrap="nowrap" align="flex-start">
        <Textarea
          label={action.type === 'call' || action.type === 'voicemail' ? 'What is said' : 'Text'}
          style={{ flex: 1 }}
          autosize
          minRows={2}
          value={action.text ?? ''}
          onChange={(e) => onChange({ text: e.currentTarget.value })}
          error={errorOf(`${at}.text`)}
          description={length ? `${length.units} units, ${length.segments} ${length.segments === 1 ? 'segment' : 'segments'} of ${length.encoding}` : undefined}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
        />
        <ActionIcon variant="subtle" color="red" mt={26} onClick={onRemove} aria-label={`Remove this ${kind.toLowerCase()}`}>
          <IconTrash size={16} />
        </ActionIcon>
      </Group>
    </div>
  )
}
