import {
  IconBell, IconCalendar, IconChecklist, IconClock, IconMail, IconMessage, IconNote, IconPhone, IconPhoneX, IconRecordMail, IconWebhook,
} from '@tabler/icons-react'

const icons = {
  sms: IconMessage, email: IconMail, call: IconPhone, missed: IconPhoneX, voicemail: IconRecordMail, notification: IconBell, notify: IconBell,
  task: IconChecklist, webhook: IconWebhook, note: IconNote, calendar: IconCalendar,
} as const

export function ChannelIcon({ channel, size = 18 }: { channel: string; size?: number }) {
  const Icon = icons[channel as keyof typeof icons] ?? IconClock
  return <Icon size={size} stroke={1.8} aria-hidden />
}
