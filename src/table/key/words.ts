/**
 * What members say about the table's key, before anything of it is verified: which of it would change something, and
 * what has to hold. A word that would change nothing is refused and costs nobody a verification.
 */
import { equalBytes } from '../../codec/decode.ts';
import { keyCertificateBytes } from '../../codec/keyCertificate.ts';
import { decodeKeyMessage } from '../../codec/keyMessages.ts';
import type { Transaction, TransactionOf } from '../../codec/transactions.ts';
import { refusal, type SharingRefusal, type SharingWord } from '../../mentalpoker/threshold/generation.ts';
import type { KeyStatement } from '../../mentalpoker/threshold/statements.ts';
import type { TableRefusal } from '../refusal.ts';
import type { KeyGeneration } from '../state/keyState.ts';
import type { SignatureCheck } from '../state/signature.ts';
import type { TableState } from '../state/state.ts';
import { keyWordOf } from './generation.ts';

export type KeyTransaction = TransactionOf<
  'channelKey' | 'dkgDeal' | 'dkgComplaint' | 'dkgReady' | 'keySigned'
>;

const KINDS: ReadonlySet<Transaction['kind']> = new Set<KeyTransaction['kind']>([
  ...(['channelKey', 'dkgDeal', 'dkgComplaint', 'dkgReady', 'keySigned'] as const),
]);

export const isKeyTransaction = (tx: Transaction): tx is KeyTransaction => KINDS.has(tx.kind);

/** None of these is a fault. */
const CODES: Readonly<Record<SharingRefusal, TableRefusal>> = {
  'too-late': 'stale',
  'too-early': 'stale',
  'no-part-in-it': 'not-a-receiver',
  'said-already': 'already-given',
  'no-such-dealing': 'stale',
  'settled-already': 'already-given',
};

/** Undefined when it rests with what has to be verified. */
export function judgeKeyWord(
  state: TableState,
  author: number,
  tx: KeyTransaction,
): TableRefusal | undefined {
  const { key, validators } = state;
  if (key === undefined) return 'not-offered';
  if (validators[author]!.expelled) return 'expelled';
  if (tx.kind === 'keySigned') return judgeSigned(state, tx);
  if (!equalBytes(tx.body.instance, state.instance)) return 'stale';
  if (tx.kind === 'channelKey') {
    if (key.channelKeys[author] !== null) return 'already-given';
    return key.generation === undefined ? undefined : 'stale';
  }
  const { generation } = key;
  if (generation === undefined) return 'stale';
  const word = wordOf(state, author, tx);
  if (word === undefined) return 'not-a-receiver';
  const refused = refusal(generation, word, state.timeMs);
  if (refused !== undefined) return CODES[refused];
  if (tx.kind !== 'dkgReady') return undefined;
  // About something else than what the log comes to: never verified, never held against anybody.
  const { made } = generation;
  return made != null && equalBytes(made.digest, tx.body.digest) ? undefined : 'stale';
}

/** Of an epoch or a key that is over, or where nothing was asked for: late, and no fault. */
function judgeSigned(
  { key, instance }: TableState,
  { body }: TransactionOf<'keySigned'>,
): TableRefusal | undefined {
  const { asked, serving } = key!;
  const message = decodeKeyMessage(body.what, body.content);
  const isOurs = message.kind !== 'ready' && equalBytes(message.instance, instance);
  if (!isOurs || serving === undefined || asked === undefined) return 'stale';
  if (!equalBytes(body.key, serving.sharing.key)) return 'stale';
  return asked.signed ? 'already-given' : undefined;
}

/** What it says to the sharing that is on; undefined from one who has no part in it. */
export function wordOf(
  state: TableState,
  author: number,
  tx: Exclude<KeyTransaction, { kind: 'channelKey' | 'keySigned' }>,
): SharingWord | undefined {
  switch (tx.kind) {
    case 'dkgDeal': {
      const dealer = dealerOf(state.key!.generation!, author);
      return dealer === undefined ? undefined : { kind: 'deal', dealer, bytes: tx.body.dealing.slice() };
    }
    case 'dkgComplaint':
      return { kind: 'complaint', complainer: author + 1, dealer: tx.body.dealer };
    case 'dkgReady':
      return { kind: 'ready', holder: author + 1 };
  }
}

/** Under which number a member deals. */
export const dealerOf = ({ dealers }: KeyGeneration, author: number): number | undefined =>
  dealers.find((d) => d.author === author)?.index;

/** What has to hold for a word that `judgeKeyWord` lets pass. */
export function keyRequirements(
  state: TableState,
  author: number,
  tx: KeyTransaction,
): { readonly statement: KeyStatement; readonly signatures?: readonly SignatureCheck[] } {
  const { tableId, instance } = state;
  if (tx.kind === 'channelKey') {
    const { publicKey, proof } = tx.body;
    const holder = { tableId, instance, index: author + 1 };
    return { statement: { kind: 'channelKey', holder, publicKey, proof } };
  }
  if (tx.kind === 'keySigned') return { statement: { kind: 'keySigned', ...tx.body } };
  const generation = state.key!.generation!;
  const { terms } = generation;
  switch (tx.kind) {
    case 'dkgDeal': {
      const dealer = dealerOf(generation, author)!;
      return { statement: { kind: 'dealing', terms, dealer, dealing: tx.body.dealing } };
    }
    case 'dkgComplaint': {
      const { dealer, complaint } = tx.body;
      const dealing = dealingOf(generation, dealer);
      const complainer = author + 1;
      return { statement: { kind: 'complaint', terms, dealer, complainer, dealing, complaint } };
    }
    case 'dkgReady': {
      const made = generation.made!;
      const { digest, partial, signature } = tx.body;
      const { publicShare } = made.holders.find((h) => h.index === author + 1)!;
      const message = keyCertificateBytes(keyWordOf(state, made));
      return {
        statement: { kind: 'keyReady', digest, publicShare, partial },
        signatures: [{ key: state.validators[author]!.key, message, signature }],
      };
    }
  }
}

function dealingOf(generation: KeyGeneration, dealer: number): Uint8Array {
  return generation.dealings.find((d) => d.dealer === dealer)!.bytes;
}
