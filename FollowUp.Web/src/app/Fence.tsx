import { Box } from '@mantine/core'
import { Component, type ReactNode } from 'react'
import { Problem } from '../ui/Problem.tsx'

interface Props {
  path: string
  children: ReactNode
}

interface State {
  path: string
  error: Error | null
}

/** What browsers say of a page's script that did not come: each has words of its own. */
const lostFile = /dynamically imported module|importing a module|preload/i

/**
 * Keeps what breaks one page from blanking the app, until another is opened. The way on is a reload: it also fetches what a new version
 * has put in place of this one's files.
 */
export class Fence extends Component<Props, State> {
  override state: State = { path: this.props.path, error: null }

  static getDerivedStateFromError(error: Error) {
    return { error }
  }

  // Not a key: that would build the inbox anew at every conversation.
  static getDerivedStateFromProps({ path }: Props, state: State) {
    return path === state.path ? null : { path, error: null }
  }

  override render() {
    const { error } = this.state
    if (!error) return this.props.children
    return (
      <Box p="md">
        <Problem error={lostFile.test(error.message) ? new Error('The page did not load.') : error} retry={() => location.reload()} retryLabel="Reload" />
      </Box>
    )
  }
}
