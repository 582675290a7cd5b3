import { ActionIcon, Button, Group, Select, SimpleGrid, Stack, Text, TextInput, Textarea } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { newId } from '../ui/ids.ts'
import { segmentsOf } from '../ui/segments.ts'
import type { Business, ReplyTemplate } from './queries.ts'
import type { Profile } from './useProfile.ts'

/** Words that people of the team send often; the inbox offers them. */
export function TemplatesForm({ profile, business }: { profile: Profile; business: Business }) {
  const templates = business.templates ?? []
  const change = (index: number, edit: Partial<ReplyTemplate>) => profile.change({ templates: templates.map((t, i) => (i === index ? { ...t, ...edit } : t)) })
  return (
    <Stack>
      {templates.length === 0 && (
        <Text size="sm" className="quiet">
          No template yet. The inbox offers the ones you write here.
        </Text>
      )}
      {templates.map((template, index) => (
        <div key={index} role="group" aria-label={template.name || 'New template'}>
          <SimpleGrid cols={2} spacing="xs">
            <TextInput label="Name" value={template.name} onChange={(e) => change(index, { name: e.currentTarget.value })} />
            <Select label="Channel" data={[{ value: 'sms', label: 'Text' }, { value: 'email', label: 'Email' }]} value={template.channel} onChange={(channel) => change(index, { channel: channel as 'sms' | 'email' })} allowDeselect={false} />
          </SimpleGrid>
          <Group align="flex-start" wrap="nowrap" gap="xs" mt={6}>
            <Textarea label="Words" style={{ flex: 1 }} autosize minRows={2} value={template.text} onChange={(e) => change(index, { text: e.currentTarget.value })} error={profile.errorOf(`templates[${index}].text`)}
              description={template.channel === 'sms' ? `${segmentsOf(template.text).count} segments before it is filled` : undefined} inputWrapperOrder={['label', 'input', 'description', 'error']} />
            <ActionIcon variant="subtle" color="red" mt={28} aria-label={`Remove ${template.name || 'new template'}`} onClick={() => profile.change({ templates: templates.filter((_, i) => i !== index) })}>
              <IconTrash size={16} />
            </ActionIcon>
          </Group>
        </div>
      ))}
      <Button variant="light" size="xs" leftSection={<IconPlus size={14} aria-hidden />} style={{ alignSelf: 'flex-start' }} onClick={() => profile.change({ templates: [...templates, { id: `t-${newId().slice(0, 8)}`, name: '', channel: 'sms', text: 'Hi {{lead.firstName}}, ' }] })}>
        Template
      </Button>
    </Stack>
  )
}
