/** Whole nodes, one of which can keep nothing more in the middle of a hand. */
import { afterEach, describe, expect, it } from 'vitest';
import { decodeMessage } from '../codec/wire.ts';
import { isFull } from '../storage/full.ts';
import { createMemoryGame } from '../storage/memory.ts';
import type { BlockRecord, GameStorage, SlotRecord } from '../storage/storage.ts';
import { height, root, TestTable, until } from '../testing/nodes.ts';
import type { GameNode } from './gameNode.ts';

let table: TestTable | undefined;
afterEach(async () => {
  await table?.stop();
  table = undefined;
});

/** A browser's database whose quota can be used up, and given back. */
function limited(): { storage: GameStorage; room: (left: boolean) => void; stored: string[] } {
  let left = true;
  const stored: string[] = [];
  const memory = createMemoryGame();
  const named = (blocks: readonly BlockRecord[], slots: readonly SlotRecord[] = []): void =>
    void stored.push(...blocks.map((b) => b.id), ...slots.map((s) => `slot ${s.epoch} ${s.height}`));
  const storage: GameStorage = {
    ...memory,
    async journal(blocks) {
      await memory.journal(blocks);
      named(blocks);
    },
    async appendSlots(slots, blocks) {
      await memory.appendSlots(slots, blocks);
      named(blocks, slots);
    },
  };
  const needsRoom = new Set<string | symbol>([
    'journal',
    'appendSlots',
    'saveEpoch',
    'putSecret',
    'saveHand',
  ]);
  return {
    stored,
    storage: new Proxy(storage, {
      get(target, name) {
        const value: unknown = Reflect.get(target, name);
        if (typeof value !== 'function' || !needsRoom.has(name)) return value;
        return (...args: unknown[]): unknown =>
          left
            ? Reflect.apply(value, target, args)
            : Promise.reject(new DOMException('no room', 'QuotaExceededError'));
      },
    }),
    room: (is) => {
      left = is;
    },
  };
}

describe('a full disk in the middle of a hand', () => {
  it('ends the tab before it signs what it cannot keep; with room again it goes on where it was, and nobody is accused', async () => {
    table = await TestTable.create();
    const { storage, room, stored } = limited();
    table.storages[2] = storage;
    await table.start(3);
    const { nodes } = table;
    await until(nodes, 'cards', () => nodes.every((n) => n.validator?.ownCards?.hand === 1));
    const mayAct = (n: GameNode) => n.validator!.part().legal !== undefined;
    await until(nodes, 'a decision', () => nodes.some(mayAct));
    const cards = nodes[2]!.validator!.ownCards!.cards;
    room(false);
    const lastWords: string[] = [];
    table.hub.setDrop((from, to, bytes) => {
      if (from === 'P2' && decodeMessage(bytes).kind === 'stopped') lastWords.push(to);
      return false;
    });
    const failed = new Promise<void>((resolve) => {
      nodes[2]!.subscribe(() => {
        if (nodes[2]!.phase === 'failed') resolve();
      });
    });
    // Whoever acts: the third has to store the block that says so.
    const actor = nodes.find(mayAct)!;
    const { hand, decision } = actor.validator!.part().legal!;
    actor.submit({ kind: 'bet', body: { hand, decision, verb: 0, amountChips: 0 } });
    await failed;
    expect(isFull(nodes[2]!.fatal)).toBe(true);
    // The others hear that it has stopped, and that is all: it is away.
    const seen = (n: GameNode) => n.chain()!.members[2]!;
    const others = nodes.slice(0, 2);
    await until(others, 'its link is gone', () => others.every((n) => !seen(n).linked));
    expect(lastWords.sort()).toEqual(['P0', 'P1']);
    expect(others.flatMap((n) => n.links().map((l) => l.refused))).toEqual([{}, {}]);
    await nodes[2]!.stop();

    room(true);
    const again = await table.open(2);
    const all: GameNode[] = [nodes[0]!, nodes[1]!, again];
    await until(all, 'it is back', () => again.validator?.replaying === false);
    const isDone = (n: GameNode) =>
      n.validator?.table.hand?.hand === 1 && n.validator.table.hand.phase === 'done';
    if (again.validator?.ownCards?.hand === 1) expect(again.validator.ownCards.cards).toEqual(cards);
    await table.foldUntil(all, 'the end of the hand', () => all.every(isDone));
    await until(all, 'the same height', () => new Set(all.map(height)).size === 1);
    expect(new Set(all.map(root)).size).toBe(1);
    // What the journal held when it was opened again is not written to it once more.
    expect(stored.length).toBeGreaterThan(20);
    expect(stored.filter((what, i) => stored.indexOf(what) !== i)).toEqual([]);
    expect(others.map((n) => seen(n).linked)).toEqual([true, true]);
    for (const n of all) {
      expect(n.validator!.equivocations).toEqual([]);
      expect(n.validator!.table.hand!.faults).toEqual([]);
    }
  }, 240_000);
});
