import { ActionIcon, Button, Group, SimpleGrid, Stack, Text, TextInput } from '@mantine/core'
import { IconPhone, IconPhoneOff, IconSend } from '@tabler/icons-react'
import { useState } from 'react'
import styles from './Handset.module.css'
import { doOn, type Phone, useAct } from './queries.ts'

const keys = [...'123456789*0#']

/** What can be done with a phone as it is now. */
export function HandsetControls({ name, phone, business }: { name: string; phone: Phone; business: string | undefined }) {
  const act = useAct(`The phone of ${name} could not do that`)
  const press = (verb: string, body?: object) => () => act.mutate(() => doOn(phone.number, verb, body))
  const green = { color: 'teal.9', leftSection: <IconPhone size={18} aria-hidden />, disabled: act.isPending }
  const red = { color: 'red.9', leftSection: <IconPhoneOff size={18} aria-hidden />, disabled: act.isPending }
  if (phone.state === 'ringing')
    return (
      <SimpleGrid cols={2} spacing={6}>
        <Button size="md" {...green} onClick={press('answer')}>
          Answer
        </Button>
        <Button size="md" {...red} onClick={press('decline')}>
          Decline
        </Button>
        <Button variant="default" disabled={act.isPending} onClick={press('ringout')}>
          Ring out
        </Button>
        <Button variant="default" disabled={act.isPending} onClick={press('voicemail')}>
          Voicemail
        </Button>
      </SimpleGrid>
    )
  if (phone.state === 'dialling')
    return (
      <Button fullWidth size="md" {...red} onClick={press('hangup')}>
        Hang up
      </Button>
    )
  if (phone.state === 'inCall')
    return (
      <Stack gap={6}>
        <div className={styles.keys} role="group" aria-label={`Keypad of ${name}`}>
          {keys.map((key) => (
            <Button key={key} variant="default" px={0} disabled={act.isPending} aria-label={`Press ${key}`} onClick={press('press', { keys: key })}>
              {key}
            </Button>
          ))}
        </div>
        <Words label={`Say on the phone of ${name}`} placeholder="Say…" send="Say it" onSend={(text) => act.mutateAsync(() => doOn(phone.number, 'speak', { text }))} />
        <Button fullWidth size="md" {...red} onClick={press('hangup')}>
          Hang up
        </Button>
      </Stack>
    )
  if (business === undefined)
    return (
      <Text size="sm" className="quiet" ta="center">
        Waits for calls.
      </Text>
    )
  return (
    <Stack gap={6}>
      <Button fullWidth size="md" {...green} onClick={press('call', { to: business })}>
        Call the business
      </Button>
      <Words label={`Text message from ${name}`} placeholder="Text…" send="Send" onSend={(text) => act.mutateAsync(() => doOn(phone.number, 'text', { to: business, text }))} />
    </Stack>
  )
}

/** A line to say or to text; the words stay when they did not go through. */
function Words({ label, placeholder, send, onSend }: { label: string; placeholder: string; send: string; onSend: (text: string) => Promise<unknown> }) {
  const [text, setText] = useState('')
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (!text.trim()) return
        setText('')
        onSend(text).catch(() => setText(text))
      }}
    >
      <Group gap={6} wrap="nowrap">
        <TextInput flex={1} size="md" radius="xl" value={text} onChange={(event) => setText(event.currentTarget.value)} aria-label={label} placeholder={placeholder} />
        <ActionIcon type="submit" size={42} radius="xl" aria-label={send} disabled={!text.trim()}>
          <IconSend size={18} />
        </ActionIcon>
      </Group>
    </form>
  )
}
