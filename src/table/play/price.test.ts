/** What lies and junk cost by the second rules, and what costs nothing. */
import { ed25519 } from '@noble/curves/ed25519.js';
import { describe, expect, it } from 'vitest';
import { CONFIG_VERSION, tableIdOf } from '../../codec/config.ts';
import { helloSigningBytes } from '../../codec/hello.ts';
import { encodeTransaction, type Transaction } from '../../codec/transactions.ts';
import { appAt } from '../../testing/appAt.ts';
import { conserved } from '../../testing/conserved.ts';
import { applyBytes, clearDeck, genesis, Play, seeded, type Unsent } from '../../testing/tablePlay.ts';
import { refused } from '../apply/apply.ts';
import { isBarred } from '../house/asking.ts';
import { nextNonce } from '../state/nonces.ts';
import { lifeSeat, totalChips } from '../state/seats.ts';
import type { TableState } from '../state/state.ts';

const second = { protocolVersion: CONFIG_VERSION, proofs: 0, claims: 0, bondChips: 20 };
const play = conserved();

/** Four players whose shares are escrowed; `witnesses` of them hold no seat. */
function table(witnesses = 0, change = {}, make = play) {
  const start = genesis([0, 1, 2, 3], { ...second, escrow: 1, ...change });
  const members = start.body.members.map((m, i) => (i < 4 - witnesses ? m : { ...m, role: 1, seat: 255 }));
  const judged: string[] = [];
  const deck = clearDeck(seeded(7));
  const counting: typeof deck = {
    ...deck,
    verify: (statement) => {
      judged.push(statement.kind);
      return deck.verify(statement);
    },
  };
  const p = make({ ...start, body: { ...start.body, members } }, counting);
  p.slot();
  return { p, judged };
}
const falseKey: Unsent = {
  kind: 'escrowKey',
  body: { publicKey: new Uint8Array(48).fill(3), proof: new Uint8Array(80) },
};
const bytesOf = (
  state: TableState,
  author: number,
  tx: Unsent,
  nonce = nextNonce(state, author),
): Uint8Array => encodeTransaction({ ...tx, nonce } as Transaction);
const chips = (s: TableState): number => totalChips(s) - s.broughtChips;

describe('a proof that fails', () => {
  it('is a lie whatever its kind: an escrow key costs bond, seat and vote, and its nonce', () => {
    const { p } = table();
    const nonce = nextNonce(p.state, 2);
    expect(p.commit(2, falseKey)).toEqual({ applied: true, reason: 'fault:proof-fails' });
    expect(p.state.validators[2]).toMatchObject({ expelled: true, highestNonce: nonce });
    expect(p.state.seats.map((s) => s.bondChips)).toEqual([20, 20, 0, 20]);
    expect(lifeSeat(p.state.life, 2)?.status).toBe('expelled');
    expect(chips(p.state)).toBe(800);
  });

  it('six hundred of them in one slot are judged once', () => {
    const { p, judged } = table();
    p.slot();
    judged.length = 0;
    let state = p.state;
    const outcomes: (string | undefined)[] = [];
    for (let i = 0; i < 600; i++) {
      const applied = applyBytes(state, 2, bytesOf(state, 2, falseKey), p.deck);
      outcomes.push(applied.reason);
      state = applied.state;
    }
    expect(judged).toEqual(['escrowKey']);
    expect(outcomes[0]).toBe('fault:proof-fails');
    expect(new Set(outcomes.slice(1))).toEqual(new Set(['expelled']));
    // No second fault, and no nonce spent.
    expect(state.events.filter((e) => e.kind === 'fault')).toHaveLength(1);
    expect(nextNonce(state, 2)).toBe(nextNonce(p.state, 2) + 1);
  });

  it('nor is one judged in a later slot of the epoch', () => {
    const { p, judged } = table();
    p.commit(2, falseKey);
    judged.length = 0;
    p.slot();
    for (let i = 0; i < 5; i++) expect(p.commit(2, falseKey)).toMatchObject({ reason: 'expelled' });
    expect(judged).toEqual([]);
  });

  it('costs a witness its vote', () => {
    const { p } = table(1);
    expect(p.commitBytes(3, bytesOf(p.state, 3, falseKey))).toMatchObject({ reason: 'fault:proof-fails' });
    expect(p.state.validators[3]).toMatchObject({ expelled: true, seat: undefined });
    expect(chips(p.state)).toBe(600);
  });

  it('so does handing in a newcomer who did not sign, and only that', () => {
    const key = new Uint8Array(32).fill(60);
    const { p } = table();
    const hello = {
      tableId: tableIdOf(p.state.config),
      key: ed25519.getPublicKey(key),
      role: 0,
      seat: 6,
      ready: 1,
      nickname: new TextEncoder().encode('N'),
      revision: 1,
      epoch: 0,
      peerId: new TextEncoder().encode('peer'),
      signature: new Uint8Array(64),
      ...appAt(p.state.config),
    };
    const signature = ed25519.sign(helloSigningBytes(hello), key);
    expect(p.commit(0, { kind: 'admit', body: { ...hello, signature } }).reason ?? '').not.toContain('fault');
    expect(p.state.validators[0]!.expelled).toBe(false);
    const forged = { ...hello, seat: 7, key: ed25519.getPublicKey(new Uint8Array(32).fill(61)) };
    const outcome = p.commit(1, { kind: 'admit', body: { ...forged, signature } });
    // Where nobody is let in unasked, it is not even looked at.
    if (outcome.applied) expect(outcome.reason).toBe('fault:bad-signature');
    expect(p.state.validators[1]!.expelled).toBe(outcome.applied);
  });

  it('by the first rules costs what it always did', () => {
    const { p } = table(0, { protocolVersion: 1 });
    expect(p.commit(2, falseKey)).toEqual({ applied: false, reason: 'proof-fails' });
    expect(p.state.validators[2]).toMatchObject({ expelled: false, refused: { 'proof-fails': 1 } });
  });
});

