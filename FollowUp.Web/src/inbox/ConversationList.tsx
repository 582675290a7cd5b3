import { Avatar, Badge, Button, Chip, Group, Text, TextInput, Title } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconInbox, IconSearch } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'react-router'
import { useNow } from '../app/clock.ts'
import { useMe } from '../app/session.ts'
import { Nothing } from '../ui/Nothing.tsx'
import { Problem } from '../ui/Problem.tsx'
import { useNextIfEmpty } from '../ui/useNextIfEmpty.ts'
import { VirtualList } from '../ui/VirtualList.tsx'
import { Waiting } from '../ui/Waiting.tsx'
import { initialsOf, nameOf, shortWhen } from '../ui/words.ts'
import styles from './InboxPage.module.css'
import { type ConversationRow, inboxQuery } from './queries.ts'

const filters = [
  { value: '', label: 'All' },
  { value: 'unread', label: 'Unread' },
  { value: 'mine', label: 'Mine' },
  { value: 'unanswered', label: 'Unanswered' },
  { value: 'appointment-today', label: 'Today' },
  { value: 'optedout', label: 'Opted out' },
]

export function ConversationList({ current }: { current: string | undefined }) {
  const [filter, setFilter] = useState('')
  const [search, setSearch] = useState('')
  const [q] = useDebouncedValue(search.trim(), 250)
  const me = useMe()
  const now = useNow()
  const inbox = useInfiniteQuery({ ...inboxQuery(filter, filter === 'mine' ? me?.id : undefined, q), placeholderData: (before) => before })
  const items = inbox.data?.pages.flatMap((page) => page.items) ?? []
  useNextIfEmpty(inbox, items.length)
  return (
    <section className={`${styles.pane} ${styles.listPane}`} aria-label="Conversations">
      <div className={styles.head}>
        <Title order={1} mb="xs">
          Inbox
        </Title>
        <TextInput aria-label="Search conversations" placeholder="Search" value={search} onChange={(e) => setSearch(e.currentTarget.value)} leftSection={<IconSearch size={16} aria-hidden />} mb="xs" />
        <Chip.Group value={filter} onChange={(value) => setFilter(String(value))}>
          <Group gap={5} role="radiogroup" aria-label="Which conversations">
            {filters.map((f) => (
              <Chip key={f.value} value={f.value} size="xs" icon={null} styles={{ iconWrapper: { display: 'none' }, label: { paddingInline: 10 } }}>
                {f.label}
              </Chip>
            ))}
          </Group>
        </Chip.Group>
      </div>
      {inbox.isError && <Problem error={inbox.error} retry={() => void inbox.refetch()} />}
      {(inbox.isPending || (items.length === 0 && inbox.hasNextPage)) && <Waiting label="Loading conversations" />}
      {inbox.isSuccess && items.length === 0 && !inbox.hasNextPage && (
        <Nothing
          icon={<IconInbox size={28} />}
          title={filter || q ? 'No conversation matches' : 'No conversation yet'}
          text={filter || q ? 'Try another word or filter.' : 'Missed calls, texts, emails and forms show up here by themselves.'}
        >
          {!filter && !q && (
            <Button component={Link} to="/welcome" variant="light">
              First steps
            </Button>
          )}
        </Nothing>
      )}
      {items.length > 0 && (
        <div style={{ flex: 1, minHeight: 0 }}>
          <VirtualList
            items={items}
            keyOf={(row) => row.leadId}
            rowHeight={82}
            label="Conversations"
            more={inbox.hasNextPage && !inbox.isFetchingNextPage ? () => void inbox.fetchNextPage() : undefined}
            render={(row) => <Row row={row} now={now} current={row.leadId === current} />}
          />
        </div>
      )}
    </section>
  )
}

const who: Record<string, string> = { sms: 'text', email: 'email', call: 'call', voicemail: 'voicemail', form: 'form' }

function Row({ row, now, current }: { row: ConversationRow; now: number; current: boolean }) {
  return (
    <Link to={`/inbox/${row.leadId}`} className={styles.row} aria-current={current} data-unread={row.unread > 0}>
      <Avatar color={row.optedOut ? 'gray' : 'lagoon'} radius="xl" size={40} aria-hidden>
        {initialsOf(row.name ?? '')}
      </Avatar>
      <div style={{ minWidth: 0 }}>
        <Text fw={row.unread > 0 ? 700 : 600} size="sm" truncate>
          {nameOf(row)}
        </Text>
        <div className={styles.snippet}>
          {row.optedOut ? 'Opted out · ' : ''}
          {row.last ? `${row.last.direction === 'outbound' ? 'You: ' : ''}${row.last.text ?? who[row.last.channel] ?? row.last.channel}` : ''}
        </div>
      </div>
      <div style={{ textAlign: 'right', display: 'flex', flexDirection: 'column', gap: 4, alignItems: 'flex-end' }}>
        <Text size="xs" className="quiet">
          {row.last ? shortWhen(row.last.at, now) : ''}
        </Text>
        {row.unread > 0 ? (
          <Badge size="sm" circle aria-label={`${row.unread} unread`}>
            {row.unread}
          </Badge>
        ) : row.nextAppointment ? (
          <Badge size="xs" variant="light" color="grape">
            {shortWhen(row.nextAppointment.startsAt, now)}
          </Badge>
        ) : null}
      </div>
    </Link>
  )
}
