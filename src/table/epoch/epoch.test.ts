/** Who comes and goes between hands, and who must not. */
import { ed25519 } from '@noble/curves/ed25519.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tableIdOf } from '../../codec/config.ts';
import { DecodeError } from '../../codec/decode.ts';
import { NO_SEAT } from '../../codec/genesis.ts';
import { type Hello, helloSigningBytes } from '../../codec/hello.ts';
import { appAt } from '../../testing/appAt.ts';
import { clearDeck, genesis, Play, seeded } from '../../testing/tablePlay.ts';
import { limits } from '../state/limits.ts';
import { stateRoot } from '../state/root.ts';
import { lifeSeat, totalChips } from '../state/seats.ts';
import type { TableState } from '../state/state.ts';
import { decodeState, encodeState } from '../state/stateBytes.ts';
import { changesPending, departing, membersOf, nextEpoch } from './epoch.ts';

const secret = (n: number) => new Uint8Array(32).fill(n);

/** A newcomer's signed wish for a seat; `change` is made before it is signed. */
function wish(p: Play, seat: number, who = 50, change: Partial<Hello> = {}): Hello {
  const unsigned: Hello = {
    tableId: tableIdOf(p.state.config),
    key: ed25519.getPublicKey(secret(who)),
    role: 0,
    seat,
    ready: 1,
    nickname: new TextEncoder().encode(`N${who}`),
    revision: 1,
    epoch: p.state.epoch,
    peerId: new TextEncoder().encode('peer'),
    signature: new Uint8Array(64),
    ...appAt(p.state.config),
    ...change,
  };
  return { ...unsigned, signature: ed25519.sign(helloSigningBytes(unsigned), secret(who)) };
}

const admit = (p: Play, by: number, body: Hello) => p.commit(by, { kind: 'admit', body });

/** Everybody folds to the big blind, until the hand is over. */
function foldOut(p: Play): void {
  for (let seat = p.toAct(); seat !== undefined; seat = p.toAct()) p.bet(seat, 'fold');
}

async function dealt(seats: readonly number[], change = {}): Promise<Play> {
  const p = new Play(genesis(seats, { bondChips: 20, ...change }), clearDeck(seeded(7)));
  await p.work();
  await p.deal();
  return p;
}

/** The pause after the hand passes; the epoch ends with it if anybody comes or goes. */
function pause(p: Play): void {
  const before = p.state.epoch;
  for (let i = 0; i < 50 && p.state.epoch === before && p.state.hand?.phase === 'done'; i++) p.slot(500);
  p.slot();
}

describe('joining', () => {
  it('a newcomer sits down with the next epoch, between hands, with stack and bond', async () => {
    const p = await dealt([0, 1, 2]);
    const chips = totalChips(p.state) - p.state.broughtChips;
    expect(admit(p, 0, wish(p, 5))).toMatchObject({ applied: true });
    expect(p.state.joins).toHaveLength(1);
    expect(lifeSeat(p.state.life, 5)).toBeUndefined();
    foldOut(p);
    pause(p);
    expect(p.state).toMatchObject({ epoch: 1, joins: [], epochEnds: false, epochFirstHand: 1 });
    expect(p.state.validators.map((v) => v.seat)).toEqual([0, 1, 2, 5]);
    expect(lifeSeat(p.state.life, 5)).toMatchObject({ stackChips: 180, status: 'in' });
    expect(p.state.seats.map((s) => s.bondChips)).toEqual([20, 20, 20, 20]);
    expect(totalChips(p.state)).toBe(4 * 200);
    expect(totalChips(p.state) - p.state.broughtChips).toBe(chips);
    await p.deal();
    expect(p.state.hand?.hand).toBe(2);
  });

  it('is refused for whatever the newcomer did not sign, or signed for another time or place', async () => {
    const p = await dealt([0, 1, 2]);
    const before = p.state.joins;
    const honest = wish(p, 5);
    const refusals: [string, Hello][] = [
      ['bad-signature', { ...honest, seat: 6 }],
      ['bad-signature', { ...honest, nickname: new TextEncoder().encode('Mallory') }],
      ['bad-signature', { ...honest, key: ed25519.getPublicKey(secret(51)) }],
      ['bad-signature', { ...honest, signature: new Uint8Array(64) }],
      ['wrong-table', wish(p, 5, 50, { tableId: new Uint8Array(32) })],
      ['stale', wish(p, 5, 50, { epoch: 1 })],
      ['stale', wish(p, 5, 50, { ready: 0 })],
      ['seat-taken', wish(p, 1)],
      ['no-such-seat', wish(p, NO_SEAT)],
      ['not-a-player', wish(p, NO_SEAT, 50, { role: 1 })],
      ['already-seated', wish(p, 5, 50, { key: p.state.validators[1]!.key })],
    ];
    for (const [reason, body] of refusals) expect(admit(p, 0, body), reason).toMatchObject({ reason });
    expect(p.state.joins).toEqual(before);
    expect(admit(p, 0, honest)).toMatchObject({ applied: true });
    expect(admit(p, 1, honest)).toMatchObject({ reason: 'already-joining' });
    expect(admit(p, 1, wish(p, 5, 51))).toMatchObject({ reason: 'seat-taken' });
  });

  it('an old wish cannot be used again once the player has left', async () => {
    const p = await dealt([0, 1, 2]);
    const old = wish(p, 5);
    admit(p, 0, old);
    foldOut(p);
    pause(p);
    expect(p.commit(5, { kind: 'standUp', body: { version: 0 } })).toMatchObject({ applied: true });
    pause(p);
    await p.deal();
    foldOut(p);
    pause(p);
    expect(p.state.validators.map((v) => v.seat)).toEqual([0, 1, 2]);
    expect(admit(p, 0, old)).toMatchObject({ reason: 'stale' });
    expect(admit(p, 0, wish(p, 5))).toMatchObject({ applied: true });
  });

  it('nobody joins a tournament that is on', async () => {
    const levels = [{ smallBlindChips: 1, bigBlindChips: 2, anteChips: 0, hands: 5, durationMs: 0 }];
    const p = await dealt([0, 1, 2], { bondChips: 0, levels, payoutsBasisPoints: [{ share: 10_000 }] });
    expect(admit(p, 0, wish(p, 5))).toMatchObject({ reason: 'tournament-closed' });
  });

  it('where nothing is played, a newcomer need not wait', async () => {
    const p = await dealt([0, 1]);
    p.commit(1, { kind: 'standUp', body: { version: 0 } });
    foldOut(p);
    pause(p);
    expect(p.state.validators.map((v) => v.seat)).toEqual([0]);
    expect(p.state.over).toBe(true);
    const { epoch } = p.state;
    expect(admit(p, 0, wish(p, 4))).toMatchObject({ applied: true });
    p.slot();
    expect(p.state).toMatchObject({ epoch: epoch + 1, over: false });
    expect(p.state.validators.map((v) => v.seat)).toEqual([0, 4]);
  });
});

