import { Center, Stack, Text, ThemeIcon } from '@mantine/core'
import { IconMoodSmile } from '@tabler/icons-react'
import type { ReactNode } from 'react'

/** What stands where there is nothing yet, and the way on. */
export function Nothing({ title, text, children, icon }: { title: string; text?: string; children?: ReactNode; icon?: ReactNode }) {
  return (
    <Center py="xl" px="md">
      <Stack align="center" gap="xs" maw={380} ta="center">
        <ThemeIcon size={52} radius="xl" variant="light" aria-hidden>
          {icon ?? <IconMoodSmile size={28} />}
        </ThemeIcon>
        <Text fw={650}>{title}</Text>
        {text && (
          <Text size="sm" className="quiet">
            {text}
          </Text>
        )}
        {children}
      </Stack>
    </Center>
  )
}
