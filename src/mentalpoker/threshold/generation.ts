/**
 * A sharing comes into being: which dealings count is a function of what was committed, in which order and when.
 *
 * - *Dealing*, 20 s of committed time: a receiver's (or, where a key is dealt on, a holder's) first dealing counts.
 * - *Complaints*, 20 s from its end, however complete the dealings are: silence is no consent before that.
 * - At the end of complaints the dealings without an upheld complaint stand. A complaint that comes later convicts
 *   whoever lied and changes neither the set nor the key; being late is no fault.
 * - *Ready*: holders sign what it came to. With as many as sign, the sharing is in service.
 *
 * Proofs are looked at by the caller, and only where `refusal` has nothing to say: what would change nothing is refused
 * before anybody pays for its verification.
 */
import { countedDealings } from './sharing.ts';
import type { SharingTerms } from './terms.ts';

export const DEALING_MS = 20_000;
export const COMPLAINTS_MS = 20_000;

export interface Dealt {
  readonly dealer: number;
  readonly bytes: Uint8Array;
  /** A complaint about it was upheld before the end of complaints. */
  readonly upheld: boolean;
}

/** Plain, replicated state. */
export interface Generation {
  readonly terms: SharingTerms;
  /** Committed time at which dealing began. */
  readonly beganAtMs: number;
  /** In committed order; all of them hold as far as it can be seen from outside. */
  readonly dealings: readonly Dealt[];
  /** `complainer/dealer` of every complaint that was judged. */
  readonly judged: readonly string[];
  /** Who has been shown to lie as a dealer: numbers of the sharing that is dealt on, if one is. */
  readonly lyingDealers: readonly number[];
  /** Who has been shown to lie as a receiver: numbers of this sharing. */
  readonly lyingReceivers: readonly number[];
  /** Holders that have said they are ready, in committed order. */
  readonly ready: readonly number[];
}

export type Phase = 'dealing' | 'complaints' | 'ready' | 'failed' | 'in service';

export function beginGeneration(terms: SharingTerms, atMs: number): Generation {
  return {
    terms,
    beganAtMs: atMs,
    dealings: [],
    judged: [],
    lyingDealers: [],
    lyingReceivers: [],
    ready: [],
  };
}

/** Dealings without an upheld complaint, in committed order. Final from the end of complaints. */
export function standing(g: Generation): readonly Dealt[] {
  return g.dealings.filter((d) => !d.upheld);
}

/** `atMs` is the time of the committed slot. */
export function phaseAt(g: Generation, atMs: number): Phase {
  const age = atMs - g.beganAtMs;
  if (age < DEALING_MS) return 'dealing';
  if (age < DEALING_MS + COMPLAINTS_MS) return 'complaints';
  if (countedDealings(g.terms, standing(g)) === undefined) return 'failed';
  return g.ready.length >= g.terms.threshold ? 'in service' : 'ready';
}

/** What a member says, as far as this decides about it. */
export type SharingWord =
  | { readonly kind: 'deal'; readonly dealer: number; readonly bytes: Uint8Array }
  | { readonly kind: 'complaint'; readonly complainer: number; readonly dealer: number }
  | { readonly kind: 'ready'; readonly holder: number };

/** Why a word changes nothing and is not looked at. None of these is a fault. */
export type SharingRefusal =
  | 'too-late'
  | 'too-early'
  | 'no-part-in-it'
  | 'said-already'
  | 'no-such-dealing'
  | 'settled-already';

/** Undefined where the word's proof decides. */
export function refusal(g: Generation, word: SharingWord, atMs: number): SharingRefusal | undefined {
  const phase = phaseAt(g, atMs);
  const receives = (index: number): boolean => g.terms.receivers.some((r) => r.index === index);
  if (word.kind === 'deal') {
    const dealers = g.terms.from?.holders ?? g.terms.receivers;
    if (!dealers.some((d) => d.index === word.dealer)) return 'no-part-in-it';
    if (phase !== 'dealing') return 'too-late';
    const spoke = g.dealings.some((d) => d.dealer === word.dealer) || g.lyingDealers.includes(word.dealer);
    return spoke ? 'said-already' : undefined;
  }
  if (word.kind === 'complaint') {
    const { complainer, dealer } = word;
    if (!receives(complainer)) return 'no-part-in-it';
    if (!g.dealings.some((d) => d.dealer === dealer)) return 'no-such-dealing';
    if (g.judged.includes(`${complainer}/${dealer}`)) return 'said-already';
    const settled = g.lyingDealers.includes(dealer) || g.lyingReceivers.includes(complainer);
    return settled ? 'settled-already' : undefined;
  }
  if (!receives(word.holder)) return 'no-part-in-it';
  if (phase === 'dealing' || phase === 'complaints') return 'too-early';
  if (phase === 'failed') return 'settled-already';
  if (g.lyingReceivers.includes(word.holder)) return 'settled-already';
  return g.ready.includes(word.holder) ? 'said-already' : undefined;
}

/** What the proofs of a word say: it holds, its speaker lied, or (a complaint that is right) the dealer did. */
export type Finding = 'holds' | 'speaker-lied' | 'dealer-lied';

/**
 * The state after a word that `refusal` let pass. A complaint always convicts one of the two.
 * @throws RangeError for a word that is refused, or a finding that it cannot have
 */
export function take(g: Generation, word: SharingWord, finding: Finding, atMs: number): Generation {
  if (refusal(g, word, atMs) !== undefined) throw new RangeError('a word that is refused');
  if (finding === (word.kind === 'complaint' ? 'holds' : 'dealer-lied')) {
    throw new RangeError(`${word.kind}: ${finding}`);
  }
  if (word.kind === 'deal') {
    if (finding !== 'holds') return { ...g, lyingDealers: [...g.lyingDealers, word.dealer] };
    return { ...g, dealings: [...g.dealings, { dealer: word.dealer, bytes: word.bytes, upheld: false }] };
  }
  if (word.kind === 'ready') {
    return finding === 'holds'
      ? { ...g, ready: [...g.ready, word.holder] }
      : { ...g, lyingReceivers: [...g.lyingReceivers, word.holder] };
  }
  const { complainer, dealer } = word;
  const judged = [...g.judged, `${complainer}/${dealer}`];
  if (finding === 'speaker-lied') return { ...g, judged, lyingReceivers: [...g.lyingReceivers, complainer] };
  const inTime = atMs < g.beganAtMs + DEALING_MS + COMPLAINTS_MS;
  const dealings = g.dealings.map((d) => (inTime && d.dealer === dealer ? { ...d, upheld: true } : d));
  return { ...g, dealings, judged, lyingDealers: [...g.lyingDealers, dealer] };
}
