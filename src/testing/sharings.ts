/** A table's key made and dealt on by honest holders, for tests and benchmarks. */

import { quorumSize } from '../codec/quorum.ts';
import type { G1Group, RandomBytes } from '../crypto/group.ts';
import type { KeyMaterial } from '../mentalpoker/keys.ts';
import { makeChannelKey } from '../mentalpoker/threshold/channelKey.ts';
import { decodeDealing, drawDealer, makeDealing, openShare } from '../mentalpoker/threshold/dealing.ts';
import {
  combineDealings,
  combineShares,
  countedDealings,
  type DealtBy,
  type Sharing,
} from '../mentalpoker/threshold/sharing.ts';
import type { PriorSharing, SharingTerms } from '../mentalpoker/threshold/terms.ts';

export const SHARING_TABLE = new Uint8Array(32).fill(7);

export interface SharingParty {
  readonly terms: SharingTerms;
  /** By validator number. */
  readonly channels: ReadonlyMap<number, KeyMaterial>;
}

/** Members 1 … n with a channel key each, in the epoch whose instance is filled with `epoch`. */
export function sharingParty(
  group: G1Group,
  n: number,
  rng: RandomBytes,
  { epoch = 1, from }: { epoch?: number; from?: PriorSharing } = {},
): SharingParty {
  const instance = new Uint8Array(32).fill(epoch);
  const channels = new Map<number, KeyMaterial>();
  for (let index = 1; index <= n; index++) {
    channels.set(index, makeChannelKey(group, { tableId: SHARING_TABLE, instance, index }, rng));
  }
  const receivers = [...channels].map(([index, key]) => ({ index, channelKey: key.publicKey }));
  const terms = { tableId: SHARING_TABLE, instance, threshold: quorumSize(n), receivers };
  return { terms: from === undefined ? terms : { ...terms, from }, channels };
}

/** A dealing of an honest dealer; `share` (SECRET) where a key is dealt on. */
export function dealt(
  group: G1Group,
  { terms }: SharingParty,
  dealer: number,
  rng: RandomBytes,
  share?: Uint8Array,
): Uint8Array {
  return makeDealing(group, terms, dealer, drawDealer(terms, rng, share), rng);
}

/** What the dealings come to, and every holder's share (SECRET). */
export function finished(
  group: G1Group,
  { terms, channels }: SharingParty,
  dealings: readonly { dealer: number; bytes: Uint8Array }[],
): { sharing: Sharing; shares: Map<number, Uint8Array> } {
  const standing: DealtBy[] = dealings.map(({ dealer, bytes }) => ({
    dealer,
    dealing: decodeDealing(group, terms, dealer, bytes),
  }));
  const counted = countedDealings(terms, standing);
  const sharing = counted && combineDealings(group, terms, counted);
  if (counted === undefined || sharing === undefined) throw new Error('too few dealings');
  const shares = new Map<number, Uint8Array>();
  for (const [index, channel] of channels) {
    const values = counted.map(({ dealer, dealing }) =>
      openShare(group, terms, dealer, dealing, index, channel.secret),
    );
    if (values.some((v) => v === undefined)) continue;
    shares.set(index, combineShares(terms, sharing.dealers, values as bigint[]));
  }
  return { sharing, shares };
}

/** A key made by n honest members. */
export function keyMade(group: G1Group, n: number, rng: RandomBytes) {
  const party = sharingParty(group, n, rng);
  const dealings = [...party.channels.keys()].map((dealer) => ({
    dealer,
    bytes: dealt(group, party, dealer, rng),
  }));
  return { party, dealings, ...finished(group, party, dealings) };
}
