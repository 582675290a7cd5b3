import { Alert, Button } from '@mantine/core'
import { IconAlertCircle } from '@tabler/icons-react'

/** Something did not work: what, and the way to try again. */
export function Problem({ error, retry, retryLabel = 'Try again' }: { error: Error; retry?: () => void; retryLabel?: string }) {
  return (
    <Alert color="red" icon={<IconAlertCircle />} title="This did not work" role="alert">
      {error.message}
      {retry && (
        <div>
          <Button size="xs" variant="light" color="red" mt="sm" onClick={retry}>
            {retryLabel}
          </Button>
        </div>
      )}
    </Alert>
  )
}
