/** The table's key in what people compare: four words of it. */
import { sha256 } from '@noble/hashes/sha2.js';
import type { KeySigned } from '../../codec/keyPartial.ts';
import type { TableState } from '../../table/state/state.ts';
import { fourWords } from '../build/fourWords.ts';
import type { TableKeyView } from '../contract/key.ts';

/** Undefined at tables that make no key, and while one is alone. */
export function presentKey({
  key,
  validators,
}: Pick<TableState, 'key' | 'validators'>): TableKeyView | undefined {
  if (key === undefined || validators.length < 2) return undefined;
  const { serving } = key;
  if (serving === undefined) return { state: 'making' };
  const { sharing, sinceHand } = serving;
  return {
    state: 'serving',
    words: fourWords(sha256(sharing.key)),
    sinceHand,
    holders: sharing.holders.length,
    spare: sharing.holders.length - sharing.threshold,
  };
}

/** How far the end of a table that is closed for good is signed; undefined of one that is not closed. */
export function presentClosing(
  { closed, key }: Pick<TableState, 'closed' | 'key'>,
  signed: readonly KeySigned[],
): 'signed' | 'unsigned' | 'noKey' | undefined {
  if (closed === undefined) return undefined;
  if (signed.some(({ message }) => message.kind === 'closing')) return 'signed';
  return key?.serving === undefined ? 'noKey' : 'unsigned';
}
