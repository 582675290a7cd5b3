import { Badge, Button, Divider, Group, Select, Stack, TagsInput, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'

import { IconBan, IconCalendarPlus, IconExternalLink, IconPhoneCheck } from '@tabler/icons-react'
import { Link } from 'react-router'
import type { Consent, Lead } from '../api/types.ts'
import { useTeam } from '../app/Account.tsx'
import { BookModal } from '../leads/BookModal.tsx'
import { CallModal } from '../leads/CallModal.tsx'
import { useFact, usePatchLead } from '../leads/mutations.ts'
import { stages } from '../leads/stages.ts'
import { modals } from '../ui/confirm.tsx'
import { momentOf, phoneOf, plain } from '../ui/words.ts'

/** What whoever answers should know, and the things they do most. */
export function ContextCard({ lead }: { lead: Lead }) {
  const team = useTeam()
  const edit = usePatchLead(lead.id)
  const fact = useFact(lead.id)
  const [booking, book] = useDisclosure()
  const [logging, log] = useDisclosure()
  const facts: [string, string | undefined][] = [
    ['Service', lead.context?.service], ['Urgency', lead.context?.urgency], ['Where', lead.context?.location], ['Source', lead.source],
    ['Phone', phoneOf(lead.phone)], ['Email', lead.email],
  ]
  const appointment = lead.appointments.find((a) => a.status === 'booked' || a.status === 'confirmed')
  return (
    <Stack gap="sm">
      {lead.context?.message && (
        <Text size="sm" fs="italic">
          “{lead.context.message}”
        </Text>
      )}
      <dl style={{ margin: 0, display: 'grid', gridTemplateColumns: 'auto 1fr', gap: '0.3rem 0.8rem', fontSize: '0.87rem' }}>
        {facts.map(([label, value]) =>
          value ? (
            <div key={label} style={{ display: 'contents' }}>
              <dt className="quiet">{label}</dt>
              <dd style={{ margin: 0 }}>{value}</dd>
            </div>
          ) : null,
        )}
        <dt className="quiet">Consent</dt>
        <dd style={{ margin: 0 }}>
          <Group gap={4}>
            {(['sms', 'voice', 'email'] as const).map((channel) => (
              <ConsentBadge key={channel} name={channel === 'sms' ? 'Text' : plain(channel)} consent={lead.consent[channel]} />
            ))}
          </Group>
        </dd>
      </dl>
      {appointment && (
        <Text size="sm">
          {appointment.title ?? 'Appointment'}: <b>{momentOf(appointment.startsAt, lead.timeZone)}</b> ({appointment.status})
        </Text>
      )}
      <Divider />
      <Select label="Owner" size="xs" data={team.map((m) => ({ value: m.id, label: m.name }))} value={lead.owner} onChange={(owner) => owner && edit.mutate({ owner })} allowDeselect={false} />
      <Select label="Stage" size="xs" data={stages(lead.stage)} value={lead.stage ?? null} onChange={(stage) => stage && edit.mutate({ stage })} placeholder="None" />
      <TagsInput label="Tags" size="xs" value={lead.tags} onChange={(tags) => edit.mutate({ tags })} placeholder={lead.tags.length === 0 ? 'None' : ''} />
      <Divider />
      <Button variant="light" size="xs" leftSection={<IconCalendarPlus size={16} aria-hidden />} onClick={book.open}>
        Book
      </Button>
      <Button variant="default" size="xs" component={Link} to={`/leads/${lead.id}`} leftSection={<IconExternalLink size={16} aria-hidden />}>
        Record and plan
      </Button>
      {lead.optOut ? (
        <Button variant="default" size="xs" loading={fact.isPending} onClick={() => fact.mutate({ type: 'optin', data: { channel: 'team' }, say: 'Opted in again' })}>
          They opted in again
        </Button>
      ) : (
        <Button
          variant="subtle"
          color="red"
          size="xs"
          leftSection={<IconBan size={16} aria-hidden />}
          onClick={() =>
            modals.confirm({
              title: 'Opt this person out?',
              text: 'Every sequence stops at once, and nothing more is sent on any channel until they opt in again.',
              yes: 'Opt out',
              act: () => fact.mutate({ type: 'optout', data: { channel: 'team' }, say: 'Opted out: nothing more is sent' }),
            })
          }
        >
          Opt out
        </Button>
      )}
      <Button variant="light" size="xs" leftSection={<IconPhoneCheck size={16} aria-hidden />} onClick={log.open}>
        Write down a call
      </Button>
      <CallModal leadId={lead.id} opened={logging} onClose={log.close} />
      <BookModal leadId={lead.id} zone={lead.timeZone} opened={booking} onClose={book.close} />
    </Stack>
  )
}

function ConsentBadge({ name, consent }: { name: string; consent: Consent | undefined }) {
  const words = !consent ? 'not asked' : !consent.given ? 'no' : consent.text ? 'written' : 'yes'
  return (
    <Badge size="sm" variant="light" color={!consent ? 'gray' : consent.given ? 'teal' : 'red'} title={consent?.text}>
      {name}: {words}
    </Badge>
  )
}
