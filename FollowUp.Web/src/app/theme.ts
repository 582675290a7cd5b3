import { createTheme, type CSSVariablesResolver, type MantineColorsTuple, Menu } from '@mantine/core'

const lagoon: MantineColorsTuple = [
  '#e6f7f9', '#d3ecf0', '#a6d9e1', '#76c5d1', '#51b4c4', '#3aaabc', '#2aa4b8', '#1a8ba0', '#0a6576', '#0b7285',
]

export const theme = createTheme({
  primaryColor: 'lagoon',
  // The darkest shade of each colour, and black words on what is lighter than this: white and black are then equally readable (4.6:1).
  primaryShade: 9,
  autoContrast: true,
  luminanceThreshold: 0.179,
  colors: { lagoon },
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Inter, Roboto, "Helvetica Neue", sans-serif',
  // A menu's focus goes to its first item: a placeholder for it is no item, and screen readers stumble over it.
  components: { Menu: Menu.extend({ defaultProps: { withInitialFocusPlaceholder: false } }) },
  headings: { fontWeight: '650', sizes: { h1: { fontSize: '1.5rem' }, h2: { fontSize: '1.15rem' }, h3: { fontSize: '1rem' } } },
})

/** The library's own colours of words on a tint, and of what stands in an empty field, are too faint for small print. */
export const cssVariables: CSSVariablesResolver = ({ colors }) => ({
  variables: {},
  light: {
    '--mantine-color-placeholder': 'var(--quiet)',
    ...Object.fromEntries(Object.keys(colors).map((name) => [`--mantine-color-${name}-light-color`, `color-mix(in srgb, var(--mantine-color-${name}-9) 70%, black)`])),
  },
  dark: { '--mantine-color-placeholder': 'var(--quiet)' },
})
