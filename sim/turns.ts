/**
 * A stand-in for the table: players act in turn before a deadline in committed time, or are timed out. It gives
 * the consensus deadlines to stamp and ticks to pass, as a hand does; it moves chips, and it judges proofs and
 * accusations when they are applied, as the table does.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { armDeadline, type Deadline, onSlot, pacing } from '../src/consensus/deadline.ts';
import { NEWEST_RULES } from '../src/consensus/rules.ts';
import type { CommittedSlot } from '../src/consensus/types.ts';

export const turnMs = 3000;
const stackChips = 100;
const bondChips = 17;

export interface Turns {
  turn: number;
  /** Undefined when all turns are over. */
  deadline: Deadline | undefined;
  readonly timedOut: number[];
  /** Texts of all applied transactions. */
  readonly applied: Set<string>;
  readonly total: number;
  readonly players: number;
  readonly stacks: number[];
  readonly bonds: number[];
  pot: number;
}

/** Are these really two blocks of one author for one round? */
export type Evidence = (author: number, round: number, a: string, b: string) => boolean;

export function createTurns(players: number, total: number): Turns {
  return {
    turn: 0,
    deadline: total > 0 ? armDeadline(0, turnMs) : undefined,
    timedOut: [],
    applied: new Set(),
    total,
    players,
    stacks: new Array<number>(players).fill(stackChips),
    bonds: new Array<number>(players).fill(bondChips),
    pot: 0,
  };
}

export const playerOf = (t: Turns, turn = t.turn): number => turn % t.players;
export const actText = (turn: number): string => `act:${turn}`;
/** A proof is about the turn in which it was made: in another it is stale, whether it holds or not. */
export const proofText = (turn: number, holds: boolean): string => `prove:${turn}:${holds ? 'good' : 'bad'}`;
export const accusationText = (author: number, round: number, a: string, b: string): string =>
  `accuse:${author}:${round}:${a}:${b}`;
export const pacingOf = (t: Turns): ReturnType<typeof pacing> =>
  pacing(t.deadline === undefined ? [] : [t.deadline]);
/** Every so many slots blocks tell of the state; a game without hands has no other height to tell of. */
const toldEvery = 16;

/** The state as 32 bytes, at a height that blocks tell of; undefined at any other. */
export function rootOf(t: Turns, slot: CommittedSlot, state = 'as it is'): Uint8Array | undefined {
  if (slot.height % toldEvery !== 0) return undefined;
  const { turn, timedOut, stacks, bonds, pot, applied } = t;
  const text = JSON.stringify([state, turn, timedOut, stacks, bonds, pot, applied.size]);
  return sha256(new TextEncoder().encode(text));
}

export const isSlashed = (t: Turns, player: number): boolean => t.bonds[player] === 0;
/** The same at every time. */
export const chipsIn = (t: Turns): number =>
  [...t.stacks, ...t.bonds, t.pot].reduce((sum, chips) => sum + chips, 0);

export function applySlot(t: Turns, slot: CommittedSlot, evidence: Evidence): void {
  if (t.deadline !== undefined) {
    const { deadline, fired } = onSlot(t.deadline, slot, NEWEST_RULES);
    t.deadline = deadline;
    if (fired) {
      t.timedOut.push(t.turn);
      nextTurn(t, slot.round);
    }
  }
  for (const { block, applies } of slot.blocks) {
    if (!applies) continue;
    for (const bytes of block.content.transactions)
      apply(t, block.content.author, new TextDecoder().decode(bytes), slot.round, evidence);
  }
}

function apply(t: Turns, author: number, text: string, round: number, evidence: Evidence): void {
  t.applied.add(`${author}/${text}`);
  const [kind, ...words] = text.split(':');
  if (kind === 'act') {
    if (t.deadline === undefined || text !== actText(t.turn) || author !== playerOf(t)) return;
    t.stacks[author]!--;
    t.pot++;
    nextTurn(t, round);
  } else if (kind === 'prove') {
    if (Number(words[0]) === t.turn && words[1] !== 'good') slash(t, author);
  } else if (kind === 'accuse') {
    const [accused, at, a, b] = words;
    const holds = a !== undefined && b !== undefined && evidence(Number(accused), Number(at), a, b);
    slash(t, holds ? Number(accused) : author);
  }
}

/** The bond goes to the others, odd chips clockwise; once. */
function slash(t: Turns, player: number): void {
  const bond = t.bonds[player]!;
  t.bonds[player] = 0;
  for (let i = 0; i < bond; i++) t.stacks[(player + 1 + (i % (t.players - 1))) % t.players]!++;
}

function nextTurn(t: Turns, round: number): void {
  const player = playerOf(t);
  t.turn++;
  t.deadline = t.turn < t.total ? armDeadline(round, turnMs) : undefined;
  if (t.deadline !== undefined) return;
  t.stacks[player]! += t.pot;
  t.pot = 0;
}
