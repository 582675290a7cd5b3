import { Button, Group, Modal, MultiSelect, Select, SimpleGrid, Stack, TagsInput, TextInput } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call, download } from '../api/http.ts'
import { useNow } from '../app/clock.ts'
import { stages } from '../leads/stages.ts'
import { sequencesQuery } from '../sequences/queries.ts'
import { businessQuery } from '../settings/queries.ts'
import { newId } from '../ui/ids.ts'
import { failed, told } from '../ui/notices.ts'
import { localInput, zonedInstant } from '../ui/zones.ts'
import type { Campaign, Segment } from './queries.ts'
import { Trial } from './Trial.tsx'

const dayMs = 86_400_000
const quietDays = 90
const usual = 'past-customers'

/** Wakes up people who have not been heard of: who, a dry run, and only then the real one. */
export function CampaignModal({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  return (
    <Modal opened={opened} onClose={onClose} title="Wake people up" size="xl" closeButtonProps={{ 'aria-label': 'Close' }}>
      {opened && <Form onClose={onClose} />}
    </Modal>
  )
}

function Form({ onClose }: { onClose: () => void }) {
  const client = useQueryClient()
  const now = useNow()
  const zone = useQuery(businessQuery).data?.timeZone ?? 'UTC'
  const sequences = useQuery(sequencesQuery).data ?? []
  const [sequence, setSequence] = useState(usual)
  const [since, setSince] = useState(() => localInput(now - quietDays * dayMs, zone).slice(0, 10))
  const [lists, setLists] = useState<Required<Pick<Segment, 'services' | 'tags' | 'stages' | 'notTags'>>>({ services: [], tags: [], stages: [], notTags: [] })
  // One key for one campaign: started again after a lost answer, it enrolls nobody twice.
  const [key] = useState(newId)
  const segment: Segment = { ...lists, ...(since ? { lastContactBefore: zonedInstant(since + 'T00:00', zone) } : {}) }
  const run = useMutation({
    mutationFn: (dryRun: boolean) => call<Campaign>('POST', '/api/campaigns/reactivation', { sequence, segment, dryRun }, undefined, dryRun ? {} : { 'idempotency-key': key }),
    onSuccess: (done) => {
      if (done.dryRun) return
      told(`${done.enrolled} people entered the sequence`)
      void client.invalidateQueries()
      onClose()
    },
    onError: (error) => failed('The campaign did not go through', error),
  })
  const csv = useMutation({
    mutationFn: () => download('/api/campaigns/reactivation', `${sequence}.csv`, { sequence, segment, dryRun: true }),
    onError: (error) => failed('The file was not made', error),
  })
  const trial = run.data?.dryRun ? run.data : undefined
  const change = (edit: Partial<typeof lists>) => {
    setLists({ ...lists, ...edit })
    run.reset()
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        run.mutate(true)
      }}
    >
      <Stack gap="sm">
        <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
          <Select label="They get" searchable data={sequences.map((s) => ({ value: s.id, label: s.name }))} value={sequence} onChange={(id) => { setSequence(id ?? usual); run.reset() }} allowDeselect={false} />
          <TextInput label="Nothing said since" type="date" value={since} onChange={(e) => { setSince(e.currentTarget.value); run.reset() }} />
          <TagsInput label="Asked for one of" placeholder={lists.services.length ? '' : 'Any service'} value={lists.services} onChange={(services) => change({ services })} />
          <MultiSelect label="In one of the stages" placeholder={lists.stages.length ? '' : 'Any stage'} data={stages()} value={lists.stages} onChange={(chosen) => change({ stages: chosen })} />
          <TagsInput label="With one of the tags" placeholder={lists.tags.length ? '' : 'Any tag'} value={lists.tags} onChange={(tags) => change({ tags })} />
          <TagsInput label="Without the tags" placeholder={lists.notTags.length ? '' : 'None'} value={lists.notTags} onChange={(notTags) => change({ notTags })} />
        </SimpleGrid>
        {trial && <Trial trial={trial} />}
        {trial && (
          <Button variant="subtle" size="xs" style={{ alignSelf: 'flex-start' }} leftSection={<IconDownload size={16} aria-hidden />} loading={csv.isPending} onClick={() => csv.mutate()}>
            Everybody as CSV
          </Button>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" variant={trial ? 'default' : 'filled'} loading={run.isPending && run.variables}>
            {trial ? 'Look again' : 'Show what would happen'}
          </Button>
          {trial && trial.enrolled > 0 && (
            <Button loading={run.isPending && !run.variables} onClick={() => run.mutate(false)}>
              Wake up {trial.enrolled} {trial.enrolled === 1 ? 'person' : 'people'}
            </Button>
          )}
        </Group>
      </Stack>
    </form>
  )
}
