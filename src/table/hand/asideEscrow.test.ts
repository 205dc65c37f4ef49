import { describe, expect, it } from 'vitest';
import { ADMISSIONS } from '../../codec/config.ts';
import { adjourn, comesBack, table, until } from '../../testing/asidePlay.ts';
import { type Play, spoiled } from '../../testing/tablePlay.ts';
import { escrowDuties } from '../deck/duties.ts';
import { setAside } from './aside.ts';

describe('a hand with escrow among three that went on in another epoch', () => {
  const open = ADMISSIONS.indexOf('open');
  const among = { protocolVersion: 2, proofs: 0, claims: 0, escrow: 2, admission: open };

  /** Seats 0, 2 and 3 on the flop; 3 goes and comes back, with somebody new in seat 1: all are numbered anew. */
  async function renumbered(): Promise<Play> {
    const p = table(among, [0, 2, 3]);
    await p.work();
    await p.deal();
    p.bet(p.toAct()!, 'raiseTo', 30);
    for (let i = 0; i < 2; i++) p.bet(p.toAct()!, 'call');
    await p.work();
    const { hand: number, escrow } = p.state.hand!;
    expect(escrow).toMatchObject({ threshold: 2 });
    adjourn(p, 3);
    await comesBack(p, 1, 0);
    await comesBack(p, 3, 0);
    expect(p.state.validators.map((v) => v.seat)).toEqual([0, 1, 2, 3]);
    await until(p, () => p.state.hand?.hand === number);
    expect(p.state.hand?.escrow).toMatchObject({
      ...escrow,
      holders: [{ seat: 0 }, { seat: 2 }, { seat: 3 }],
    });
    return p;
  }

  it('is opened by those it was left with, under the numbers and with the keys of then, and by nobody else', async () => {
    const p = await renumbered();
    p.silent.add(3);
    for (let seat = p.toAct(); seat !== undefined; seat = p.toAct()) p.bet(seat, 'check');
    await until(p, () => p.state.hand!.absent.includes(3));
    const openings = (seat: number) =>
      escrowDuties(p.state, p.author(seat)).filter((d) => d.kind === 'escrowOpen');
    expect(openings(1)).toEqual([]);
    const { keys } = p.state.hand!.escrow!;
    for (const [seat, number] of [
      [0, 1],
      [2, 2],
    ] as const) {
      const publicKey = keys[number - 1];
      expect(openings(seat)).toMatchObject([{ receiver: number, owner: 3, publicKey, keyCtx: { epoch: 0 } }]);
    }
    const body = {
      hand: p.state.hand!.hand,
      attempt: 0,
      deckDigest: p.state.hand!.deck.deckDigest!,
      seat: 3,
    };
    const foreign = { ...body, positions: [9], openings: new Uint8Array(48), proof: new Uint8Array(128) };
    expect(p.commit(1, { kind: 'escrowOpen', body: foreign })).toMatchObject({ reason: 'not-a-receiver' });
    await p.work();
    expect(p.state.hand?.engine.board).toHaveLength(4);
    expect(p.state.hand?.suspended).toBe(false);
  });

  it('a false opening is its own sender’s lie: it loses bond and hand, and opens nothing', async () => {
    const p = await renumbered();
    p.silent.add(3);
    p.twist.set(2, (tx) => (tx.kind === 'escrowOpen' ? spoiled(tx) : tx));
    for (let seat = p.toAct(); seat !== undefined; seat = p.toAct()) p.bet(seat, 'check');
    await until(p, () => p.state.hand!.absent.includes(3));
    await p.work();
    const { hand } = p.state;
    expect(p.state.seats.find((s) => s.seat === 2)).toMatchObject({ bondChips: 0 });
    expect(hand!.engine.players.find((q) => q.seat === 2)?.status).toBe('dead');
    expect(hand!.deck.openings[hand!.dealtIn.indexOf(3)]).toMatchObject([{ receiver: 1 }]);
    expect(hand!.engine.board).toHaveLength(3);
  });

  it('and set aside once more still knows who held what', async () => {
    const p = await renumbered();
    const { holders } = p.state.hand!.escrow!;
    const again = setAside(p.state, p.author(2));
    expect(again.aside.map((a) => a.hand.escrow?.holders)).toEqual([holders]);
  });
});
