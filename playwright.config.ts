import { defineConfig } from '@playwright/test';

/** Tests of one or two tabs that mostly wait for a page to be drawn: they run beside the tables, one at a time. */
const pages = [
  ...['accessibility', 'afterHand', 'builds', 'dev', 'history', 'keyboard', 'landing'],
  ...['lobby', 'offline', 'openTables', 'phone', 'preactions', 'refusals'],
].map((name) => `**/${name}.spec.ts`);
const apart = ['**/e2e/lab/**', ...(process.env.E2E_QUICK ? ['**/e2e/long/**'] : [])];

/** Real tabs, real WebRTC, the real relay. One table at a time: four tabs share two cores already. */
export default defineConfig({
  testDir: process.env.E2E_LAB ? 'e2e/lab' : 'e2e',
  // Six tabs, whole evenings, processes of their own: minutes each. `npm run e2e` has them all. The laboratory needs
  // root and namespaces, so it runs by name only.
  projects: process.env.E2E_LAB
    ? [{ name: 'laboratory', testMatch: '**/*.spec.ts' }]
    : [
        { name: 'tables', testMatch: '**/*.spec.ts', testIgnore: [...pages, ...apart], workers: 1 },
        { name: 'pages', testMatch: pages, testIgnore: apart, workers: 1 },
      ],
  fullyParallel: false,
  workers: process.env.E2E_LAB ? 1 : 2,
  retries: 0,
  forbidOnly: true,
  timeout: 600_000,
  expect: { timeout: 120_000 },
  reporter: 'list',
  use: {
    viewport: { width: 1280, height: 800 },
    launchOptions: {
      ...(process.env.CHROMIUM_PATH ? { executablePath: process.env.CHROMIUM_PATH } : {}),
      args: [
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--allow-loopback-in-peer-connection',
        // Tabs behind each other would be throttled as hidden windows are not in a real session of four people.
        '--disable-renderer-backgrounding',
        '--disable-backgrounding-occluded-windows',
        ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      ],
    },
    permissions: ['microphone'],
    trace: 'off',
  },
});
