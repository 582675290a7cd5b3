import { ActionIcon, Button, Center, Drawer, Group, Text, Title } from '@mantine/core'
import { useDisclosure, useDocumentVisibility } from '@mantine/hooks'
import { IconArrowLeft, IconInfoCircle, IconMessages, IconPhone } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { Link } from 'react-router'
import { post } from '../api/http.ts'
import { usePollMs } from '../api/live.ts'
import { useTeam } from '../app/Account.tsx'
import { useNow } from '../app/clock.ts'
import { useMe } from '../app/session.ts'
import { Nothing } from '../ui/Nothing.tsx'
import { Problem } from '../ui/Problem.tsx'
import { Waiting } from '../ui/Waiting.tsx'
import { cityOf, nameOf, phoneOf, timeOf } from '../ui/words.ts'
import { ContextCard } from './ContextCard.tsx'
import styles from './InboxPage.module.css'
import { conversationQuery } from './queries.ts'
import { ReplyBox } from './ReplyBox.tsx'
import { Thread } from './Thread.tsx'
import { threadOf } from './thread.ts'
import { useSending } from './useReply.ts'

const firstRows = 200

export function ConversationPane({ leadId }: { leadId: string | undefined }) {
  if (!leadId)
    return (
      <section className={`${styles.pane} ${styles.thread}`} aria-label="Conversation" style={{ gridColumn: '2 / -1' }}>
        <Center h="100%">
          <Nothing title="Choose a conversation" text="Every text, call, email and note of one person stands in one thread." icon={<IconMessages size={28} />} />
        </Center>
      </section>
    )
  return <Open leadId={leadId} />
}

function Open({ leadId }: { leadId: string }) {
  const [rows, setRows] = useState(firstRows)
  // What is asked for in place of the feed tells of new words, and not of what became of ours.
  const pollMs = usePollMs()
  const conversation = useQuery({
    ...conversationQuery(leadId, rows), refetchInterval: pollMs,
    placeholderData: (before, query) => (query?.queryKey[1] === leadId ? before : undefined),
  })
  const team = useTeam()
  const [context, card] = useDisclosure()
  const now = useNow()
  const sending = useSending(leadId, conversation.data?.items ?? [])
  useRead(leadId, conversation.data?.unread ?? 0)
  if (conversation.isPending)
    return (
      <section className={`${styles.pane} ${styles.thread}`} aria-label="Conversation">
        <Waiting label="Loading the conversation" height="100%" />
      </section>
    )
  if (conversation.isLoadingError)
    return (
      <section className={`${styles.pane} ${styles.thread}`} aria-label="Conversation">
        <Problem error={conversation.error} retry={() => void conversation.refetch()} />
      </section>
    )
  const { lead, items, hasEarlier, mayContact } = conversation.data
  return (
    <>
      <section className={`${styles.pane} ${styles.thread}`} aria-label={`Conversation with ${nameOf(lead)}`}>
        <Group className={styles.head} wrap="nowrap" gap="sm" style={{ background: 'var(--card)' }}>
          <ActionIcon component={Link} to="/inbox" variant="subtle" color="gray" hiddenFrom="sm" aria-label="Back to the list">
            <IconArrowLeft size={20} />
          </ActionIcon>
          <div style={{ flex: 1, minWidth: 0 }}>
            <Title order={2} lineClamp={1}>
              {nameOf(lead)}
            </Title>
            <Text size="xs" className="quiet" truncate>
              {[lead.name ? phoneOf(lead.phone) : lead.email, `${timeOf(now, lead.timeZone)} in ${cityOf(lead.timeZone)}`].filter(Boolean).join(' · ')}
            </Text>
          </div>
          {lead.phone && !mayContact.some((v) => v.channel === 'call' && v.refused) && (
            <ActionIcon component="a" href={`tel:${lead.phone}`} variant="light" size="lg" aria-label={`Call ${phoneOf(lead.phone)}`}>
              <IconPhone size={20} />
            </ActionIcon>
          )}
          <ActionIcon variant="subtle" color="gray" size="lg" onClick={card.open} hiddenFrom="lg" aria-label="About this person">
            <IconInfoCircle size={22} />
          </ActionIcon>
        </Group>
        <div className={styles.scroll} data-thread tabIndex={0} role="region" aria-label="Messages">
          {hasEarlier && (
            <Center pt="sm">
              <Button variant="subtle" size="xs" onClick={() => setRows(2000)}>
                Show what came before
              </Button>
            </Center>
          )}
          <Thread rows={threadOf([...items, ...sending], (id) => team.find((m) => m.id === id)?.name ?? id)} zone={lead.timeZone} />
        </div>
        <div className={styles.reply}>
          <ReplyBox conversation={conversation.data} />
        </div>
      </section>
      <aside className={`${styles.pane} ${styles.context}`} aria-label="About this person">
        <div className={styles.head}>
          <Title order={2}>About</Title>
        </div>
        <div className={styles.scroll} style={{ paddingBlock: '0.9rem' }} tabIndex={0} role="region" aria-label="Facts">
          <ContextCard lead={lead} />
        </div>
      </aside>
      <Drawer opened={context} onClose={card.close} position="right" title="About this person" size="sm" closeButtonProps={{ 'aria-label': 'Close' }}>
        <ContextCard lead={lead} />
      </Drawer>
    </>
  )
}

/** What is on the screen has been read, once the window is looked at. */
function useRead(leadId: string, unread: number) {
  const client = useQueryClient()
  const me = useMe()
  const isSeen = useDocumentVisibility() === 'visible'
  const { mutate } = useMutation({
    mutationFn: () => post(`/api/inbox/${leadId}/read`, me ? { by: me.id } : {}),
    onSettled: () => Promise.all([['inbox'], ['conversation', leadId]].map((queryKey) => client.invalidateQueries({ queryKey }))),
  })
  useEffect(() => {
    if (unread > 0 && isSeen) mutate()
  }, [leadId, unread, isSeen, mutate])
}
