import { Badge, Button, Group, Paper, SegmentedControl, Stack, Text, Title } from '@mantine/core'
import { IconPhoneCall, IconPhoneCheck } from '@tabler/icons-react'
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'react-router'
import { post } from '../api/http.ts'
import { usePollMs } from '../api/live.ts'
import { useTeam } from '../app/Account.tsx'
import { useNow } from '../app/clock.ts'
import { useMe } from '../app/session.ts'
import { failed, told } from '../ui/notices.ts'
import { Nothing } from '../ui/Nothing.tsx'
import { Page } from '../ui/Page.tsx'
import { Problem } from '../ui/Problem.tsx'
import { momentOf, nameOf, relative } from '../ui/words.ts'
import { CallCard } from './CallCard.tsx'
import { priorityColours, priorityWords, type QueueItem, queueQuery } from './queries.ts'

export default function QueuePage() {
  const [all, setAll] = useState(false)
  const [taken, setTaken] = useState<QueueItem>()
  // What is asked for in place of the feed tells of new conversations, and not of a call that a colleague took or that came due.
  const pollMs = usePollMs()
  const queue = useQuery({ ...queueQuery(all), placeholderData: keepPreviousData, refetchInterval: pollMs })
  const me = useMe()
  const client = useQueryClient()
  const next = useMutation({
    mutationFn: () => post<QueueItem | undefined>('/api/queue/next', { by: me?.id }),
    onSuccess: (item) => (item ? setTaken(item) : told('Nothing is due right now')),
    onError: (error) => failed('There is no next call', error),
    onSettled: () => client.invalidateQueries({ queryKey: ['queue'] }),
  })
  const items = queue.data ?? []
  const isMine = (item: QueueItem | undefined) => me !== undefined && item?.claimedBy === me.id
  const claimed = items.find(isMine)
  if (claimed && !isMine(taken)) setTaken(claimed)
  // A call is at hand until it is closed or given back, even when it lasts longer than it is kept from others.
  const mine = isMine(taken) ? taken : undefined
  const rest = items.filter((item) => item.taskId !== mine?.taskId)
  const letGo = (taskId: string) => {
    client.setQueriesData<QueueItem[]>({ queryKey: ['queue'] }, (before) => before?.filter((item) => item.taskId !== taskId))
    setTaken(undefined)
  }
  return (
    <Page title="Call queue" about={queue.data ? `${items.length} ${items.length === 1 ? 'thing' : 'things'} ${all ? 'to do' : 'due'}` : ' '}>
      <Stack>
        {mine && me ? (
          <CallCard key={mine.taskId} item={items.find((item) => item.taskId === mine.taskId) ?? mine} by={me.id} onGone={() => letGo(mine.taskId)} />
        ) : (
          <Paper withBorder p="lg">
            <Group justify="space-between">
              <div>
                <Title order={2}>Ready for the next one?</Title>
                <Text size="sm" className="quiet">
                  Nobody else gets a call that you have taken.
                </Text>
              </div>
              <Button size="md" leftSection={<IconPhoneCall size={20} aria-hidden />} loading={next.isPending} disabled={!me} onClick={() => next.mutate()}>
                Next call
              </Button>
            </Group>
          </Paper>
        )}
        <Group justify="space-between">
          <Title order={2}>{all ? 'Everything planned' : 'Due now'}</Title>
          <SegmentedControl size="xs" aria-label="Which tasks" value={all ? 'all' : 'due'} onChange={(v) => setAll(v === 'all')} data={[{ value: 'due', label: 'Due now' }, { value: 'all', label: 'All' }]} />
        </Group>
        {queue.isError && <Problem error={queue.error} retry={() => void queue.refetch()} />}
        {queue.isSuccess && rest.length === 0 && <Nothing title="All done" text={all ? 'No task is planned.' : 'Nothing else is due. New calls show up here by themselves.'} icon={<IconPhoneCheck size={28} />} />}
        {rest.length > 0 && (
          <Stack gap="xs" component="ol" m={0} p={0} style={{ listStyle: 'none' }} aria-label="Tasks by priority">
            {rest.map((item) => (
              <Row key={item.taskId} item={item} />
            ))}
          </Stack>
        )}
      </Stack>
    </Page>
  )
}

function Row({ item }: { item: QueueItem }) {
  const team = useTeam()
  const now = useNow()
  const nameOfMember = (id: string) => team.find((m) => m.id === id)?.name ?? id
  return (
    <Paper withBorder p="sm" component="li">
      <Group justify="space-between" wrap="nowrap" align="flex-start" gap="sm">
        <div style={{ minWidth: 0 }}>
          <Group gap={6}>
            <Badge color={priorityColours[item.priority]} variant="light">
              {priorityWords[item.priority]}
            </Badge>
            <Link to={`/inbox/${item.lead.id}`}>{nameOf(item.lead)}</Link>
            <Text size="sm" className="quiet">
              {item.kind === 'call' ? 'Call' : 'Task'}, due {relative(item.dueAt, now)}
            </Text>
          </Group>
          <Text size="sm" mt={4}>
            {item.title}
          </Text>
          {item.delayedUntil && (
            <Text size="xs" c="orange" mt={2}>
              More to do than the team manages: its turn comes {momentOf(item.delayedUntil)}, {item.delayedByMinutes} min late
            </Text>
          )}
        </div>
        <Text size="xs" className="quiet" ta="right" style={{ flex: 'none' }}>
          {item.claimedBy ? `${nameOfMember(item.claimedBy)} is at it` : nameOfMember(item.owner)}
        </Text>
      </Group>
    </Paper>
  )
}
