import { Center, Loader } from '@mantine/core'

/** Stands where something is on its way. */
export function Waiting({ label, height = '30vh' }: { label: string; height?: string }) {
  return (
    <Center h={height} role="status" aria-label={label}>
      <Loader />
    </Center>
  )
}
