import { AppShell, Group, Menu, Text, VisuallyHidden } from '@mantine/core'
import {
  IconCalendarEvent, IconChartBar, IconDeviceMobile, IconDots, IconInbox, IconPhoneCall, IconRoute, IconSettings, IconUsers,
} from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { Link, NavLink, useLocation } from 'react-router'
import { Live, type LiveState, useLive } from '../api/live.ts'
import { Confirmation } from '../ui/confirm.tsx'
import { Account, AccountItems } from './Account.tsx'
import { useClock } from './clock.ts'
import { ClockChip } from './ClockChip.tsx'
import { useMe } from './session.ts'
import styles from './Shell.module.css'

const places = [
  { to: '/inbox', label: 'Inbox', icon: IconInbox },
  { to: '/queue', label: 'Call queue', icon: IconPhoneCall },
  { to: '/leads', label: 'Leads', icon: IconUsers },
  { to: '/appointments', label: 'Calendar', icon: IconCalendarEvent },
  { to: '/sequences', label: 'Sequences', icon: IconRoute },
  { to: '/reports', label: 'Reports', icon: IconChartBar },
  { to: '/settings', label: 'Settings', icon: IconSettings },
]
const phones = { to: '/phones', label: 'Phones', icon: IconDeviceMobile }
const onTheBar = 4

const liveWords: Record<LiveState, string> = { live: 'Live', polling: 'Up to date', offline: 'Connecting' }

export function Shell({ children }: { children: ReactNode }) {
  const live = useLive()
  const simulated = useClock() != null
  const all = simulated ? [...places, phones] : places
  return (
    <AppShell navbar={{ width: 216, breakpoint: 'sm', collapsed: { mobile: true } }} footer={{ height: { base: 58, sm: 0 } }}>
      <a className="skip" href="#main">
        Skip to the page
      </a>
      <AppShell.Navbar className={styles.navbar} visibleFrom="sm" aria-label="Pages">
        <Link to="/inbox" className={styles.brand}>
          <img src="/icon.svg" width={30} height={30} alt="" />
          FollowUp
        </Link>
        {all.map((place) => (
          <NavLink key={place.to} to={place.to} className={styles.link!}>
            <place.icon size={20} stroke={1.8} aria-hidden />
            {place.label}
          </NavLink>
        ))}
        <div style={{ flex: 1 }} />
        <ClockChip />
        <Group gap={8} px={10} py={6}>
          <span className={styles.dot} data-state={live} aria-hidden />
          <Text size="xs" className="quiet" role="status">
            {liveWords[live]}
          </Text>
        </Group>
        <Account />
      </AppShell.Navbar>
      <AppShell.Main className={styles.main} id="main" tabIndex={-1}>
        {live === 'offline' && (
          <div className={styles.offline} role="alert">
            No connection to FollowUp. What you see may be old; trying again.
          </div>
        )}
        <Live value={live}>{children}</Live>
        <Confirmation />
      </AppShell.Main>
      <AppShell.Footer className={styles.bar} component="nav" hiddenFrom="sm" aria-label="Pages">
        {all.slice(0, onTheBar).map((place) => (
          <NavLink key={place.to} to={place.to} className={styles.tab!}>
            <place.icon size={22} stroke={1.8} aria-hidden />
            {place.label === 'Call queue' ? 'Queue' : place.label}
          </NavLink>
        ))}
        <More places={all.slice(onTheBar)} />
      </AppShell.Footer>
    </AppShell>
  )
}

function More({ places: rest }: { places: typeof places }) {
  const { pathname } = useLocation()
  const me = useMe()
  const isHere = rest.some((place) => pathname.startsWith(place.to))
  return (
    <Menu position="top-end" width={220} shadow="md">
      <Menu.Target>
        <button type="button" className={styles.tab} aria-current={isHere ? 'page' : undefined}>
          <IconDots size={22} stroke={1.8} aria-hidden />
          More
          <VisuallyHidden>pages</VisuallyHidden>
        </button>
      </Menu.Target>
      <Menu.Dropdown className={styles.more}>
        {rest.map((place) => (
          <Menu.Item key={place.to} component={Link} to={place.to} leftSection={<place.icon size={18} stroke={1.8} aria-hidden />}>
            {place.label}
          </Menu.Item>
        ))}
        <Menu.Divider />
        {me && <Menu.Label>{me.name}</Menu.Label>}
        <AccountItems />
      </Menu.Dropdown>
    </Menu>
  )
}
