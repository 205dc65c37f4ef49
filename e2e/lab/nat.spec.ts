/**
 * Four people in four houses, the host in a fifth place: what the product's first promise means outside one machine.
 * Nobody grants the microphone, so browsers hide their addresses as they do in life.
 */
import { type Browser, chromium, expect, test } from '@playwright/test';
import { agree, playOut, waitForHand } from '../support/play.ts';
import { untilListening } from '../support/relay.ts';
import { type Setting, type Tab, TestTable, waitForPeers } from '../support/table.ts';
import { Internet, type Nat, noInternet, SERVER } from './internet.ts';

const PORT = 4600;
const names = ['Alice', 'Bob', 'Carol', 'Dave'] as const;
const url = `http://${SERVER}:${PORT}`;
const missing = noInternet();
/** `LAB_RTT_MS=80 LAB_JITTER_MS=10 LAB_LOSS_PERCENT=1 npm run e2e -- lab`: the same over a distance. */
const far = Number(process.env.LAB_RTT_MS ?? 0);
const distance =
  far > 0
    ? {
        rttMs: far,
        jitterMs: Number(process.env.LAB_JITTER_MS ?? 0),
        lossPercent: Number(process.env.LAB_LOSS_PERCENT ?? 0),
      }
    : undefined;

interface Lab {
  readonly net: Internet;
  readonly table: TestTable;
  /** Takes the relay's process away, as a power cut does. */
  readonly killRelay: () => Promise<void>;
  readonly coturn: { said: string };
}

interface LabOptions {
  readonly homes: readonly Nat[];
  /** What coturn on the host's machine is for; without either it is not there. */
  readonly turn?: readonly string[];
  readonly stun?: string;
  /** Before anybody opens the page. */
  readonly prepare?: (net: Internet) => void;
  readonly linked?: Setting['linked'];
}

/** Taken down after every test, however it ends. */
const opened: { close(): Promise<void> }[] = [];
test.afterEach(async () => {
  for (const lab of opened.splice(0)) await lab.close();
});

async function openLab({ homes, turn, stun, prepare, linked = waitForPeers }: LabOptions): Promise<Lab> {
  const net = await Internet.build(homes, distance);
  const browsers: Browser[] = [];
  opened.push({
    close: async () => {
      for (const browser of browsers) await browser.close();
      await net.close();
    },
  });
  const coturn = { said: '' };
  prepare?.(net);
  if (turn !== undefined || stun !== undefined) startCoturn(net, coturn);
  const setting: Setting = {
    relay: async () => {
      // One process, so that killing it kills the relay.
      const relay = net.serve(process.execPath, ['--import', 'tsx', 'relay/main.ts'], {
        PORT: String(PORT),
        HOST: '0.0.0.0',
        ...(stun === undefined ? {} : { STUN_URLS: stun }),
        ...(turn === undefined ? {} : { TURN_URLS: turn.join(','), TURN_SECRET: 'laboratory' }),
      });
      await untilListening(relay, PORT);
      return {
        url,
        stop: async () => {
          if (relay.exitCode !== null || relay.signalCode !== null) return;
          const gone = new Promise((resolve) => relay.once('exit', resolve));
          relay.kill('SIGKILL');
          await gone;
        },
      };
    },
    context: async (n) => {
      const browser = await chromium.launch({
        executablePath: net.programAt(n + 1, process.env.CHROMIUM_PATH ?? 'chromium'),
        args: [
          ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
          ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
          `--unsafely-treat-insecure-origin-as-secure=${url}`,
        ],
      });
      browsers.push(browser);
      return await browser.newContext();
    },
    linked,
  };
  const table = await TestTable.open(setting, names, { seats: 4, seconds: 120 });
  console.log(`linked after ${Math.round(table.linkedAfterMs)} ms`);
  return {
    net,
    table,
    coturn,
    killRelay: () => table.relay.stop(),
  };
}

function startCoturn(net: Internet, coturn: { said: string }): void {
  const child = net.serve('turnserver', [
    ...['-n', '--listening-port=3478', `--listening-ip=${SERVER}`, `--relay-ip=${SERVER}`],
    ...['--use-auth-secret', '--static-auth-secret=laboratory', '--realm=laboratory', '--fingerprint'],
    ...['--no-tls', '--no-dtls', '--no-cli', '--log-file=stdout', '--verbose', '--pidfile=/dev/null'],
  ]);
  child.stdout!.setEncoding('utf8').on('data', (text: string) => {
    coturn.said += text;
  });
}

/** How a tab is linked to a player, as its status strip says. */
async function linkTo(tab: Tab, name: string): Promise<string | undefined> {
  const text = (await tab.page.getByTestId('links-status').textContent()) ?? '';
  return new RegExp(`${name}(direct|relayed|through TURN|by way of \\p{L}+|no link)`, 'u').exec(text)?.[1];
}

