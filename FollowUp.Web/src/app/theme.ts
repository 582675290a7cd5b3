import { createTheme, type MantineColorsTuple, Menu } from '@mantine/core'

const lagoon: MantineColorsTuple = [
  '#e6f7f9', '#d3ecf0', '#a6d9e1', '#76c5d1', '#51b4c4', '#3aaabc', '#2aa4b8', '#0b7285', '#0a6576', '#035968',
]

export const theme = createTheme({
  primaryColor: 'lagoon',
  primaryShade: { light: 7, dark: 8 },
  autoContrast: true,
  luminanceThreshold: 0.32,
  colors: { lagoon },
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Inter, Roboto, "Helvetica Neue", sans-serif',
  // A menu's focus goes to its first item: a placeholder for it is no item, and screen readers stumble over it.
  components: { Menu: Menu.extend({ defaultProps: { withInitialFocusPlaceholder: false } }) },
  headings: { fontWeight: '650', sizes: { h1: { fontSize: '1.5rem' }, h2: { fontSize: '1.15rem' }, h3: { fontSize: '1rem' } } },
})
