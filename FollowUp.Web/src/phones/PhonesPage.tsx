import { Button, Group, Paper, SimpleGrid, TextInput } from '@mantine/core'
import { IconDeviceMobile, IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useClock, useNow } from '../app/clock.ts'
import { planQuery } from '../leads/queries.ts'
import { type Business, businessQuery } from '../settings/queries.ts'
import { Nothing } from '../ui/Nothing.tsx'
import { Page } from '../ui/Page.tsx'
import { Waiting } from '../ui/Waiting.tsx'
import { Emails } from './Emails.tsx'
import { Guide } from './Guide.tsx'
import { Handset } from './Handset.tsx'
import { calledAs, e164, phonesOf, strangers } from './people.ts'
import { leadOfPhoneQuery, outboxQuery } from './queries.ts'
import { Reaction } from './Reaction.tsx'
import { TimeTravel } from './TimeTravel.tsx'

const dayMs = 86_400_000

export default function PhonesPage() {
  const clock = useClock()
  const business = useQuery(businessQuery).data
  if (clock === null)
    return (
      <Page title="Phones">
        <Nothing title="There is no emulator here" text="Phones are emulated where FollowUp runs on one machine: dotnet dev.cs up." icon={<IconDeviceMobile size={28} />} />
      </Page>
    )
  return (
    <Page title="Phones" about="Nothing here leaves this machine. Call the business, let it ring, text back, and watch what FollowUp does." wide>
      {clock && business ? <Emulator business={business} openedAt={clock.now} /> : <Waiting label="Loading the phones" />}
    </Page>
  )
}

function Emulator({ business, openedAt }: { business: Business; openedAt: string }) {
  const [callers, setCallers] = useState([strangers[0]!.phone])
  const [since] = useState(() => new Date(Date.parse(openedAt) - dayMs).toISOString())
  const now = useNow(1000)
  const outbox = useQuery(outboxQuery(since)).data ?? []
  const caller = callers[0]!
  const found = useQuery(leadOfPhoneQuery(caller)).data
  const plan = useQuery({ ...planQuery(found?.id ?? ''), enabled: found != null }).data
  const nameOf = (number: string) => calledAs(number, business)
  const replace = (index: number, number: string) => setCallers([...new Set(callers.with(index, number))])
  return (
    <>
      <TimeTravel zone={business.timeZone} next={plan?.items[0]?.dueAt} />
      <Guide scene={{ business, caller, callerName: strangers.find((person) => person.phone === caller)?.fullName, now }} />
      <SimpleGrid cols={{ base: 1, sm: 2, xl: 3 }} spacing="lg" mb="lg">
        {callers.map((number, index) => (
          <div key={number}>
            <Handset
              name={nameOf(number)} number={number} business={business.numbers[0]!.phone} outbox={outbox} nameOf={nameOf} zone={business.timeZone}
              onRemove={index === 0 ? undefined : () => setCallers(callers.filter((other) => other !== number))}
            />
            <ChangeNumber name={nameOf(number)} onChange={(changed) => replace(index, changed)} />
          </div>
        ))}
        {phonesOf(business).map((number) => (
          <Handset key={number} name={nameOf(number)} number={number} outbox={outbox} nameOf={nameOf} zone={business.timeZone} />
        ))}
      </SimpleGrid>
      <Button variant="default" mb="lg" leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setCallers([...new Set([...callers, unusedOf(callers)])])}>
        Add a phone
      </Button>
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg" style={{ alignItems: 'start' }}>
        <Paper withBorder p="md" mih="12rem">
          {found === undefined && <Waiting label="Loading the lead" />}
          {found && <Reaction leadId={found.id} />}
          {found === null && <Nothing title={`FollowUp does not know ${nameOf(caller)} yet`} text="A missed call makes a lead, and the text back goes out within a second." icon={<IconDeviceMobile size={28} />} />}
        </Paper>
        <Emails outbox={outbox} zone={business.timeZone} />
      </SimpleGrid>
    </>
  )
}

/** The next of the people that has no phone on the page yet, and made-up numbers after them. */
function unusedOf(callers: string[]): string {
  const known = strangers.find((person) => !callers.includes(person.phone))
  return known?.phone ?? `+1512555${String(callers.length + 150).padStart(4, '0')}`
}

function ChangeNumber({ name, onChange }: { name: string; onChange: (number: string) => void }) {
  const [text, setText] = useState('')
  const [error, setError] = useState<string>()
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        const number = e164(text)
        setError(number ? undefined : 'This is not a phone number')
        if (!number) return
        onChange(number)
        setText('')
      }}
    >
      <Group gap={6} mt="xs" maw="23rem" mx="auto" wrap="nowrap" align="flex-start">
        <TextInput flex={1} size="xs" type="tel" aria-label={`Another number for the phone of ${name}`} placeholder="Another number, such as (212) 555-0108" value={text} error={error} onChange={(event) => setText(event.currentTarget.value)} />
        <Button type="submit" size="xs" variant="default" disabled={!text.trim()}>
          Use
        </Button>
      </Group>
    </form>
  )
}
