/**
 * The table's key over the epochs (docs/PROTOCOL.md, The table's key): who takes part, when a sharing begins, what it
 * comes to, and what is left of it when the epoch ends. A function of committed slots; no hand and no change of members
 * waits for any of it.
 *
 * Upon an epoch's beginning: members announce channel keys.
 * Upon all of them being there, or `channelKeysMs` and a quorum: dealing begins, to exactly these.
 * Upon the end of complaints: what the dealings come to is computed by all (`sharingDue`).
 * Upon the threshold-th member saying that it is ready: the sharing is in service.
 * Upon a hand's end: the key in service is asked for a signature; a member shows the log that it has signed.
 * Upon the epoch's end: a sharing that is not in service is dead; a key that has signed nothing of what it was asked
 *   for, or that too few have dealt on, is counted silent.
 */
import { equalBytes } from '../../codec/decode.ts';
import type { KeyWord } from '../../codec/keyCertificate.ts';
import { quorumSize } from '../../codec/quorum.ts';
import { beginGeneration, phaseAt, standing } from '../../mentalpoker/threshold/generation.ts';
import type { CombineDealingsArgs } from '../../mentalpoker/threshold/keyCrypto.ts';
import { planKey, thresholdForLife } from '../../mentalpoker/threshold/lifetime.ts';
import { countedDealings, type Sharing } from '../../mentalpoker/threshold/sharing.ts';
import type { SharingTerms } from '../../mentalpoker/threshold/terms.ts';
import type { KeyCertificate, KeyGeneration, ServingKey, TableKey } from '../state/keyState.ts';
import { limits } from '../state/limits.ts';
import { rulesOf } from '../state/rulesOf.ts';
import type { MemberState, TableState } from '../state/state.ts';

/** Before an epoch's first slot; tables of the first rules have no key. */
export function freshKey(
  config: TableState['config'],
  members: number,
  atMs: number,
  serving?: ServingKey,
): TableKey | undefined {
  if (rulesOf(config) === 1) return undefined;
  const channelKeys = Array.from({ length: members }, () => null);
  return { epochBeganMs: atMs, channelKeys, ...(serving === undefined ? {} : { serving }) };
}

/** The key of the epoch that follows, its members being `validators`. */
export function keyAfter(state: TableState, validators: readonly MemberState[]): TableKey | undefined {
  return freshKey(state.config, validators.length, state.timeMs, stillServing(state, validators));
}

/** What is in service goes on while enough of its holders stay; one who was alone takes no key along. */
function stillServing(state: TableState, validators: readonly MemberState[]): ServingKey | undefined {
  const serving = state.key?.serving;
  if (serving === undefined || validators.length < 2) return undefined;
  const staying = validators.filter((v) => holderOf(serving, v) !== undefined).length;
  if (staying < serving.sharing.threshold) return undefined;
  return { ...serving, silentEpochs: silentAfter(state, serving) };
}

/** A key that q hold together says so by signing; by being dealt on only where nothing else was asked of it. */
function silentAfter(state: TableState, { sharing, silentEpochs }: ServingKey): number {
  const { generation, asked } = state.key!;
  const isNew = equalBytes(sharing.instance, state.instance);
  const tried = generation?.terms.from !== undefined && isPastComplaints(state, generation);
  const unsigned = asked !== undefined && !asked.signed && state.timeMs - asked.sinceMs >= limits.keySilentMs;
  if (unsigned || (tried && !isNew)) return silentEpochs + 1;
  return asked?.signed === true || isNew ? 0 : silentEpochs;
}

/** To be called when a hand is over. */
export function askKey(state: TableState): TableState {
  const { key } = state;
  if (key?.serving === undefined || key.asked !== undefined) return state;
  return { ...state, key: { ...key, asked: { sinceMs: state.timeMs, signed: false } } };
}

function isPastComplaints({ timeMs }: TableState, generation: KeyGeneration): boolean {
  const phase = phaseAt(generation, timeMs);
  return phase !== 'dealing' && phase !== 'complaints';
}

/** The number under which a member holds the sharing in service. */
function holderOf(serving: ServingKey, { key }: Pick<MemberState, 'key'>): number | undefined {
  const at = serving.holderKeys.findIndex((k) => equalBytes(k, key));
  return serving.sharing.holders[at]?.index;
}

