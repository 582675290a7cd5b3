import { Button, Select, Tabs } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useState } from 'react'
import { useIsOwner } from '../app/session.ts'
import { CampaignModal } from '../campaigns/CampaignModal.tsx'
import { amount } from '../ui/money.ts'
import { Page } from '../ui/Page.tsx'
import { useTab } from '../ui/useTab.ts'
import { lasting, plain } from '../ui/words.ts'
import type { CostRow, DayRow, SequenceRow, SpeedRow } from './queries.ts'
import { type Kind, ReportView } from './ReportView.tsx'

const count = (value: number | undefined) => (value ?? 0).toLocaleString('en-US')
const share = (value: number | undefined) => (value === undefined ? '–' : `${Math.round(value * 100)} %`)
const seconds = (value: number | undefined) => (value === undefined ? '–' : lasting(Math.round(value)))
const day = (text: string) => (text === 'total' ? 'Total' : new Date(text + 'T12:00Z').toLocaleDateString('en-US', { month: 'short', day: 'numeric', timeZone: 'UTC' }))
const named = (id: string) => (id === 'total' ? 'Total' : plain(id))

const speed: Kind<SpeedRow> = {
  name: 'speed-to-lead', title: 'Speed to lead', about: 'From first contact to the first touch that reached the person.',
  figures: (t) => [['heard within (half)', seconds(t.p50Seconds)], ['heard within (9 of 10)', seconds(t.p90Seconds)], ['within a minute', share(t.shareUnderOneMinute)], ['people', count(t.leads)]],
  series: ['Half within', '9 of 10 within'], bars: (r) => r.rows.map((row) => ({ label: day(row.day), values: [row.p50Seconds, row.p90Seconds] })), show: seconds,
  columns: [
    { head: 'Day', cell: (r) => day(r.day) }, { head: 'People', cell: (r) => count(r.leads) }, { head: 'Heard from us', cell: (r) => count(r.touched) },
    { head: 'Half within', cell: (r) => seconds(r.p50Seconds) }, { head: '9 of 10 within', cell: (r) => seconds(r.p90Seconds) }, { head: 'Within 1 min', cell: (r) => share(r.shareUnderOneMinute) },
    { head: 'Within 5 min', cell: (r) => share(r.shareUnderFiveMinutes) },
  ],
}

const sequenceColumns: Kind<SequenceRow>['columns'] = [
  { head: 'Sequence', cell: (r) => named(r.sequence) }, { head: 'Step', cell: (r) => (r.step ? plain(r.step) + (r.variant ? `, ${r.variant}` : '') : 'All') }, { head: 'Count', cell: (r) => count(r.count) },
  { head: 'Replied', cell: (r) => count(r.replied) }, { head: 'Reply rate', cell: (r) => share(r.replyRate) }, { head: 'Booked', cell: (r) => count(r.booked) },
  { head: 'Booking rate', cell: (r) => share(r.bookingRate) }, { head: 'Opted out', cell: (r) => count(r.optedOut) },
]

const sequences: Kind<SequenceRow> = {
  name: 'sequences', title: 'Replies and bookings', about: 'What came of every sequence and every step in it.',
  figures: (t) => [['entered a sequence', count(t.count)], ['replied', share(t.replyRate)], ['booked', share(t.bookingRate)], ['opted out', count(t.optedOut)]],
  series: ['Reply rate', 'Booking rate'], bars: (r) => r.rows.filter((row) => !row.step).map((row) => ({ label: named(row.sequence), values: [row.replyRate, row.bookingRate] })), show: share,
  columns: sequenceColumns,
}

const reactivation: Kind<SequenceRow> = {
  name: 'reactivation', title: 'Reactivation', about: 'What came of waking up past customers and cold leads, by campaign.',
  figures: sequences.figures, series: sequences.series, bars: (r) => r.rows.map((row) => ({ label: row.campaign ?? named(row.sequence), values: [row.replyRate, row.bookingRate] })), show: share,
  columns: [{ head: 'Campaign', cell: (r) => r.campaign ?? 'Total' }, ...sequenceColumns.filter((c) => c.head !== 'Step')],
}

