/** What is verified before it is committed: one proof for each author and duty. */
import { describe, expect, it } from 'vitest';
import { encodeTransaction, type Transaction } from '../../codec/transactions.ts';
import { duties } from '../../table/deck/duties.ts';
import { nextNonce } from '../../table/state/nonces.ts';
import type { TableState } from '../../table/state/state.ts';
import { clearDeck, genesis, Play, seeded, type Unsent } from '../../testing/tablePlay.ts';
import { EarlyProofs } from './earlyProofs.ts';
import type { VerdictCache } from './verdicts.ts';

function table() {
  const p = new Play(genesis([0, 1, 2, 3]), clearDeck(seeded(7)));
  while (p.state.hand === undefined) p.passDeadline();
  const asked: string[] = [];
  const verdicts = {
    of: async (statement: { kind: string; author?: number }) => {
      asked.push(`${statement.kind}`);
      return { verdict: { ok: true }, tookMs: 0 };
    },
  } as unknown as VerdictCache;
  const foreseen: TableState[] = [];
  const early = new EarlyProofs(
    verdicts,
    () => p.state,
    (error) => {
      throw error;
    },
    (after) => foreseen.push(after),
  );
  return { p, asked, early, foreseen };
}

const bytesOf = (p: Play, author: number, tx: Unsent): Uint8Array =>
  encodeTransaction({ ...tx, nonce: nextNonce(p.state, author) } as Transaction);

/** The key that a seat owes, with another proof each time. */
async function key(p: Play, seat: number, mark: number): Promise<Unsent> {
  const [duty] = duties(p.state, seat, undefined);
  const tx = await p.deck.fulfil(duty!, seat);
  if (tx.kind !== 'deckKey') throw new Error(tx.kind);
  return { ...tx, body: { ...tx.body, proof: new Uint8Array(80).fill(mark) } };
}

describe('proofs that are not committed yet', () => {
  it('of one author for one duty: the first is verified, two hundred and fifty-five others are not', async () => {
    const { p, asked, early } = table();
    const block = [];
    for (let i = 1; i <= 255; i++) block.push(bytesOf(p, 1, await key(p, 1, i)));
    early.arrived(1, block);
    early.arrived(1, block);
    expect(asked).toHaveLength(1);
    early.moved();
    expect(asked).toHaveLength(1);
  });

  it('of others do not wait behind them', async () => {
    const { p, asked, early } = table();
    early.arrived(1, [bytesOf(p, 1, await key(p, 1, 1)), bytesOf(p, 1, await key(p, 1, 2))]);
    early.arrived(2, [bytesOf(p, 2, await key(p, 2, 1))]);
    expect(asked).toHaveLength(2);
  });

  it('that cannot be told yet push out only their author’s own', async () => {
    const { p, asked, early } = table();
    const good = await key(p, 2, 1);
    const later = (hand: number): Uint8Array =>
      bytesOf(p, 1, { ...good, body: { ...(good as { body: object }).body, hand } } as Unsent);
    early.arrived(
      1,
      Array.from({ length: 200 }, (_, i) => later(50 + i)),
    );
    expect(asked).toEqual([]);
    early.arrived(2, [bytesOf(p, 2, good)]);
    expect(asked).toHaveLength(1);
  });

  it('a shuffle that arrives tells who is next what it will owe, once, and changes nothing', async () => {
    const { p, early, foreseen } = table();
    const { dealtIn } = p.state.hand!;
    for (const seat of dealtIn) p.twist.set(seat, (tx) => (tx.kind === 'shuffle' ? undefined : tx));
    await p.work();
    const [first] = duties(p.state, dealtIn[0]!, undefined);
    const before = p.state;
    const shuffles = [];
    for (const mark of [1, 2]) {
      const tx = await p.deck.fulfil(first!, dealtIn[0]!);
      if (tx.kind !== 'shuffle') throw new Error(tx.kind);
      const proof = tx.body.proof.map((byte, i) => (i === 0 ? mark : byte));
      shuffles.push(bytesOf(p, dealtIn[0]!, { ...tx, body: { ...tx.body, proof } }));
    }
    early.arrived(dealtIn[0]!, shuffles);
    expect(foreseen).toHaveLength(1);
    expect(p.state).toBe(before);
    const next = dealtIn[1]!;
    expect(duties(p.state, next, undefined)).toEqual([]);
    expect(duties(foreseen[0]!, next, undefined)).toMatchObject([{ kind: 'shuffle', step: 1 }]);
  });
});
