import { Button, Paper, SegmentedControl, SimpleGrid, Tabs, Text, TextInput, Title } from '@mantine/core'
import { IconDeviceMobile } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'react-router'
import { useTeam } from '../app/Account.tsx'
import { useClock } from '../app/clock.ts'
import { Thread } from '../inbox/Thread.tsx'
import { conversationQuery } from '../inbox/queries.ts'
import { threadOf } from '../inbox/thread.ts'
import { PlanView } from '../leads/PlanView.tsx'
import { planQuery } from '../leads/queries.ts'
import { businessQuery } from '../settings/queries.ts'
import { Nothing } from '../ui/Nothing.tsx'
import { Page } from '../ui/Page.tsx'
import { Waiting } from '../ui/Waiting.tsx'
import { nameOf } from '../ui/words.ts'
import { Handset } from './Handset.tsx'
import { leadOfPhoneQuery } from './queries.ts'
import { TimeTravel } from './TimeTravel.tsx'

const people = [
  { label: 'Ana', value: '+15125550143' },
  { label: 'Ben', value: '+13055550177' },
  { label: 'Lee', value: '+15035550162' },
]

export default function PhonesPage() {
  const clock = useClock()
  const business = useQuery(businessQuery).data
  const [number, setNumber] = useState(people[0]!.value)
  const [other, setOther] = useState('')
  const found = useQuery(leadOfPhoneQuery(number)).data
  const plan = useQuery({ ...planQuery(found?.id ?? ''), enabled: found != null }).data
  if (clock === null)
    return (
      <Page title="Phones">
        <Nothing title="There is no simulator here" text="Phones are simulated where FollowUp runs on one machine: dotnet dev.cs up." icon={<IconDeviceMobile size={28} />} />
      </Page>
    )
  const caller = people.find((p) => p.value === number)
  const owner = business?.team.find((m) => m.id === business.defaultOwner)
  return (
    <Page title="Phones" about="Nothing here leaves this machine. Call the business, let it ring, text back, and watch what FollowUp does." wide>
      <TimeTravel zone={business?.timeZone} next={plan?.items[0]?.dueAt} />
      <SimpleGrid cols={{ base: 1, md: 2, xl: 3 }} spacing="lg">
        <div>
          <SegmentedControl fullWidth mb="xs" value={caller ? number : 'other'} onChange={(v) => v !== 'other' && setNumber(v)} data={people} aria-label="Whose phone" />
          <form
            onSubmit={(event) => {
              event.preventDefault()
              if (other.trim()) setNumber(e164(other))
            }}
          >
            <TextInput mb="sm" size="xs" aria-label="Another number" placeholder="Another number, such as (212) 555-0108" value={other} onChange={(e) => setOther(e.currentTarget.value)}
              rightSectionWidth={64} rightSection={<Button type="submit" size="compact-xs" variant="subtle">Use</Button>} />
          </form>
          {business && (
            <Handset kind="customer" name={caller?.label ?? 'the caller'} number={number} business={business.numbers[0]!.phone} businessName={business.name} zone={found?.timeZone ?? business.timeZone} />
          )}
        </div>
        <Paper withBorder p="md" mih="20rem">
          {found === undefined && <Waiting label="Loading the lead" />}
          {found && <Reaction leadId={found.id} />}
          {found === null && <Nothing title="FollowUp does not know this number yet" text="A missed call makes a lead, and the text back goes out within a second." icon={<IconDeviceMobile size={28} />} />}
        </Paper>
        {business && owner?.phone && (
          <div>
            <Title order={2} mb="xs" ta="center">
              What {owner.name.split(' ')[0]} sees
            </Title>
            <Handset kind="team" name={owner.name} number={owner.phone} business={business.numbers[0]!.phone} businessName={business.name} zone={business.timeZone} />
          </div>
        )}
      </SimpleGrid>
    </Page>
  )
}

function e164(text: string): string {
  const digits = text.replaceAll(/\D/g, '')
  return text.trim().startsWith('+') ? `+${digits}` : digits.length === 10 ? `+1${digits}` : `+${digits}`
}

/** What FollowUp made of the caller. */
function Reaction({ leadId }: { leadId: string }) {
  const conversation = useQuery(conversationQuery(leadId)).data
  const team = useTeam()
  const plan = useQuery(planQuery(leadId)).data
  if (!conversation) return <Waiting label="Loading the conversation" />
  const { lead, items } = conversation
  return (
    <>
      <Title order={2}>What FollowUp does</Title>
      <Text size="sm" className="quiet" mb="xs">
        <Link to={`/leads/${lead.id}`}>{nameOf(lead)}</Link> · {lead.stage ?? 'no stage'} · speed to lead{' '}
        {lead.firstTouchAt ? `${Math.round((Date.parse(lead.firstTouchAt) - Date.parse(lead.createdAt)) / 1000)} s` : 'still open'}
      </Text>
      <Tabs defaultValue="done">
        <Tabs.List>
          <Tabs.Tab value="done">Done, and why</Tabs.Tab>
          <Tabs.Tab value="next">Comes next{plan && plan.items.length > 0 ? ` (${plan.items.length})` : ''}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="done" pt="xs" mah="31rem" style={{ overflowY: 'auto' }} data-thread tabIndex={0}>
          <Thread rows={threadOf(items, (id) => team.find((m) => m.id === id)?.name ?? id)} zone={lead.timeZone} />
        </Tabs.Panel>
        <Tabs.Panel value="next" pt="md" mah="31rem" style={{ overflowY: 'auto' }} tabIndex={0}>
          {plan && <PlanView plan={plan} zone={lead.timeZone} />}
        </Tabs.Panel>
      </Tabs>
    </>
  )
}