/** To be called as a slot begins. @param sharing answer to `sharingDue` of the state before */
export function tickKey(state: TableState, sharing: Sharing | null | undefined, due: boolean): TableState {
  const { key } = state;
  if (key === undefined) return state;
  if (due) {
    if (sharing === undefined) throw new Error('missing fact: what the dealings come to');
    return { ...state, key: { ...key, generation: { ...key.generation!, made: sharing } } };
  }
  if (key.generation !== undefined) return state;
  const terms = termsNow(state, key);
  if (terms === undefined) return state;
  const dealers = dealersUnder(state, terms);
  const generation = { ...beginGeneration(terms, state.timeMs), dealers, signatures: [] };
  return { ...state, key: { ...key, generation } };
}

function dealersUnder({ validators, key }: TableState, { receivers, from }: SharingTerms) {
  if (from === undefined) return receivers.map(({ index }) => ({ index, author: index - 1 }));
  return validators.flatMap((v, author) => {
    const index = holderOf(key!.serving!, v);
    return index === undefined ? [] : [{ index, author }];
  });
}

/** Under which a sharing begins now; undefined while it cannot. */
function termsNow(state: TableState, key: TableKey): SharingTerms | undefined {
  const { validators, tableId, instance, timeMs } = state;
  const awaited = validators.some((v, author) => !v.expelled && key.channelKeys[author] === null);
  if (awaited && timeMs - key.epochBeganMs < limits.channelKeysMs) return undefined;
  const receivers = key.channelKeys.flatMap((channelKey, author) =>
    channelKey === null || validators[author]!.expelled ? [] : [{ index: author + 1, channelKey }],
  );
  const { serving } = key;
  const plan = planKey(validators.length, receivers.length, serving && keptBy(serving, validators));
  if (plan === 'none') return undefined;
  const terms = { tableId, instance, threshold: quorumSize(validators.length), receivers };
  if (plan === 'make') return terms;
  const { instance: of, threshold, key: publicKey, holders } = serving!.sharing;
  return { ...terms, from: { instance: of, threshold, key: publicKey, holders } };
}

function keptBy({ sharing, ...serving }: ServingKey, validators: readonly MemberState[]) {
  const stays = (v: MemberState) => !v.expelled && holderOf({ sharing, ...serving }, v) !== undefined;
  const { thresholdForLife: life, silentEpochs } = serving;
  return {
    thresholdForLife: life,
    threshold: sharing.threshold,
    staying: validators.filter(stays).length,
    silentEpochs,
  };
}

/** What has to be computed before the next slot: the dealings of this sharing have just become final. */
export function sharingDue({ key, timeMs }: TableState): CombineDealingsArgs | undefined {
  const generation = key?.generation;
  if (generation === undefined || generation.made !== undefined) return undefined;
  const phase = phaseAt(generation, timeMs);
  if (phase !== 'ready' && phase !== 'in service') return undefined;
  const { terms } = generation;
  const dealings = countedDealings(terms, standing(generation))!;
  return { terms, dealings: dealings.map(({ dealer, bytes }) => ({ dealer, bytes })) };
}

/** What holders sign with their own keys when this sharing has come out. */
export function keyWordOf({ tableId, epoch, instance }: TableState, made: Sharing): KeyWord {
  const { threshold, key, digest } = made;
  return { table: tableId, epoch, instance, threshold, key, digest };
}

/** Enough have said that they are ready: it signs from now on. */
export function putInService(state: TableState): TableState {
  const key = state.key!;
  const generation = key.generation!;
  const made = generation.made!;
  const { terms, ready, signatures } = generation;
  const before = key.serving;
  const goesOn = terms.from !== undefined && before !== undefined;
  const certificate: KeyCertificate = {
    word: keyWordOf(state, made),
    signatures: ready
      .map((holder, i) => ({ validator: holder - 1, signature: signatures[i]! }))
      .sort((a, b) => a.validator - b.validator),
  };
  const serving: ServingKey = {
    sharing: made,
    holderKeys: made.holders.map(({ index }) => state.validators[index - 1]!.key),
    thresholdForLife: thresholdForLife(goesOn ? before.thresholdForLife : undefined, made.threshold),
    silentEpochs: goesOn ? before.silentEpochs : 0,
    sinceHand: goesOn ? before.sinceHand : state.life.handsBegun,
    sinceMs: goesOn ? before.sinceMs : state.timeMs,
    certificate: goesOn ? before.certificate : certificate,
  };
  // Another key has not been asked for anything yet.
  const { asked, ...rest } = key;
  return { ...state, key: { ...rest, serving, ...(goesOn && asked !== undefined ? { asked } : {}) } };
}
