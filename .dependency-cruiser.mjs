// Imports run one way: each layer may use those before it. Keep in step with ARCHITECTURE.md.
const LAYERS = [
  'values',
  'criteria',
  'course',
  'coverage',
  'regimen',
  'preparation',
  'billing',
  'foresight',
  'requests',
  'explain',
];

const layerRules = LAYERS.map((layer, index) => ({
  name: `core-${layer}-looks-back-only`,
  comment: `core/${layer} may import from ${LAYERS.slice(0, index).join(', ') || 'nothing else'} only`,
  severity: 'error',
  from: { path: `^core/${layer}/`, pathNot: '\\.test\\.ts$' },
  to: { path: '^core/', pathNot: `^core/(${LAYERS.slice(0, index + 1).join('|')})/` },
}));

export default {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    ...layerRules,
    {
      name: 'core-imports-no-shell',
      comment: 'Invariant 1: the core is pure; shells call it, never the other way round',
      severity: 'error',
      from: { path: '^core/', pathNot: '\\.test\\.ts$' },
      to: { path: '^(shells|tests|bench|tools|knowledge)/' },
    },
    {
      name: 'core-has-one-dependency',
      comment: 'Invariant 1: no I/O, FHIR or HTTP package in the core; dates are the one thing it takes from outside',
      severity: 'error',
      from: { path: '^core/', pathNot: '\\.test\\.ts$' },
      to: { dependencyTypesNot: ['local'], pathNot: ['^core/', 'node_modules/temporal-polyfill/'] },
    },
    {
      name: 'shells-import-no-tests',
      severity: 'error',
      from: { path: '^(core|shells|tools)/', pathNot: '\\.test\\.ts$' },
      to: { path: '^(tests|bench)/' },
    },
    {
      name: 'page-imports-core-only',
      comment: 'The page runs in a browser: it asks the service over HTTP, and shares with it what is pure',
      severity: 'error',
      from: { path: '^shells/web/' },
      to: { path: '^(shells/(?!web/)|tests|bench|tools|knowledge)' },
    },
    {
      name: 'nothing-imports-the-page',
      severity: 'error',
      from: { path: '^(core|shells/(?!web/)|tools|bench)' },
      to: { path: '^shells/web/' },
    },
    { name: 'not-to-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'types', 'node', 'default'] },
  },
};
