import { Box, Group, Text, Title } from '@mantine/core'
import { type ReactNode, useEffect } from 'react'

/** A page with its heading, also the title of the browser's tab. */
export function Page({ title, about, actions, children, wide }: { title: string; about?: ReactNode; actions?: ReactNode; children: ReactNode; wide?: boolean }) {
  useTitle(title)
  return (
    <Box p={{ base: 'md', sm: 'lg' }} maw={wide ? undefined : 1180} mx="auto">
      <Group justify="space-between" align="flex-start" mb="md" gap="sm">
        <div>
          <Title order={1}>{title}</Title>
          {about && (
            <Text size="sm" className="quiet" mt={4}>
              {about}
            </Text>
          )}
        </div>
        {actions && <Group gap="xs">{actions}</Group>}
      </Group>
      {children}
    </Box>
  )
}

export function useTitle(title: string) {
  useEffect(() => {
    document.title = `${title} · FollowUp`
  }, [title])
}