describe('what no honest tab can send', () => {
  const junk = (state: TableState, author: number, times: number): TableState => {
    let next = state;
    for (let i = 0; i < times; i++) next = refused(next, author, i % 2 ? 'malformed' : 'unknown-kind').state;
    return next;
  };

  it('is counted, and the twentieth in an epoch puts its author out, with chips and bond', async () => {
    // Bytes that are no transaction are counted where they would be decoded: no log of transactions has them.
    const { p } = table(0, { escrow: 0 }, (start, deck) => new Play(start, deck));
    await p.deal();
    p.state = junk(p.state, 1, 19);
    expect(p.state.validators[1]).toMatchObject({
      expelled: false,
      refused: { malformed: 9, 'unknown-kind': 10 },
    });
    p.state = junk(p.state, 1, 1);
    expect(p.state.validators[1]!.expelled).toBe(true);
    expect(p.state.seats.find((s) => s.seat === 1)?.bondChips).toBe(20);
    expect(p.state.events.filter((e) => e.kind === 'fault')).toMatchObject([{ seat: 1 }]);
    const key = p.state.validators[1]!.key;
    const before = p.state.epoch;
    for (let seat = p.toAct(); seat !== undefined; seat = p.toAct()) p.bet(seat, 'fold');
    for (let i = 0; i < 60 && p.state.epoch === before; i++) p.slot(500);
    expect(p.state.validators.map((v) => v.seat)).toEqual([0, 2, 3]);
    expect(p.state.seats.map((s) => s.bondChips)).toEqual([20, 20, 20]);
    expect(isBarred(p.state, key)).toBe(true);
    expect(chips(p.state)).toBe(800);
  });

  it('of a witness: its vote', () => {
    const { p } = table(1);
    expect(junk(p.state, 3, 20).validators[3]!.expelled).toBe(true);
  });

  it.each([
    'stale',
    'not-owed',
    'already-given',
    'already-known',
    'not-your-turn',
    'nonce-used',
    'nonce-old',
    'chat-limit',
    'request-limit',
    'expelled',
  ] as const)('is not %s: whoever loses a race is counted nowhere', (reason) => {
    const { p } = table();
    let { state } = p;
    for (let i = 0; i < 500; i++) state = refused(state, 1, reason).state;
    expect(state).toBe(p.state);
  });
});
