import { Page } from '../ui/Page.tsx'
export default function P() { return <Page title="sequences/SequencesPage">{null}</Page> }