describe('leaving', () => {
  it('whoever stood up is no validator in the next epoch, and its nonces stay used for ever', async () => {
    const p = await dealt([0, 1, 2, 3]);
    p.commit(0, { kind: 'chat', body: { text: new TextEncoder().encode('bye') } }, 7);
    p.commit(3, { kind: 'standUp', body: { version: 0 } });
    expect(departing(p.state)).toEqual([]);
    foldOut(p);
    expect(departing(p.state)).toEqual([3]);
    pause(p);
    expect(p.state.validators.map((v) => v.seat)).toEqual([0, 1, 2]);
    expect(p.state.seats.map((s) => s.seat)).toEqual([0, 1, 2]);
    const again = p.commit(0, { kind: 'chat', body: { text: new TextEncoder().encode('bye') } }, 7);
    expect(again).toMatchObject({ applied: false });
    expect(totalChips(p.state) - p.state.broughtChips).toBe(4 * 200);
  });

  it('the last player does not leave the table without a validator', async () => {
    const p = await dealt([0, 1]);
    for (const seat of [0, 1]) p.commit(seat, { kind: 'standUp', body: { version: 0 } });
    foldOut(p);
    pause(p);
    // The first to leave is gone; the second has left, too, and still keeps the table for whoever comes.
    expect(p.state.validators.map((v) => v.seat)).toEqual([1]);
    expect(departing(p.state)).toEqual([0]);
    expect(changesPending(p.state)).toBe(false);
  });
});

describe('the state that is handed on', () => {
  const begun = async (): Promise<TableState> => {
    const p = await dealt([0, 1, 2]);
    admit(p, 0, wish(p, 5));
    foldOut(p);
    for (let i = 0; i < 50 && p.state.epoch === 0 && !p.state.epochEnds; i++) p.slot(500);
    return p.state.epochEnds ? nextEpoch(p.state) : p.state;
  };

  it('is the same state after coding, with the same root and members', async () => {
    const state = await begun();
    const again = decodeState(encodeState(state));
    expect(stateRoot(again)).toEqual(stateRoot(state));
    expect(membersOf(again)).toEqual(membersOf(state));
    expect(encodeState(again)).toEqual(encodeState(state));
  });

  it('any byte changed is another root or no state at all, and nothing but a DecodeError is thrown', async () => {
    const state = await begun();
    const bytes = encodeState(state);
    const root = stateRoot(state);
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, by) => {
        const bent = bytes.slice();
        bent[at] = bent[at]! ^ by;
        let decoded: TableState;
        try {
          decoded = decodeState(bent);
        } catch (error) {
          return error instanceof DecodeError;
        }
        return !sameRoot(decoded, root);
      }),
      { numRuns: 2_000 },
    );
  });

  it('no length of rubbish takes it down', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        try {
          decodeState(bytes);
        } catch (error) {
          return error instanceof DecodeError;
        }
        return true;
      }),
    );
    const nested = new Uint8Array(5 * 4000).map((_, i) => (i % 5 === 0 ? 7 : i % 5 === 4 ? 1 : 0));
    expect(() => decodeState(nested)).toThrow(DecodeError);
  });

  it('is over after so many hands or so many blocks, and never before a hand was played', () => {
    const { state } = new Play(genesis([0, 1, 2, 3]), clearDeck(seeded(7)));
    const due = (hands: number, rounds: number): boolean =>
      changesPending({
        ...state,
        round: rounds,
        life: { ...state.life, handsBegun: state.epochFirstHand + hands },
      });
    const most = limits.epochBlocks / state.validators.length;
    expect(due(limits.epochHands - 1, most - 1)).toBe(false);
    expect(due(limits.epochHands, 100)).toBe(true);
    expect(due(1, most)).toBe(true);
    expect(due(0, 10 * most)).toBe(false);
  });
});

function sameRoot(state: TableState, root: Uint8Array): boolean {
  try {
    return stateRoot(state).every((b, i) => b === root[i]);
  } catch (error) {
    // Plain data that no state could hold.
    if (error instanceof TypeError) return false;
    throw error;
  }
}
