/** Whole nodes at a showdown that is won without showing: what the others keep, and what the exported log says. */
import { afterEach, describe, expect, it } from 'vitest';
import { logFileOf } from '../client/record/exportLog.ts';
import { SECOND_DEFAULTS } from '../codec/config.ts';
import { proofFields } from '../crypto/shuffleKey.ts';
import type { GameNode } from '../node/gameNode.ts';
import { gameNamed } from '../poker/catalogue.ts';
import { ownOpenings } from '../table/deck/ownCards.ts';
import { height, TestTable, until } from '../testing/nodes.ts';
import type { DeckWorker } from '../workers/deckWorker.ts';
import { createNodeDeckWorker } from '../workers/nodeWorker.ts';
import { verifyBytes } from './verify.ts';

let table: TestTable | undefined;
afterEach(async () => {
  await table?.stop();
  table = undefined;
});

const state = (n: GameNode) => n.validator!.table;
const over = (n: GameNode) => state(n).hand?.phase === 'done';
const hole = (n: GameNode) => n.validator!.ownCards!.cards as number[];

/** Heads-up to a showdown whose last hand is as good as the first, or better: on the river the weaker one bets. */
async function lastHandWins(): Promise<{ first: GameNode; last: GameNode }> {
  const { nodes } = table!;
  await until(nodes, 'cards', () => nodes.every((n) => n.validator?.ownCards?.hand === 1));
  const weaker = (): GameNode => {
    const board = state(nodes[0]!).hand!.engine.board.filter((c) => c !== null);
    const [a, b] = nodes.map((n) => gameNamed('holdem').high(hole(n), board)!);
    return a! <= b! ? nodes[0]! : nodes[1]!;
  };
  const offered = () => nodes.find((n) => n.claiming?.offer() !== undefined);
  await table!.playUntil(
    nodes,
    'the river bet',
    () => offered() !== undefined || nodes.every(over),
    (legal, player) => {
      const river = state(player).hand!.engine.board.length === 5;
      if (river && legal.check && player === weaker())
        return { verb: 3, amountChips: legal.raise!.minToChips };
      return { verb: legal.check ? 1 : 2 };
    },
  );
  const last = offered()!;
  return { last, first: nodes.find((n) => n !== last)! };
}

const config = { seats: 2, ...SECOND_DEFAULTS, claims: 1, bondChips: 20, ...proofFields('transparent', 52) };
const winShare = ({ validator }: GameNode) => {
  const { seat, table: t } = { seat: validator!.part().yourSeat!, table: validator!.table };
  return { seat, hand: t.hand! };
};

describe('a showdown won without showing', () => {
  it('leaves the cards closed for ever, and the log holds', async () => {
    table = await TestTable.create(config);
    await table.start(2);
    const { first, last } = await lastHandWins();
    const { nodes, storages } = table;
    const { seat, hand } = winShare(last);
    // What whoever holds everything of the others could open it with, asked while the keys are still there.
    const key = `${hand.deck.context.epoch}:${hand.hand}:${hand.attempt}:key`;
    const secretOf = (n: GameNode) => storages[nodes.indexOf(n)]!.getSecret(key);
    const [theirs, own] = [(await secretOf(first))!, (await secretOf(last))!];
    expect(last.claiming!.choose('claim')).toBe(true);
    await until(nodes, 'the end', () => nodes.every(over));
    const openings = ownOpenings(state(first), seat);
    expect(openings).toHaveLength(2);
    const worker = await createNodeDeckWorker({ deckSize: 52 });
    const open = (ownSecret: Uint8Array) =>
      worker.openCards(openings.map((o) => ({ ...o, shares: [...o.shares], ownSecret })));
    expect(await open(theirs)).toEqual([undefined, undefined]);
    expect(await open(own)).toEqual(hole(last));
    worker.close();
    expect(first.part()!.seats[seat]).toMatchObject({ cards: [null, null], handName: undefined });
    expect(first.part()!.seats[seat]!.claimed).toMatch(/better|equal/);
    expect(state(first).hand!.outcome!.seats.find((s) => s.seat === seat)!.wonChips).toBeGreaterThan(0);
    expect(state(first).hand!.faults).toEqual([]);
    expect(first.part()!.seats.map((s) => s.stackChips)).toEqual(last.part()!.seats.map((s) => s.stackChips));
    // Nobody shows in the pause, and then the keys are gone.
    await until(nodes, 'hand 2', () => nodes.every((n) => state(n).hand?.hand === 2));
    await until(nodes, 'cards of hand 2', () => nodes.every((n) => n.validator?.ownCards?.hand === 2));
    for (const n of nodes) expect(await secretOf(n)).toBeUndefined();
    await until(nodes, 'one height', () => new Set(nodes.map(height)).size === 1);
    const verdict = await verifyBytes((await logFileOf(storages[nodes.indexOf(first)]!))!);
    expect(verdict).toMatchObject({ ok: true, report: { hands: 1, falseProofs: 0, equivocations: [] } });
  }, 60_000);

  it('costs hand, bond and seat where the proof is none, in every tab and in the log', async () => {
    const bent = (worker: DeckWorker): DeckWorker => ({
      ...worker,
      proveWin: async (claim, secret) => {
        const proof = await worker.proveWin(claim, secret);
        // The last response: still a scalar of the field.
        proof[proof.length - 1]! ^= 1;
        return proof;
      },
    });
    table = await TestTable.create(config);
    for (const i of [0, 1]) await table.open(i, `P${i}`, undefined, 'player', bent);
    await table.start(2);
    const { first, last } = await lastHandWins();
    const { nodes, storages } = table;
    const { seat } = winShare(last);
    last.claiming!.choose('claim');
    // Who is caught is left out of the epoch that begins at once; the others go on without it.
    await until(nodes, 'the lie', () => (first.validator?.table.epoch ?? 0) > 0);
    expect(first.validator!.table.life.seats.find((s) => s?.seat === seat)?.status).toBe('expelled');
    expect(first.validator!.table.seats.find((s) => s.seat === seat)?.bondChips ?? 0).toBe(0);
    expect(nodes.map((n) => n.fatal)).toEqual([undefined, undefined]);
    const verdict = await verifyBytes((await logFileOf(storages[nodes.indexOf(first)]!))!);
    expect(verdict).toMatchObject({ ok: true, report: { falseProofs: 1 } });
  }, 60_000);
});
