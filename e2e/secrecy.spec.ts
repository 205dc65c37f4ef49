import { expect, type Page, test } from '@playwright/test';
import { fromHex } from '../src/codec/decode.ts';
import { cardText, parseCard } from '../src/poker/cards.ts';
import { gameNamed } from '../src/poker/catalogue.ts';
import type { SlotRecord } from '../src/storage/storage.ts';
import { ownOpenings } from '../src/table/deck/ownCards.ts';
import { agree, playUntil, waitForHand } from './support/play.ts';
import { replayDump } from './support/replay.ts';
import { type Tab, TestTable } from './support/table.ts';
import { verify } from './support/verify.ts';

interface Dump {
  readonly genesis: string;
  readonly blocks: { id: string; bytes: string }[];
  readonly slots: readonly SlotRecord[];
  /** Every value in the secrets store, opened, by name. */
  readonly secrets: Record<string, string>;
  /** Everything in the database as one text, to look for what must not be there. */
  readonly everything: string;
}

interface AtRest {
  readonly nonce: Uint8Array<ArrayBuffer>;
  readonly sealed: Uint8Array<ArrayBuffer>;
}

/** All a tab keeps in IndexedDB. */
function dumpDatabase(page: Page): Promise<Dump> {
  return page.evaluate(async () => {
    const hex = (b: Uint8Array): string => Array.from(b, (x) => x.toString(16).padStart(2, '0')).join('');
    const db = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open('dealerless');
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    const read = <T>(make: (s: IDBObjectStore) => IDBRequest<T>, store: string): Promise<T> =>
      new Promise((resolve, reject) => {
        const request = make(db.transaction(store).objectStore(store));
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const all: Record<string, unknown> = {};
    for (const store of Array.from(db.objectStoreNames)) all[store] = await read((s) => s.getAll(), store);
    const sealing = await read((s) => s.get('key') as IDBRequest<CryptoKey>, 'sealing');
    /** As the page opens it: whoever has the page may, and nothing else. */
    const opened = async (place: string[], { nonce, sealed }: AtRest): Promise<string> => {
      const parts = ['dealerless/at-rest/v1', 'secret', ...place].map((part) =>
        new TextEncoder().encode(part),
      );
      const named = new Uint8Array(parts.flatMap((part) => [0, 0, 0, part.length, ...part]));
      const how = { name: 'AES-GCM', iv: nonce, additionalData: named };
      return hex(new Uint8Array(await crypto.subtle.decrypt(how, sealing, sealed)));
    };
    const names = (await read((s) => s.getAllKeys(), 'secrets')) as [string, string][];
    const atRest = (await read((s) => s.getAll(), 'secrets')) as (AtRest | Uint8Array)[];
    db.close();
    if (atRest.some((one) => one instanceof Uint8Array && one.length > 0)) throw new Error('not sealed');
    const secrets = await Promise.all(
      names.map(async (name, i) => {
        const one = atRest[i]!;
        return [name[1], one instanceof Uint8Array ? '' : await opened(name, one)] as const;
      }),
    );
    const log = all.entries as { blocks: { id: string; bytes: Uint8Array }[]; slots: Dump['slots'] }[];
    return {
      genesis: hex((all.genesis as Uint8Array[])[0]!),
      blocks: log.flatMap((batch) => batch.blocks.map((b) => ({ id: b.id, bytes: hex(b.bytes) }))),
      slots: log.flatMap((batch) => batch.slots),
      secrets: Object.fromEntries(secrets),
      everything: JSON.stringify(all, (_, v) => (v instanceof Uint8Array ? hex(v) : v)),
    };
  });
}

test('before the showdown nobody else holds anything that opens my cards, all others together included', async ({
  browser,
}) => {
  const table = await TestTable.open(browser, ['Alice', 'Bob', 'Carol', 'Dave']);
  await waitForHand(table, 1);
  const victim = table.tab('Alice');
  const others = table.tabs.filter((t) => t !== victim);
  await expect(victim.page.getByTestId('card')).toHaveCount(2);
  await expect.poll(async () => (await victim.ownCards()).includes('??')).toBe(false);
  const cards = await victim.ownCards();
  const seat = await victim.seatNumber();

  for (const tab of others) {
    const shown = await tab.page
      .getByTestId(`tseat-${seat}`)
      .locator('[data-card]')
      .evaluateAll((c) => c.map((x) => x.getAttribute('data-card')));
    for (const card of cards) expect(shown, `${tab.name} sees a back`).not.toContain(card);
  }

  const dumps = await Promise.all(others.map((t) => dumpDatabase(t.page)));
  const mine = await dumpDatabase(victim.page);
  const longest = dumps.reduce((a, b) => (b.slots.length > a.slots.length ? b : a));
  const { state, worker } = await replayDump(
    fromHex(longest.genesis),
    longest.slots,
    new Map(longest.blocks.map((b) => [b.id, fromHex(b.bytes)])),
  );
  expect(state.hand?.hand).toBe(1);
  const openings = ownOpenings(state, seat);
  expect(openings, 'both hole cards lack nothing but their owner').toHaveLength(2);

  const { epoch, hand, attempt } = state.hand!.deck.context;
  const key = `${epoch}:${hand}:${attempt}:key`;
  const secrets = dumps.map((d) => d.secrets[key]);
  for (const secret of secrets) expect(secret).toMatch(/^[0-9a-f]{64}$/);
  const own = mine.secrets[key]!;
  for (const dump of dumps)
    for (const kept of [dump.everything, ...Object.values(dump.secrets)]) expect(kept).not.toContain(own);
  expect(mine.everything, 'sealed on its own disk as well').not.toContain(own);

  const open = async (ownSecret?: string): Promise<(number | undefined)[]> =>
    worker.openCards(
      openings.map((o) => ({
        ...o,
        shares: [...o.shares],
        ...(ownSecret === undefined ? {} : { ownSecret: fromHex(ownSecret) }),
      })),
    );
  expect(await open(), 'their shares alone').toEqual([undefined, undefined]);
  for (const secret of secrets)
    expect(await open(secret), 'with one of their secrets').toEqual([undefined, undefined]);
  // Their shares already hold all their layers: with any set of their secrets removed once more, nothing opens either.
  // The control: with the one value only Alice has, the very same computation gives her cards.
  expect((await open(own)).map((c) => cardText(c!)).sort()).toEqual([...cards].sort());
  worker.close();
  await table.close();
});

/** The tab whose hand is not better than the other's, with all cards out. */
async function weaker(tabs: readonly [Tab, Tab]): Promise<Tab> {
  const numbers = (texts: readonly string[]): number[] => texts.map((t) => parseCard(t) as number);
  const board = numbers(((await tabs[0].board()) ?? '').split(' '));
  const [a, b] = await Promise.all(
    tabs.map(async (t) => gameNamed('holdem').high(numbers(await t.ownCards()), board)!),
  );
  return a! <= b! ? tabs[0] : tabs[1];
}

test('a showdown is won without showing, and nothing that is left anywhere opens the hand', async ({
  browser,
}) => {
  const table = await TestTable.open(browser, ['Alice', 'Bob']);
  const tabs = table.tabs as [Tab, Tab];
  await waitForHand(table, 1);
  const offered = async (): Promise<Tab | undefined> => {
    for (const tab of tabs) if ((await tab.page.getByTestId('claim-unseen').count()) > 0) return tab;
    return undefined;
  };
  // On the river the weaker hand bets, so that it is shown first and the better one is asked.
  await playUntil(
    1,
    async () => (await offered()) !== undefined,
    async (tab) => {
      const river = (await tab.board())?.split(' ').length === 5;
      const free = (await tab.page.getByTestId('action-check').count()) > 0;
      if (river && free && tab === (await weaker(tabs))) await tab.raiseTo(2);
      else await tab.checkOrCall();
    },
    tabs,
  );
  const winner = (await offered())!;
  const other = tabs.find((t) => t !== winner)!;
  const [cards, seat] = [await winner.ownCards(), await winner.seatNumber()];
  const before = await dumpDatabase(winner.page);
  const key = Object.keys(before.secrets).find((name) => /^\d+:1:\d+:key$/.test(name))!;
  await winner.page.getByTestId('claim-unseen').click();

  const log = other.page.getByTestId('event-log');
  await expect(log).toContainText(/Alice proved|Bob proved/);
  await expect(other.page.getByTestId(`tseat-${seat}`).locator('[data-card]')).toHaveCount(2);
  const seen = other.page.getByTestId(`tseat-${seat}`).locator('[data-card="??"]');
  await expect(seen, 'two backs').toHaveCount(2);
  await waitForHand(table, 2);
  const agreed = await agree(table);
  expect(agreed.totalChips).toBe(400);

  const dumps = await Promise.all(tabs.map((t) => dumpDatabase(t.page)));
  for (const dump of dumps) {
    // The key of the hand is gone from both, and the winner's was never anywhere but in its own tab.
    expect(Object.keys(dump.secrets)).not.toContain(key);
    for (const kept of [dump.everything, ...Object.values(dump.secrets)])
      expect(kept).not.toContain(before.secrets[key]!);
  }
  const theirs = dumps[tabs.indexOf(other)]!;
  const { state, worker } = await replayDump(
    fromHex(theirs.genesis),
    theirs.slots,
    new Map(theirs.blocks.map((b) => [b.id, fromHex(b.bytes)])),
    (s) => s.hand?.hand === 1 && s.hand.phase === 'done',
  );
  const openings = ownOpenings(state, seat);
  expect(openings).toHaveLength(2);
  const open = (ownSecret?: string): Promise<(number | undefined)[]> =>
    worker.openCards(
      openings.map((o) => ({
        ...o,
        shares: [...o.shares],
        ...(ownSecret === undefined ? {} : { ownSecret: fromHex(ownSecret) }),
      })),
    );
  expect(await open(), 'all that was ever said').toEqual([undefined, undefined]);
  for (const secret of Object.values(theirs.secrets).filter((s) => /^[0-9a-f]{64}$/.test(s)))
    expect(await open(secret), 'with a secret that is left').toEqual([undefined, undefined]);
  expect((await open(before.secrets[key])).map((c) => cardText(c!)).sort(), 'the control').toEqual(
    [...cards].sort(),
  );
  worker.close();

  const history = await other.context.newPage();
  await history.goto(`${table.relay.url}/history`);
  const [file] = await Promise.all([
    history.waitForEvent('download'),
    history.getByTestId('export-log').first().click(),
  ]);
  const { code, printed } = await verify(await file.path());
  expect(printed).toContain('all hold');
  expect(code).toBe(0);
  await table.close();
});