const appointments: Kind<DayRow> = {
  name: 'appointments', title: 'Appointments and no-shows', about: 'What became of the appointments of each day.',
  figures: (t) => [['appointments', count(t.appointments)], ['took place', count(t.completed)], ['no-shows', count(t.noShow)], ['no-show rate', share(t.noShowRate)]],
  series: ['Appointments', 'No-shows'], bars: (r) => r.rows.map((row) => ({ label: day(row.day), values: [row.appointments, row.noShow] })), show: count,
  columns: [
    { head: 'Day', cell: (r) => day(r.day) }, { head: 'All', cell: (r) => count(r.appointments) }, { head: 'Booked', cell: (r) => count(r.booked) }, { head: 'Confirmed', cell: (r) => count(r.confirmed) },
    { head: 'Cancelled', cell: (r) => count(r.cancelled) }, { head: 'Took place', cell: (r) => count(r.completed) }, { head: 'No-show', cell: (r) => count(r.noShow) }, { head: 'Rate', cell: (r) => share(r.noShowRate) },
  ],
}

const cost: Kind<CostRow> = {
  name: 'cost', title: 'Cost', about: 'At the prices of the business profile; what the carrier bills is what counts.',
  figures: (t) => [['in all', amount(t.amount, t.currency)], ['per lead', amount(t.costPerLead, t.currency)], ['per booking', amount(t.costPerBooking, t.currency)], ['text segments', count(t.segments)]],
  series: ['Cost'], bars: (r) => r.rows.map((row) => ({ label: named(row.sequence), values: [row.amount] })), show: (v, r) => amount(v, r.total.currency),
  columns: [
    { head: 'Sequence', cell: (r) => named(r.sequence) }, { head: 'Texts', cell: (r) => count(r.texts) }, { head: 'Segments', cell: (r) => count(r.segments) }, { head: 'Emails', cell: (r) => count(r.emails) },
    { head: 'Calls', cell: (r) => count(r.calls) }, { head: 'Cost', cell: (r) => amount(r.amount, r.currency) }, { head: 'Per lead', cell: (r) => amount(r.costPerLead, r.currency) },
    { head: 'Per booking', cell: (r) => amount(r.costPerBooking, r.currency) },
  ],
}

export default function ReportsPage() {
  const [days, setDays] = useState('30')
  const [tab, setTab] = useTab('speed')
  const isOwner = useIsOwner()
  const [waking, wake] = useDisclosure()
  const span = Number(days)
  return (
    <Page
      title="Reports"
      actions={<Select aria-label="Time" w={150} data={[{ value: '7', label: 'Last 7 days' }, { value: '30', label: 'Last 30 days' }, { value: '90', label: 'Last 90 days' }, { value: '365', label: 'Last year' }]} value={days} onChange={(v) => setDays(v ?? '30')} allowDeselect={false} />}
    >
      <Tabs value={tab} onChange={setTab} keepMounted={false}>
        <Tabs.List mb="md">
          <Tabs.Tab value="speed">Speed</Tabs.Tab>
          <Tabs.Tab value="sequences">Replies</Tabs.Tab>
          <Tabs.Tab value="appointments">Appointments</Tabs.Tab>
          <Tabs.Tab value="reactivation">Reactivation</Tabs.Tab>
          <Tabs.Tab value="cost">Cost</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="speed"><ReportView kind={speed} days={span} /></Tabs.Panel>
        <Tabs.Panel value="sequences"><ReportView kind={sequences} days={span} /></Tabs.Panel>
        <Tabs.Panel value="appointments"><ReportView kind={appointments} days={span} /></Tabs.Panel>
        <Tabs.Panel value="reactivation">
          {isOwner && (
            <Button mb="md" onClick={wake.open}>
              Wake people up
            </Button>
          )}
          <ReportView kind={reactivation} days={span} />
        </Tabs.Panel>
        <Tabs.Panel value="cost"><ReportView kind={cost} days={span} /></Tabs.Panel>
      </Tabs>
      <CampaignModal opened={waking} onClose={wake.close} />
    </Page>
  )
}
