import { Group, Modal, NumberInput, Select, Stack, Textarea } from '@mantine/core'
import { useState } from 'react'
import { FormButtons } from '../ui/FormButtons.tsx'
import { newId } from '../ui/ids.ts'
import { dispositionWords } from '../ui/words.ts'
import { useFact } from './mutations.ts'

const ends = ['answered', 'no_answer', 'voicemail', 'busy', 'declined', 'failed']

/** Writes down a call that was made or taken outside of FollowUp: how it ended and how long it took. */
export function CallModal({ leadId, opened, onClose }: { leadId: string; opened: boolean; onClose: () => void }) {
  return (
    <Modal opened={opened} onClose={onClose} title="A call" closeButtonProps={{ 'aria-label': 'Close' }}>
      {opened && <Form leadId={leadId} onClose={onClose} />}
    </Modal>
  )
}

function Form({ leadId, onClose }: { leadId: string; onClose: () => void }) {
  const [direction, setDirection] = useState('outbound')
  const [disposition, setDisposition] = useState('answered')
  const [minutes, setMinutes] = useState<string | number>('')
  const [notes, setNotes] = useState('')
  const [callId] = useState(() => `web-${newId()}`)
  const fact = useFact(leadId)
  const save = () => {
    const data = { callId, direction, disposition, durationSeconds: Math.round(Number(minutes || 0) * 60), ...(notes.trim() ? { notes: notes.trim() } : {}) }
    fact.mutate({ type: 'call.completed', data, say: 'The call is in the conversation' }, { onSuccess: onClose })
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        save()
      }}
    >
      <Stack gap="sm">
        <Group grow>
          <Select label="Who called" data={[{ value: 'outbound', label: 'We did' }, { value: 'inbound', label: 'They did' }]} value={direction} onChange={(v) => setDirection(v ?? 'outbound')} allowDeselect={false} />
          <Select label="How it ended" data={ends.map((end) => ({ value: end, label: dispositionWords[end]! }))} value={disposition} onChange={(v) => setDisposition(v ?? 'answered')} allowDeselect={false} />
        </Group>
        <NumberInput label="Minutes" min={0} step={1} decimalScale={1} value={minutes} onChange={setMinutes} />
        <Textarea label="Notes" autosize minRows={2} value={notes} onChange={(e) => setNotes(e.currentTarget.value)} />
        <FormButtons onCancel={onClose} busy={fact.isPending} />
      </Stack>
    </form>
  )
}
