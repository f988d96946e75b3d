import classes from './theme.module.css';
import {
  ActionIcon,
  Anchor,
  Button,
  createTheme,
  defaultVariantColorsResolver,
  NativeSelect,
  NumberInput,
  TextInput,
  Textarea,
  type CSSVariablesResolver,
  type MantineColorsTuple,
  type VariantColorsResolver,
} from '@mantine/core';

/** The one accent. Its ninth shade on white and its fourth on the dark ground are read with ease (more than 5 : 1). */
const petrol: MantineColorsTuple = [
  ...(['#ecf6f7', '#d8eaec', '#b0d5d9', '#83bec5', '#62acb5', '#4c9faa', '#2f8b97', '#137782'] as const),
  ...(['#00656f', '#005059'] as const),
];

/** Words on the accent are light on its deep shade and dark on its pale one: Mantine looks at one of the two only. */
const onAccent: VariantColorsResolver = (input) => {
  const colors = defaultVariantColorsResolver(input);
  const isAccent = input.variant === 'filled' && (input.color ?? 'petrol') === 'petrol';
  return isAccent ? { ...colors, color: 'var(--on-accent)' } : colors;
};

/** Sizes are for a tablet at arm's length: see `page.css`, where the root is set. Targets are 44 px and more. */
export const theme = createTheme({
  colors: { petrol },
  primaryColor: 'petrol',
  primaryShade: { light: 8, dark: 3 },
  variantColorResolver: onAccent,
  defaultRadius: 'md',
  cursorType: 'pointer',
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", Ubuntu, sans-serif',
  fontFamilyMonospace: 'ui-monospace, "SF Mono", Menlo, Consolas, "Liberation Mono", monospace',
  headings: {
    fontWeight: '650',
    sizes: { h1: { fontSize: '1.65rem' }, h2: { fontSize: '1.25rem' }, h3: { fontSize: '1.05rem' } },
  },
  components: {
    Button: Button.extend({
      defaultProps: { size: 'md' },
      classNames: { root: classes['button'] ?? '', inner: classes['inner'] ?? '', label: classes['label'] ?? '' },
    }),
    ActionIcon: ActionIcon.extend({ defaultProps: { size: 44, variant: 'subtle' } }),
    TextInput: TextInput.extend({ defaultProps: { size: 'md' } }),
    Textarea: Textarea.extend({ defaultProps: { size: 'md', autosize: true, minRows: 2 } }),
    NativeSelect: NativeSelect.extend({ defaultProps: { size: 'md' } }),
    NumberInput: NumberInput.extend({ defaultProps: { size: 'md', hideControls: true } }),
    Anchor: Anchor.extend({ defaultProps: { underline: 'always' } }),
  },
});

/** What Mantine leaves too pale to be read with ease. */
export const variables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-dimmed': '#4d5761',
    '--mantine-color-placeholder': '#646f7a',
    '--mantine-color-body': '#ffffff',
    '--mantine-color-text': '#16202a',
    '--mantine-color-error': '#a3231b',
    '--ground': '#f4f6f7',
    '--line': '#d5dbe0',
    '--met': '#1b6b3a',
    '--met-ground': '#e7f4ec',
    '--not-met': '#9c2a1b',
    '--not-met-ground': '#fbeae7',
    '--unknown': '#7a4b00',
    '--unknown-ground': '#fdf3dc',
    '--accent': '#00656f',
    '--on-accent': '#ffffff',
    '--accent-ground': '#ecf6f7',
  },
  dark: {
    '--mantine-color-dimmed': '#b3bdc6',
    '--mantine-color-placeholder': '#98a4af',
    '--mantine-color-body': '#171c21',
    '--mantine-color-text': '#e9eef2',
    '--mantine-color-error': '#ff9d92',
    '--ground': '#0f1317',
    '--line': '#39434c',
    '--met': '#7ed29d',
    '--met-ground': '#14301f',
    '--not-met': '#ff9d92',
    '--not-met-ground': '#3a1915',
    '--unknown': '#f4c56a',
    '--unknown-ground': '#35280c',
    '--accent': '#83bec5',
    '--on-accent': '#06282c',
    '--accent-ground': '#11292c',
  },
});
