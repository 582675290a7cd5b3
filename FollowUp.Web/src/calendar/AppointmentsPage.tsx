import { ActionIcon, Badge, Button, Group, Modal, Paper, Stack, Tabs, Text, Title } from '@mantine/core'
import { IconCalendarOff, IconChevronLeft, IconChevronRight } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'react-router'
import type { AppointmentStatus } from '../api/types.ts'
import { useNow } from '../app/clock.ts'
import { BookModal } from '../leads/BookModal.tsx'
import { useFact } from '../leads/mutations.ts'
import { businessQuery } from '../settings/queries.ts'
import { Nothing } from '../ui/Nothing.tsx'
import { Page } from '../ui/Page.tsx'
import { Problem } from '../ui/Problem.tsx'
import { useTab } from '../ui/useTab.ts'
import { cityOf, dayOf, fullMomentOf, momentOf, nameOf, timeOf } from '../ui/words.ts'
import { localInput, zonedInstant } from '../ui/zones.ts'
import styles from './AppointmentsPage.module.css'
import { Estimates } from './Estimates.tsx'
import { type AppointmentRow, appointmentsQuery } from './queries.ts'

const dayMs = 86_400_000
export const statusColours: Record<AppointmentStatus, string> = { booked: 'lagoon', confirmed: 'teal', completed: 'teal', cancelled: 'gray', noshow: 'red' }
export const statusNames: Record<AppointmentStatus, string> = { booked: 'Booked', confirmed: 'Confirmed', completed: 'Took place', cancelled: 'Cancelled', noshow: 'No-show' }

/** The days of the week that a moment is in, as dates of the zone, from Monday. */
export function weekOf(at: number, zone: string): string[] {
  const noon = Date.parse(localInput(at, zone).slice(0, 10) + 'T12:00Z')
  const monday = noon - ((new Date(noon).getUTCDay() + 6) % 7) * dayMs
  return Array.from({ length: 7 }, (_, i) => new Date(monday + i * dayMs).toISOString().slice(0, 10))
}

export default function AppointmentsPage() {
  const zone = useQuery(businessQuery).data?.timeZone
  const [tab, setTab] = useTab('week')
  return (
    <Page title="Calendar" about={zone ? `${cityOf(zone)} time` : ' '} wide>
      <Tabs value={tab} onChange={setTab} keepMounted={false}>
        <Tabs.List mb="md">
          <Tabs.Tab value="week">Week</Tabs.Tab>
          <Tabs.Tab value="list">List</Tabs.Tab>
          <Tabs.Tab value="estimates">Estimates</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="week">{zone && <Appointments zone={zone} asList={false} />}</Tabs.Panel>
        <Tabs.Panel value="list">{zone && <Appointments zone={zone} asList />}</Tabs.Panel>
        <Tabs.Panel value="estimates">
          <Estimates />
        </Tabs.Panel>
      </Tabs>
    </Page>
  )
}

function Appointments({ zone, asList }: { zone: string; asList: boolean }) {
  const now = useNow()
  const [weeks, setWeeks] = useState(0)
  const [open, setOpen] = useState<AppointmentRow | null>(null)
  const days = weekOf(now + weeks * 7 * dayMs, zone)
  const today = localInput(now, zone).slice(0, 10)
  const after = new Date(Date.parse(days[6]! + 'T12:00Z') + dayMs).toISOString().slice(0, 10)
  const appointments = useQuery(appointmentsQuery(zonedInstant(days[0]! + 'T00:00', zone), zonedInstant(after + 'T00:00', zone)))
  const rows = appointments.data ?? []
  const rowsOf = (day: string) => rows.filter((r) => localInput(Date.parse(r.appointment.startsAt), zone).startsWith(day))
  return (
    <>
      <Group mb="sm" gap="xs">
        <ActionIcon variant="default" size="lg" onClick={() => setWeeks(weeks - 1)} aria-label="The week before">
          <IconChevronLeft size={18} />
        </ActionIcon>
        <ActionIcon variant="default" size="lg" onClick={() => setWeeks(weeks + 1)} aria-label="The week after">
          <IconChevronRight size={18} />
        </ActionIcon>
        {weeks !== 0 && (
          <Button variant="default" size="xs" onClick={() => setWeeks(0)}>
            This week
          </Button>
        )}
        <Title order={2}>
          {dayOf(days[0]! + 'T12:00Z', 'UTC')} to {dayOf(days[6]! + 'T12:00Z', 'UTC')}
        </Title>
      </Group>
      {appointments.isError && <Problem error={appointments.error} retry={() => void appointments.refetch()} />}
      {asList ? (
        <List rows={rows} zone={zone} onOpen={setOpen} loaded={appointments.isSuccess} />
      ) : (
        <div className={styles.week}>
          {days.map((day) => (
            <section key={day} className={styles.day} data-today={day === today} data-empty={rowsOf(day).length === 0} aria-label={dayOf(day + 'T12:00Z', 'UTC')}>
              <div className={styles.head}>{dayOf(day + 'T12:00Z', 'UTC')}</div>
              {rowsOf(day).map((row) => (
                <button key={row.lead.id + row.appointment.id} type="button" className={styles.slot} data-status={row.appointment.status} onClick={() => setOpen(row)}>
                  <strong>{timeOf(row.appointment.startsAt, zone)}</strong> {nameOf(row.lead)}
                  <div className="quiet">{row.appointment.title}</div>
                </button>
              ))}
            </section>
          ))}
        </div>
      )}
      <Details row={open} onClose={() => setOpen(null)} />
    </>
  )
}

