import { Alert, Button } from '@mantine/core'
import { IconAlertCircle } from '@tabler/icons-react'

/** Something did not work: what, and the way to try again. */
export function Problem({ error, retry }: { error: Error; retry?: () => void }) {
  return (
    <Alert color="red" icon={<IconAlertCircle />} title="This did not work" role="alert">
      {error.message}
      {retry && (
        <div>
          <Button size="xs" variant="light" color="red" mt="sm" onClick={retry}>
            Try again
          </Button>
        </div>
      )}
    </Alert>
  )
}
