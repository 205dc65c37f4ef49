/** Evidence at any moment, false evidence, and evidence of epochs that are over. */
import { ed25519 } from '@noble/curves/ed25519.js';
import { describe, expect, it } from 'vitest';
import { adjournSigningBytes, type Stop } from '../../codec/adjournment.ts';
import { blockId } from '../../codec/block.ts';
import { CONFIG_VERSION } from '../../codec/config.ts';
import { toHex } from '../../codec/decode.ts';
import { encodeSignedOn, encodeTwoBlocks } from '../../codec/evidence.ts';
import { encodeTransaction } from '../../codec/transactions.ts';
import {
  accuse,
  block,
  bonds,
  chips,
  game,
  secret,
  status,
  table,
  twins,
  twinsOf,
} from '../../testing/evidencePlay.ts';
import { type Outcome, type Play, seeded } from '../../testing/tablePlay.ts';
import { nextNonce } from '../state/nonces.ts';
import { stateRoot } from '../state/root.ts';
import { lifeSeat, totalChips } from '../state/seats.ts';
import { tableView } from '../view/view.ts';
import { nextEpoch } from './epoch.ts';

describe('at any moment of any game', () => {
  it.each([1, 2, 3, 4, 5, 6])(
    'true and false evidence moves only bonds and penalties, and every replica comes to the same: seed %i',
    async (seed) => {
      const random = seeded(seed);
      const players = 2 + random(6);
      const witnesses = random(3);
      const { p, start } = table(players, witnesses, {
        bondChips: 1 + random(60),
        escrow: random(2),
        game: random(3),
      });
      const total = totalChips(p.state);
      for (let i = 0; i < 40 && !p.state.over; i++) {
        const luck = random(40);
        const who = random(p.state.validators.length);
        const accused = random(p.state.validators.length);
        // Author numbers move from epoch to epoch, secrets stay with their keys.
        const signer = start.body.members.findIndex(
          (m) => toHex(m.key) === toHex(p.state.validators[accused]!.key),
        );
        const made = (lie: number) =>
          encodeTwoBlocks(
            block(p, accused, {}, signer),
            block(p, accused, { timeMs: i }, (signer + lie) % start.body.members.length),
          );
        if (luck === 0) accuse(p, who, accused, made(0));
        else if (luck === 1) accuse(p, who, accused, made(1));
        else if (luck === 2) p.gone.add(who);
        else if (luck === 3) p.gone.clear();
        await p.work();
        const seat = p.toAct();
        if (seat !== undefined && random(10) > 0) {
          p.bet(seat, tableView(p.state, { seat }).legal?.check === true ? 'check' : 'call');
        } else if (p.state.deadline !== undefined) p.passDeadline();
        else p.slot(70_000);
        expect(totalChips(p.state) - p.state.broughtChips, `seed ${seed}, step ${i}`).toBe(total);
        const liars = p.state.life.seats.filter((s) => s?.status === 'expelled');
        for (const s of liars)
          expect(p.state.seats.find((x) => x.seat === s!.seat)?.bondChips ?? 0, `seed ${seed}`).toBe(0);
      }
      expect(stateRoot(p.replay(start)), `seed ${seed}`).toEqual(stateRoot(p.state));
    },
    60_000,
  );
});

describe('evidence that accuses nobody is refused and counted', () => {
  const cases: [string, (p: Play) => Uint8Array, string, number?][] = [
    ['of another table', (p) => twins(p, 2, { tableId: new Uint8Array(32) }), 'wrong-table'],
    ['of another epoch', (p) => twins(p, 2, { epoch: 1 }), 'wrong-epoch'],
    ['of two authors', (p) => encodeTwoBlocks(block(p, 2), block(p, 1)), 'wrong-author'],
    ['against another than its author', (p) => twins(p, 1), 'wrong-author'],
    ['of two rounds', (p) => twins(p, 2, { round: 8 }), 'wrong-round'],
    [
      'of one block twice',
      (p) => {
        const half = twins(p, 2).subarray(0, 177);
        return new Uint8Array([...half, ...half]);
      },
      'malformed',
    ],
    ['of nothing', () => new Uint8Array(0), 'malformed'],
    ['with a byte too much', (p) => new Uint8Array([...twins(p, 2), 0]), 'malformed'],
    ['against somebody who is not there', (p) => twins(p, 2), 'unknown-accused', 9],
  ];
  for (const [what, make, reason, accused = 2] of cases) {
    it(what, async () => {
      const { p } = table();
      await p.deal();
      const before = game(p.state);
      expect(accuse(p, 0, accused, make(p))).toEqual({ applied: false, reason });
      expect(game(p.state)).toEqual(before);
      expect(p.state.validators[0]?.refused).toEqual({ [reason]: 1 });
    });
  }
});

