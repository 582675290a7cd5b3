import { Paper, Spoiler, Stack, Text, Title } from '@mantine/core'
import type { OutboxItem } from '../api/types.ts'
import { momentOf } from '../ui/words.ts'

/** The emails that have left, the newest first. */
export function Emails({ outbox, zone }: { outbox: OutboxItem[]; zone: string | undefined }) {
  const emails = outbox.filter((item) => item.channel === 'email').reverse()
  return (
    <Paper component="section" aria-label="Emails that left" withBorder p="md">
      <Title order={2} mb="xs">
        Emails
      </Title>
      {emails.length === 0 && (
        <Text size="sm" className="quiet">
          Emails to the people of these phones are shown here, as soon as FollowUp knows an address and sends one.
        </Text>
      )}
      <Stack gap="sm" mah="31rem" style={{ overflowY: 'auto' }} tabIndex={0}>
        {emails.map((email) => (
          <div key={email.id}>
            <Text fw={650} size="sm">
              {email.subject}
            </Text>
            <Text size="xs" className="quiet">
              to {email.to} · {momentOf(email.at, zone)} · {email.status}
            </Text>
            <Spoiler maxHeight={64} showLabel="Show all" hideLabel="Show less">
              <Text size="sm" style={{ whiteSpace: 'pre-wrap' }}>
                {email.text}
              </Text>
            </Spoiler>
          </div>
        ))}
      </Stack>
    </Paper>
  )
}
