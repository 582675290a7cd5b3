import { ActionIcon, Alert, Button, Group, Menu, SegmentedControl, Text, Textarea } from '@mantine/core'
import { IconSend, IconTemplate } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNow } from '../app/clock.ts'
import { useMe } from '../app/session.ts'
import { businessQuery } from '../settings/queries.ts'
import { newId } from '../ui/ids.ts'
import { segmentsOf } from '../ui/segments.ts'
import { momentOf } from '../ui/words.ts'
import { type Kind, keepDraft, useReplyDraft } from './draft.ts'
import { fill } from './fill.ts'
import type { Conversation } from './queries.ts'
import { useReply } from './useReply.ts'

/** Where a person answers: channel, templates, what it costs, and what the consent rules say before it is sent. */
export function ReplyBox({ conversation }: { conversation: Conversation }) {
  const { lead, mayContact } = conversation
  const draft = useReplyDraft(lead.id)
  const { text, lost } = draft
  const kind = draft.kind ?? (lead.phone ? 'sms' : lead.email ? 'email' : 'note')
  const now = useNow()
  const me = useMe()
  const business = useQuery(businessQuery).data
  // An emptied box is a fresh start: the same words are then meant to go out again.
  const write = (words: string) => keepDraft(lead.id, () => ({ kind, text: words, ...(lost && words.trim() ? { lost } : {}) }))
  const reply = useReply(lead.id)
  const verdict = mayContact.find((v) => v.channel === kind)
  const blocked = kind !== 'note' && verdict?.refused === true
  const segments = segmentsOf(text)
  const templates = (business?.templates ?? []).filter((t) => t.channel === kind)
  const send = () => {
    if (!text.trim() || blocked || reply.isPending) return
    const words = text.trim()
    const key = lost?.kind === kind && lost.text === words ? lost.key : newId()
    reply.mutate({ kind, text: words, key, at: new Date(now).toISOString(), after: conversation.items.at(-1)?.seq ?? 0 })
    write('')
  }
  return (
    <form
      aria-label="Answer"
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
    >
      <Group justify="space-between" mb={6} gap={6}>
        <SegmentedControl
          size="xs"
          aria-label="Channel"
          value={kind}
          onChange={(value) => keepDraft(lead.id, (before) => ({ ...before, kind: value as Kind }))}
          data={[{ value: 'sms', label: 'Text', disabled: !lead.phone }, { value: 'email', label: 'Email', disabled: !lead.email }, { value: 'note', label: 'Note' }]}
        />
        {templates.length > 0 && (
          <Menu width={260} shadow="md">
            <Menu.Target>
              <Button size="compact-sm" variant="subtle" leftSection={<IconTemplate size={16} aria-hidden />}>
                Templates
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              {templates.map((template) => (
                <Menu.Item key={template.id} onClick={() => write(fill(template.text, { lead, business: business!, me }))}>
                  {template.name}
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
        )}
      </Group>
      {kind !== 'note' && verdict && !verdict.allowed && (
        <Alert color={verdict.refused ? 'red' : 'yellow'} p="xs" mb={6} role="status">
          <Text size="xs">
            {verdict.refused ? '' : 'A machine would wait: '}
            {verdict.reason}
            {!verdict.refused && verdict.until ? `. You may still answer by hand; the rules let go ${momentOf(verdict.until, lead.timeZone)}.` : ''}
          </Text>
        </Alert>
      )}
      <Textarea
        aria-label={kind === 'note' ? 'Note' : 'Message'}
        placeholder={blocked ? 'Nothing may be sent' : kind === 'note' ? 'A note for the team' : `Write to ${lead.name?.split(' ')[0] ?? 'them'}`}
        value={text}
        disabled={blocked}
        onChange={(event) => write(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) send()
        }}
        autosize
        minRows={2}
        maxRows={8}
        rightSectionWidth={48}
        rightSection={
          <ActionIcon type="submit" size="lg" aria-label={kind === 'note' ? 'Save note' : 'Send'} disabled={!text.trim() || blocked} loading={reply.isPending}>
            <IconSend size={18} />
          </ActionIcon>
        }
      />
      <Group justify="space-between" mt={4} gap={4} mih={18}>
        <Text size="xs" className="quiet" role="status">
          {kind === 'note' ? 'Only the team reads this' : verdict?.allowed ? `${kind === 'sms' ? 'A text' : 'An email'} may go out now` : ''}
        </Text>
        <Text size="xs" className="quiet">
          {kind === 'sms' && text.length > 0 ? `${segments.units} of ${segments.units + segments.left}, ${segments.count} ${segments.count === 1 ? 'segment' : 'segments'}, ${segments.encoding}` : 'Ctrl+Enter sends'}
        </Text>
      </Group>
    </form>
  )
}
