import { Button, Center, Paper, PasswordInput, Stack, Text, Title } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { post } from '../api/http.ts'
import type { Session } from '../api/types.ts'
import { sessionKey } from './session.ts'

export function SignIn() {
  const client = useQueryClient()
  const [key, setKey] = useState('')
  const signIn = useMutation({
    mutationFn: () => post<Session>('/api/session', { key }),
    onSuccess: (session) => client.setQueryData(sessionKey, session),
  })
  return (
    <Center mih="100dvh" p="md" component="main">
      <Paper withBorder p="xl" w="100%" maw={400} shadow="sm">
        <form
          onSubmit={(event) => {
            event.preventDefault()
            signIn.mutate()
          }}
        >
          <Stack>
            <img src="/icon.svg" width={48} height={48} alt="" />
            <Title order={1}>Sign in to FollowUp</Title>
            <Text className="quiet" size="sm">
              Use your personal key. The owner of the business finds it under Settings, Keys.
            </Text>
            <PasswordInput
              label="Key"
              autoComplete="current-password"
              value={key}
              onChange={(event) => setKey(event.currentTarget.value)}
              error={signIn.error?.message}
              required
              data-autofocus
            />
            <Button type="submit" loading={signIn.isPending}>
              Sign in
            </Button>
          </Stack>
        </form>
      </Paper>
    </Center>
  )
}
