import { Alert, Button, Group, Paper, Tabs } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { Link } from 'react-router'
import { useIsOwner } from '../app/session.ts'
import { Page } from '../ui/Page.tsx'
import { Problem } from '../ui/Problem.tsx'
import { useTab } from '../ui/useTab.ts'
import { BusinessForm, HoursForm, TeamForm } from './BusinessForm.tsx'
import { HealthView, KeysView } from './HealthView.tsx'
import { ImportView } from './ImportView.tsx'
import { NumbersForm } from './NumbersForm.tsx'
import { TemplatesForm } from './TemplatesForm.tsx'
import { type Profile, useProfile } from './useProfile.ts'

const forms = { business: BusinessForm, hours: HoursForm, numbers: NumbersForm, team: TeamForm, templates: TemplatesForm }
const names: [string, string][] = [['business', 'Business'], ['hours', 'Hours'], ['numbers', 'Numbers'], ['team', 'Team'], ['templates', 'Templates']]

export default function SettingsPage() {
  const profile = useProfile()
  const isOwner = useIsOwner()
  const [tab, setTab] = useTab('business')
  const isNarrow = useMediaQuery('(max-width: 48em)', undefined, { getInitialValueInEffect: false })
  return (
    <Page title="Settings" actions={isOwner && <Button variant="default" component={Link} to="/welcome">First steps</Button>}>
      {profile.loadError && <Problem error={profile.loadError} retry={profile.reload} />}
      <Tabs value={tab} onChange={setTab} orientation={isNarrow ? 'horizontal' : 'vertical'} keepMounted={false}>
        <Tabs.List mr={isNarrow ? 0 : 'lg'} mb={isNarrow ? 'md' : 0}>
          {names.map(([value, name]) => (
            <Tabs.Tab key={value} value={value}>
              {name}
            </Tabs.Tab>
          ))}
          <Tabs.Tab value="health">Carriers</Tabs.Tab>
          {isOwner && <Tabs.Tab value="keys">Keys</Tabs.Tab>}
          {isOwner && <Tabs.Tab value="import">Import</Tabs.Tab>}
        </Tabs.List>
        {names.map(([value]) => (
          <Tabs.Panel key={value} value={value}>
            <Edited profile={profile} form={forms[value as keyof typeof forms]} isOwner={isOwner} />
          </Tabs.Panel>
        ))}
        <Tabs.Panel value="health">
          <Paper withBorder p="md">
            <HealthView />
          </Paper>
        </Tabs.Panel>
        <Tabs.Panel value="keys">
          <Paper withBorder p="md">
            <KeysView />
          </Paper>
        </Tabs.Panel>
        <Tabs.Panel value="import">
          <Paper withBorder p="md">
            <ImportView />
          </Paper>
        </Tabs.Panel>
      </Tabs>
    </Page>
  )
}

function Edited({ profile, form: Form, isOwner }: { profile: Profile; form: (typeof forms)[keyof typeof forms]; isOwner: boolean }) {
  if (!profile.business) return null
  return (
    <Paper withBorder p="md">
      <form
        onSubmit={(event) => {
          event.preventDefault()
          profile.save()?.catch(() => undefined)
        }}
      >
        <fieldset disabled={!isOwner} style={{ border: 0, margin: 0, padding: 0, minWidth: 0 }}>
          <Form profile={profile} business={profile.business} />
        </fieldset>
        {!isOwner && <Alert mt="md">Only an owner changes these.</Alert>}
        {Object.keys(profile.errors).length > 0 && (
          <Alert color="red" mt="md" title="Not saved" role="alert">
            {Object.entries(profile.errors).map(([field, messages]) => (
              <div key={field}>
                {field} {messages.join(', ')}
              </div>
            ))}
          </Alert>
        )}
        {profile.isChanged && isOwner && (
          <Group mt="md">
            <Button type="submit" loading={profile.isSaving}>
              Save
            </Button>
            <Button variant="default" onClick={profile.undo}>
              Undo
            </Button>
          </Group>
        )}
      </form>
    </Paper>
  )
}
