/**
 * One player's whole deck work and traffic of a hand of hold'em, in units of 104 plain G1 multiplications:
 * own key and shuffle, everybody else's keys, shuffles and shares verified, own shares with escrow for all
 * others, one absent player's board opened by escrow. `bench hand --players 6`.
 */

import type { ProofKind } from '../src/codec/proofKinds.ts';
import { quorumSize } from '../src/codec/quorum.ts';
import type { ShuffleProver } from '../src/crypto/groth16.ts';
import type { EscrowTerms, SharesStatement, Statement } from '../src/mentalpoker/statement.ts';
import { systemRandom } from '../src/workers/inProcess.ts';
import { benchContext, check, loadDeck, median, timed, unitJob } from './shuffle.ts';

const CARDS = 52;
const BOARD = 5;
const ROUNDS = 5;
const PHASES = ['keys', 'shuffle', 'verify', 'shares', 'escrow', 'open'] as const;
type Phase = (typeof PHASES)[number];

/** Prints and returns the figures; every time is a median over whole hands. */
export async function run(options: { proofs: ProofKind; args: string[] }): Promise<Record<string, number>> {
  const players = Number(options.args[0] ?? 6);
  if (!Number.isInteger(players) || players < 2 || players > 9) throw new RangeError('players: 2 to 9');
  const { proofs } = options;
  const { group, fresh, prover } = await loadDeck(proofs);
  const unit = unitJob(group);
  const units: number[] = [];
  const hands: Record<Phase, number>[] = [];
  let bytes = 0;
  for (let round = 0; round < 1 + ROUNDS; round++) {
    units.push(await timed(unit));
    const hand = await playHand(players, proofs, fresh, prover);
    units.push(await timed(unit));
    bytes = hand.bytes;
    if (round > 0) hands.push(hand.ms);
  }
  const unitMs = median(units);
  const playerMs = median(hands.map((ms) => PHASES.reduce((sum, phase) => sum + ms[phase], 0)));
  const figures: Record<string, number> = { unit_ms: unitMs, player_ms: playerMs, player_bytes: bytes };
  console.log(`a hand of ${players}, one player's work (mcl, one thread): unit ${unitMs.toFixed(1)} ms`);
  for (const phase of PHASES) {
    const ms = median(hands.map((h) => h[phase]));
    figures[`${phase}_ms`] = ms;
    console.log(`  ${phase.padEnd(8)} ${ms.toFixed(1)} ms = ${(ms / unitMs).toFixed(2)} units`);
  }
  console.log(
    `  total    ${playerMs.toFixed(1)} ms = ${(playerMs / unitMs).toFixed(2)} units, ${bytes} bytes sent`,
  );
  return figures;
}

type Fresh = Awaited<ReturnType<typeof loadDeck>>['fresh'];

