/**
 * Evidence that a validator signed two blocks for one round, and what it costs (docs/PROTOCOL.md, Accountability).
 *
 * Upon evidence of another table or epoch, of different authors or rounds, or of the wrong shape: refused and
 *   counted; nobody is accused by it.
 * Upon both signatures holding: the accused loses its bond to the others, its seat and its hand.
 * Upon a signature that does not hold: the same befalls the accuser, and nothing the accused. Nobody honest
 *   can come into that position: it has checked the same signatures before.
 * Upon evidence against somebody who has been punished already: nothing, and it is not counted. Several tabs
 *   see the same two blocks, and all but the first are late.
 *
 * Only the present epoch's blocks are evidence: author numbers and keys are those of one epoch, and after its
 * end its members, bonds and seats are no longer what they were.
 */
import { blockSigningBytes } from '../../codec/block.ts';
import { DecodeError } from '../../codec/decode.ts';
import { decodeTwoBlocks, headerId, type TwoBlocks } from '../../codec/evidence.ts';
import { sameId } from '../../codec/ids.ts';
import { type BodyOf, TWO_BLOCKS } from '../../codec/transactions.ts';
import type { TableRefusal } from '../refusal.ts';
import type { TableState } from '../state/state.ts';
import type { SignatureCheck } from './signature.ts';

/** The reason that counts against nobody. */
export const KNOWN = 'already-known';

/** Undefined when it rests with the signatures. */
export function judgeEvidence(
  state: TableState,
  author: number,
  body: BodyOf<'evidence'>,
): TableRefusal | undefined {
  const accused = state.validators[body.accused];
  if (body.kind !== TWO_BLOCKS) return 'not-offered';
  if (accused === undefined) return 'unknown-accused';
  if (accused.expelled) return KNOWN;
  // The word of a proven liar is worth no verification.
  if (state.validators[author]?.expelled === true) return 'expelled';
  const blocks = read(body.bytes);
  if (blocks === undefined) return 'malformed';
  const { a, b } = blocks;
  for (const { header } of [a, b]) {
    if (!sameId(header.tableId, state.tableId)) return 'wrong-table';
    if (header.epoch !== state.epoch) return 'wrong-epoch';
    if (header.author !== body.accused) return 'wrong-author';
  }
  return a.header.round === b.header.round ? undefined : 'wrong-round';
}

function read(bytes: Uint8Array): TwoBlocks | undefined {
  try {
    return decodeTwoBlocks(bytes);
  } catch (error) {
    if (error instanceof DecodeError) return undefined;
    throw error;
  }
}

/** What has to hold for evidence that `judgeEvidence` lets pass: the accused's signatures under both ids. */
export function evidenceSignatures(state: TableState, body: BodyOf<'evidence'>): SignatureCheck[] {
  const { key } = state.validators[body.accused]!;
  const { a, b } = decodeTwoBlocks(body.bytes);
  return [a, b].map(({ header, signature }) => ({
    key,
    message: blockSigningBytes(headerId(header)),
    signature,
  }));
}
