import { describe, expect, it } from 'vitest';
import { clearDeck, genesis, Play, seeded } from '../../testing/tablePlay.ts';
import { beginSlot } from '../apply/slot.ts';
import { limits } from '../state/limits.ts';
import { stateRoot } from '../state/root.ts';
import { lifeSeat, totalChips } from '../state/seats.ts';
import { tableView } from '../view/view.ts';
import { evictable } from './presence.ts';

function table(seats = [0, 1, 2, 3], change = {}): { p: Play; start: ReturnType<typeof genesis> } {
  const start = genesis(seats, { actionTimeMs: 600_000, bondChips: 20, ...change });
  return { p: new Play(start, clearDeck(seeded(3))), start };
}
/** `rounds` committed slots over `ms` altogether. */
function run(p: Play, rounds: number, ms: number): void {
  for (let i = 0; i < rounds; i++) p.slot(Math.ceil(ms / rounds));
}
const out = (p: Play, seat: number) => {
  const s = lifeSeat(p.state.life, seat)!;
  return s.status === 'sitting-out' || s.pending.sitOut;
};
const told = (p: Play) => p.state.events.filter((e) => e.kind === 'sit-out' && e.text === 'absent');

describe('no block of a validator is output', () => {
  it('for a minute and twenty rounds: it sits out; two minutes more: the next epoch is without it', async () => {
    const { p, start } = table();
    await p.deal();
    const all = totalChips(p.state);
    p.gone.add(3);
    run(p, 40, limits.absentMs - 1_000);
    expect(out(p, 3)).toBe(false);
    p.slot(1_000);
    expect(out(p, 3)).toBe(true);
    expect(told(p)).toMatchObject([{ seat: 3, nickname: 'P3' }]);
    expect(evictable(p.state)).toEqual([]);
    run(p, 40, limits.evictMs - 1_000);
    expect(evictable(p.state)).toEqual([]);
    p.slot(1_000);
    expect(evictable(p.state)).toEqual([3]);
    // Once told is enough, and nothing is slashed or shared.
    expect(told(p)).toHaveLength(1);
    expect(p.state.seats.map((s) => s.bondChips)).toEqual([20, 20, 20, 20]);
    expect(totalChips(p.state)).toBe(all);
    expect(p.state.hand?.faults).toEqual([]);
    expect(stateRoot(p.replay(start))).toEqual(stateRoot(p.state));
  });

  it('and then one is, in time: it stays, and may sit in again', async () => {
    const { p } = table();
    await p.deal();
    p.gone.add(3);
    run(p, 40, limits.absentMs + 1_000);
    expect(p.state.validators[3]?.absentSince).toBeDefined();
    run(p, 30, limits.evictMs - 5_000);
    p.gone.clear();
    p.slot();
    expect(p.state.validators[3]?.absentSince).toBeUndefined();
    run(p, 60, 10 * limits.evictMs);
    expect(evictable(p.state)).toEqual([]);
    expect(out(p, 3)).toBe(true);
    expect(p.commit(3, { kind: 'sitIn', body: { comeBack: 1 } })).toEqual({ applied: true });
    expect(out(p, 3)).toBe(false);
  });

  it('even after it could have been left out, as long as the epoch lasts', async () => {
    const { p } = table();
    await p.deal();
    p.gone.add(3);
    run(p, 40, limits.absentMs + 1_000);
    run(p, 40, limits.evictMs + 1_000);
    expect(evictable(p.state)).toEqual([3]);
    p.gone.clear();
    p.slot();
    expect(evictable(p.state)).toEqual([]);
  });

  it('a late block of an old round counts like any other', () => {
    const { p } = table();
    p.gone.add(2);
    run(p, 30, limits.absentMs - 500);
    const chat = { kind: 'chat', body: { text: new Uint8Array([65]) } } as const;
    expect(p.commit(2, chat)).toEqual({ applied: true });
    run(p, 30, limits.absentMs - 500);
    expect(p.state.validators[2]?.absentSince).toBeUndefined();
  });

  it('its turn passes at once, and the hand goes on', async () => {
    const { p } = table();
    await p.deal();
    const turn = p.toAct()!;
    p.gone.add(p.author(turn));
    run(p, 25, limits.absentMs + 1_000);
    expect(p.toAct()).not.toBe(turn);
    expect(tableView(p.state, { seat: 0 }).seats.find((s) => s.seat === turn)?.sittingOut).toBe(true);
  });

  it('while the table stands still nobody is absent: few rounds in any time, or little time in any rounds', () => {
    const idle = table().p;
    idle.gone.add(1);
    run(idle, limits.absentRounds - 1, 3_600_000);
    expect(idle.state.validators[1]?.absentSince).toBeUndefined();
    const busy = table().p;
    busy.gone.add(1);
    busy.slot();
    run(busy, 2_000, limits.absentMs - 2_000);
    expect(busy.state.validators[1]?.absentSince).toBeUndefined();
    // Several slots of one round are one round.
    const { state } = table().p;
    let s = beginSlot(state, { height: 1, round: 1, timeMs: 1_000, authors: [0, 1, 2, 3] });
    for (let i = 2; i < 90; i++)
      s = beginSlot(s, { height: i, round: 2 + Math.floor(i / 5), timeMs: 1_000 * i, authors: [0, 2, 3] });
    expect(s.validators[1]?.absentSince).toBeUndefined();
  });

  it('somebody who sits out by itself is found absent without a word', () => {
    const { p } = table();
    p.slot();
    p.commit(1, { kind: 'sitOut', body: { version: 0 } });
    p.gone.add(1);
    run(p, 30, limits.absentMs + 1_000);
    expect(p.state.validators[1]?.absentSince).toBeDefined();
    expect(told(p)).toEqual([]);
    run(p, 30, limits.evictMs + 1_000);
    expect(evictable(p.state)).toEqual([1]);
  });

  it('of a witness: no seat sits out, but it is left out of the next epoch', () => {
    const start = genesis([0, 1, 2, 3]);
    const members = start.body.members.map((m, i) => (i === 3 ? { ...m, role: 1, seat: 255 } : m));
    const p = new Play({ ...start, body: { ...start.body, members } }, clearDeck(seeded(3)));
    p.gone.add(3);
    run(p, 30, limits.absentMs + 1_000);
    expect(told(p)).toEqual([]);
    run(p, 60, 2 * limits.evictMs);
    expect(evictable(p.state)).toEqual([3]);
  });

  it('two of seven at once', async () => {
    const { p } = table([0, 1, 2, 3, 4, 5, 6]);
    await p.deal();
    p.gone.add(2);
    p.gone.add(5);
    run(p, 30, limits.absentMs + 1_000);
    expect(told(p).map((e) => e.seat)).toEqual([2, 5]);
    run(p, 30, limits.evictMs + 1_000);
    expect(evictable(p.state)).toEqual([2, 5]);
  });
});