describe('false evidence costs its author and nobody else', () => {
  const forged: [string, (p: Play) => Uint8Array][] = [
    ['a second header that another key has signed', (p) => twins(p, 2, {}, 0)],
    [
      'signatures of the two exchanged',
      (p) => {
        const [a, b] = [block(p, 2), block(p, 2, { timeMs: 1_001 })];
        return encodeTwoBlocks({ ...a, signature: b.signature }, { ...b, signature: a.signature });
      },
    ],
    [
      'the honest signature under a bent header',
      (p) => {
        const a = block(p, 2);
        return encodeTwoBlocks(a, { ...a, content: { ...a.content, timeMs: 2 } });
      },
    ],
    [
      'an empty signature',
      (p) => encodeTwoBlocks(block(p, 2), { ...block(p, 2, { timeMs: 3 }), signature: new Uint8Array(64) }),
    ],
  ];
  for (const [what, make] of forged) {
    it(what, async () => {
      const { p, start } = table();
      await p.deal();
      const accused = lifeSeat(p.state.life, 2);
      expect(accuse(p, 0, 2, make(p))).toEqual({ applied: true, reason: 'fault:false-evidence' });
      expect(lifeSeat(p.state.life, 2)).toEqual(accused);
      expect(p.state.validators[2]?.expelled).toBe(false);
      expect(bonds(p.state)).toEqual([0, 50, 50, 50]);
      expect(status(p.state, 0)).toBe('expelled');
      expect(p.state.hand?.faults).toMatchObject([{ seat: 0, step: 'evidence', reason: 'false-evidence' }]);
      expect(p.state.hand?.faults[0]?.nonce).toBeDefined();
      expect(chips(p.state)).toBe(800);
      // A proven liar is not listened to again, not even with the truth; anybody else is.
      expect(accuse(p, 0, 1, twins(p, 1))).toEqual({ applied: false, reason: 'expelled' });
      expect(accuse(p, 3, 1, twins(p, 1))).toEqual({ applied: true });
      expect(chips(p.state)).toBe(800);
      expect(stateRoot(p.replay(start))).toEqual(stateRoot(p.state));
    });
  }

  it('by a witness: it loses its vote', async () => {
    const { p } = table(3, 1);
    await p.deal();
    expect(accuse(p, 3, 2, twins(p, 2, {}, 0)).reason).toBe('fault:false-evidence');
    expect(p.state.validators.map((v) => v.expelled)).toEqual([false, false, false, true]);
    expect(status(p.state, 2)).toBe('in');
    expect(chips(p.state)).toBe(600);
  });
});

