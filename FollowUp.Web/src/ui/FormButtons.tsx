import { Button, Group } from '@mantine/core'

/** The end of a form in a dialog: the way out, and what it does. */
export function FormButtons({ onCancel, busy, action = 'Save', disabled = false }: { onCancel: () => void; busy: boolean; action?: string; disabled?: boolean }) {
  return (
    <Group justify="flex-end">
      <Button variant="default" onClick={onCancel}>
        Cancel
      </Button>
      <Button type="submit" disabled={disabled} loading={busy}>
        {action}
      </Button>
    </Group>
  )
}
