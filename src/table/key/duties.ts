/**
 * What a member's tab owes the table's key now, by itself. Nobody waits for any of it, so it is done when nothing else
 * is there to do. `id` is the same as long as it is the same duty: do it once.
 */
import type { KeyWord } from '../../codec/keyCertificate.ts';
import type { ChannelKeyHolder } from '../../mentalpoker/threshold/channelKey.ts';
import { phaseAt, refusal, type SharingWord, standing } from '../../mentalpoker/threshold/generation.ts';
import type { CombineDealingsArgs, DealtBytes } from '../../mentalpoker/threshold/keyCrypto.ts';
import { countedDealings } from '../../mentalpoker/threshold/sharing.ts';
import type { SharingTerms } from '../../mentalpoker/threshold/terms.ts';
import type { KeyGeneration } from '../state/keyState.ts';
import type { TableState } from '../state/state.ts';
import { keyWordOf } from './generation.ts';
import { dealerOf } from './words.ts';

/** So long each has before the next one shows it. */
const SHOWN_EACH_MS = 4_000;

export type KeyDuty =
  | { readonly kind: 'channelKey'; readonly id: string; readonly holder: ChannelKeyHolder }
  | { readonly kind: 'deal'; readonly id: string; readonly terms: SharingTerms; readonly dealer: number }
  /** To look into what a dealer has sealed for this member, and to complain where it is not what it should be. */
  | ({
      readonly kind: 'check';
      readonly id: string;
      readonly receiver: number;
      readonly terms: SharingTerms;
    } & DealtBytes)
  | ({
      readonly kind: 'ready';
      readonly id: string;
      readonly receiver: number;
      readonly digest: Uint8Array;
      readonly word: KeyWord;
    } & CombineDealingsArgs)
  /** To show the log something that the key has signed in this epoch; due until there is anything to show. */
  | { readonly kind: 'signed'; readonly id: string };

/** In the order in which they are to be done. */
export function keyDuties(state: TableState, author: number): KeyDuty[] {
  const { key, validators, tableId, instance } = state;
  // One who is alone needs none.
  if (key === undefined || validators.length < 2 || validators[author]?.expelled !== false) return [];
  const { generation } = key;
  const index = author + 1;
  const shown = signedDuty(state, author);
  if (generation === undefined) {
    if (key.channelKeys[author] !== null) return shown;
    return [{ kind: 'channelKey', id: 'channel', holder: { tableId, instance, index } }, ...shown];
  }
  return [
    ...shown,
    ...dealDuty(state, generation, author),
    ...checkDuties(state, generation, index),
    ...readyDuty(state, generation, index),
  ];
}

/** One after the other has to show it, a different one first in each epoch: one is enough. */
function signedDuty({ key, validators, epoch, timeMs }: TableState, author: number): KeyDuty[] {
  const { asked, serving } = key!;
  const turn = (author + epoch) % validators.length;
  if (asked === undefined || asked.signed || timeMs - asked.sinceMs < turn * SHOWN_EACH_MS) return [];
  return [{ kind: 'signed', id: `signed.${serving!.sinceMs}` }];
}

const isOpen = ({ timeMs }: TableState, generation: KeyGeneration, word: SharingWord): boolean =>
  refusal(generation, word, timeMs) === undefined;

function dealDuty(state: TableState, generation: KeyGeneration, author: number): KeyDuty[] {
  const dealer = dealerOf(generation, author);
  if (dealer === undefined) return [];
  const { terms } = generation;
  const word = { kind: 'deal', dealer, bytes: new Uint8Array(0) } as const;
  return isOpen(state, generation, word) ? [{ kind: 'deal', id: 'deal', terms, dealer }] : [];
}

function checkDuties(state: TableState, generation: KeyGeneration, receiver: number): KeyDuty[] {
  const { terms, dealings } = generation;
  return dealings
    .filter(({ dealer }) => isOpen(state, generation, { kind: 'complaint', complainer: receiver, dealer }))
    .map(({ dealer, bytes }) => ({ kind: 'check', id: `check.${dealer}`, receiver, terms, dealer, bytes }));
}

function readyDuty(state: TableState, generation: KeyGeneration, receiver: number): KeyDuty[] {
  const { terms, made } = generation;
  if (made == null || !isOpen(state, generation, { kind: 'ready', holder: receiver })) return [];
  const dealings = countedDealings(terms, standing(generation))!;
  const word = keyWordOf(state, made);
  return [{ kind: 'ready', id: 'ready', receiver, terms, dealings, digest: made.digest, word }];
}

/** Is the sharing of the epoch that is on over, one way or the other? Nothing more will come of its channel keys. */
export function isSharingOver({ key, timeMs }: TableState): boolean {
  const generation = key?.generation;
  if (generation === undefined) return false;
  const phase = phaseAt(generation, timeMs);
  return phase === 'failed' || generation.made === null;
}
