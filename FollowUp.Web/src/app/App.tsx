import { Center } from '@mantine/core'
import { lazy, Suspense } from 'react'
import { Route, Routes, useLocation } from 'react-router'
import { Problem } from '../ui/Problem.tsx'
import { Waiting } from '../ui/Waiting.tsx'
import { Fence } from './Fence.tsx'
import { useSession } from './session.ts'
import { Shell } from './Shell.tsx'
import { SignIn } from './SignIn.tsx'
import { Start } from './Start.tsx'

const Inbox = lazy(() => import('../inbox/InboxPage.tsx'))
const Queue = lazy(() => import('../queue/QueuePage.tsx'))
const Leads = lazy(() => import('../leads/LeadsPage.tsx'))
const Lead = lazy(() => import('../leads/LeadPage.tsx'))
const Sequences = lazy(() => import('../sequences/SequencesPage.tsx'))
const Editor = lazy(() => import('../sequences/EditorPage.tsx'))
const Appointments = lazy(() => import('../calendar/AppointmentsPage.tsx'))
const Reports = lazy(() => import('../reports/ReportsPage.tsx'))
const Settings = lazy(() => import('../settings/SettingsPage.tsx'))
const Phones = lazy(() => import('../phones/PhonesPage.tsx'))
const Welcome = lazy(() => import('../welcome/WelcomePage.tsx'))
const Nowhere = lazy(() => import('./Nowhere.tsx'))

const waiting = <Waiting label="Loading" height="40vh" />

export function App() {
  const session = useSession()
  const { pathname } = useLocation()
  if (session.isPending) return waiting
  // What was known before a failed look for news still holds: a page must not go, and edits with it.
  if (session.isLoadingError)
    return (
      <Center mih="80vh" p="md">
        <Problem error={session.error} retry={() => void session.refetch()} />
      </Center>
    )
  if (!session.data.signedIn) return <SignIn />
  return (
    <Shell>
      <Fence path={pathname}>
        <Suspense fallback={waiting}>
          <Routes>
            <Route path="/" element={<Start />} />
            <Route path="/inbox/:leadId?" element={<Inbox />} />
            <Route path="/queue" element={<Queue />} />
            <Route path="/leads" element={<Leads />} />
            <Route path="/leads/:leadId" element={<Lead />} />
            <Route path="/sequences" element={<Sequences />} />
            <Route path="/sequences/:id" element={<Editor />} />
            <Route path="/appointments" element={<Appointments />} />
            <Route path="/reports" element={<Reports />} />
            <Route path="/settings" element={<Settings />} />
            <Route path="/phones" element={<Phones />} />
            <Route path="/welcome" element={<Welcome />} />
            <Route path="*" element={<Nowhere />} />
          </Routes>
        </Suspense>
      </Fence>
    </Shell>
  )
}
