import { useMediaQuery } from '@mantine/hooks'
import { useParams } from 'react-router'
import { useTitle } from '../ui/Page.tsx'
import { ConversationList } from './ConversationList.tsx'
import { ConversationPane } from './ConversationPane.tsx'
import styles from './InboxPage.module.css'

export default function InboxPage() {
  const { leadId } = useParams()
  const isNarrow = useMediaQuery('(max-width: 48em)', undefined, { getInitialValueInEffect: false })
  useTitle('Inbox')
  return (
    <div className={styles.layout} data-open={leadId !== undefined}>
      {!(isNarrow && leadId) && <ConversationList current={leadId} />}
      {!(isNarrow && !leadId) && <ConversationPane key={leadId ?? 'none'} leadId={leadId} />}
    </div>
  )
}
