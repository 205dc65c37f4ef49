/**
 * The canonical bytes of one hand: its setup and the operations on it, from which the rules rebuild the state
 * exactly. Equal hands have equal bytes; the hash tree root names a hand.
 *
 * This file knows the form, not the rules: `poker/handBytes.ts` turns these values into states and back.
 */
import { ByteListType, ContainerType, ListCompositeType, type ValueOf } from '@chainsafe/ssz';
import { GAMES, STRUCTURES } from './config.ts';
import { DecodeError, decodeSsz } from './decode.ts';
import { limits } from './limits.ts';
import { safe, U8, U64 } from './primitives.ts';

/** Kinds of forced bet by their wire number. Append only. */
export const FORCED_KINDS = ['small-blind', 'big-blind', 'straddle', 'post'] as const;
/** Operations on a hand by their wire number. Append only. */
export const HAND_OPERATIONS = ['deal', 'bet', 'show', 'muck', 'twice', 'kill'] as const;
/** A card nobody here has seen. */
export const FACE_DOWN = 255;
const CARDS = 52;

const SeatType = new ContainerType({ seat: U8, stackChips: U64, anteChips: U64 });
const ForcedType = new ContainerType({ seat: U8, kind: U8, liveChips: U64, deadChips: U64 });
const SetupType = new ContainerType({
  /** Index into `GAMES`. */
  game: U8,
  /** Index into `STRUCTURES`. */
  structure: U8,
  seats: new ListCompositeType(SeatType, limits.handSeats),
  buttonSeat: U8,
  trimAntes: U8,
  forced: new ListCompositeType(ForcedType, 2 * limits.handSeats),
  bringInChips: U64,
  smallBetChips: U64,
  bigBetChips: U64,
  unitChips: U64,
  deadChips: U64,
  bombPot: U8,
  runItTwice: U8,
  replay: U8,
});
/** Fields an operation does not have are zero or empty. */
const OperationType = new ContainerType({
  /** Index into `HAND_OPERATIONS`. */
  kind: U8,
  seat: U8,
  /** bet: index into `BET_VERBS`. twice: 1 = agrees. */
  choice: U8,
  /** bet, raiseTo: the total on the street. */
  amountChips: U64,
  /** deal, show: 0..51, `FACE_DOWN` for an unseen one. */
  cards: new ByteListType(CARDS),
});

export const HandLogType = new ContainerType(
  { setup: SetupType, operations: new ListCompositeType(OperationType, limits.handOperations) },
  { typeName: 'HandLog' },
);
export type HandLog = ValueOf<typeof HandLogType>;
export type HandOperation = ValueOf<typeof OperationType>;

export function encodeHandLog(log: HandLog): Uint8Array {
  return HandLogType.serialize(log);
}

/** Checks form and ranges; whether the operations are legal is for the rules. @throws DecodeError */
export function decodeHandLog(bytes: Uint8Array): HandLog {
  const log = decodeSsz(HandLogType, bytes, limits.handBytes, 'hand');
  const bad = (field: string): never => {
    throw new DecodeError('out-of-range', `hand: ${field}`);
  };
  const { setup } = log;
  if (setup.game >= GAMES.length) bad('game');
  if (setup.structure >= STRUCTURES.length) bad('structure');
  for (const flag of [setup.trimAntes, setup.bombPot, setup.runItTwice, setup.replay])
    if (flag > 1) bad('flag');
  safe('hand', setup.bringInChips, setup.smallBetChips, setup.bigBetChips, setup.unitChips, setup.deadChips);
  for (const s of setup.seats) safe('hand', s.stackChips, s.anteChips);
  for (const f of setup.forced) {
    safe('hand', f.liveChips, f.deadChips);
    if (f.kind >= FORCED_KINDS.length) bad('forced');
  }
  for (const o of log.operations) {
    safe('hand', o.amountChips);
    if (o.kind >= HAND_OPERATIONS.length) bad('operation');
    for (const c of o.cards) if (c >= CARDS && c !== FACE_DOWN) bad('card');
  }
  return log;
}
