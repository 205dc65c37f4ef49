/**
 * A hand's state as canonical bytes and back. Two replicas with equal states have equal bytes, because the
 * state is a function of the setup and the operations, and those have one encoding. Decoding plays the
 * operations through the rules, so bytes that no legal hand leads to are refused.
 */
import { GAMES, STRUCTURES } from '../codec/config.ts';
import { DecodeError } from '../codec/decode.ts';
import {
  decodeHandLog,
  encodeHandLog,
  FACE_DOWN,
  FORCED_KINDS,
  HAND_OPERATIONS,
  type HandLog,
  HandLogType,
  type HandOperation,
} from '../codec/hand.ts';
import { BET_VERBS } from '../codec/transactions.ts';
import type { Card, SeenCard } from './cards.ts';
import { applyBet, applyDeal, applyKill, applyMuck, applyShow, applyTwice, startHand } from './hand.ts';
import { RuleError } from './refusal.ts';
import { type HandSetup, isPlayable } from './setup.ts';
import type { HandRecord, HandState } from './state.ts';

export function encodeHandState(state: HandState): Uint8Array {
  return encodeHandLog(logOf(state));
}

/** 32 bytes that name the state. */
export function handStateRoot(state: HandState): Uint8Array {
  return HandLogType.hashTreeRoot(logOf(state));
}

/** @throws DecodeError for bytes that are no hand, or an illegal one */
export function decodeHandState(bytes: Uint8Array): HandState {
  const log = decodeHandLog(bytes);
  const setup = setupOf(log);
  if (!isPlayable(setup)) throw new DecodeError('out-of-range', 'hand: setup');
  let state = startHand(setup);
  for (const o of log.operations) {
    try {
      state = apply(state, o);
    } catch (error) {
      if (error instanceof RuleError) throw new DecodeError('out-of-range', `hand: ${error.code}`);
      throw error;
    }
  }
  // One state, one encoding: operations carry nothing the rules do not read.
  const again = encodeHandLog(logOf(state));
  if (again.length !== bytes.length || again.some((b, i) => b !== bytes[i])) {
    throw new DecodeError('not-canonical', 'hand');
  }
  return state;
}

function logOf(state: HandState): HandLog {
  const { setup } = state;
  const operations: HandOperation[] = [];
  for (const r of state.records) {
    const o = operationOf(r);
    if (o !== undefined) operations.push(o);
  }
  return {
    setup: {
      game: GAMES.indexOf(setup.game),
      structure: STRUCTURES.indexOf(setup.structure),
      seats: setup.seats.map((s, i) => ({ ...s, anteChips: setup.antesChips[i]! })),
      buttonSeat: setup.buttonSeat,
      trimAntes: Number(setup.trimAntes),
      forced: setup.forced.map((f) => ({ ...f, kind: FORCED_KINDS.indexOf(f.kind) })),
      bringInChips: setup.bringInChips,
      smallBetChips: setup.smallBetChips,
      bigBetChips: setup.bigBetChips,
      unitChips: setup.unitChips,
      deadChips: setup.deadChips,
      bombPot: Number(setup.bombPot),
      runItTwice: Number(setup.runItTwice),
      replay: Number(setup.replay),
    },
    operations,
  };
}

function setupOf({ setup }: HandLog): HandSetup {
  return {
    game: GAMES[setup.game]!,
    structure: STRUCTURES[setup.structure]!,
    seats: setup.seats.map(({ seat, stackChips }) => ({ seat, stackChips })),
    buttonSeat: setup.buttonSeat,
    antesChips: setup.seats.map((s) => s.anteChips),
    trimAntes: setup.trimAntes === 1,
    forced: setup.forced.map((f) => ({ ...f, kind: FORCED_KINDS[f.kind]! })),
    bringInChips: setup.bringInChips,
    smallBetChips: setup.smallBetChips,
    bigBetChips: setup.bigBetChips,
    unitChips: setup.unitChips,
    deadChips: setup.deadChips,
    bombPot: setup.bombPot === 1,
    runItTwice: setup.runItTwice === 1,
    replay: setup.replay === 1,
  };
}

function operationOf(r: HandRecord): HandOperation | undefined {
  const kind = HAND_OPERATIONS.indexOf(r.kind as (typeof HAND_OPERATIONS)[number]);
  const plain = { kind, seat: 0, choice: 0, amountChips: 0, cards: new Uint8Array(0) };
  switch (r.kind) {
    case 'deal':
      return { ...plain, cards: Uint8Array.from(r.cards, (c) => c ?? FACE_DOWN) };
    case 'bet': {
      const amountChips = r.verb === 'raiseTo' ? r.amountChips : 0;
      return { ...plain, seat: r.seat, choice: BET_VERBS.indexOf(r.verb), amountChips };
    }
    case 'show':
      return { ...plain, seat: r.seat, cards: Uint8Array.from(r.cards) };
    case 'twice':
      return { ...plain, seat: r.seat, choice: Number(r.agree) };
    case 'muck':
    case 'kill':
      return { ...plain, seat: r.seat };
    default:
      return undefined;
  }
}

function apply(state: HandState, o: HandOperation): HandState {
  const seen: SeenCard[] = Array.from(o.cards, (c) => (c === FACE_DOWN ? null : c));
  switch (HAND_OPERATIONS[o.kind]!) {
    case 'deal':
      return applyDeal(state, seen).state;
    case 'bet': {
      const verb = BET_VERBS[o.choice];
      if (verb === undefined) throw new DecodeError('out-of-range', 'hand: verb');
      return applyBet(state, o.seat, verb, o.amountChips).state;
    }
    case 'show':
      return applyShow(state, o.seat, Array.from(o.cards) as Card[]).state;
    case 'muck':
      return applyMuck(state, o.seat).state;
    case 'twice':
      return applyTwice(state, o.seat, o.choice === 1).state;
    case 'kill':
      return applyKill(state, o.seat).state;
  }
}
