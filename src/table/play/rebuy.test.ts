import { describe, expect, it } from 'vitest';
import { SECOND_DEFAULTS } from '../../codec/config.ts';
import { clearDeck, genesis, Play, seeded } from '../../testing/tablePlay.ts';
import { limits } from '../state/limits.ts';
import { lifeSeat } from '../state/seats.ts';
import { tableView } from '../view/view.ts';
import { rebuysAwaited } from './rebuy.ts';

const second = { protocolVersion: 2, proofs: 0, claims: 0 };

/** Three are dealt in; one of the first two to act has nothing left. */
async function bust(change: object = second): Promise<{ p: Play; out: number }> {
  const p = new Play(genesis([0, 1, 2], change), clearDeck(seeded(3)));
  await p.deal();
  const first = p.toAct()!;
  p.bet(first, 'raiseTo', 200);
  const next = p.toAct()!;
  p.bet(next, 'call');
  p.bet(p.toAct()!, 'fold');
  await p.work();
  const out = [first, next].find((seat) => lifeSeat(p.state.life, seat)!.stackChips === 0)!;
  expect(lifeSeat(p.state.life, out)?.status).toBe('busted');
  return { p, out };
}

describe('who has lost the last chip', () => {
  it('has half a minute to buy in again, which every screen counts down', async () => {
    const { p, out } = await bust();
    expect(rebuysAwaited(p.state)).toEqual([out]);
    expect(p.state.deadline).toMatchObject({ key: 'rebuy.1', totalMs: limits.rebuyMs });
    p.slot();
    p.slot();
    const shown = tableView(p.state, { seat: out }).hand?.rebuy;
    expect(shown).toEqual({ seats: [out], endsMs: p.state.deadline!.deadline.dueMs });
    p.passDeadline();
    expect(p.state.hand).toMatchObject({ hand: 2 });
    expect(p.state.hand?.dealtIn).not.toContain(out);
  });

  it('buys in, and the next hand has it after the usual pause, counted from the end of the last', async () => {
    const { p, out } = await bust();
    p.slot();
    p.slot();
    const { dueMs } = p.state.deadline!.deadline;
    expect(p.commit(out, { kind: 'topUp', body: { chips: 200 } })).toEqual({ applied: true });
    const pause = SECOND_DEFAULTS.pauseShownMs + limits.pauseRunOutMs[3]!;
    expect(p.state.deadline).toMatchObject({ key: 'pause.1', totalMs: pause });
    expect(p.state.deadline!.deadline.dueMs).toBe(dueMs! - limits.rebuyMs + pause);
    expect(tableView(p.state, { seat: out }).hand?.rebuy).toBeUndefined();
    await p.work();
    p.passDeadline();
    expect(p.state.hand?.dealtIn).toContain(out);
  });

  it('buys in late, and the hand begins with the next slots: nobody waits another pause, or for a halt', async () => {
    const { p, out } = await bust();
    p.slot();
    p.slot();
    p.slot(25_000);
    p.commit(out, { kind: 'topUp', body: { chips: 200 } });
    await p.work();
    expect(p.state.deadline!.deadline.dueMs! - p.timeMs).toBeLessThanOrEqual(0);
    p.slot(1_001);
    expect(p.state.hand).toMatchObject({ hand: 2 });
  });

  it('and leaves is not waited for', async () => {
    const { p, out } = await bust();
    expect(p.commit(out, { kind: 'standUp', body: { version: 0 } })).toEqual({ applied: true });
    expect(p.state.deadline?.key).not.toBe('rebuy.1');
    expect(rebuysAwaited(p.state)).toEqual([]);
    p.passDeadline();
    expect(p.state.hand).toMatchObject({ hand: 2 });
  });

  it('is waited for by nobody at tables of the first version, in a tournament, or where the game is over', async () => {
    const { p } = await bust({});
    expect(p.state.deadline?.key).toBe('pause.1');
    expect(rebuysAwaited(p.state)).toEqual([]);
    const level = { smallBlindChips: 1, bigBlindChips: 2, anteChips: 0, hands: 50, durationMs: 0 };
    const sitAndGo = { ...second, levels: [level], payoutsBasisPoints: [{ share: 10_000 }] };
    const tournament = await bust(sitAndGo);
    expect(tournament.p.state.deadline?.key).toBe('pause.1');
  });
});
