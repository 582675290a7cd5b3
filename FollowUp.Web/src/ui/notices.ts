import { notifications } from '@mantine/notifications'

export const told = (message: string) => notifications.show({ message, color: 'teal', autoClose: 4000 })
export const failed = (what: string, error: Error) => notifications.show({ title: what, message: error.message, color: 'red', autoClose: 10_000, role: 'alert' })
