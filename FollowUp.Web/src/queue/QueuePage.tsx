import { Page } from '../ui/Page.tsx'
export default function P() { return <Page title="queue/QueuePage">{null}</Page> }
