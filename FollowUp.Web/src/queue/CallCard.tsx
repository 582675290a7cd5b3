import { Anchor, Badge, Button, Group, Paper, SimpleGrid, Stack, Text, TextInput, Textarea, Title } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { Link } from 'react-router'
import { ApiError, post } from '../api/http.ts'
import { useNow } from '../app/clock.ts'
import { failed, told } from '../ui/notices.ts'
import { cityOf, dispositionWords, nameOf, phoneOf, plain, relative, timeOf } from '../ui/words.ts'
import { localInput, zonedInstant } from '../ui/zones.ts'
import { priorityColours, priorityWords, type QueueItem, type QueueLead } from './queries.ts'

const ends = ['answered', 'no_answer', 'voicemail', 'busy', 'declined', 'failed']
const dayMs = 86_400_000
/** The server keeps a call for a quarter of an hour at a time. */
const renewalMs = 5 * 60_000
/** A card that is forgotten does not keep a person from the others all night: an hour of them. */
const maxRenewals = 12
/** A phone holds its pages still while it is in a call. */
const talkMinutes = 60

/** The call at hand: who, why, what was said, and one tap for how it ended. */
export function CallCard({ item, by, onGone }: { item: QueueItem; by: string; onGone: () => void }) {
  const { lead } = item
  const now = useNow()
  const client = useQueryClient()
  const [notes, setNotes] = useState('')
  const [callback, setCallback] = useState('')
  const at = useRef<HTMLInputElement>(null)
  const refresh = () => client.invalidateQueries({ predicate: (q) => q.queryKey[0] !== 'session' })
  const end = useMutation({
    mutationFn: (disposition: string) =>
      post(`/api/queue/${item.taskId}/disposition`, {
        disposition, by, ...(notes.trim() ? { notes: notes.trim() } : {}), ...(callback ? { callbackAt: zonedInstant(callback, lead.timeZone) } : {}),
      }),
    onSuccess: (_, disposition) => {
      told(`${nameOf(lead)}: ${(dispositionWords[disposition] ?? 'done').toLowerCase()}`)
      onGone()
    },
    onError: (error) => failed('The outcome was not saved', error),
    onSettled: refresh,
  })
  const release = useMutation({
    mutationFn: () => post(`/api/queue/${item.taskId}/release`, { by }),
    onSuccess: onGone,
    // What is no longer open is nobody's to give back.
    onError: (error) => (error instanceof ApiError && error.status === 404 ? onGone() : failed('It is still yours', error)),
    onSettled: refresh,
  })
  const { taskId } = item
  useEffect(() => {
    let left = maxRenewals
    const timer = setInterval(() => {
      if (left-- > 0) keep(taskId, by)
    }, renewalMs)
    return () => clearInterval(timer)
  }, [taskId, by])
  return (
    <Paper withBorder p="lg" component="section" aria-label="The call at hand" shadow="sm">
      <Stack gap="sm">
        <Group justify="space-between" align="flex-start">
          <div>
            <Group gap={8}>
              <Title order={2}>{nameOf(lead)}</Title>
              <Badge color={priorityColours[item.priority]}>{priorityWords[item.priority]}</Badge>
            </Group>
            <Text size="sm" className="quiet">
              {timeOf(now, lead.timeZone)} in {cityOf(lead.timeZone)} · due {relative(item.dueAt, now)} · <Link to={`/inbox/${lead.id}`}>whole conversation</Link>
            </Text>
          </div>
          {lead.phone && (
            <Button component="a" href={`tel:${lead.phone}`} size="md" onClick={() => keep(taskId, by, talkMinutes)}>
              Call {phoneOf(lead.phone)}
            </Button>
          )}
        </Group>
        <Text fw={600}>{item.title}</Text>
        {item.why && (
          <Text size="sm" className="quiet">
            {item.why}
          </Text>
        )}
        <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="xs">
          <Fact name="Wants" value={[lead.service, lead.urgency, lead.location].filter(Boolean).join(', ')} />
          <Fact name="In their words" value={lead.words} />
          <Fact name="Last said" value={lead.lastSaid?.text ? `${lead.lastSaid.direction === 'outbound' ? 'We' : 'They'}: ${lead.lastSaid.text}` : undefined} />
          <Fact name="Stage" value={lead.stage && plain(lead.stage)} />
          <Fact name="Tags" value={lead.tags.join(', ')} />
          <Fact name="Wants to be reached" value={wishOf(lead.preferences)} />
          <Fact name="So far" value={`${lead.messagesIn} from them, ${lead.messagesOut} from us`} />
        </SimpleGrid>
        <Textarea label="Notes" value={notes} onChange={(e) => setNotes(e.currentTarget.value)} autosize minRows={2} />
        <TextInput
          ref={at}
          label="Call back at"
          description={`${cityOf(lead.timeZone)} time; leave empty for no callback`}
          type="datetime-local"
          min={localInput(now, lead.timeZone)}
          max={localInput(now + 365 * dayMs, lead.timeZone)}
          value={callback}
          onChange={(e) => setCallback(e.currentTarget.value)}
        />
        <Group gap="xs" role="group" aria-label="How it ended">
          {(item.kind === 'call' ? ends : ['done']).map((disposition) => (
            <Button key={disposition} variant={disposition === 'answered' || disposition === 'done' ? 'filled' : 'default'} disabled={end.isPending} onClick={() => at.current?.reportValidity() && end.mutate(disposition)}>
              {dispositionWords[disposition] ?? 'Done'}
            </Button>
          ))}
          <Anchor component="button" type="button" size="sm" onClick={() => release.mutate()} ml="auto">
            Give it back
          </Anchor>
        </Group>
      </Stack>
    </Paper>
  )
}

/** Nobody else gets it meanwhile. Should somebody have it already, the queue shows them, and how the call ended is refused with their name. */
function keep(taskId: string, by: string, minutes?: number) {
  post(`/api/queue/${taskId}/renew`, { by, minutes }).catch(() => undefined)
}

/** "weekdays, morning or evening, at most 2 times a week". */
function wishOf(wish: QueueLead['preferences']): string {
  const often = wish?.maxTouchesPerWeek && `at most ${wish.maxTouchesPerWeek} ${wish.maxTouchesPerWeek === 1 ? 'time' : 'times'} a week`
  return [wish?.days, wish?.times?.join(' or '), often].filter(Boolean).join(', ')
}

function Fact({ name, value }: { name: string; value: string | undefined }) {
  if (!value) return null
  return (
    <div>
      <Text size="xs" className="quiet">
        {name}
      </Text>
      <Text size="sm">{value}</Text>
    </div>
  )
}
