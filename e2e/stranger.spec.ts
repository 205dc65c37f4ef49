/** A stranger with a script of its own at the link, while three friends sit down and play: nothing but a count. */
import { expect, type Page, test } from '@playwright/test';
import { testIds } from '../src/ui/testIds.ts';
import { agree, playOut, waitForHand } from './support/play.ts';
import { startTestRelay } from './support/relay.ts';
import { type Crowd, crowdAt } from './support/strangerCrowd.ts';
import { settingOf, TestTable } from './support/table.ts';

/** Opens tabs without a screen at this table, each with a key of its own. */
async function strangersAt(url: string, tabs: number) {
  const { parseTableUrl } = await import('../src/client/create/tableUrl.ts');
  const { meetingKeyOf } = await import('../src/codec/meeting.ts');
  const { fromHex } = await import('../src/codec/decode.ts');
  const { genesisSigningBytes, NO_SEAT, sealSigningBytes } = await import('../src/codec/genesis.ts');
  const { helloSigningBytes } = await import('../src/codec/hello.ts');
  const { encodeMessage } = await import('../src/codec/wire.ts');
  const { createEd25519 } = await import('../src/crypto/ed25519.ts');
  const app = { rules: 2, build: new Uint8Array(32) };
  const { createNodeNetwork } = await import('../src/net/libp2pNode.ts');
  const address = parseTableUrl(new URL(url));
  if (typeof address === 'string') throw new Error(address);
  const { config } = address;
  const tableId = fromHex(address.tableId);
  const random = (n: number) => crypto.getRandomValues(new Uint8Array(n));
  const ed25519 = await createEd25519();
  const text = (s: string) => new TextEncoder().encode(s);
  const open = async (i: number) => {
    const network = await createNodeNetwork({
      meetingKey: meetingKeyOf(config),
      relayAddresses: address.relays,
      privateKeySeed: random(32),
    });
    return { network, ...ed25519.generateKeyPair(random), name: `Stranger ${i}` };
  };
  const all = await Promise.all(Array.from({ length: tabs }, (_, i) => open(i)));
  return {
    links: () => all.map(({ network }) => network.links().length),
    /** All of them have begun this table among themselves, and one has sealed it. */
    async forge(): Promise<void> {
      const members = all.map(({ publicKey, name }, seat) => ({
        ...{ role: 0, seat, key: publicKey, nickname: text(name) },
        ...app,
      }));
      const body = { config, members };
      const signatures = await Promise.all(
        all.map((s) => ed25519.sign(s.secretKey, genesisSigningBytes(body))),
      );
      const seal = await ed25519.sign(all[0]!.secretKey, sealSigningBytes(body));
      const bytes = encodeMessage({ kind: 'genesis', body: { body, signatures: [...signatures, seal] } });
      for (const { network } of all) network.broadcast(bytes);
    },
    /** Each says who it is, or asks for a seat, again and again. */
    async say(revisions: { from: number; to: number }, firstSeat?: number): Promise<void> {
      for (const [i, { network, publicKey, secretKey, name }] of all.entries()) {
        for (let revision = revisions.from; revision <= revisions.to; revision++) {
          const unsigned = {
            ...{
              tableId,
              key: publicKey,
              role: 0,
              seat: firstSeat === undefined ? NO_SEAT : firstSeat + i,
              ready: firstSeat === undefined ? 0 : 1,
              nickname: text(name),
            },
            ...{ revision, epoch: 0, peerId: text(network.self), signature: new Uint8Array(64) },
            ...app,
          };
          const signature = await ed25519.sign(secretKey, helloSigningBytes(unsigned));
          network.broadcast(encodeMessage({ kind: 'hello', body: { ...unsigned, signature } }));
        }
      }
    },
    stop: () => Promise.all(all.map(({ network }) => network.stop())),
  };
}

test('a stranger at the link forges a beginning, asks and floods while three friends play: a count on their screens', async ({
  browser,
}) => {
  let strangers: Awaited<ReturnType<typeof strangersAt>> | undefined;
  const table = await TestTable.open(
    browser,
    ['Alice', 'Bob', 'Carol'],
    { seats: 6 },
    {},
    async ({ page }) => {
      strangers = await strangersAt(page.url(), 2);
      await expect.poll(strangers.links, { timeout: 60_000 }).toEqual([4, 4]);
      await strangers.say({ from: 1, to: 1 });
      await strangers.forge();
    },
  );
  await waitForHand(table, 1);
  await strangers!.say({ from: 2, to: 60 }, 3);
  for (const tab of table.tabs) {
    await expect(tab.page.getByTestId(testIds.askersBanner)).toHaveAttribute('data-count', '2');
    await expect(tab.page.getByTestId(testIds.faultBanner)).toHaveCount(0);
    await expect(tab.page.getByTestId(testIds.beginnings)).toHaveCount(0);
  }
  await playOut(table, 1, (tab) => tab.fold());
  await waitForHand(table, 2);
  expect((await agree(table)).totalChips).toBe(3 * 200);
  await strangers!.stop();
  await table.close();
});

test('a stranger takes all the places it can get, before the friends come and while they play: nothing but a count', async ({
  browser,
}) => {
  let crowd: Crowd | undefined;
  let host: Page | undefined;
  const setting = settingOf(browser);
  const table = await TestTable.open(
    {
      ...setting,
      // The stranger is not of their household.
      relay: () => startTestRelay(undefined, { TRUST_PROXY: '1' }),
      // Alice is alone at her table when they come; her friends find it full.
      prepare: async (page, n) => {
        if (n === 0) host = page;
        if (n !== 1) return;
        crowd = await crowdAt(host!.url(), 36);
        await expect.poll(() => crowd!.held().directory, { timeout: 120_000 }).toBeGreaterThan(28);
      },
    },
    ['Alice', 'Bob', 'Carol'],
    { seats: 6 },
  );
  await waitForHand(table, 1);
  await expect.poll(() => crowd!.held().directory).toBeGreaterThan(25);
  crowd!.renew(30_000);
  const calm = async (): Promise<void> => {
    for (const tab of table.tabs) {
      await expect(tab.page.getByTestId(testIds.faultBanner)).toHaveCount(0);
      await expect(tab.page.getByTestId(testIds.beginnings)).toHaveCount(0);
      await expect(tab.page.getByTestId(testIds.connectedStatus)).toHaveText('Everybody is connected');
    }
  };
  await playOut(table, 1, (tab) => tab.fold());
  await waitForHand(table, 2);
  const bob = table.tab('Bob');
  const cards = await bob.ownCards();
  await bob.page.reload();
  await expect(bob.table).toHaveAttribute('data-hand', '2', { timeout: 240_000 });
  await expect.poll(() => bob.ownCards()).toEqual(cards);
  await playOut(table, 2, (tab) => tab.checkOrCall());
  await waitForHand(table, 3);
  await calm();
  expect((await agree(table)).totalChips).toBe(3 * 200);
  await crowd!.stop();
  await table.close();
});
