/** The layer order of docs/ARCHITECTURE: a layer imports only what stands below it. */
const test = '\\.test\\.tsx?$';
const layer = (name, allowed) => [
  {
    name: `layer-${name}`,
    severity: 'error',
    from: { path: `^src/${name}/`, pathNot: test },
    to: { path: '^src/', pathNot: `^src/(${[name, ...allowed].join('|')})/` },
  },
  {
    name: `layer-${name}-tests`,
    comment: 'Tests keep the layers too, but for what stands in src/testing.',
    severity: 'error',
    from: { path: `^src/${name}/.*${test}` },
    to: { path: '^src/', pathNot: `^src/(${[name, ...allowed, 'testing'].join('|')})/` },
  },
];
/**
 * The rooms of the table, each importing from those before it. `hand` knows the rules engine and nothing of cards in
 * the deck; `deck` what is owed of it; `house` what is asked between hands; `epoch` who votes; `play` makes a hand
 * begin, go on and end; `apply` judges and applies transactions; `view` draws, and changes nothing.
 */
const rooms = ['state', 'hand', 'deck', 'house', 'epoch', 'play', 'apply', 'view'];
const room = (name, i) => ({
  name: `table-${name}`,
  severity: 'error',
  from: { path: `^src/table/${name}/`, pathNot: test },
  to: { path: `^src/table/(${rooms.slice(i + 1).join('|')})/` },
});
const pure = '^src/(poker|crypto|mentalpoker|consensus|table|codec)/';
module.exports = {
  forbidden: [
    ...layer('codec', []),
    ...layer('crypto', ['codec']),
    ...layer('poker', ['codec']),
    ...layer('mentalpoker', ['crypto', 'codec']),
    ...layer('consensus', ['crypto', 'codec']),
    ...layer('table', ['consensus', 'mentalpoker', 'poker', 'crypto', 'codec']),
    ...layer('net', ['codec']),
    ...layer('storage', ['codec']),
    ...layer('workers', ['mentalpoker', 'crypto', 'codec']),
    ...layer('node', [
      'net',
      'storage',
      'workers',
      'table',
      'consensus',
      'mentalpoker',
      'poker',
      'crypto',
      'codec',
    ]),
    ...layer('client', [
      'node',
      'net',
      'storage',
      'workers',
      'table',
      'consensus',
      'mentalpoker',
      'poker',
      'crypto',
      'codec',
    ]),
    ...layer('cli', [
      'client',
      'node',
      'net',
      'storage',
      'workers',
      'table',
      'consensus',
      'mentalpoker',
      'poker',
      'crypto',
      'codec',
    ]),
    ...layer('ui', ['client']),
    ...rooms.slice(0, -1).map(room),
    {
      name: 'testing-is-for-tests',
      comment: 'No product file imports a test tool.',
      severity: 'error',
      from: { path: '^(src|relay)/', pathNot: `${test}|^src/testing/` },
      to: { path: '^src/testing/' },
    },
    {
      name: 'cores-are-pure',
      comment: 'A core may not reach the platform: no Node built-ins, no network, no storage library.',
      severity: 'error',
      from: { path: pure, pathNot: test },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'cores-no-platform-packages',
      severity: 'error',
      from: { path: pure, pathNot: test },
      to: { path: 'node_modules/(libp2p|@libp2p|idb|comlink|react|fastify|ws|pino)/' },
    },
    {
      name: 'no-circular',
      severity: 'error',
      from: {},
      to: { circular: true, dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    exclude: { path: '\\.module\\.css$' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'browser', 'default'] },
  },
};
