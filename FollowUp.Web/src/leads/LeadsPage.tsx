import { Avatar, Badge, Button, Group, Select, Text, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconPlus, IconSearch, IconUsers } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'react-router'
import { get, query } from '../api/http.ts'
import type { Lead, Listing } from '../api/types.ts'
import { useTeam } from '../app/Account.tsx'
import { useNow } from '../app/clock.ts'
import { Nothing } from '../ui/Nothing.tsx'
import { Page } from '../ui/Page.tsx'
import { Problem } from '../ui/Problem.tsx'
import { useNextIfEmpty } from '../ui/useNextIfEmpty.ts'
import { VirtualList } from '../ui/VirtualList.tsx'
import { Waiting } from '../ui/Waiting.tsx'
import { initialsOf, nameOf, phoneOf, plain, relative } from '../ui/words.ts'
import styles from './LeadsPage.module.css'
import { NewLead } from './NewLead.tsx'
import { stages } from './stages.ts'

const pageSize = 200

export default function LeadsPage() {
  const [search, setSearch] = useState('')
  const [stage, setStage] = useState<string | null>(null)
  const [owner, setOwner] = useState<string | null>(null)
  const [adding, setAdding] = useState(false)
  const [text] = useDebouncedValue(search.trim(), 250)
  const team = useTeam()
  const now = useNow()
  const by = text.startsWith('#') ? { tag: text.slice(1) } : { q: text }
  const leads = useInfiniteQuery({
    queryKey: ['leads', by, stage, owner],
    queryFn: ({ pageParam, signal }) => get<Listing<Lead>>(`/api/leads${query({ ...by, stage, owner, limit: pageSize, cursor: pageParam })}`, signal),
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
  })
  const items = leads.data?.pages.flatMap((page) => page.items) ?? []
  useNextIfEmpty(leads, items.length)
  return (
    <Page
      title="Leads"
      about={leads.data ? `${items.length.toLocaleString('en-US')}${leads.hasNextPage ? '+' : ''} ${items.length === 1 ? 'person' : 'people'}, ${'q' in by && !by.q && !owner ? 'newest' : 'last active'} first` : ' '}
      actions={
        <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={() => setAdding(true)}>
          New lead
        </Button>
      }
    >
      <Group mb="sm" gap="xs">
        <TextInput aria-label="Find leads by name, number, email, last words or #tag" placeholder="Name, number, email or #tag" value={search} onChange={(e) => setSearch(e.currentTarget.value)} leftSection={<IconSearch size={16} aria-hidden />} style={{ flex: '1 1 14rem' }} />
        <Select aria-label="Stage" placeholder="Any stage" data={stages()} value={stage} onChange={setStage} clearable w={{ base: '46%', sm: 150 }} clearButtonProps={{ 'aria-label': 'Any stage' }} />
        <Select aria-label="Owner" placeholder="Any owner" data={team.map((m) => ({ value: m.id, label: m.name }))} value={owner} onChange={setOwner} clearable w={{ base: '46%', sm: 160 }} clearButtonProps={{ 'aria-label': 'Any owner' }} />
      </Group>
      {leads.isError && <Problem error={leads.error} retry={() => void leads.refetch()} />}
      {(leads.isPending || (items.length === 0 && leads.hasNextPage)) && <Waiting label="Loading leads" />}
      {leads.isSuccess && items.length === 0 && !leads.hasNextPage && <Nothing title="Nobody here" text="No lead matches. New ones come in with a call, a text, a form or an import." icon={<IconUsers size={28} />} />}
      {items.length > 0 && (
        <div className={styles.frame}>
          <VirtualList
            items={items}
            keyOf={(lead) => lead.id}
            rowHeight={64}
            label="Leads"
            more={leads.hasNextPage && !leads.isFetchingNextPage ? () => void leads.fetchNextPage() : undefined}
            render={(lead) => <Row lead={lead} now={now} owner={team.find((m) => m.id === lead.owner)?.name ?? lead.owner} />}
          />
        </div>
      )}
      <NewLead opened={adding} onClose={() => setAdding(false)} />
    </Page>
  )
}

function Row({ lead, now, owner }: { lead: Lead; now: number; owner: string }) {
  const name = nameOf(lead)
  const next = lead.enrollments.find((e) => e.status === 'running')
  return (
    <Link to={`/leads/${lead.id}`} className={styles.row}>
      <Avatar color="lagoon" radius="xl" size={36} aria-hidden>
        {initialsOf(lead.name ?? '')}
      </Avatar>
      <div className={styles.line}>
        <Text fw={600} size="sm" truncate>
          {name}
        </Text>
        <Text size="xs" className="quiet" truncate>
          {lead.name ? phoneOf(lead.phone) || lead.email : (lead.email ?? lead.source ?? 'caller')}
        </Text>
      </div>
      <div className={`${styles.line} ${styles.wide}`}>
        <Text size="sm" truncate>
          {lead.context?.service ?? lead.context?.message ?? (lead.optOut ? 'Opted out' : '')}
        </Text>
        <Text size="xs" className="quiet" truncate>
          {next ? `${plain(next.sequence)}${next.nextAt ? `, next ${relative(next.nextAt, now)}` : ''}` : 'no sequence running'}
        </Text>
      </div>
      <div>{lead.optOut ? <Badge color="red" variant="light">Opted out</Badge> : lead.stage ? <Badge variant="light" color="gray">{plain(lead.stage)}</Badge> : null}</div>
      <Text size="xs" className={`quiet ${styles.line} ${styles.wide}`}>
        {owner}
      </Text>
    </Link>
  )
}
