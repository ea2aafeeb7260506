import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core';

const hop: MantineColorsTuple = ['#f0f7ea', '#dfeed4', '#c3deb1', '#a2cb88', '#84b965', '#6ba64b', '#467f2f', '#376d27', '#29541e', '#1a3814'];
const amber: MantineColorsTuple = ['#fdf5e3', '#fae8c0', '#f3d28a', '#eabb54', '#dea430', '#c88c1c', '#a36d0f', '#80540a', '#5f3e09', '#402a07'];
const brick: MantineColorsTuple = ['#fdf0ec', '#fadcd3', '#f2b8a8', '#e9917b', '#df6d52', '#cf4f33', '#b43d24', '#93301c', '#6d2415', '#47170d'];
const gray: MantineColorsTuple = ['#f6f7f2', '#eef0e8', '#e2e5da', '#d2d7c8', '#b5bcaa', '#8d9683', '#626b5b', '#495244', '#323930', '#1d231b'];
const dark: MantineColorsTuple = ['#e2e8dd', '#c0c9ba', '#aab4a4', '#727d6e', '#3c463b', '#2e372e', '#212921', '#181f19', '#121813', '#0c110d'];

export const theme = createTheme({
  primaryColor: 'hop',
  primaryShade: { light: 7, dark: 6 },
  autoContrast: true,
  colors: { hop, amber, brick, gray, dark },
  black: '#1d231b',
  fontFamily: "'Instrument Sans Variable', system-ui, sans-serif",
  fontFamilyMonospace: 'ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace',
  headings: {
    fontFamily: "'Instrument Sans Variable', system-ui, sans-serif",
    fontWeight: '640',
    textWrap: 'pretty',
    sizes: {
      h1: { fontSize: '1.625rem', lineHeight: '1.2' },
      h2: { fontSize: '1.125rem', lineHeight: '1.3' },
      h3: { fontSize: '0.9375rem', lineHeight: '1.35' },
    },
  },
  defaultRadius: 'md',
  respectReducedMotion: true,
  cursorType: 'pointer',
  components: {
    Tooltip: { defaultProps: { multiline: true, maw: 300, withArrow: true, openDelay: 150, events: { hover: true, focus: true, touch: true } } },
    Anchor: { defaultProps: { underline: 'always', inherit: true } },
    Modal: { defaultProps: { centered: true, radius: 'lg', overlayProps: { backgroundOpacity: 0.45 }, closeButtonProps: { 'aria-label': 'Close' } }, styles: { title: { fontWeight: 640, overflowWrap: 'anywhere' } } },
    PasswordInput: { defaultProps: { visibilityToggleButtonProps: { 'aria-label': 'Show or hide the password', tabIndex: 0 } } },
    Alert: { defaultProps: { radius: 'md' }, classNames: { root: 'hy-alert', title: 'hy-alert-title', message: 'hy-alert-message' } },
    Skeleton: { defaultProps: { radius: 'sm' } },
  },
});

/** Text and border colours that keep AA contrast on the ground colour in both schemes. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--hy-ground': gray[0], '--hy-line': gray[2], '--hy-bar': '#1c3323', '--hy-bar-raised': '#2b4833', '--hy-soft': gray[1], '--hy-tint': hop[0],
    '--hy-link': hop[7], '--mantine-color-error': brick[6], '--mantine-color-dimmed': gray[6], '--mantine-color-anchor': hop[7],
    '--mantine-color-placeholder': '#6f7867', '--mantine-color-default-border': gray[3],
    '--mantine-color-hop-light': hop[1], '--mantine-color-hop-light-color': hop[8], '--mantine-color-amber-light': amber[0], '--mantine-color-amber-light-color': amber[7],
    '--mantine-color-brick-light': brick[0], '--mantine-color-brick-light-color': brick[7], '--mantine-color-gray-light': gray[1], '--mantine-color-gray-light-color': gray[7],
  },
  dark: {
    '--hy-ground': dark[8], '--hy-line': dark[5], '--hy-bar': '#131d15', '--hy-bar-raised': '#243328', '--hy-soft': dark[6], '--hy-tint': '#1d2b1a',
    '--hy-link': hop[3], '--mantine-color-error': brick[3], '--mantine-color-dimmed': dark[2], '--mantine-color-anchor': hop[3],
    '--mantine-color-placeholder': '#8b9685', '--mantine-color-default-border': dark[4],
    '--mantine-color-hop-light': '#23401a', '--mantine-color-hop-light-color': hop[2], '--mantine-color-amber-light': '#302710', '--mantine-color-amber-light-color': amber[3],
    '--mantine-color-brick-light': '#361c16', '--mantine-color-brick-light-color': brick[3], '--mantine-color-gray-light': dark[5], '--mantine-color-gray-light-color': dark[1],
  },
});
