/** Which tables a host's rail hears of. */
import { expect, it } from 'vitest';
import { railKeyOf } from '../src/codec/meeting.ts';
import { relayLimits } from './limits.ts';
import { WatchedTables } from './watchedTables.ts';

const table = (n: number): string => n.toString(16).padStart(2, '0').repeat(32);
const rail = (n: number): string => Buffer.from(railKeyOf(Buffer.from(table(n), 'hex'))).toString('hex');

function setUp() {
  const now = { ms: 0 };
  const open = new Set<string>();
  const watched = new Set<string>();
  const offered: string[] = [];
  const tables = new WatchedTables({
    nowMs: () => now.ms,
    isOpen: (key) => open.has(key),
    isWatched: (key) => watched.has(key),
    offer: (key) => offered.push(key),
  });
  const opens = (n: number): void => {
    open.add(table(n));
    tables.opened(table(n));
  };
  const watch = (n: number): void => {
    watched.add(rail(n));
    tables.watched(rail(n));
  };
  return { now, open, watched, offered, tables, opens, watch };
}

it('a table that is played and watched by this relay, whichever came first; no other', () => {
  const { offered, tables, opens, watch } = setUp();
  opens(1);
  expect(offered).toEqual([]);
  watch(1);
  watch(2);
  expect(offered).toEqual([table(1)]);
  opens(2);
  expect(offered).toEqual([table(1), table(2)]);
  tables.watched('nobody’s');
  expect([offered.length, tables.all()]).toEqual([2, [table(1), table(2)]]);
});

it('a thousand who join within a second are one word to the rail; later it is told again', () => {
  const { now, offered, opens, watch } = setUp();
  opens(1);
  for (let i = 0; i < 1_000; i++) {
    now.ms += 1;
    watch(1);
  }
  expect(offered).toHaveLength(1);
  now.ms += relayLimits.railOfferMs;
  watch(1);
  expect(offered).toHaveLength(2);
});

it('one that is closed is forgotten, and told of at once when it is open again', () => {
  const { open, watched, offered, tables, opens, watch } = setUp();
  opens(1);
  watch(1);
  open.clear();
  watch(1);
  expect([offered.length, tables.all()]).toEqual([1, []]);
  watched.clear();
  opens(2);
  opens(1);
  watch(1);
  expect(offered).toEqual([table(1), table(1)]);
});
