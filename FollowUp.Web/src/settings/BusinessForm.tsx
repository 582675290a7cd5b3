import { ActionIcon, Button, Group, NumberInput, Select, SimpleGrid, Stack, TagsInput, Text, TextInput, Title } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import type { Business } from './queries.ts'
import type { Profile } from './useProfile.ts'

const days: [string, string][] = [['mon', 'Monday'], ['tue', 'Tuesday'], ['wed', 'Wednesday'], ['thu', 'Thursday'], ['fri', 'Friday'], ['sat', 'Saturday'], ['sun', 'Sunday']]
const zones = Intl.supportedValuesOf('timeZone')

/** An edit of one field; an empty one is taken out of the document. */
function set<K extends keyof Business>(profile: Profile, field: K, value: Business[K] | '') {
  if (!profile.business) return
  if (value !== '') return profile.change({ [field]: value })
  profile.change({ [field]: undefined } as Partial<Business>)
}

export function BusinessForm({ profile, business }: { profile: Profile; business: Business }) {
  const { errorOf } = profile
  const email = business.email ?? { from: '', postalAddress: '' }
  const setEmail = (edit: Partial<typeof email>) => {
    const next = { ...email, ...edit }
    profile.change({ email: next.from || next.postalAddress ? next : undefined } as Partial<Business>)
  }
  return (
    <Stack>
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <TextInput label="Name customers know" value={business.name} onChange={(e) => set(profile, 'name', e.currentTarget.value)} error={errorOf('name')} required />
        <Select label="Time zone" searchable data={zones.includes(business.timeZone) ? zones : [business.timeZone, ...zones]} value={business.timeZone} onChange={(zone) => zone && set(profile, 'timeZone', zone)} error={errorOf('timeZone')} allowDeselect={false} />
        <TextInput label="Booking link" type="url" value={business.bookingLink ?? ''} onChange={(e) => set(profile, 'bookingLink', e.currentTarget.value)} error={errorOf('bookingLink')} />
        <NumberInput label="Calls the team manages in an hour" min={1} value={business.callCapacityPerHour ?? ''} onChange={(n) => set(profile, 'callCapacityPerHour', n === '' ? '' : Number(n))} error={errorOf('callCapacityPerHour')} />
        <TextInput label="Email is sent from" type="email" value={email.from} onChange={(e) => setEmail({ from: e.currentTarget.value })} error={errorOf('email.from')} />
        <TextInput label="Postal address" description="The law wants it in every commercial email" value={email.postalAddress} onChange={(e) => setEmail({ postalAddress: e.currentTarget.value })} error={errorOf('email.postalAddress')} inputWrapperOrder={['label', 'input', 'description', 'error']} />
      </SimpleGrid>
    </Stack>
  )
}

export function HoursForm({ profile, business }: { profile: Profile; business: Business }) {
  const errorOf = (day: string) => Object.entries(profile.errors).filter(([field]) => field.startsWith(`hours.${day}`)).flatMap(([, messages]) => messages).join(', ') || undefined
  return (
    <Stack gap="xs">
      <Text size="sm" className="quiet">
        One shift or several, such as 08:00-12:00 and 13:00-17:00. No shift means closed.
      </Text>
      {days.map(([day, name]) => (
        <TagsInput key={day} label={name} value={business.hours[day] ?? []} onChange={(shifts) => profile.change({ hours: { ...business.hours, [day]: shifts } })} placeholder={business.hours[day]?.length ? '' : 'Closed'} error={errorOf(day)} />
      ))}
      <TagsInput label="Holidays" description="Dates such as 2026-12-25" value={business.holidays ?? []} onChange={(holidays) => profile.change({ holidays })} />
    </Stack>
  )
}

export function TeamForm({ profile, business }: { profile: Profile; business: Business }) {
  const change = (index: number, edit: Partial<Business['team'][number]>) => profile.change({ team: business.team.map((m, i) => (i === index ? { ...m, ...edit } : m)) })
  return (
    <Stack>
      {business.team.map((member, index) => (
        <div key={index} role="group" aria-label={member.name || 'New member'}>
          <Group justify="space-between">
            <Title order={3}>{member.name || 'New member'}</Title>
            <ActionIcon variant="subtle" color="red" aria-label={`Remove ${member.name || 'new member'}`} disabled={member.id === business.defaultOwner} onClick={() => profile.change({ team: business.team.filter((_, i) => i !== index) })}>
              <IconTrash size={16} />
            </ActionIcon>
          </Group>
          <SimpleGrid cols={{ base: 1, sm: 3 }} spacing="xs">
            <TextInput label="Name" value={member.name} onChange={(e) => change(index, { name: e.currentTarget.value })} />
            <TextInput label="Id" value={member.id} onChange={(e) => change(index, { id: e.currentTarget.value })} error={profile.errorOf(`team[${index}].id`)} />
            <Select label="Role" data={[{ value: 'owner', label: 'Owner' }, { value: 'agent', label: 'Agent' }]} value={member.role} onChange={(role) => change(index, { role: role as 'owner' | 'agent' })} allowDeselect={false} error={profile.errorOf(`team[${index}].role`)} />
            <TextInput label="Phone" type="tel" value={member.phone ?? ''} onChange={(e) => change(index, { phone: e.currentTarget.value })} error={profile.errorOf(`team[${index}].phone`)} />
            <TextInput label="Email" type="email" value={member.email ?? ''} onChange={(e) => change(index, { email: e.currentTarget.value })} />
          </SimpleGrid>
        </div>
      ))}
      <Button variant="light" size="xs" leftSection={<IconPlus size={14} aria-hidden />} style={{ alignSelf: 'flex-start' }} onClick={() => profile.change({ team: [...business.team, { id: '', name: '', role: 'agent' }] })}>
        Member
      </Button>
      <Select label="Who gets leads that nobody owns" data={business.team.filter((m) => m.id).map((m) => ({ value: m.id, label: m.name }))} value={business.defaultOwner} onChange={(owner) => owner && profile.change({ defaultOwner: owner })} allowDeselect={false} maw={320} error={profile.errorOf('defaultOwner')} />
    </Stack>
  )
}