/** Seat 0 is measured; the others' messages are made aside. */
async function playHand(
  players: number,
  proofs: ProofKind,
  fresh: Fresh,
  prover: ShuffleProver | undefined,
): Promise<{ ms: Record<Phase, number>; bytes: number }> {
  const ms: Record<Phase, number> = { keys: 0, shuffle: 0, verify: 0, shares: 0, escrow: 0, open: 0 };
  const me = fresh();
  const others = fresh();
  const ctx = benchContext(proofs);
  let bytes = 0;
  const measure = async <T>(phase: Phase, job: () => T | Promise<T>): Promise<T> => {
    let result: T | undefined;
    ms[phase] += await timed(async () => {
      result = await job();
    });
    return result as T;
  };
  const verified = (phase: Phase, statement: Statement): Promise<void> =>
    measure(phase, () => check(me.verifyStatement(statement).ok));

  const keys = [await measure('keys', () => me.makeHandKey(ctx, 0, systemRandom))];
  bytes += 48 + 80;
  for (let author = 1; author < players; author++) {
    const key = others.makeHandKey(ctx, author, systemRandom);
    keys.push(key);
    await verified('keys', { kind: 'handKey', ctx, author, publicKey: key.publicKey, proof: key.proof });
  }
  const prepared = await measure('keys', () => {
    const joint = me.jointKey(keys.map((k) => k.publicKey))!;
    return { joint, deck: me.canonicalDeck(joint, CARDS) };
  });
  const { joint } = prepared;
  let deck = prepared.deck;
  for (let author = 0; author < players; author++) {
    const args = { ctx, author, step: author, joint, input: deck };
    if (author === 0) {
      const made = await measure('shuffle', () => me.proveShuffle(args, prover, systemRandom));
      bytes += made.deck.length + made.proof.length + 32;
      deck = made.deck;
      continue;
    }
    const made = await others.proveShuffle(args, prover, systemRandom);
    await verified('verify', { kind: 'shuffle', ...args, output: made.deck, proof: made.proof });
    deck = made.deck;
  }

  // Hole cards first, then the board. Escrow as with as many validators as players, where it can work at all.
  const board = Array.from({ length: BOARD }, (_, i) => 2 * players + i);
  const threshold = quorumSize(players);
  const escrowCtx = { ...ctx, hand: 0 };
  const escrowKeys = keys.map((_, seat) => me.makeEscrowKey(escrowCtx, seat + 1, systemRandom));
  const termsOf = (owner: number): EscrowTerms | undefined => {
    const receivers = escrowKeys
      .map(({ publicKey }, seat) => ({ index: seat + 1, key: publicKey }))
      .filter((_, seat) => seat !== owner);
    return threshold <= receivers.length ? { threshold, receivers, positions: board } : undefined;
  };
  const shareMessage = async (author: number, positions: number[], escrowTerms?: EscrowTerms) => {
    const { secret, publicKey } = keys[author]!;
    const claim = { ctx, author, publicKey, joint, deck, positions };
    const mine = author === 0;
    const from = mine ? me : others;
    const make = () => from.makeShares({ ...claim, secret }, systemRandom);
    const { shares, proof } = await (mine ? measure('shares', make) : make());
    const statement: SharesStatement = { kind: 'shares', ...claim, shares, proof };
    if (!mine) await verified('shares', statement);
    if (mine) bytes += shares.length + proof.length + 32 + positions.length;
    if (!escrowTerms) return { shares, message: new Uint8Array(0) };
    const makeBoth = () => from.makeShares({ ...claim, secret, escrow: escrowTerms }, systemRandom);
    const before = performance.now();
    const both = makeBoth();
    const tookMs = performance.now() - before;
    const message = both.escrow;
    if (mine) {
      // The escrow's own part of the message that carries both.
      ms.escrow += Math.max(0, tookMs - ms.shares);
      bytes += message.length;
    } else {
      const whole = {
        ...statement,
        shares: both.shares,
        proof: both.proof,
        escrow: { ...escrowTerms, message },
      };
      const sharesMs = await timed(() => check(me.verifyStatement(statement).ok));
      ms.escrow += Math.max(0, (await timed(() => check(me.verifyStatement(whole).ok))) - sharesMs);
    }
    return { shares, message };
  };

  const hole = Array.from({ length: 2 * players }, (_, i) => i);
  const held: Uint8Array[][] = [];
  const messages: Uint8Array[] = [];
  for (let author = 0; author < players; author++) {
    const positions = hole.filter((p) => Math.floor(p / 2) !== author);
    const { shares, message } = await shareMessage(author, positions, termsOf(author));
    messages.push(message);
    held.push(hole.map((p) => shares.slice(48 * positions.indexOf(p), 48 * (positions.indexOf(p) + 1))));
  }
  const ownSecret = keys[0]!.secret;
  for (const position of [0, 1]) {
    const shares = held.slice(1).map((list) => list[position]!);
    const card = await measure('open', () => me.openCard({ deck, position, shares, ownSecret }));
    check(card !== undefined);
  }

  // The last player is gone: its board shares come by escrow, all others' as usual, and seat 0 shows its hand.
  const absent = players - 1;
  const terms = termsOf(absent);
  const present = keys.map((_, seat) => seat).filter((seat) => terms === undefined || seat !== absent);
  for (const street of [board.slice(0, 3), board.slice(3, 4), board.slice(4)]) {
    const parts: Uint8Array[] = [];
    for (const author of present) parts.push((await shareMessage(author, street)).shares);
    if (terms) {
      const escrow = { ...terms, message: messages[absent]! };
      const openings: { receiver: number; openings: Uint8Array }[] = [];
      for (const seat of present) {
        const { secret, publicKey } = escrowKeys[seat]!;
        const claim = { ctx, receiver: seat + 1, owner: absent, joint, deck, escrow, positions: street };
        const make = () => me.makeEscrowOpen({ ...claim, secret, publicKey }, systemRandom);
        const made = await (seat === 0 ? measure('escrow', make) : make());
        if (seat === 0) bytes += made.openings.length + made.proof.length + 32 + street.length;
        else await verified('escrow', { kind: 'escrowOpen', ...claim, receiverKey: publicKey, ...made });
        openings.push({ receiver: seat + 1, openings: made.openings });
      }
      const recovered = await measure('escrow', () =>
        me.recoverShares({ escrow, positions: street, openings }),
      );
      check(recovered !== undefined);
      parts.push(recovered!);
    }
    for (let i = 0; i < street.length; i++) {
      const shares = parts.map((part) => part.slice(48 * i, 48 * (i + 1)));
      const card = await measure('open', () => me.openCard({ deck, position: street[i]!, shares }));
      check(card !== undefined);
    }
  }
  for (const author of present) await shareMessage(author, [2 * author, 2 * author + 1]);
  return { ms, bytes };
}
