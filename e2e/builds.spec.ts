import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { integrityOf } from '../scripts/integrity.ts';
import { digestOf, MANIFEST, writeManifest } from '../scripts/manifest.mjs';
import { playOut, waitForHand } from './support/play.ts';
import { startTestRelay } from './support/relay.ts';
import { settingOf, TestTable } from './support/table.ts';

/** The built app in a folder of its own, as a host has it, and what a later deploy does to it. */
async function deployed() {
  const dist = await mkdtemp(join(tmpdir(), 'dealerless-dist-'));
  await cp(join(import.meta.dirname, '..', 'dist'), dist, { recursive: true });
  const change = async (path: string, by: (text: string) => string): Promise<void> => {
    await writeFile(join(dist, path), by(await readFile(join(dist, path), 'utf8')));
    for (const twin of ['br', 'gz']) await rm(join(dist, `${path}.${twin}`), { force: true });
  };
  /** Another build: its page says which one it is, and its service worker keeps another version. */
  const build = async (name: string): Promise<void> => {
    await change('index.html', (text) => text.replace('<html ', `<html data-build="${name}" `));
    await change('sw.js', (text) => text.replace(/"?version"?:\s*["'`]\w+["'`]/, `version:"${name}"`));
    writeManifest(dist);
    for (const twin of ['br', 'gz']) await rm(join(dist, `${MANIFEST}.${twin}`), { force: true });
  };
  return { dist, change, build };
}

const look = (page: Page) =>
  page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    // Refused where the files are not as their manifest says: the browser then keeps the worker it has.
    await registration.update().catch(() => undefined);
    const { installing } = registration;
    if (installing)
      await new Promise<void>((done) => {
        installing.addEventListener('statechange', () => {
          if (installing.state !== 'installing') done();
        });
      });
    return registration.waiting !== null;
  });
const html = (page: Page) => page.locator('html');

test('a page keeps its build until its user taps for the next, and takes none that is not as its manifest says', async ({
  page,
}) => {
  const host = await deployed();
  const relay = await startTestRelay(undefined, { DIST: host.dist });
  await page.goto(relay.url);
  await expect.poll(() => page.evaluate(() => navigator.serviceWorker.controller?.state)).toBe('activated');

  // What the page runs has the digest that `npm run digest` prints, and the host serves it to whoever asks again.
  await page.goto(`${relay.url}/history`);
  await expect(page.getByTestId('build')).toHaveAttribute('data-digest', digestOf(host.dist));
  await page.getByTestId('compare-build').click();
  await expect(page.getByTestId('compared-build')).toHaveAttribute('data-state', 'same');
  const icon = await readFile(join(host.dist, 'icon.svg'), 'utf8');
  await host.change('icon.svg', (text) => `${text} `);
  await page.getByTestId('compare-build').click();
  await expect(page.getByTestId('compared-build')).toHaveAttribute('data-state', 'differs');
  await expect(page.getByTestId('compared-build')).toContainText('/icon.svg');
  await host.change('icon.svg', () => icon);

  // One byte of one file, and a manifest that does not know of it.
  await host.build('forged');
  await host.change('manifest.webmanifest', (text) => `${text} `);
  expect(await look(page)).toBe(false);

  await host.build('second');
  expect(await look(page)).toBe(true);
  await page.reload();
  await expect(page.getByTestId('new-build')).toHaveAttribute('data-state', 'ready');
  await expect(html(page)).not.toHaveAttribute('data-build');
  await page.getByTestId('take-new-build').click();
  await expect(html(page)).toHaveAttribute('data-build', 'second');
  await expect(page.getByTestId('new-build')).toHaveCount(0);
  await relay.stop();
  await rm(host.dist, { recursive: true });
});

test('a script that is not as the page says, or that the page does not name, is not run', async ({
  browser,
}) => {
  const host = await deployed();
  const relay = await startTestRelay(undefined, { DIST: host.dist });
  const context = await browser.newContext({ serviceWorkers: 'block' });
  const page = await context.newPage();
  const refused: string[] = [];
  page.on('console', (m) => {
    if (/integrity/i.test(m.text())) refused.push(m.text());
  });
  page.on('pageerror', (error) => refused.push(String(error)));
  await page.goto(`${relay.url}/history`);
  await expect(page.getByTestId('history-empty')).toBeVisible();
  expect(refused).toEqual([]);
  const runs = (integrity: string) =>
    page.evaluate(
      (digest) =>
        new Promise<boolean>((resolve) => {
          const script = document.createElement('script');
          Object.assign(script, { src: '/check-browser.js', crossOrigin: 'anonymous', integrity: digest });
          script.onload = () => resolve(true);
          script.onerror = () => resolve(false);
          document.head.append(script);
        }),
      integrity,
    );
  expect(await runs(integrityOf(await readFile(join(host.dist, 'check-browser.js'))))).toBe(true);
  expect(await runs('')).toBe(false);

  // One byte more in a part that comes later, as somebody between host and page would do it.
  // The build before this one may still be on the host: its parts are not what the page loads.
  const index = await readFile(join(host.dist, 'index.html'), 'utf8');
  const [part] = /HistoryPage-[\w-]+\.js/.exec(index)!;
  await host.change(`assets/${part}`, (text) => `${text} `);
  const fresh = await browser.newContext({ serviceWorkers: 'block' });
  const victim = await fresh.newPage();
  await victim.goto(`${relay.url}/history`);
  await expect(victim.getByTestId('failure')).toHaveAttribute('data-code', 'drawing');
  await Promise.all([context.close(), fresh.close()]);
  await relay.stop();
  await rm(host.dist, { recursive: true });
});

test('a browser that lacks what the app needs says so in a sentence, and the app does not start', async ({
  page,
}) => {
  const relay = await startTestRelay();
  await page.addInitScript(() => Reflect.deleteProperty(Promise, 'withResolvers'));
  await page.goto(relay.url);
  await expect(page.getByTestId('lacking')).toContainText('too old');
  await expect(page.locator('#root > *')).toHaveCount(1);
  await relay.stop();
});

/** Somebody at the link whose app is two versions of the rules further on. */
async function newerAppAt(url: string) {
  const { parseTableUrl } = await import('../src/client/create/tableUrl.ts');
  const { meetingKeyOf } = await import('../src/codec/meeting.ts');
  const { fromHex } = await import('../src/codec/decode.ts');
  const { helloSigningBytes } = await import('../src/codec/hello.ts');
  const { encodeMessage } = await import('../src/codec/wire.ts');
  const { createEd25519 } = await import('../src/crypto/ed25519.ts');
  const { createNodeNetwork } = await import('../src/net/libp2pNode.ts');
  const address = parseTableUrl(new URL(url));
  if (typeof address === 'string') throw new Error(address);
  const random = (n: number) => crypto.getRandomValues(new Uint8Array(n));
  const tableId = fromHex(address.tableId);
  const network = await createNodeNetwork({
    ...{
      meetingKey: meetingKeyOf(address.config),
      relayAddresses: address.relays,
      privateKeySeed: random(32),
    },
  });
  const ed25519 = await createEd25519();
  const { publicKey: key, secretKey } = ed25519.generateKeyPair(random);
  const text = (s: string) => new TextEncoder().encode(s);
  const unsigned = {
    ...{ tableId, key, role: 0, seat: 2, ready: 1, revision: 1, epoch: 0, rules: 4, build: random(32) },
    ...{ nickname: text('Zoe'), peerId: text(network.self), signature: new Uint8Array(64) },
  };
  const signature = await ed25519.sign(secretKey, helloSigningBytes(unsigned));
  const hello = encodeMessage({ kind: 'hello', body: { ...unsigned, signature } });
  const unsubscribe = network.subscribe((event) => {
    if (event.kind === 'link' && event.link) network.send(event.peer, hello);
  });
  network.broadcast(hello);
  return {
    async stop() {
      unsubscribe();
      await network.stop();
    },
  };
}

test('two builds at a table are named to both; an app of newer rules at its link is named and takes no part', async ({
  browser,
}) => {
  const host = await deployed();
  const setting = settingOf(browser);
  const contexts: Awaited<ReturnType<typeof setting.context>>[] = [];
  const table = await TestTable.open(
    {
      ...setting,
      relay: () => startTestRelay(undefined, { DIST: host.dist }),
      context: async (n) => {
        // Alice has said which build is hers before the host deploys the next one.
        if (n === 1) {
          await expect(contexts[0]!.pages()[0]!.getByTestId('lobby')).toBeVisible();
          await host.build('second');
        }
        const context = await setting.context(n);
        contexts.push(context);
        return context;
      },
    },
    ['Alice', 'Bob'],
    { seats: 3 },
    {},
    async (alice) => {
      const alike = alice.page.getByTestId('apps-alike');
      await expect(alike).toHaveAttribute('data-state', 'differs');
      await expect(alike).toContainText('Bob');
    },
  );
  await waitForHand(table, 1);
  const stranger = await newerAppAt(table.url);
  for (const tab of table.tabs) {
    await expect(tab.page.getByTestId('other-rules')).toContainText('Zoe');
    await expect(tab.page.locator('[data-rules="newer"]')).toHaveCount(1);
    await expect(tab.page.getByTestId('askers-banner')).toHaveCount(0);
  }
  const bob = table.tab('Bob').page;
  await bob.getByTestId('shield').click();
  await expect(bob.getByTestId('apps-alike')).toContainText('Alice');
  await bob.keyboard.press('Escape');
  await playOut(table, 1, (tab) => tab.checkOrCall().then(() => undefined));
  for (const tab of table.tabs) await expect(tab.page.getByTestId('fault-banner')).toHaveCount(0);
  await stranger.stop();
  await table.close();
  await rm(host.dist, { recursive: true });
});