describe('a new epoch', () => {
  const authors = [0, 1, 2];
  it('counts rounds anew, and a newcomer from its first slot', () => {
    const { p } = table();
    p.slot();
    p.gone.add(3);
    run(p, 15, limits.absentMs + 1_000);
    // As nextEpoch leaves it: the clock goes on, rounds begin again, a newcomer has no history.
    let s = { ...p.state, round: 0, epoch: 1 };
    s = { ...s, validators: s.validators.map((v, i) => (i === 2 ? { ...v, lastOutput: undefined } : v)) };
    const slot = (round: number, who: readonly number[]) => {
      s = beginSlot(s, { height: s.height + 1, round, timeMs: s.timeMs + 10, authors: who });
    };
    slot(1, [0, 1]);
    expect(s.validators[2]?.lastOutput).toEqual({ timeMs: s.timeMs, round: 1 });
    for (let r = 2; r < limits.absentRounds; r++) slot(r, authors);
    expect(s.validators[3]?.absentSince).toBeUndefined();
    slot(limits.absentRounds, authors);
    expect(s.validators[3]?.absentSince).toBeDefined();
    expect(s.validators[2]?.absentSince).toBeUndefined();
  });
});

/** Hands with everybody folding until the state satisfies `done`. */
async function foldHands(p: Play, done: () => boolean): Promise<void> {
  for (let i = 0; i < 300 && !done(); i++) {
    await p.work();
    const seat = p.toAct();
    if (seat !== undefined && !p.silent.has(seat)) p.bet(seat, 'fold');
    else if (p.state.deadline !== undefined) p.passDeadline();
    else p.slot(5_000);
  }
  expect(done()).toBe(true);
}

describe('the next epoch is without whoever was absent for long', () => {
  it('a player: the hand is played out, then it has left with its chips and its bond', async () => {
    const start = genesis([0, 1, 2, 3], { bondChips: 20, actionTimeMs: 600_000 });
    const p = new Play(start, clearDeck(seeded(4)));
    await p.deal();
    p.gone.add(3);
    p.silent.add(3);
    for (let i = 0; i < 60; i++) p.slot(Math.ceil((limits.absentMs + limits.evictMs) / 60) + 100);
    expect(evictable(p.state)).toEqual([3]);
    expect(p.state.epoch).toBe(0);
    const stackChips = () => lifeSeat(p.state.life, 3)?.stackChips;
    let last = stackChips();
    await foldHands(p, () => {
      last = stackChips() ?? last;
      return p.state.epoch === 1;
    });
    expect(p.state.validators.map((v) => v.seat)).toEqual([0, 1, 2]);
    expect(stackChips()).toBeUndefined();
    expect(p.state.broughtChips).toBe(-(last! + 20));
    expect(totalChips(p.state) - p.state.broughtChips).toBe(800);
    expect(p.state.events).toContainEqual(expect.objectContaining({ kind: 'leave', seat: 3 }));
    await p.work();
    expect(p.state.hand?.dealtIn).toEqual([0, 1, 2]);
    expect(stateRoot(p.replay(start))).toEqual(stateRoot(p.state));
  });

  it('a witness', async () => {
    const start = genesis([0, 1, 2, 3], { actionTimeMs: 600_000 });
    const members = start.body.members.map((m, i) => (i === 3 ? { ...m, role: 1, seat: 255 } : m));
    const p = new Play({ ...start, body: { ...start.body, members } }, clearDeck(seeded(4)));
    await p.deal();
    p.gone.add(3);
    for (let i = 0; i < 70; i++) p.slot(3_000);
    expect(evictable(p.state)).toEqual([3]);
    await foldHands(p, () => p.state.epoch === 1);
    expect(p.state.validators.map((v) => v.seat)).toEqual([0, 1, 2]);
  });

  it('but not without somebody who is back in time', async () => {
    const p = new Play(genesis([0, 1, 2, 3], { actionTimeMs: 600_000 }), clearDeck(seeded(4)));
    await p.deal();
    p.gone.add(3);
    for (let i = 0; i < 60; i++) p.slot(2_900);
    p.gone.clear();
    await foldHands(p, () => p.state.hand?.hand === 3);
    expect(p.state.epoch).toBe(0);
    expect(p.state.validators).toHaveLength(4);
  });
});
