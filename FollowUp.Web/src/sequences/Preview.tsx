import { Autocomplete, Select, SimpleGrid, Text } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../api/http.ts'
import type { Plan } from '../api/types.ts'
import { useNow } from '../app/clock.ts'
import { type ConversationRow, inboxQuery } from '../inbox/queries.ts'
import { PlanView } from '../leads/PlanView.tsx'
import { leadQuery } from '../leads/queries.ts'
import { Problem } from '../ui/Problem.tsx'
import { Waiting } from '../ui/Waiting.tsx'
import { nameOf } from '../ui/words.ts'
import type { SequenceDoc } from './queries.ts'

// The server's sample lead has an Austin number.
export const sampleZone = 'America/Chicago'

const whatIfs: Record<string, { after: string; type: string; data: Record<string, unknown> }[]> = {
  silence: [],
  reply: [{ after: '1d', type: 'message.received', data: { channel: 'sms', text: 'Yes please', from: '+15125550143' } }],
  booked: [{ after: '2h', type: 'appointment.booked', data: { appointmentId: 'what-if', startsAt: '', durationMinutes: 60 } }],
  optout: [{ after: '1d', type: 'optout', data: {} }],
}

/** What somebody would get, and when: the draft, run by the code that runs it for real. */
export function Preview({ doc, valid }: { doc: SequenceDoc; valid: boolean }) {
  const [who, setWho] = useState('')
  // Kept when it is picked: what then stands in the box is the label, which finds nobody.
  const [lead, setLead] = useState<ConversationRow>()
  const [whatIf, setWhatIf] = useState('silence')
  const [search] = useDebouncedValue(who.trim(), 250)
  const [settled] = useDebouncedValue(doc, 400)
  const now = useNow()
  const people = useInfiniteQuery(inboxQuery('', undefined, search)).data?.pages[0]?.items ?? []
  const names = new Map(people.map((p) => [p.label, p]))
  const zone = useQuery({ ...leadQuery(lead?.leadId ?? ''), enabled: lead !== undefined }).data?.timeZone ?? sampleZone
  const events = whatIfs[whatIf]!.map((e) => ('startsAt' in e.data ? { ...e, data: { ...e.data, startsAt: new Date(now + 4 * 86_400_000).toISOString() } } : e))
  const preview = useQuery({
    queryKey: ['preview', settled, lead?.leadId, events],
    queryFn: ({ signal }) => call<Plan>('POST', `/api/sequences/${settled.id}/preview`, { sequence: settled, events, ...(lead ? { leadId: lead.leadId } : {}) }, signal),
    enabled: valid,
    placeholderData: keepPreviousData,
    gcTime: 0,
  })
  return (
    <>
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="xs" mb="md">
        <Autocomplete
          label="For"
          placeholder="Ana Diaz, a sample"
          data={[...names.keys()]}
          value={who}
          onOptionSubmit={(label) => setLead(names.get(label))}
          onChange={(text) => {
            setWho(text)
            setLead((picked) => (picked?.label === text ? picked : undefined))
          }}
        />
        <Select label="If" value={whatIf} onChange={(v) => setWhatIf(v ?? 'silence')} allowDeselect={false}
          data={[{ value: 'silence', label: 'they never answer' }, { value: 'reply', label: 'they reply after a day' }, { value: 'booked', label: 'they book after 2 hours' }, { value: 'optout', label: 'they opt out after a day' }]} />
      </SimpleGrid>
      {!valid && (
        <Text size="sm" className="quiet">
          The draft has problems; this is what it was before them.
        </Text>
      )}
      {preview.isError && <Problem error={preview.error} />}
      {preview.isFetching && !preview.data && <Waiting label="Loading the preview" height="8rem" />}
      {preview.data && <PlanView plan={preview.data} zone={zone} />}
      {lead && (
        <Text size="xs" className="quiet">
          {nameOf(lead)} is not changed by this.
        </Text>
      )}
    </>
  )
}

