import { Badge, Button, Group, Modal, Paper, Select, SimpleGrid, Stack, Text, TextInput, Title } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link, useNavigate } from 'react-router'
import { useNow } from '../app/clock.ts'
import { useIsOwner } from '../app/session.ts'
import { reportQuery, type SequenceRow } from '../reports/queries.ts'
import { Page } from '../ui/Page.tsx'
import { Problem } from '../ui/Problem.tsx'
import { plain } from '../ui/words.ts'
import { sequencesQuery } from './queries.ts'

const figuresDays = 90
/** Figures are made from every timeline, so they follow at a walk. */
const figuresMs = 15_000
const percent = (share: number | undefined) => (share === undefined ? '–' : `${Math.round(share * 100)} %`)

export default function SequencesPage() {
  const sequences = useQuery(sequencesQuery)
  const now = useNow(600_000)
  const figures = useQuery({ ...reportQuery<SequenceRow>('sequences', figuresDays, now), refetchInterval: figuresMs }).data?.rows ?? []
  const [adding, add] = useDisclosure()
  const isOwner = useIsOwner()
  return (
    <Page
      title="Sequences"
      about="What goes out when, to whom, and what stops it. A lead stays on the version it began with."
      actions={
        isOwner && (
          <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={add.open}>
            New sequence
          </Button>
        )
      }
    >
      {sequences.isError && <Problem error={sequences.error} retry={() => void sequences.refetch()} />}
      <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }} component="ul" p={0} m={0} style={{ listStyle: 'none' }}>
        {sequences.data?.map((sequence) => {
          const figure = figures.find((f) => f.sequence === sequence.id && !f.step)
          return (
            <Paper key={sequence.id} withBorder p="md" component="li">
              <Stack gap={6} h="100%">
                <Group justify="space-between" wrap="nowrap" align="flex-start">
                  <Title order={2} fz="md">
                    <Link to={`/sequences/${sequence.id}`}>{sequence.name}</Link>
                  </Title>
                  <Badge variant="light" color="gray" style={{ flex: 'none' }}>
                    v{sequence.version}
                  </Badge>
                </Group>
                <Text size="sm" className="quiet" style={{ flex: 1 }}>
                  {sequence.description}
                </Text>
                <Text size="xs" className="quiet">
                  {sequence.steps} {sequence.steps === 1 ? 'step' : 'steps'} · {sequence.purpose}
                  {sequence.enrollOn && sequence.enrollOn.length > 0 ? ` · begins with ${sequence.enrollOn.map((e) => plain(e).toLowerCase()).join(', ')}` : ' · by hand'}
                </Text>
                <Group gap="lg">
                  <Figure label="inside now" value={String(figure?.running ?? 0)} />
                  <Figure label="entered, 90 days" value={String(figure?.count ?? 0)} />
                  <Figure label="replied" value={percent(figure?.replyRate)} />
                  <Figure label="booked" value={percent(figure?.bookingRate)} />
                </Group>
              </Stack>
            </Paper>
          )
        })}
      </SimpleGrid>
      <NewSequence opened={adding} onClose={add.close} taken={sequences.data?.map((s) => s.id) ?? []} />
    </Page>
  )
}

function Figure({ label, value }: { label: string; value: string }) {
  return (
    <div>
      <Text fw={700}>{value}</Text>
      <Text size="xs" className="quiet">
        {label}
      </Text>
    </div>
  )
}

function NewSequence({ opened, onClose, taken }: { opened: boolean; onClose: () => void; taken: string[] }) {
  const [name, setName] = useState('')
  const [from, setFrom] = useState<string | null>(null)
  const navigate = useNavigate()
  const id = name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-').replaceAll(/^-|-$/g, '')
  return (
    <Modal opened={opened} onClose={onClose} title="New sequence" closeButtonProps={{ 'aria-label': 'Close' }}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          void navigate(`/sequences/${id}?new=${encodeURIComponent(name)}${from ? `&from=${from}` : ''}`)
        }}
      >
        <Stack>
          <TextInput label="Name" value={name} onChange={(e) => setName(e.currentTarget.value)} required data-autofocus error={taken.includes(id) ? 'There is one of this name' : undefined} />
          <Select label="Begin with" placeholder="One empty step" data={taken} value={from} onChange={setFrom} clearable clearButtonProps={{ 'aria-label': 'Begin with one empty step' }} />
          <Button type="submit" disabled={!id || taken.includes(id)}>
            Begin
          </Button>
        </Stack>
      </form>
    </Modal>
  )
}
