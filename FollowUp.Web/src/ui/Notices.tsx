import { useMediaQuery } from '@mantine/hooks'
import { Notifications } from '@mantine/notifications'

/** Where notices show: away from what people press next, which is at the right of a desk's screen and at the bottom of a phone's. */
export function Notices() {
  const isNarrow = useMediaQuery('(max-width: 48em)', undefined, { getInitialValueInEffect: false })
  return <Notifications position={isNarrow ? 'top-center' : 'bottom-left'} />
}
