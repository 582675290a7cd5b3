import { Tabs, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { useTeam } from '../app/Account.tsx'
import { Thread } from '../inbox/Thread.tsx'
import { conversationQuery } from '../inbox/queries.ts'
import { threadOf } from '../inbox/thread.ts'
import { PlanView } from '../leads/PlanView.tsx'
import { planQuery } from '../leads/queries.ts'
import { Waiting } from '../ui/Waiting.tsx'
import { nameOf } from '../ui/words.ts'

/** What FollowUp made of the caller. */
export function Reaction({ leadId }: { leadId: string }) {
  const conversation = useQuery(conversationQuery(leadId)).data
  const team = useTeam()
  const plan = useQuery(planQuery(leadId)).data
  if (!conversation) return <Waiting label="Loading the conversation" />
  const { lead, items } = conversation
  return (
    <>
      <Title order={2}>What FollowUp does</Title>
      <Text size="sm" className="quiet" mb="xs">
        <Link to={`/leads/${lead.id}`}>{nameOf(lead)}</Link> · {lead.stage ?? 'no stage'} · speed to lead{' '}
        {lead.firstTouchAt ? `${Math.round((Date.parse(lead.firstTouchAt) - Date.parse(lead.createdAt)) / 1000)} s` : 'still open'}
      </Text>
      <Tabs defaultValue="done">
        <Tabs.List>
          <Tabs.Tab value="done">Done, and why</Tabs.Tab>
          <Tabs.Tab value="next">Comes next{plan && plan.items.length > 0 ? ` (${plan.items.length})` : ''}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="done" pt="xs" mah="31rem" style={{ overflowY: 'auto' }} data-thread tabIndex={0}>
          <Thread rows={threadOf(items, (id) => team.find((m) => m.id === id)?.name ?? id)} zone={lead.timeZone} />
        </Tabs.Panel>
        <Tabs.Panel value="next" pt="md" mah="31rem" style={{ overflowY: 'auto' }} tabIndex={0}>
          {plan && <PlanView plan={plan} zone={lead.timeZone} />}
        </Tabs.Panel>
      </Tabs>
    </>
  )
}
