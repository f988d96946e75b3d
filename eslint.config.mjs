import tseslint from 'typescript-eslint';

const CLOCK = 'The core has no clock: the date of the answer is an argument (invariant 1).';

export default tseslint.config(
  { ignores: ['node_modules/', 'build/', 'coverage/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [...tseslint.configs.strictTypeChecked, ...tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      'max-lines': ['error', { max: 300, skipBlankLines: false, skipComments: false }],
      'no-param-reassign': ['error', { props: true }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
    },
  },
  {
    files: ['core/**/*.ts'],
    ignores: ['**/*.test.ts'],
    rules: {
      'no-restricted-globals': [
        'error',
        ...['Date', 'performance', 'setTimeout', 'setInterval'].map((name) => ({ name, message: CLOCK })),
        ...['process', 'fetch', 'console', 'Buffer', 'require'].map((name) => ({
          name,
          message: 'The core does no input or output (invariant 1).',
        })),
      ],
      'no-restricted-properties': [
        'error',
        { object: 'Temporal', property: 'Now', message: CLOCK },
        { object: 'Math', property: 'random', message: 'The core is a pure function of its arguments (invariant 1).' },
      ],
    },
  },
  {
    // The compiled evaluators fill in the one array of truths of their evaluation: the trace costs no allocation a node.
    files: ['core/criteria/kinds/*.ts'],
    rules: { 'no-param-reassign': ['error', { props: true, ignorePropertyModificationsFor: ['truths'] }] },
  },
  {
    // Calendar days are Temporal.PlainDate everywhere; only these places may ask the machine what day it is.
    files: ['shells/**/*.ts', 'shells/**/*.tsx'],
    ignores: ['shells/cli/today.ts', '**/*.test.ts'],
    rules: {
      'no-restricted-globals': ['error', { name: 'Date', message: 'Use Temporal; today() is in shells/cli/today.ts.' }],
    },
  },
);