function List({ rows, zone, onOpen, loaded }: { rows: AppointmentRow[]; zone: string; onOpen: (row: AppointmentRow) => void; loaded: boolean }) {
  if (loaded && rows.length === 0) return <Nothing title="Nothing is booked this week" icon={<IconCalendarOff size={28} />} />
  return (
    <Stack gap="xs">
      {rows.map((row) => (
        <Paper key={row.lead.id + row.appointment.id} withBorder p="sm">
          <Group justify="space-between" gap="sm">
            <div>
              <Text fw={600}>
                {momentOf(row.appointment.startsAt, zone)}, {row.appointment.title ?? 'appointment'}
              </Text>
              <Text size="sm" className="quiet">
                <Link to={`/leads/${row.lead.id}`}>{nameOf(row.lead)}</Link>
                {row.appointment.place ? ` · ${row.appointment.place}` : ''}
              </Text>
            </div>
            <Group gap="xs">
              <Badge color={statusColours[row.appointment.status]} variant="light">
                {statusNames[row.appointment.status]}
              </Badge>
              <Button size="compact-sm" variant="default" onClick={() => onOpen(row)}>
                Change
              </Button>
            </Group>
          </Group>
        </Paper>
      ))}
    </Stack>
  )
}

function Details({ row, onClose }: { row: AppointmentRow | null; onClose: () => void }) {
  return (
    <Modal opened={row !== null} onClose={onClose} title={row?.appointment.title ?? 'Appointment'} closeButtonProps={{ 'aria-label': 'Close' }}>
      {row && <Change row={row} onDone={onClose} />}
    </Modal>
  )
}

function Change({ row, onDone }: { row: AppointmentRow; onDone: () => void }) {
  const { appointment, lead } = row
  const fact = useFact(lead.id)
  const [moving, setMoving] = useState(false)
  const stands = appointment.status === 'booked' || appointment.status === 'confirmed'
  const tell = (type: string, say: string) => fact.mutate({ type, data: { appointmentId: appointment.id }, say }, { onSuccess: onDone })
  return (
    <Stack gap="xs">
      <Text>
        <Link to={`/leads/${lead.id}`}>{nameOf(lead)}</Link>, {fullMomentOf(appointment.startsAt, lead.timeZone)}
        {appointment.durationMinutes ? `, ${appointment.durationMinutes} min` : ''}
      </Text>
      {[appointment.place, appointment.directions, appointment.parking].filter(Boolean).map((line) => (
        <Text key={line} size="sm" className="quiet">
          {line}
        </Text>
      ))}
      <Badge color={statusColours[appointment.status]} variant="light" style={{ alignSelf: 'flex-start' }}>
        {statusNames[appointment.status]}
      </Badge>
      {stands && (
        <Group gap="xs" mt="sm">
          {appointment.status === 'booked' && <Button onClick={() => tell('appointment.confirmed', 'Confirmed')}>Confirm</Button>}
          <Button variant="default" onClick={() => setMoving(true)}>
            Move
          </Button>
          <Button variant="default" onClick={() => tell('appointment.completed', 'It took place')}>
            Took place
          </Button>
          <Button variant="default" onClick={() => tell('appointment.noshow', 'No-show: the call-back begins')}>
            No-show
          </Button>
          <Button variant="subtle" color="red" onClick={() => tell('appointment.cancelled', 'Cancelled')}>
            Cancel it
          </Button>
        </Group>
      )}
      <BookModal leadId={lead.id} zone={lead.timeZone} moving={appointment} opened={moving} onClose={() => { setMoving(false); onDone() }} />
    </Stack>
  )
}
