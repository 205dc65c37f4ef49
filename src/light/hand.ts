/**
 * What the table's key says of the end of a hand, held against the state that a log comes to there. A signature that is
 * missing says nothing: the key may have come later, or too few have signed.
 */
import { equalBytes } from '../codec/decode.ts';
import { instanceId } from '../codec/ids.ts';
import { keySigningBytes } from '../codec/keyMessages.ts';
import type { KeySigned } from '../codec/keyPartial.ts';
import { blsVerify } from '../crypto/bls.ts';
import type { G1Group } from '../crypto/group.ts';
import type { Sharing } from '../mentalpoker/threshold/sharing.ts';
import { stateRoot } from '../table/state/root.ts';
import { rulesOf } from '../table/state/rulesOf.ts';
import type { TableState } from '../table/state/state.ts';

export type HandSignature =
  /** `spare` of the `holders` may have had no part in it, and no more. */
  | { readonly says: 'holds'; readonly holders: number; readonly spare: number }
  /** Something is kept as one, and it is not of this end of the hand. */
  | { readonly says: 'false' }
  | { readonly says: 'none' };

/**
 * @param state after the slot that ended the hand
 * @param signed what is held of the table, in any order
 */
export function handSignature(
  group: G1Group,
  state: TableState,
  signed: readonly KeySigned[],
): HandSignature {
  const { hand, key } = state;
  const mine = signed.filter(
    ({ message: m }) => m.kind === 'checkpoint' && m.hand === hand?.hand && m.height === state.height,
  );
  if (mine.length === 0) return { says: 'none' };
  const serving = key?.serving;
  if (serving === undefined || !mine.every((s) => holds(group, state, serving.sharing.key, s)))
    return { says: 'false' };
  return signedUnder(serving.sharing);
}

/** What a signature that holds says, under the sharing that was in service. */
export function signedUnder({
  threshold,
  holders,
}: Pick<Sharing, 'threshold' | 'holders'>): HandSignature & { readonly says: 'holds' } {
  return { says: 'holds', holders: holders.length, spare: holders.length - threshold };
}

function holds(
  group: G1Group,
  state: TableState,
  key: Uint8Array,
  { message, signature }: KeySigned,
): boolean {
  if (message.kind !== 'checkpoint') return false;
  const { tableId, instance, epoch, timeMs, config } = state;
  return (
    equalBytes(message.table, tableId) &&
    equalBytes(message.instance, instance) &&
    equalBytes(instanceId(tableId, epoch, message.firstRoot), instance) &&
    message.epoch === epoch &&
    message.timeMs === timeMs &&
    message.rules === rulesOf(config) &&
    equalBytes(message.stateRoot, stateRoot(state)) &&
    blsVerify(group, key, keySigningBytes(message), signature)
  );
}
