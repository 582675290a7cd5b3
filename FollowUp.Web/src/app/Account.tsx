import { Avatar, Menu, Text, UnstyledButton, useMantineColorScheme, VisuallyHidden } from '@mantine/core'
import { IconCheck, IconDeviceDesktop, IconLogout, IconMoon, IconSun } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { get, post, remove } from '../api/http.ts'
import type { Member, Session } from '../api/types.ts'
import { initialsOf } from '../ui/words.ts'
import { sessionKey, useMe, useSession } from './session.ts'

export function useTeam(): Member[] {
  return useQuery({ queryKey: ['team'], queryFn: ({ signal }) => get<{ items: Member[] }>('/api/team', signal), staleTime: 5 * 60_000 }).data?.items ?? []
}

/** Who is signed in, with the menu of their account. */
export function Account() {
  const me = useMe()
  if (!me) return null
  return (
    <Menu position="top-start" width={240} shadow="md" withinPortal>
      <Menu.Target>
        <UnstyledButton p={8} style={{ display: 'flex', gap: 10, alignItems: 'center' }}>
          <VisuallyHidden>Account of</VisuallyHidden>
          <Avatar size={32} color="lagoon" radius="xl" aria-hidden>
            {initialsOf(me.name)}
          </Avatar>
          <span>
            <Text size="sm" fw={600} lh={1.2}>
              {me.name}
            </Text>
            <Text size="xs" className="quiet" lh={1.2}>
              {me.role === 'owner' ? 'Owner' : 'Agent'}
            </Text>
          </span>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <AccountItems />
      </Menu.Dropdown>
    </Menu>
  )
}

/** Who to work as, the colours, and the way out; part of whichever menu has the room for them. */
export function AccountItems() {
  const session = useSession().data
  const team = useTeam()
  const client = useQueryClient()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const become = useMutation({
    mutationFn: (member: string) => post<Session>('/api/session', { member }),
    onSuccess: () => client.resetQueries(),
  })
  const leave = useMutation({
    mutationFn: () => remove('/api/session'),
    onSuccess: () => client.resetQueries({ queryKey: sessionKey }),
  })
  const me = session?.member
  if (!me) return null
  return (
    <>
      {session.local && team.length > 1 && (
        <>
          <Menu.Label>Work as</Menu.Label>
          {team.map((member) => (
            <Menu.Item key={member.id} onClick={() => become.mutate(member.id)} rightSection={member.id === me.id ? <IconCheck size={16} aria-label="current" /> : null}>
              {member.name}
            </Menu.Item>
          ))}
          <Menu.Divider />
        </>
      )}
      <Menu.Label>Colours</Menu.Label>
      {(['light', 'dark', 'auto'] as const).map((scheme) => (
        <Menu.Item
          key={scheme}
          onClick={() => setColorScheme(scheme)}
          leftSection={scheme === 'light' ? <IconSun size={16} /> : scheme === 'dark' ? <IconMoon size={16} /> : <IconDeviceDesktop size={16} />}
          rightSection={colorScheme === scheme ? <IconCheck size={16} aria-label="current" /> : null}
        >
          {scheme === 'light' ? 'Light' : scheme === 'dark' ? 'Dark' : 'As the device'}
        </Menu.Item>
      ))}
      {!session.local && (
        <>
          <Menu.Divider />
          <Menu.Item leftSection={<IconLogout size={16} />} onClick={() => leave.mutate()}>
            Sign out
          </Menu.Item>
        </>
      )}
    </>
  )
}
