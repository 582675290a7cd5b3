import { Badge, Button, Grid, Menu, Paper, Tabs, Title } from '@mantine/core'
import { useDisclosure, useMediaQuery } from '@mantine/hooks'
import { IconCalendarPlus, IconDots, IconMessage, IconReceipt, IconTrash } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Link, useNavigate, useParams } from 'react-router'
import { remove } from '../api/http.ts'
import type { Lead } from '../api/types.ts'
import { useIsOwner } from '../app/session.ts'
import { modals } from '../ui/confirm.tsx'
import { failed, told } from '../ui/notices.ts'
import { Page } from '../ui/Page.tsx'
import { Problem } from '../ui/Problem.tsx'
import { useTab } from '../ui/useTab.ts'
import { cityOf, momentOf, nameOf, phoneOf, plain } from '../ui/words.ts'
import { BookModal } from './BookModal.tsx'
import { Enrollments } from './Enrollments.tsx'
import { EstimateModal } from './EstimateModal.tsx'
import { useHand } from './mutations.ts'
import { PlanView } from './PlanView.tsx'
import { leadQuery, planQuery } from './queries.ts'
import { type Edits, RecordForm } from './RecordForm.tsx'
import { Timeline } from './Timeline.tsx'

export default function LeadPage() {
  const leadId = useParams().leadId!
  const lead = useQuery(leadQuery(leadId))
  if (lead.isLoadingError)
    return (
      <Page title="Lead">
        <Problem error={lead.error} retry={() => void lead.refetch()} />
      </Page>
    )
  if (lead.isPending) return <Page title="Lead">{null}</Page>
  return <Loaded key={leadId} lead={lead.data} />
}

function Loaded({ lead }: { lead: Lead }) {
  const isNarrow = useMediaQuery('(max-width: 62em)', undefined, { getInitialValueInEffect: false })
  const [tab, setTab] = useTab('plan')
  // Kept here, where they outlast a turn of the tablet.
  const [edits, setEdits] = useState<Edits>({})
  const about = [lead.name ? phoneOf(lead.phone) : undefined, lead.email, `${cityOf(lead.timeZone)} time`].filter(Boolean).join(' · ')
  const parts = { plan: <Plan lead={lead} />, timeline: <Timeline leadId={lead.id} zone={lead.timeZone} />, record: <RecordForm lead={lead} edits={edits} setEdits={setEdits} /> }
  return (
    <Page
      title={nameOf(lead)}
      about={
        <>
          {about}{' '}
          {lead.stage && (
            <Badge variant="light" size="sm">
              {plain(lead.stage)}
            </Badge>
          )}{' '}
          {lead.optOut && (
            <Badge color="red" size="sm">
              Opted out {momentOf(lead.optOut.at, lead.timeZone)}
            </Badge>
          )}{' '}
          {lead.pausedAt && (
            <Badge color="yellow" size="sm">
              Paused
            </Badge>
          )}{' '}
          {lead.coolDown && (
            <Badge color="yellow" size="sm">
              Left alone until {momentOf(lead.coolDown.until, lead.timeZone)}
            </Badge>
          )}
        </>
      }
      actions={<Actions lead={lead} />}
      wide
    >
      {isNarrow ? (
        <Tabs value={tab} onChange={setTab}>
          <Tabs.List grow mb="sm">
            <Tabs.Tab value="plan">Plan</Tabs.Tab>
            <Tabs.Tab value="timeline">Timeline</Tabs.Tab>
            <Tabs.Tab value="record">Record</Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="plan">{parts.plan}</Tabs.Panel>
          <Tabs.Panel value="timeline">{parts.timeline}</Tabs.Panel>
          <Tabs.Panel value="record">{parts.record}</Tabs.Panel>
        </Tabs>
      ) : (
        <Grid gap="md">
          <Grid.Col span={4}>{parts.record}</Grid.Col>
          <Grid.Col span={4}>{parts.timeline}</Grid.Col>
          <Grid.Col span={4}>{parts.plan}</Grid.Col>
        </Grid>
      )}
    </Page>
  )
}

function Plan({ lead }: { lead: Lead }) {
  const plan = useQuery(planQuery(lead.id))
  const hand = useHand(lead.id)
  return (
    <Paper withBorder p="md" component="section" aria-label="Plan">
      <Title order={2} mb="xs">
        What happens next
      </Title>
      <Enrollments lead={lead} />
      {plan.isError && <Problem error={plan.error} retry={() => void plan.refetch()} />}
      {plan.data && <PlanView plan={plan.data} zone={lead.timeZone} skip={(sequence, step) => hand.mutate({ deed: 'skip', sequence, step })} />}
    </Paper>
  )
}

function Actions({ lead }: { lead: Lead }) {
  const [booking, book] = useDisclosure()
  const [estimating, estimate] = useDisclosure()
  const navigate = useNavigate()
  const client = useQueryClient()
  const isOwner = useIsOwner()
  const erase = useMutation({
    mutationFn: () => remove(`/api/leads/${lead.id}`),
    onSuccess: () => {
      told('Erased')
      void navigate('/leads')
      client.removeQueries({ queryKey: ['lead', lead.id] })
    },
    onError: (error) => failed('Nothing was erased', error),
  })
  return (
    <>
      <Button component={Link} to={`/inbox/${lead.id}`} leftSection={<IconMessage size={18} aria-hidden />}>
        Conversation
      </Button>
      <Menu position="bottom-end" width={210} shadow="md">
        <Menu.Target>
          <Button variant="default" px="sm" aria-label="More to do">
            <IconDots size={18} aria-hidden />
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconCalendarPlus size={16} />} onClick={book.open}>
            Book an appointment
          </Menu.Item>
          <Menu.Item leftSection={<IconReceipt size={16} />} onClick={estimate.open}>
            Send an estimate
          </Menu.Item>
          {isOwner && (
            <Menu.Item
              color="red"
              leftSection={<IconTrash size={16} />}
              onClick={() =>
                modals.confirm({
                  title: `Erase ${nameOf(lead)}?`,
                  text: lead.optOut ? 'Everything is erased but the number and the opt-out, so that nobody writes to them again.' : 'Everything known of this person is erased for good.',
                  yes: 'Erase',
                  act: () => erase.mutate(),
                })
              }
            >
              Erase this lead
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      <BookModal leadId={lead.id} zone={lead.timeZone} opened={booking} onClose={book.close} />
      <EstimateModal leadId={lead.id} opened={estimating} onClose={estimate.close} />
    </>
  )
}
