import { Button } from '@mantine/core'
import { Link } from 'react-router'
import { Nothing } from '../ui/Nothing.tsx'
import { Page } from '../ui/Page.tsx'

export default function Nowhere() {
  return (
    <Page title="Page not found">
      <Nothing title="There is no such page" text="The address may be old, or mistyped.">
        <Button component={Link} to="/inbox">
          Go to the inbox
        </Button>
      </Nothing>
    </Page>
  )
}
