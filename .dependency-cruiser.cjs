/** The layer order of docs/ARCHITECTURE.md: a layer imports only what stands below it. */
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
 * The rooms of the table, each importing from those before it. `key` is the table's own key; `hand` knows the rules
 * engine and nothing of cards in the deck; `deck` what is owed of it; `house` what is asked between hands; `epoch` who
 * votes; `play` makes a hand begin, go on and end; `apply` judges and applies transactions; `view` draws, and changes
 * nothing.
 */
const tableRooms = ['state', 'key', 'hand', 'deck', 'house', 'epoch', 'play', 'apply', 'view'];
const tableRoom = (name, i) => ({
  name: `table-${name}`,
  severity: 'error',
  from: { path: `^src/table/${name}/`, pathNot: test },
  to: { path: `^src/table/(${tableRooms.slice(i + 1).join('|')})/` },
});
/**
 * The rooms of src/ui from the ground up: a room imports only rooms below it. Rooms in one line know nothing of
 * each other.
 */
const uiFloors = [
  ['platform'],
  ['text'],
  ['messages'],
  ['words'],
  ['hooks'],
  ['components'],
  ['sound', 'chat', 'guard'],
  ['log', 'receipt'],
  ['preaction', 'house', 'watch', 'create', 'scores'],
  ['lobby'],
  ['table'],
  ['screens'],
  ['gallery'],
];
const uiRooms = uiFloors.flatMap((floor, i) =>
  floor.map((room) => {
    const shut = [...floor.filter((other) => other !== room), ...uiFloors.slice(i + 1).flat()];
    return {
      name: `ui-room-${room}`,
      severity: 'error',
      from: { path: `^src/ui/${room}/`, pathNot: test },
      to: { path: `^src/ui/(${[...shut, 'App', 'main'].join('|')})(/|\\.)` },
    };
  }),
);
const pure = '^src/(poker|crypto|mentalpoker|consensus|table|light|codec)/';
module.exports = {
  forbidden: [
    ...layer('codec', []),
    ...layer('crypto', ['codec']),
    ...layer('poker', ['codec']),
    ...layer('mentalpoker', ['crypto', 'codec']),
    ...layer('consensus', ['crypto', 'codec']),
    ...layer('table', ['consensus', 'mentalpoker', 'poker', 'crypto', 'codec']),
    ...layer('light', ['table', 'consensus', 'mentalpoker', 'poker', 'crypto', 'codec']),
    ...layer('net', ['codec']),
    ...layer('storage', ['codec']),
    ...layer('workers', ['mentalpoker', 'poker', 'crypto', 'codec']),
    ...layer('node', [
      'net',
      'storage',
      'workers',
      'light',
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
      'light',
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
      'light',
      'table',
      'consensus',
      'mentalpoker',
      'poker',
      'crypto',
      'codec',
    ]),
    ...layer('ui', ['client']),
    ...tableRooms.slice(0, -1).map(tableRoom),
    {
      name: 'node-lobby-pure',
      comment: 'The lobby is a state machine: what signs, sends and stores is its shell and stands above it.',
      severity: 'error',
      from: { path: '^src/node/lobby/(lobby|seating|signing|state|steps)\\.ts$' },
      to: {
        path: '^(src|relay)/|node_modules/',
        pathNot:
          '^src/(codec|consensus)/|^src/node/lobby/(lobby|seating|signing|state|steps)\\.ts$|^src/net/network\\.ts$',
      },
    },
    {
      name: 'node-log-stands-alone',
      comment: 'A log is verified from its bytes, without the shell that wrote it.',
      severity: 'error',
      from: { path: '^src/node/log/', pathNot: test },
      to: { path: '^src/node/[^/]+\\.ts$|^src/node/(validator|watching)/' },
    },
    {
      name: 'ui-through-the-contract',
      comment: 'What screens know of the client is what its contract says.',
      severity: 'error',
      from: { path: '^src/ui/' },
      to: { path: '^src/client/', pathNot: '^src/client/contract/' },
    },
    ...uiRooms,
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
    {
      name: 'relay-knows-only-links',
      comment: 'The relay introduces peers: no card, no rule, no consensus is in it.',
      severity: 'error',
      from: { path: '^relay/', pathNot: test },
      to: { path: '^src/', pathNot: '^src/(net|codec)/' },
    },
    {
      name: 'service-worker-stands-alone',
      comment: 'It is built and cached by itself: what it imported would be in every page it serves, too.',
      severity: 'error',
      from: { path: '^src/pwa/' },
      to: { path: '^(src|relay)/', pathNot: '^src/pwa/' },
    },
    {
      name: 'product-imports-no-tools',
      comment: 'What is shipped knows nothing of how it is tested, simulated, measured and built.',
      severity: 'error',
      from: { path: '^(src|relay)/', pathNot: `${test}|^src/testing/` },
      to: { path: '^(sim|bench|e2e|circuits|scripts)/' },
    },
    {
      name: 'testing-has-no-screen',
      severity: 'error',
      from: { path: '^src/testing/' },
      to: { path: '^(src/(ui|cli|pwa)|relay|sim|bench|e2e|circuits|scripts)/' },
    },
    {
      name: 'sim-runs-without-a-page',
      comment:
        'The simulator drives cores and nodes on virtual time; but for the test that reads what pages let people take away from its devices.',
      severity: 'error',
      from: { path: '^sim/', pathNot: '^sim/nodes/(exports\\.test|takenAway)\\.ts$' },
      to: { path: '^(src/(ui|client|cli|pwa)|relay|bench|e2e|circuits|scripts)/' },
    },
    {
      name: 'bench-runs-without-a-page',
      comment:
        'But for what measures the page in real tabs (from pressing Start to the first decision, an evening), and a real relay (the rail).',
      severity: 'error',
      from: { path: '^bench/', pathNot: '^bench/(start|rail\\w*|evening|eveningPage|page)\\.ts$' },
      to: { path: '^(src/(ui|pwa)|relay|e2e|circuits|scripts)/' },
    },
    {
      name: 'circuits-need-only-crypto',
      severity: 'error',
      from: { path: '^circuits/', pathNot: test },
      to: { path: '^(src|relay|sim|bench|e2e|scripts)/', pathNot: '^src/(crypto|codec)/' },
    },
    {
      name: 'browser-tests-see-the-page',
      comment:
        'They use the app as people do; of its insides only test ids, formats and what a bent worker needs.',
      severity: 'error',
      from: { path: '^e2e/' },
      // A crowd of spectators is one program, whether it is measured or watched.
      to: {
        path: '^(src/(node/(?!log/)|consensus|pwa|cli|testing)|relay|sim|bench|circuits)/',
        pathNot: '^bench/railWatchers\\.ts$',
      },
    },
    {
      name: 'scripts-need-no-app',
      comment: 'The commands of package.json run before anything is installed or built.',
      severity: 'error',
      from: { path: '^scripts/[^/]+\\.mjs$' },
      to: { path: '^(src|relay|sim|bench|e2e|circuits)/' },
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
