/**
 * What each hand would win on average if the cards that are missing came at random: exact over all completions, or,
 * where there are more than `EXACT_COMPLETIONS`, over `SAMPLES` of them drawn from a SHA-256 stream. A pure function of
 * its request in whole numbers, so that every replica and every replay divides a pot to the same chip. It takes up to
 * some seconds: workers compute it.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import type { GameName } from '../codec/config.ts';
import type { Card } from './cards.ts';
import { gameNamed } from './catalogue.ts';
import { completions, type Group, visitAll } from './completions.ts';
import type { Game } from './game.ts';

const EXACT_COMPLETIONS = 2_000_000;
export const SAMPLES = 200_000;
/** Every half of a pot can be shared by up to nine hands without a fraction: 2 · lcm(1..9). */
const PARTS = 5_040;

export interface DivisionRequest {
  readonly game: GameName;
  /** The hands that may win, all of their cards so far known. */
  readonly hands: readonly { readonly seat: number; readonly cards: readonly Card[] }[];
  /** One, or two where the hand is run twice; each with the cards it has. */
  readonly boards: readonly (readonly Card[])[];
  /** Cards of the deck that nobody has seen. */
  readonly unseen: readonly Card[];
  /** Cards still to come to each hand, in the order of `hands`. */
  readonly missing: readonly number[];
  /** Seats that contest each pot, two or more. */
  readonly contests: readonly (readonly number[])[];
  /** Seed of the stream, 32 bytes; who makes the request binds it to deck and positions. */
  readonly seed: Uint8Array;
}

/** Per board, then per contest, then per seat of it: whole numbers, of which each contest's sum is the whole pot. */
export interface Division {
  readonly boards: readonly (readonly (readonly number[])[])[];
}

/** @throws RangeError for a request that no hand leads to */
export function divide(request: DivisionRequest): Division {
  return { boards: request.boards.map((board) => divideBoard(request, board)) };
}

/** A finished hand of the request, cards filled in. */
interface Table {
  readonly board: Card[];
  readonly hands: Card[][];
}

function divideBoard(request: DivisionRequest, board: readonly Card[]): number[][] {
  const game = gameNamed(request.game);
  const table: Table = { board: [...board], hands: request.hands.map((h) => [...h.cards]) };
  const groups = [
    {
      cards: table.board,
      count: game.boardCards === 0 ? commonCards(request) - board.length : game.boardCards - board.length,
    },
    ...table.hands.map((cards, i) => ({ cards, count: request.missing[i]! })),
  ].filter((g) => g.count > 0);
  const needed = groups.reduce((sum, g) => sum + g.count, 0);
  if (needed > request.unseen.length) throw new RangeError('too few cards are left');
  const parts = request.contests.map((seats) => seats.map(() => 0));
  const places = request.contests.map((seats) =>
    seats.map((s) => request.hands.findIndex((h) => h.seat === s)),
  );
  const judge = (): void => score(game, table, places, parts);
  if (completions(request.unseen.length, groups) <= EXACT_COMPLETIONS)
    visitAll(request.unseen, groups, judge);
  else visitSome(request, groups, judge);
  return parts;
}

/** Cards common to all in a game without a board: the last one where the deck runs out. */
function commonCards({ hands, missing, game }: DivisionRequest): number {
  const { holeCards } = gameNamed(game);
  return Math.max(0, holeCards - Math.max(...hands.map((h, i) => h.cards.length + missing[i]!)));
}

function visitSome(request: DivisionRequest, groups: readonly Group[], visit: () => void): void {
  const below = stream(request.seed);
  const deck = [...request.unseen];
  for (let sample = 0; sample < SAMPLES; sample++) {
    let at = 0;
    for (const { cards, count } of groups) {
      for (let k = 0; k < count; k++, at++) {
        const j = at + below(deck.length - at);
        [deck[at], deck[j]] = [deck[j]!, deck[at]!];
        cards.push(deck[at]!);
      }
    }
    visit();
    for (const { cards, count } of groups) cards.length -= count;
  }
}

/** Numbers below a bound, without bias, from SHA-256(seed ‖ counter), four bytes at a time. */
export function stream(seed: Uint8Array): (below: number) => number {
  const input = new Uint8Array(seed.length + 4);
  input.set(seed);
  const counter = new DataView(input.buffer);
  let block = new DataView(new ArrayBuffer(0));
  let at = 0;
  let blocks = 0;
  const word = (): number => {
    if (at === block.byteLength) {
      counter.setUint32(seed.length, blocks++);
      const digest = sha256(input);
      block = new DataView(digest.buffer, digest.byteOffset, digest.byteLength);
      at = 0;
    }
    at += 4;
    return block.getUint32(at - 4);
  };
  return (bound) => {
    const limit = 2 ** 32 - (2 ** 32 % bound);
    for (;;) {
      const w = word();
      if (w < limit) return w % bound;
    }
  };
}

function score(game: Game, table: Table, places: readonly (readonly number[])[], parts: number[][]): void {
  const high = table.hands.map((hole) => game.high(hole, table.board));
  const low = table.hands.map((hole) => (game.low === null ? null : game.low(hole, table.board)));
  places.forEach((contest, c) => {
    const best = winners(contest, high);
    const bestLow = winners(contest, low);
    const whole = bestLow.length === 0 ? PARTS : PARTS / 2;
    for (const k of best) parts[c]![k]! += whole / best.length;
    for (const k of bestLow) parts[c]![k]! += whole / bestLow.length;
  });
}

/** Places within the contest of its best ranks; none where none ranks. */
function winners(contest: readonly number[], ranks: readonly (number | null)[]): number[] {
  let top: number | null = null;
  let best: number[] = [];
  contest.forEach((hand, k) => {
    const rank = ranks[hand]!;
    if (rank === null || (top !== null && rank < top)) return;
    if (rank !== top) best = [];
    top = rank;
    best.push(k);
  });
  return best;
}