describe('of an epoch that is over, by the second rules', () => {
  const second = { bondChips: 50, protocolVersion: CONFIG_VERSION, proofs: 0, claims: 0 };

  /** Epoch after epoch: somebody who is not accused of anything stands up or comes in. */
  function nextEpochOf(p: Play): void {
    const { hand, life } = p.state;
    p.state = nextEpoch({ ...p.state, life: hand?.lifeBefore ?? life, epochEnds: true });
    p.round = 0;
    p.slot();
  }

  it('binds each epoch to the state with which it begins', () => {
    const { p } = table(4, 0, second);
    const first = p.state.instance;
    expect(first).not.toEqual(p.state.tableId);
    nextEpochOf(p);
    expect(p.state.instance).not.toEqual(first);
    expect(p.state.pastEpochs).toMatchObject([{ epoch: 0, instance: first, convicted: [] }]);
    const { p: old } = table(4);
    expect(old.state.instance).toBe(old.state.tableId);
    nextEpochOf(old);
    expect(old.state.instance).toBe(old.state.tableId);
    expect(old.state.pastEpochs).toBeUndefined();
  });

  it('convicts a key that still has something to lose, once for each epoch of the offence', () => {
    const { p } = table(4, 0, second);
    const offence = { tableId: p.state.instance, epoch: 0, settled: { height: 0, root: new Uint8Array(32) } };
    const two = twinsOf(p, 2, offence);
    const again = twinsOf(p, 2, { ...offence, round: 9 });
    nextEpochOf(p);
    expect(accuse(p, 0, 2, two)).toEqual({ applied: true });
    expect(p.state.validators[2]).toMatchObject({ expelled: true });
    expect(bonds(p.state)).toEqual([50, 50, 0, 50]);
    expect(p.state.pastEpochs).toMatchObject([{ epoch: 0, convicted: [2] }]);
    expect(chips(p.state)).toBe(800);
    const known = { applied: false, reason: 'already-known' };
    expect(accuse(p, 1, 2, again)).toEqual(known);
    expect(p.state.validators.map((v) => v.refused)).toEqual([{}, {}, {}, {}]);
    nextEpochOf(p);
    expect(accuse(p, 1, 2, again)).toEqual(known);
  });

  it('is forgotten after two more epochs, and names its own instance, not another', () => {
    const { p } = table(4, 0, second);
    const offence = { tableId: p.state.instance, epoch: 0, settled: { height: 0, root: new Uint8Array(32) } };
    nextEpochOf(p);
    const elsewhere = twinsOf(p, 1, { ...offence, tableId: p.state.instance });
    expect(accuse(p, 0, 1, elsewhere)).toMatchObject({ reason: 'wrong-table' });
    nextEpochOf(p);
    nextEpochOf(p);
    expect(p.state.pastEpochs?.map((e) => e.epoch)).toEqual([1, 2]);
    expect(accuse(p, 0, 2, twinsOf(p, 2, offence))).toMatchObject({ applied: false });
    expect(bonds(p.state)).toEqual([50, 50, 50, 50]);
  });

  it('false signatures convict the accuser, and nobody else', () => {
    const { p } = table(4, 0, second);
    const offence = { tableId: p.state.instance, epoch: 0, settled: { height: 0, root: new Uint8Array(32) } };
    nextEpochOf(p);
    expect(accuse(p, 1, 2, twinsOf(p, 2, offence, 3))).toMatchObject({ reason: 'fault:false-evidence' });
    expect(p.state.validators.map((v) => v.expelled)).toEqual([false, true, false, false]);
  });

  describe('a stop, and a block after it', () => {
    const signedOn = (p: Play, accused: number, change: Partial<Stop> = {}, round = 9): Uint8Array => {
      const { tableId, epoch, instance } = p.state;
      const later = block(p, accused, {
        tableId: instance,
        round,
        settled: { height: 0, root: new Uint8Array(32) },
      });
      const blank = {
        ...{ validator: accused, missing: 2, round: 8, digest: new Uint8Array(32).fill(5) },
        ...{ signature: new Uint8Array(64), ...change },
      };
      const bytes = adjournSigningBytes(tableId, { epoch, stopped: 1, stop: blank });
      return encodeSignedOn({ ...blank, signature: ed25519.sign(bytes, secret(accused)) }, later);
    };
    const accuseOn = (p: Play, by: number, accused: number, bytes: Uint8Array): Outcome =>
      p.commitBytes(
        by,
        encodeTransaction({
          kind: 'evidence',
          nonce: nextNonce(p.state, by),
          body: { kind: 2, accused, bytes },
        }),
      );

    it('convicts in the next epoch, not in the one that it ends', () => {
      const { p } = table(3, 0, second);
      const proof = signedOn(p, 1);
      expect(accuseOn(p, 0, 1, proof)).toEqual({ applied: false, reason: 'not-offered' });
      nextEpochOf(p);
      expect(accuseOn(p, 0, 1, proof)).toEqual({ applied: true });
      expect(p.state.validators[1]?.expelled).toBe(true);
      expect(p.state.events.filter((e) => e.kind === 'fault')).toMatchObject([
        { text: 'equivocation: signed-on' },
      ]);
      expect(chips(p.state)).toBe(600);
    });

    it('is none where the block is at or below the tip, or somebody else’s', () => {
      const { p } = table(3, 0, second);
      const below = signedOn(p, 1, {}, 7);
      const foreign = signedOn(p, 1, { validator: 0 });
      const { content } = block(p, 1, {
        tableId: p.state.instance,
        round: 8,
        settled: { height: 0, root: new Uint8Array(32) },
      });
      const tip = signedOn(p, 1, { digest: blockId(content) }, 8);
      nextEpochOf(p);
      expect(accuseOn(p, 0, 1, below)).toMatchObject({ reason: 'wrong-round' });
      expect(accuseOn(p, 0, 1, tip)).toMatchObject({ reason: 'wrong-round' });
      expect(accuseOn(p, 0, 1, foreign)).toMatchObject({ reason: 'wrong-author' });
      expect(p.state.validators.map((v) => v.expelled)).toEqual([false, false, false]);
    });
  });
});
