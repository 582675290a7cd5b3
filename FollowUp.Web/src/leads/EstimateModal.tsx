import { Modal, NumberInput, Stack, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { businessQuery } from '../settings/queries.ts'
import { FormButtons } from '../ui/FormButtons.tsx'
import { newId } from '../ui/ids.ts'
import { useFact } from './mutations.ts'

/** Writes down that an estimate went out, which begins its follow-up. */
export function EstimateModal({ leadId, opened, onClose }: { leadId: string; opened: boolean; onClose: () => void }) {
  return (
    <Modal opened={opened} onClose={onClose} title="An estimate went out" closeButtonProps={{ 'aria-label': 'Close' }}>
      {opened && <Form leadId={leadId} onClose={onClose} />}
    </Modal>
  )
}

function Form({ leadId, onClose }: { leadId: string; onClose: () => void }) {
  const [estimateId] = useState(() => `web-${newId()}`)
  const [amount, setAmount] = useState<string | number>('')
  const [title, setTitle] = useState('')
  const currency = useQuery(businessQuery).data?.prices?.currency ?? 'USD'
  const fact = useFact(leadId)
  const save = async () => {
    const data = { estimateId, amount: Number(amount), currency, ...(title.trim() ? { title: title.trim() } : {}) }
    await fact.mutateAsync({ type: 'estimate.sent', data, say: 'Estimate written down' })
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
        <NumberInput label={`Amount in ${currency}`} min={0} decimalScale={2} thousandSeparator="," value={amount} onChange={setAmount} required data-autofocus />
        <TextInput label="What for" placeholder="roof repair" value={title} onChange={(e) => setTitle(e.currentTarget.value)} />
        <FormButtons onCancel={onClose} busy={fact.isPending} />
      </Stack>
    </form>
  )
}
