import { Modal, Select, Stack, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { Appointment } from '../api/types.ts'
import { useNow } from '../app/clock.ts'
import { FormButtons } from '../ui/FormButtons.tsx'
import { newId } from '../ui/ids.ts'
import { cityOf } from '../ui/words.ts'
import { localInput, zonedInstant } from '../ui/zones.ts'
import { useFact } from './mutations.ts'

interface Props {
  leadId: string
  zone: string
  /** The appointment to move; a new one when missing. */
  moving?: Appointment | undefined
  opened: boolean
  onClose: () => void
}

const dayMs = 86_400_000

/** Books an appointment, or moves one. The time is meant in the lead's zone, and said so. */
export function BookModal(props: Props) {
  return (
    <Modal opened={props.opened} onClose={props.onClose} title={props.moving ? 'Move the appointment' : 'Book an appointment'} closeButtonProps={{ 'aria-label': 'Close' }}>
      {props.opened && <Form {...props} />}
    </Modal>
  )
}

function Form({ leadId, zone, moving, onClose }: Props) {
  const now = useNow()
  const fact = useFact(leadId)
  const [at, setAt] = useState(() => (moving ? localInput(Date.parse(moving.startsAt), zone) : localInput(now + dayMs, zone).slice(0, 11) + '09:00'))
  const [minutes, setMinutes] = useState(String(moving?.durationMinutes ?? 60))
  const [title, setTitle] = useState(moving?.title ?? '')
  const [place, setPlace] = useState(moving?.place ?? '')
  const [id] = useState(() => moving?.id ?? `web-${newId()}`)
  const save = async () => {
    const data = {
      appointmentId: id,
      startsAt: zonedInstant(at, zone),
      durationMinutes: Number(minutes),
      ...(title.trim() ? { title: title.trim() } : {}),
      ...(place.trim() ? { place: place.trim() } : {}),
    }
    await fact.mutateAsync({ type: moving ? 'appointment.rescheduled' : 'appointment.booked', data, say: moving ? 'Appointment moved' : 'Appointment booked' })
    onClose()
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        save().catch(() => undefined)
      }}
    >
      <Stack gap="sm">
        <TextInput type="datetime-local" label="Starts" description={`${cityOf(zone)} time`} value={at} onChange={(e) => setAt(e.currentTarget.value)} required data-autofocus />
        <Select label="Lasts" data={[['30', '30 minutes'], ['60', '1 hour'], ['90', '1½ hours'], ['120', '2 hours'], ['240', '4 hours']].map(([value, label]) => ({ value: value!, label: label! }))} value={minutes} onChange={(v) => setMinutes(v ?? '60')} allowDeselect={false} />
        <TextInput label="What" placeholder="roof inspection" value={title} onChange={(e) => setTitle(e.currentTarget.value)} />
        <TextInput label="Where" value={place} onChange={(e) => setPlace(e.currentTarget.value)} />
        <FormButtons onCancel={onClose} busy={fact.isPending} action={moving ? 'Move' : 'Book'} />
      </Stack>
    </form>
  )
}
