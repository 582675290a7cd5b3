import { ActionIcon, Button, Checkbox, Fieldset, Group, NumberInput, Select, SimpleGrid, Stack, TagsInput, Text, Textarea, TextInput } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import type { Business, BusinessNumber } from './queries.ts'
import type { Profile } from './useProfile.ts'

// Longer, and the phone's own voicemail picks up: the server refuses it.
const ringSeconds = { min: 15, max: 20, usual: 18 }

/** The business's numbers, and what happens when one of them is called. */
export function NumbersForm({ profile, business }: { profile: Profile; business: Business }) {
  const change = (index: number, edit: Partial<BusinessNumber>) => profile.change({ numbers: business.numbers.map((n, i) => (i === index ? { ...n, ...edit } : n)) })
  return (
    <Stack>
      <Text size="sm" className="quiet">
        The first number is the one that texts and calls come from. Whoever answers on a phone it rings at hears who is calling and presses 1 to take the call.
      </Text>
      {business.numbers.map((number, index) => (
        <Fieldset key={index} legend={number.label ?? (number.phone === '' ? 'New number' : number.phone)}>
          <NumberFields number={number} errorOf={(field) => profile.errorOf(`numbers[${index}].${field}`)} change={(edit) => change(index, edit)} />
          <Group justify="flex-end">
            <ActionIcon variant="subtle" color="red" aria-label={`Remove ${number.phone}`} disabled={business.numbers.length === 1} onClick={() => profile.change({ numbers: business.numbers.filter((_, i) => i !== index) })}>
              <IconTrash size={16} />
            </ActionIcon>
          </Group>
        </Fieldset>
      ))}
      <Button variant="light" size="xs" leftSection={<IconPlus size={14} aria-hidden />} style={{ alignSelf: 'flex-start' }} onClick={() => profile.change({ numbers: [...business.numbers, { phone: '' }] })}>
        Number
      </Button>
    </Stack>
  )
}

function NumberFields({ number, errorOf, change }: { number: BusinessNumber; errorOf: (field: string) => string | undefined; change: (edit: Partial<BusinessNumber>) => void }) {
  const isForwarded = number.answering === 'forwarded'
  const phones = number.forwardTo ?? []
  return (
    <Stack gap="xs">
      <SimpleGrid cols={{ base: 1, sm: 3 }} spacing="xs">
        <TextInput label="Number" type="tel" value={number.phone} onChange={(e) => change({ phone: e.currentTarget.value })} error={errorOf('phone')} />
        <TextInput label="What it is for" value={number.label ?? ''} onChange={(e) => change({ label: e.currentTarget.value === '' ? undefined : e.currentTarget.value })} />
        <Select label="A call here" allowDeselect={false} value={number.answering ?? 'ring'} onChange={(answering) => change({ answering: answering === 'forwarded' ? 'forwarded' : undefined })} data={[{ value: 'ring', label: 'rings our phones' }, { value: 'forwarded', label: 'was not picked up elsewhere' }]} error={errorOf('answering')} />
      </SimpleGrid>
      {!isForwarded && (
        <SimpleGrid cols={{ base: 1, sm: 3 }} spacing="xs">
          <TagsInput label="Rings at" value={phones} onChange={(forwardTo) => change({ forwardTo })} error={phones.map((_, i) => errorOf(`forwardTo[${i}]`)).find(Boolean)} />
          <Select label="Who rings" allowDeselect={false} value={number.ring ?? 'all'} onChange={(ring) => change({ ring: ring === 'inOrder' ? 'inOrder' : undefined })} data={[{ value: 'all', label: 'all at once' }, { value: 'inOrder', label: 'one after the other' }]} error={errorOf('ring')} />
          <NumberInput label="Each for, seconds" min={ringSeconds.min} max={ringSeconds.max} value={number.ringSeconds ?? ringSeconds.usual} onChange={(value) => change({ ringSeconds: value === '' || Number(value) === ringSeconds.usual ? undefined : Number(value) })} error={errorOf('ringSeconds')} />
        </SimpleGrid>
      )}
      <Textarea label="Greeting when nobody takes the call" placeholder="Words of FollowUp's own" autosize minRows={1} value={number.greeting ?? ''} onChange={(e) => change({ greeting: e.currentTarget.value === '' ? undefined : e.currentTarget.value })} error={errorOf('greeting')} />
      <Checkbox label="Callers may leave a message, which they are told is recorded" checked={number.takesMessages ?? false} onChange={(e) => change({ takesMessages: e.currentTarget.checked })} />
    </Stack>
  )
}
