/**
 * What a word about the table's key changes, once it is known whether it holds, and who has lied where somebody has.
 *
 * Upon a word that holds: kept; with the threshold-th `ready` the sharing is in service.
 * Upon one that does not: its author has lied, for it could have checked. Upon a complaint one of the two has, always.
 */

import type { Verdict } from '../../mentalpoker/statement.ts';
import { take } from '../../mentalpoker/threshold/generation.ts';
import type { KeyStep, TableState } from '../state/state.ts';
import { putInService } from './generation.ts';
import { type KeyTransaction, wordOf } from './words.ts';

export interface TakenWord {
  readonly state: TableState;
  /** Author number of whoever is shown to have lied. */
  readonly liar: number | undefined;
  /** At what. */
  readonly step: KeyStep;
}

const STEPS: Readonly<Record<KeyTransaction['kind'], KeyStep>> = {
  channelKey: 'channel',
  dkgDeal: 'dealing',
  dkgComplaint: 'complaint',
  dkgReady: 'ready',
  keySigned: 'ready',
};

/** @throws Error when a required fact is missing */
export function takeKeyWord(
  state: TableState,
  author: number,
  tx: KeyTransaction,
  { verdict, signaturesHold }: { readonly verdict?: Verdict; readonly signaturesHold?: boolean },
): TakenWord {
  if (verdict === undefined || (tx.kind === 'dkgReady' && signaturesHold === undefined))
    throw new Error(`missing fact: whether ${tx.kind} of author ${author} holds`);
  const holds = verdict.ok && signaturesHold !== false;
  const step = STEPS[tx.kind];
  const key = state.key!;
  if (tx.kind === 'channelKey') {
    if (!holds) return { state, liar: author, step };
    const channelKeys = key.channelKeys.map((k, i) => (i === author ? tx.body.publicKey.slice() : k));
    return { state: { ...state, key: { ...key, channelKeys } }, liar: undefined, step };
  }
  if (tx.kind === 'keySigned') {
    if (!holds) return { state, liar: author, step };
    return {
      state: { ...state, key: { ...key, asked: { ...key.asked!, signed: true } } },
      liar: undefined,
      step,
    };
  }
  const generation = key.generation!;
  const word = wordOf(state, author, tx)!;
  const accused = word.kind === 'complaint' && holds ? word.dealer : undefined;
  const finding = accused !== undefined ? 'dealer-lied' : holds ? 'holds' : 'speaker-lied';
  const signatures =
    tx.kind === 'dkgReady' && holds
      ? [...generation.signatures, tx.body.signature.slice()]
      : generation.signatures;
  const next = { ...generation, ...take(generation, word, finding, state.timeMs), signatures };
  const taken: TableState = { ...state, key: { ...key, generation: next } };
  if (accused !== undefined) {
    const { author: dealer } = generation.dealers.find((d) => d.index === accused)!;
    return { state: taken, liar: dealer, step: 'dealing' };
  }
  if (!holds) return { state: taken, liar: author, step };
  const enough = tx.kind === 'dkgReady' && next.ready.length === next.terms.threshold;
  return { state: enough ? putInService(taken) : taken, liar: undefined, step };
}
