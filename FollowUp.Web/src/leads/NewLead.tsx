import { Checkbox, Modal, SimpleGrid, Stack, TextInput, Textarea } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { ApiError, post } from '../api/http.ts'
import { FormButtons } from '../ui/FormButtons.tsx'
import { told } from '../ui/notices.ts'
import { Problem } from '../ui/Problem.tsx'

const empty = { name: '', phone: '', email: '', service: '', location: '', message: '', agreed: '' }

/** Writes down somebody who got in touch another way. */
export function NewLead({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const [form, setForm] = useState(empty)
  const [follow, setFollow] = useState(true)
  const client = useQueryClient()
  const navigate = useNavigate()
  const submit = useMutation({
    mutationFn: () => {
      const agreed = form.agreed.trim() ? { given: true, source: 'told to the team', text: form.agreed.trim() } : undefined
      const given = (text: string) => (text.trim() === '' ? undefined : text.trim())
      return post<{ id: string; created: boolean }>('/api/leads', {
        name: given(form.name), phone: given(form.phone), email: given(form.email), source: 'team',
        context: { service: given(form.service), location: given(form.location), message: given(form.message) },
        ...(agreed ? { consent: { sms: agreed, voice: agreed, email: agreed } } : {}),
        ...(follow ? {} : { sequences: [] }),
      })
    },
    onSuccess: (answer) => {
      told(answer.created ? 'The lead is in' : 'This person was known already: the record was updated')
      void client.invalidateQueries({ queryKey: ['leads'] })
      setForm(empty)
      onClose()
      void navigate(`/leads/${answer.id}`)
    },
  })
  const errors = submit.error instanceof ApiError ? submit.error.errors : {}
  const field = (name: keyof typeof empty, path: string = name) => ({
    value: form[name],
    onChange: (event: { currentTarget: { value: string } }) => {
      const { value } = event.currentTarget
      setForm((f) => ({ ...f, [name]: value }))
    },
    error: errors[path]?.join(', '),
  })
  return (
    <Modal opened={opened} onClose={onClose} title="New lead" size="lg" closeButtonProps={{ 'aria-label': 'Close' }}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          submit.mutate()
        }}
      >
        <Stack gap="sm">
          <TextInput label="Name" data-autofocus {...field('name')} />
          <SimpleGrid cols={{ base: 1, sm: 2 }}>
            <TextInput label="Phone" type="tel" {...field('phone')} />
            <TextInput label="Email" type="email" {...field('email')} />
            <TextInput label="Service" placeholder="roof repair" {...field('service', 'context.service')} />
            <TextInput label="Place" {...field('location', 'context.location')} />
          </SimpleGrid>
          <Textarea label="In their words" autosize minRows={2} {...field('message', 'context.message')} />
          <Textarea label="What they agreed to" description="Only if they agreed to be contacted by text, call and email: the words are kept as evidence." autosize minRows={1} {...field('agreed')} />
          <Checkbox label="Follow up by itself, as the sequences say" checked={follow} onChange={(e) => setFollow(e.currentTarget.checked)} />
          {submit.error && Object.keys(errors).length === 0 && <Problem error={submit.error} />}
          <FormButtons onCancel={onClose} busy={submit.isPending} />
        </Stack>
      </form>
    </Modal>
  )
}
