import { Page } from '../ui/Page.tsx'
export default function P() { return <Page title="settings/SettingsPage">{null}</Page> }