async function untilLinked(tab: Tab, name: string, how: string | RegExp): Promise<void> {
  await expect.poll(() => linkTo(tab, name), { timeout: 180_000, intervals: [50] }).toMatch(how);
}

async function untilRelayLost(table: TestTable): Promise<void> {
  for (const tab of table.tabs)
    await expect(tab.page.getByTestId('relay-status')).toHaveAttribute('data-state', 'lost');
}

async function playHands(table: TestTable, from: number, to: number): Promise<void> {
  for (let hand = from; hand <= to; hand++) {
    await waitForHand(table, hand);
    await playOut(table, hand, (tab) => tab.checkOrCall().then(() => undefined));
  }
  const { totalChips } = await agree(table);
  expect(totalChips).toBe(800);
}

if (missing !== undefined) {
  console.log(`The laboratory cannot be built here: ${missing}. NOTHING WAS TESTED.`);
  test('the laboratory can be built', () => {
    expect(missing, 'the laboratory cannot be built here').toBeUndefined();
  });
} else {
  test('four houses: all links direct; the relay dies in a hand, and that one and two more are played; a cut link heals', async () => {
    const { net, table, killRelay } = await openLab({
      homes: ['cone', 'cone', 'cone', 'cone'],
      // Outlives the relay: without any STUN server no two tabs behind routers find a direct way anew.
      stun: `stun:${SERVER}:3478`,
    });
    const [alice, bob] = table.tabs;
    await waitForHand(table, 1);
    await (await table.actor()).raiseTo(6);
    await killRelay();
    await untilRelayLost(table);
    await playOut(table, 1, (tab) => tab.checkOrCall().then(() => undefined));
    await playHands(table, 2, 3);
    for (const other of names.slice(1)) expect(await linkTo(alice!, other)).toBe('direct');

    // Without the relay the two find one another through a third, who carries them meanwhile.
    net.cut(1, 2);
    const cutMs = performance.now();
    const ends = [
      [alice!, 'Bob'],
      [bob!, 'Alice'],
    ] as const;
    for (const [tab, other] of ends) await untilLinked(tab, other, /by way of (Carol|Dave)/);
    console.log(`carried by a member ${Math.round(performance.now() - cutMs)} ms after the cut`);
    await playHands(table, 4, 4);
    net.heal(1, 2);
    const healedMs = performance.now();
    for (const [tab, other] of ends) await untilLinked(tab, other, 'direct');
    console.log(`direct again ${Math.round(performance.now() - healedMs)} ms after it was healed`);
    await playHands(table, 5, 5);
    await table.close();
  });

  test('routers that no two tabs can cross, and a house with TCP only: all through the TURN server', async () => {
    const turn = [`turn:${SERVER}:3478`, `turn:${SERVER}:3478?transport=tcp`];
    const { coturn, table, killRelay } = await openLab({
      homes: ['symmetric', 'symmetric', 'cone', 'cone'],
      turn,
      prepare: (net) => net.onlyTcp(4),
    });
    await waitForHand(table, 1);
    expect(coturn.said).toContain('ALLOCATE processed, success');
    const [alice, , carol] = table.tabs;
    await untilLinked(alice!, 'Bob', 'through TURN');
    await untilLinked(carol!, 'Dave', 'through TURN');
    await killRelay();
    await untilRelayLost(table);
    await playHands(table, 1, 2);
    await table.close();
  });

  test('two houses between which nothing passes: relayed, and carried by a member when the relay dies', async () => {
    const { table, killRelay } = await openLab({
      homes: ['cone', 'cone', 'cone', 'cone'],
      prepare: (net) => net.cut(1, 2),
      linked: async (tab, others) => {
        const rows = tab.page.locator('[data-testid="peer-row"]');
        await expect(rows).toHaveCount(others, { timeout: 240_000 });
        const direct = tab.page.locator('[data-testid="peer-row"][data-kind="direct"]');
        const far = tab.name === 'Alice' || tab.name === 'Bob';
        await expect(direct).toHaveCount(far ? others - 1 : others, { timeout: 240_000 });
      },
    });
    const [alice, bob] = table.tabs;
    await waitForHand(table, 1);
    expect(await linkTo(alice!, 'Bob')).toBe('relayed');
    await killRelay();
    await untilRelayLost(table);
    await untilLinked(alice!, 'Bob', /by way of (Carol|Dave)/);
    await untilLinked(bob!, 'Alice', /by way of (Carol|Dave)/);
    await playHands(table, 1, 2);
    expect(await linkTo(alice!, 'Bob')).toMatch(/by way of (Carol|Dave)/);
    await table.close();
  });
}
