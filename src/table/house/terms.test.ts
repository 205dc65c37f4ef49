/** Other blinds and another time to act: by everybody's word only, from the next hand on. */
import { describe, expect, it } from 'vitest';
import { CONFIG_VERSION, SECOND_DEFAULTS } from '../../codec/config.ts';
import { clearDeck, genesis, Play, seeded } from '../../testing/tablePlay.ts';
import { limits } from '../state/limits.ts';
import { stateRoot } from '../state/root.ts';
import { totalChips } from '../state/seats.ts';
import { actionTimeMs } from './terms.ts';

const start = (seats: readonly number[], change = {}) => genesis(seats, { bondChips: 20, ...change });

async function dealt(seats: readonly number[], change = {}): Promise<Play> {
  const p = new Play(start(seats, change), clearDeck(seeded(7)));
  await p.work();
  await p.deal();
  return p;
}

function foldOut(p: Play): void {
  for (let seat = p.toAct(); seat !== undefined; seat = p.toAct()) p.bet(seat, 'fold');
}

const propose = (p: Play, seat: number, small = 5, big = 10, seconds = 30) =>
  p.commit(seat, {
    kind: 'terms',
    body: { smallBlindChips: small, bigBlindChips: big, actionTimeMs: seconds * 1000 },
  });
const say = (p: Play, seat: number, agree = 1, proposal = p.state.house.termsMade) =>
  p.commit(seat, { kind: 'termsVote', body: { proposal, agree } });
const brought = (p: Play) => totalChips(p.state) - p.state.broughtChips;

describe('other blinds', () => {
  it('hold from the next hand on once all have agreed, and not a moment earlier', async () => {
    const p = await dealt([0, 1, 2]);
    const chips = brought(p);
    expect(propose(p, 0)).toMatchObject({ applied: true });
    expect(say(p, 1)).toMatchObject({ applied: true });
    expect(say(p, 1)).toMatchObject({ reason: 'already-voted' });
    expect(p.state.house.terms).toMatchObject({ passed: false });
    expect(say(p, 2)).toMatchObject({ applied: true });
    expect(p.state.house.terms).toMatchObject({ passed: true });
    expect(say(p, 1, 0), 'what is decided is').toMatchObject({ reason: 'already-decided' });
    expect(actionTimeMs(p.state)).toBe(20_000);
    expect(p.state.hand?.plan.bigBlindChips).toBe(2);
    foldOut(p);
    expect(p.state.events.at(-1)).toMatchObject({ kind: 'terms-yes', text: '5/10/30' });
    await p.deal();
    expect(p.state.hand?.plan).toMatchObject({ smallBlindChips: 5, bigBlindChips: 10 });
    expect(p.state.deadline).toMatchObject({ totalMs: 30_000 });
    expect(brought(p)).toBe(chips);
    // The configuration names the table: it never changes.
    expect(p.state.config.bigBlindChips).toBe(2);
    expect(stateRoot(p.replay(start([0, 1, 2])))).toEqual(stateRoot(p.state));
  });

  it('one no is enough, and an old yes says nothing about the next proposal', async () => {
    const p = await dealt([0, 1, 2]);
    propose(p, 0);
    say(p, 1);
    expect(say(p, 2, 0)).toMatchObject({ applied: true });
    expect(p.state.house.terms).toBeUndefined();
    expect(propose(p, 0, 50, 100)).toMatchObject({ reason: 'proposal-limit' });
    expect(propose(p, 1, 50, 100)).toMatchObject({ applied: true });
    expect(say(p, 0, 1, 1), 'the number of the first').toMatchObject({ reason: 'stale' });
    expect(p.state.house.terms?.yes).toHaveLength(1);
    expect(propose(p, 2, 3, 6)).toMatchObject({ reason: 'proposal-open' });
  });

  it('are forgotten when nobody decides, and nobody floods the others', async () => {
    const p = await dealt([0, 1, 2]);
    propose(p, 0);
    for (let i = 0; i < limits.voteHands; i++) {
      foldOut(p);
      await p.deal();
    }
    expect(say(p, 1)).toMatchObject({ reason: 'stale' });
    let applied = 0;
    for (let i = 0; i < 40; i++) {
      if (propose(p, 1, 5, 10 + i).applied) applied++;
      say(p, 1, 0);
    }
    expect(applied).toBe(1);
  });

  it('have to be such that a table can be played, and other ones', async () => {
    const p = await dealt([0, 1, 2]);
    expect(propose(p, 0, 20, 10)).toMatchObject({ reason: 'bad-terms' });
    expect(propose(p, 0, 0, 0)).toMatchObject({ reason: 'bad-terms' });
    expect(propose(p, 0, 100, 190), 'more than a stack').toMatchObject({ reason: 'bad-terms' });
    expect(propose(p, 0, 5, 10, 1)).toMatchObject({ reason: 'bad-terms' });
    expect(propose(p, 0, 1, 2, 20)).toMatchObject({ reason: 'no-change' });
    p.commit(2, { kind: 'standUp', body: { version: 0 } });
    expect(propose(p, 2)).toMatchObject({ reason: 'not-seated' });
    propose(p, 0);
    expect(say(p, 2, 0), 'who is leaving has no say').toMatchObject({ reason: 'not-seated' });
    say(p, 1);
    expect(p.state.house.terms).toMatchObject({ passed: true });
  });

  it('do not wait for a player who is gone, and at tables of the first version they do', async () => {
    const absent = async (change: object) => {
      const p = await dealt([0, 1, 2, 3], { actionTimeMs: 600_000, ...change });
      p.gone.add(3);
      return p;
    };
    const wait = (p: Play, ms: number): void => {
      for (let i = 0; i < 40; i++) p.slot(Math.ceil(ms / 40));
    };
    const second = { protocolVersion: CONFIG_VERSION, proofs: 0, ...SECOND_DEFAULTS };

    const p = await absent(second);
    propose(p, 0);
    say(p, 1);
    // Nobody has missed it yet: it is asked.
    say(p, 2);
    expect(p.state.house.terms).toMatchObject({ passed: false });
    wait(p, limits.absentMs + 1_000);
    expect(p.state.validators[3]?.absentSince).toBeDefined();
    expect(p.state.house.terms, 'until the hand is over').toMatchObject({ passed: false });
    foldOut(p);
    expect(p.state.house.terms).toBeUndefined();
    await p.deal();
    expect(p.state.hand?.plan).toMatchObject({ smallBlindChips: 5, bigBlindChips: 10 });

    // A no of one who is there counts as ever.
    propose(p, 1, 1, 2);
    expect(say(p, 2, 0)).toMatchObject({ applied: true });
    expect(p.state.house.terms).toBeUndefined();

    const q = await absent({});
    for (const seat of [0, 1, 2]) seat === 0 ? propose(q, seat) : say(q, seat);
    wait(q, limits.absentMs + 1_000);
    foldOut(q);
    expect(q.state.house.terms).toMatchObject({ passed: false });
  });

  it('not in a tournament', async () => {
    const levels = [{ smallBlindChips: 1, bigBlindChips: 2, anteChips: 0, hands: 5, durationMs: 0 }];
    const p = await dealt([0, 1, 2], { bondChips: 0, levels, payoutsBasisPoints: [{ share: 10_000 }] });
    expect(propose(p, 0)).toMatchObject({ reason: 'tournament-closed' });
  });
});
