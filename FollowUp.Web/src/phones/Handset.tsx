import { ActionIcon, Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { IconPhone, IconPhoneOff, IconSend } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { post } from '../api/http.ts'
import type { OutboxItem } from '../api/types.ts'
import { ChannelIcon } from '../ui/ChannelIcon.tsx'
import { failed } from '../ui/notices.ts'
import { Waiting } from '../ui/Waiting.tsx'
import { dispositionWords, phoneOf, timeOf } from '../ui/words.ts'
import styles from './Handset.module.css'
import { phoneQuery } from './queries.ts'

const ringSeconds = 18

interface Props {
  name: string
  number: string
  business: string
  businessName: string
  zone: string
  /** A person of the team reads notices on it; a customer calls and texts with it. */
  kind: 'customer' | 'team'
}

export function Handset({ name, number, business, businessName, zone, kind }: Props) {
  const log = useQuery(phoneQuery(number))
  const items = log.data ?? []
  const client = useQueryClient()
  const [text, setText] = useState('')
  const screen = useRef<HTMLDivElement>(null)
  const refresh = () => client.invalidateQueries()
  const call = useMutation({
    mutationFn: (answered: boolean) => post('/sim/calls', { from: number, to: business, answered, ringSeconds, ...(answered ? { talkSeconds: 95 } : {}) }),
    onSettled: refresh,
    onError: (error) => failed('The call did not go through', error),
  })
  const send = useMutation({
    mutationFn: (words: string) => post('/sim/sms', { from: number, to: business, text: words }),
    onSettled: refresh,
    onError: (error, words) => {
      setText(words)
      failed('The text did not go through', error)
    },
  })
  useEffect(() => {
    screen.current?.scrollTo({ top: screen.current.scrollHeight })
  }, [items.length])
  return (
    <section className={styles.phone} aria-label={`Phone of ${name}`}>
      <div className={styles.top}>
        <Text fw={650} size="sm">
          {kind === 'customer' ? businessName : `${name}, ${businessName}`}
        </Text>
        <Text size="xs" className="quiet">
          {kind === 'customer' ? `on the phone of ${name}, ${phoneOf(number)}` : phoneOf(number)}
        </Text>
      </div>
      <div className={styles.screen} ref={screen} tabIndex={0} role="log" aria-label={`Messages on the phone of ${name}`}>
        {log.isPending && <Waiting label={`Loading the phone of ${name}`} />}
        {log.isSuccess && items.length === 0 && (
          <Text size="sm" className="quiet" ta="center" mt="xl">
            {kind === 'customer' ? `Call ${businessName} and let it ring.` : 'Notices for the team come in here.'}
          </Text>
        )}
        {items.map((item) => (
          <Item key={item.id} item={item} number={number} zone={zone} onSettled={refresh} />
        ))}
      </div>
      {kind === 'customer' && (
        <div className={styles.bottom}>
          <Stack gap={6} mb="xs">
            <Button size="xs" color="red.8" leftSection={<IconPhoneOff size={16} aria-hidden />} loading={call.isPending} onClick={() => call.mutate(false)}>
              Call and let it ring
            </Button>
            <Button size="xs" variant="default" leftSection={<IconPhone size={16} aria-hidden />} loading={call.isPending} onClick={() => call.mutate(true)}>
              Call, and be answered
            </Button>
          </Stack>
          <form
            onSubmit={(event) => {
              event.preventDefault()
              if (!text.trim()) return
              send.mutate(text)
              setText('')
            }}
          >
            <TextInput
              value={text}
              onChange={(event) => setText(event.currentTarget.value)}
              aria-label={`Text message from ${name}`}
              placeholder="Text message"
              radius="xl"
              rightSection={
                <ActionIcon type="submit" radius="xl" aria-label="Send" loading={send.isPending} disabled={!text.trim()}>
                  <IconSend size={16} />
                </ActionIcon>
              }
            />
          </form>
        </div>
      )}
    </section>
  )
}

function Item({ item, number, zone, onSettled }: { item: OutboxItem; number: string; zone: string; onSettled: () => void }) {
  const isMine = item.from === number
  if (item.channel === 'call' && item.status === 'ringing') return <Ringing item={item} onSettled={onSettled} />
  if (item.channel === 'call')
    return (
      <div className={styles.note}>
        <ChannelIcon channel={item.status === 'missed' || item.status === 'no_answer' ? 'missed' : 'call'} size={14} />
        {isMine ? 'You called' : 'They called'}: {(dispositionWords[item.status] ?? item.status).toLowerCase()} · {timeOf(item.at, zone)}
      </div>
    )
  return (
    <>
      <div className={`${styles.bubble} arrives`} data-mine={isMine}>
        {item.channel === 'voicemail' && 'Voicemail: '}
        {item.text}
      </div>
      <div className={styles.note} style={{ alignSelf: isMine ? 'flex-end' : 'flex-start' }}>
        {timeOf(item.at, zone)}
      </div>
    </>
  )
}

function Ringing({ item, onSettled }: { item: OutboxItem; onSettled: () => void }) {
  const settle = useMutation({
    mutationFn: (body: { disposition: string; choice?: string }) => post(`/sim/outbound-calls/${item.id}`, body),
    onSettled,
    onError: (error) => failed('The call is over', error),
  })
  return (
    <div className={styles.ringing} role="group" aria-label="Incoming call">
      <Text size="sm" fw={650}>
        Incoming call from {phoneOf(item.from)}
      </Text>
      <Text size="xs" className="quiet" my={4}>
        “{item.text}”
      </Text>
      <Group gap={6}>
        <Button size="compact-xs" color="teal" onClick={() => settle.mutate({ disposition: 'answered', choice: '1' })}>
          Answer, press 1
        </Button>
        <Button size="compact-xs" variant="light" color="teal" onClick={() => settle.mutate({ disposition: 'answered' })}>
          Answer
        </Button>
        <Button size="compact-xs" variant="light" color="red" onClick={() => settle.mutate({ disposition: 'declined' })}>
          Decline
        </Button>
        <Button size="compact-xs" variant="light" color="gray" onClick={() => settle.mutate({ disposition: 'voicemail' })}>
          Voicemail
        </Button>
      </Group>
    </div>
  )
}
