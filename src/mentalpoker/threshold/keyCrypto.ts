/**
 * What a member computes for the table's key, over one group backend: arguments and answers are plain data, so that
 * they cross worker boundaries. Jobs carry SECRETs in and out; whoever asks keeps and erases them.
 */
import { keySigningBytes } from '../../codec/keyMessages.ts';
import { blsSign } from '../../crypto/bls.ts';
import { decodeScalar } from '../../crypto/fr.ts';
import type { G1Group, RandomBytes } from '../../crypto/group.ts';
import { type Combination, combinePartials } from '../../crypto/thresholdBls.ts';
import type { KeyMaterial } from '../keys.ts';
import { type ChannelKeyHolder, makeChannelKey } from './channelKey.ts';
import { makeComplaint } from './complaint.ts';
import { decodeDealing, drawDealer, makeDealing, openShare } from './dealing.ts';
import { combineDealings, combineShares, type Sharing } from './sharing.ts';
import type { SharingTerms } from './terms.ts';

/** A dealing that holds, as far as it can be seen from outside. */
export interface DealtBytes {
  readonly dealer: number;
  readonly bytes: Uint8Array;
}

export interface CombineDealingsArgs {
  readonly terms: SharingTerms;
  /** Those that count, in committed order. */
  readonly dealings: readonly DealtBytes[];
}

/** A partial signature to be combined. */
export interface PartialBytes {
  readonly holder: number;
  /** Y_j, 96 bytes. */
  readonly publicShare: Uint8Array;
  /** 48 bytes, unchecked. */
  readonly signature: Uint8Array;
}

/** @see the functions of the same names */
export type KeyJob =
  | { readonly kind: 'channelKey'; readonly holder: ChannelKeyHolder }
  /** `share`: SECRET, where a key is dealt on. */
  | {
      readonly kind: 'deal';
      readonly terms: SharingTerms;
      readonly dealer: number;
      readonly share?: Uint8Array;
    }
  /** Which of these dealings give `receiver` something else than they committed to. `secret`: of its channel key. */
  | ({ readonly kind: 'check'; readonly receiver: number; readonly secret: Uint8Array } & CombineDealingsArgs)
  | ({ readonly kind: 'complain'; readonly complainer: number; readonly secret: Uint8Array } & DealtBytes & {
        readonly terms: SharingTerms;
      })
  /** The receiver's share of what counted dealings come to, and its partial signature over `digest`. */
  | ({
      readonly kind: 'ready';
      readonly receiver: number;
      readonly secret: Uint8Array;
      readonly digest: Uint8Array;
    } & CombineDealingsArgs)
  | { readonly kind: 'sign'; readonly share: Uint8Array; readonly message: Uint8Array }
  | {
      readonly kind: 'combine';
      /** Y, 96 bytes. */
      readonly key: Uint8Array;
      readonly threshold: number;
      readonly message: Uint8Array;
      readonly partials: readonly PartialBytes[];
    };

interface Answers {
  channelKey: KeyMaterial;
  deal: Uint8Array;
  /** Numbers of the dealers. */
  check: readonly number[];
  complain: Uint8Array;
  /** `share`: SECRET; undefined where a dealing gives the receiver nothing true, so that it has none. */
  ready: { readonly share: Uint8Array; readonly partial: Uint8Array } | undefined;
  sign: Uint8Array;
  combine: Combination;
}
export type KeyAnswer<J extends KeyJob> = Answers[J['kind']];

export interface KeyCrypto {
  /** @throws DecodeError, RangeError for arguments no honest member has */
  perform<J extends KeyJob>(job: J, rng: RandomBytes): KeyAnswer<J>;
  /** Null where it is no key: the sharing has failed. */
  combineDealings(args: CombineDealingsArgs): Sharing | null;
}

export function createKeyCrypto(group: G1Group): KeyCrypto {
  const answer = (job: KeyJob, rng: RandomBytes): Answers[KeyJob['kind']] => {
    switch (job.kind) {
      case 'channelKey':
        return makeChannelKey(group, job.holder, rng);
      case 'deal':
        return makeDealing(group, job.terms, job.dealer, drawDealer(job.terms, rng, job.share), rng);
      case 'check': {
        const { receiver, secret } = job;
        const opened = sharesIn(group, job, receiver, secret);
        return job.dealings.flatMap(({ dealer }, i) => (opened[i] === undefined ? [dealer] : []));
      }
      case 'complain': {
        const { terms, dealer, complainer, bytes, secret } = job;
        const dealing = decodeDealing(group, terms, dealer, bytes);
        return makeComplaint(group, terms, { dealer, complainer }, dealing, secret, rng);
      }
      case 'ready': {
        const { terms, receiver, secret, digest } = job;
        const shares = sharesIn(group, job, receiver, secret);
        const held = shares.filter((share) => share !== undefined);
        if (held.length < shares.length) return undefined;
        const dealers = job.dealings.map((d) => d.dealer);
        const share = combineShares(terms, dealers, held);
        const message = keySigningBytes({ kind: 'ready', digest });
        return { share, partial: blsSign(group, decodeScalar(share), message) };
      }
      case 'sign':
        return blsSign(group, decodeScalar(job.share), job.message);
      case 'combine': {
        const { key, threshold, message } = job;
        const partials = job.partials.map((p) => ({ ...p, publicShare: group.decode2(p.publicShare) }));
        return combinePartials(group, group.decode2(key), threshold, message, partials);
      }
    }
  };
  return {
    perform: <J extends KeyJob>(job: J, rng: RandomBytes) => answer(job, rng) as KeyAnswer<J>,
    combineDealings: ({ terms, dealings }) => {
      const counted = dealings.map(({ dealer, bytes }) => ({
        dealer,
        dealing: decodeDealing(group, terms, dealer, bytes),
      }));
      return combineDealings(group, terms, counted) ?? null;
    },
  };
}

/** f_i(receiver) of each dealing, where it is what its dealer committed to. */
function sharesIn(
  group: G1Group,
  { terms, dealings }: CombineDealingsArgs,
  receiver: number,
  secret: Uint8Array,
): (bigint | undefined)[] {
  return dealings.map(({ dealer, bytes }) =>
    openShare(group, terms, dealer, decodeDealing(group, terms, dealer, bytes), receiver, secret),
  );
}
