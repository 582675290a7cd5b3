import { Button, Checkbox, Group, Modal, SegmentedControl, Stack, Text, Textarea } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useState } from 'react'
import type { Consent, Lead } from '../api/types.ts'
import { FormButtons } from '../ui/FormButtons.tsx'
import { momentOf, plain } from '../ui/words.ts'
import { usePatchLead } from './mutations.ts'

const channels = ['sms', 'voice', 'email'] as const
type Channel = (typeof channels)[number]
const nameOfChannel = (channel: Channel) => (channel === 'sms' ? 'Text' : plain(channel))

/** What the person agreed to, with the evidence, and the way to write down what they said. */
export function ConsentCard({ lead }: { lead: Lead }) {
  const [asking, ask] = useDisclosure()
  const given = channels.filter((c) => lead.consent[c])
  return (
    <div role="group" aria-label="Consent">
      <Group justify="space-between">
        <Text size="sm" fw={500}>
          Consent
        </Text>
        <Button size="compact-xs" variant="subtle" onClick={ask.open}>
          Write down
        </Button>
      </Group>
      {given.length === 0 && (
        <Text size="xs" className="quiet">
          Nothing was asked for. Answering their own call or message needs none.
        </Text>
      )}
      {given.map((channel) => (
        <Evidence key={channel} name={nameOfChannel(channel)} consent={lead.consent[channel]!} zone={lead.timeZone} />
      ))}
      <Modal opened={asking} onClose={ask.close} title="What did they say?" closeButtonProps={{ 'aria-label': 'Close' }}>
        <Form leadId={lead.id} onDone={ask.close} />
      </Modal>
    </div>
  )
}

function Evidence({ name, consent, zone }: { name: string; consent: Consent; zone: string }) {
  return (
    <Text size="xs" className="quiet">
      {name}: {consent.given ? 'yes' : 'no'}
      {consent.source ? `, ${consent.source}` : ''}
      {consent.at ? `, ${momentOf(consent.at, zone)}` : ''}
      {consent.text ? `: “${consent.text}”` : ''}
    </Text>
  )
}

function Form({ leadId, onDone }: { leadId: string; onDone: () => void }) {
  const [chosen, setChosen] = useState<string[]>(['sms'])
  const [answer, setAnswer] = useState('yes')
  const [words, setWords] = useState('')
  const save = usePatchLead(leadId)
  const submit = () => {
    const said: Consent = { given: answer === 'yes', source: 'told to the team', ...(words.trim() ? { text: words.trim() } : {}) }
    save.mutate({ consent: Object.fromEntries(chosen.map((channel) => [channel, said])) }, { onSuccess: onDone })
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        // The record's form around it is another matter.
        event.stopPropagation()
        submit()
      }}
    >
      <Stack gap="sm">
        <Checkbox.Group label="About" value={chosen} onChange={setChosen}>
          <Group mt={4}>
            {channels.map((channel) => (
              <Checkbox key={channel} value={channel} label={channel === 'voice' ? 'Automated calls' : channel === 'sms' ? 'Texts' : 'Emails'} />
            ))}
          </Group>
        </Checkbox.Group>
        <SegmentedControl aria-label="Their answer" value={answer} onChange={setAnswer} data={[{ value: 'yes', label: 'They agree' }, { value: 'no', label: 'They do not' }]} />
        <Textarea label="In their words" description="Kept as evidence with the time; promotional messages need it in writing" autosize minRows={2} value={words} onChange={(e) => setWords(e.currentTarget.value)} data-autofocus />
        <FormButtons onCancel={onDone} busy={save.isPending} disabled={chosen.length === 0} />
      </Stack>
    </form>
  )
}
