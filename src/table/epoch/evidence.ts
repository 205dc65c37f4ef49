/**
 * Evidence that a validator signed two blocks for one round, or a block after it had said that it stopped, and what it
 * costs (docs/PROTOCOL.md, Accountability).
 *
 * Upon evidence of another table or epoch, of different authors or rounds, or of the wrong shape: refused and
 *   counted; nobody is accused by it.
 * Upon both signatures holding: the accused loses its bond to the others, its seat and its hand.
 * Upon a signature that does not hold: the same befalls the accuser, and nothing the accused. Nobody honest
 *   can come into that position: it has checked the same signatures before.
 * Upon evidence against somebody who has been punished already: nothing, and it is not counted. Several tabs
 *   see the same two blocks, and all but the first are late.
 *
 * By the first rules only the present epoch's blocks are evidence. By the second also those of the two epochs before,
 * whose instances and keys are part of the state: once for each key and epoch of the offence, as long as that key has a
 * vote, a bond or a seat. A stop is evidence only after its epoch: in it nobody judges, for it is what ends it.
 */
import { adjournSigningBytes } from '../../codec/adjournment.ts';
import { blockSigningBytes } from '../../codec/block.ts';
import { DecodeError, equalBytes, toHex } from '../../codec/decode.ts';
import {
  decodeSignedOn,
  decodeTwoBlocks,
  headerId,
  type SignedOn,
  type TwoBlocks,
} from '../../codec/evidence.ts';
import { sameId } from '../../codec/ids.ts';
import { type BodyOf, SIGNED_ON, TWO_BLOCKS } from '../../codec/transactions.ts';
import type { TableRefusal } from '../refusal.ts';
import type { SignatureCheck } from '../state/signature.ts';
import type { PastEpoch, TableState } from '../state/state.ts';

/** The reason that counts against nobody. */
export const KNOWN = 'already-known';

type Evidence = BodyOf<'evidence'>;

/** Undefined when it rests with the signatures. */
export function judgeEvidence(state: TableState, author: number, body: Evidence): TableRefusal | undefined {
  const past = offenceIn(state, body);
  if (past !== undefined) return judgePast(state, author, body, past);
  const accused = state.validators[body.accused];
  if (body.kind !== TWO_BLOCKS) return 'not-offered';
  if (accused === undefined) return 'unknown-accused';
  if (accused.expelled) return KNOWN;
  // The word of a proven liar is worth no verification.
  if (state.validators[author]?.expelled === true) return 'expelled';
  const blocks = read(() => decodeTwoBlocks(body.bytes));
  if (blocks === undefined) return 'malformed';
  return judgeTwo(body, blocks, { epoch: state.epoch, instance: state.instance });
}

function judgeTwo(
  { accused }: Evidence,
  { a, b }: TwoBlocks,
  { epoch, instance }: Pick<PastEpoch, 'epoch' | 'instance'>,
): TableRefusal | undefined {
  for (const { header } of [a, b]) {
    if (!sameId(header.tableId, instance)) return 'wrong-table';
    if (header.epoch !== epoch) return 'wrong-epoch';
    if (header.author !== accused) return 'wrong-author';
  }
  return a.header.round === b.header.round ? undefined : 'wrong-round';
}

function judgePast(
  state: TableState,
  author: number,
  body: Evidence,
  past: PastEpoch,
): TableRefusal | undefined {
  const key = past.keys[body.accused];
  if (key === undefined) return 'unknown-accused';
  if (past.convicted.includes(body.accused) || !hasAnything(state, key)) return KNOWN;
  if (state.validators[author]?.expelled === true) return 'expelled';
  if (body.kind === TWO_BLOCKS) return judgeTwo(body, decodeTwoBlocks(body.bytes), past);
  const { stop, block } = decodeSignedOn(body.bytes);
  const { header } = block;
  if (!sameId(header.tableId, past.instance)) return 'wrong-table';
  if (header.author !== body.accused || stop.validator !== body.accused) return 'wrong-author';
  // At or below its tip are the block that it names and those of lower rounds.
  const isTip = header.round === stop.round && equalBytes(headerId(header), stop.digest);
  return header.round < stop.round || isTip ? 'wrong-round' : undefined;
}

/** Has this key a vote, a bond or a seat to lose? */
function hasAnything(state: TableState, key: Uint8Array): boolean {
  const { author, seat } = whereIs(state, key);
  return (author !== undefined && !state.validators[author]!.expelled) || seat !== undefined;
}

/** The number and the seat of a key now; a seat may be in its name without a number, where a hand was set aside. */
export function whereIs(
  state: TableState,
  key: Uint8Array,
): { readonly author: number | undefined; readonly seat: number | undefined } {
  const author = state.validators.findIndex((v) => equalBytes(v.key, key));
  const player = toHex(key);
  const seat = state.life.seats.find((s) => s?.player === player && s.status !== 'expelled')?.seat;
  return { author: author < 0 ? undefined : author, seat };
}

/** The epoch before this one that evidence is about; undefined where it is about this one, or about none. */
export function offenceIn(state: TableState, { kind, bytes }: Evidence): PastEpoch | undefined {
  const { pastEpochs = [] } = state;
  if (pastEpochs.length === 0) return undefined;
  const epoch = read(() =>
    kind === SIGNED_ON ? decodeSignedOn(bytes).block.header.epoch : decodeTwoBlocks(bytes).a.header.epoch,
  );
  return pastEpochs.find((p) => p.epoch === epoch);
}

function read<T extends TwoBlocks | SignedOn | number>(decode: () => T): T | undefined {
  try {
    return decode();
  } catch (error) {
    if (error instanceof DecodeError) return undefined;
    throw error;
  }
}

/** What has to hold for evidence that `judgeEvidence` lets pass: the accused's signatures under both. */
export function evidenceSignatures(state: TableState, body: Evidence): SignatureCheck[] {
  const past = offenceIn(state, body);
  const key = past?.keys[body.accused] ?? state.validators[body.accused]!.key;
  if (body.kind === SIGNED_ON) {
    const { stop, block } = decodeSignedOn(body.bytes);
    const { epoch } = block.header;
    // A stop names the table, not the epoch's instance: whoever was missing knows no other.
    const message = adjournSigningBytes(state.tableId, { epoch, stopped: 1, stop });
    return [
      { key, message, signature: stop.signature },
      { key, message: blockSigningBytes(headerId(block.header)), signature: block.signature },
    ];
  }
  const { a, b } = decodeTwoBlocks(body.bytes);
  return [a, b].map(({ header, signature }) => ({
    key,
    message: blockSigningBytes(headerId(header)),
    signature,
  }));
}
