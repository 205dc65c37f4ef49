/**
 * The table's key with 4, 7 and 13 members, one member's work at each: making it (a dealing of one's own, everybody's
 * checked, shares opened, the key and all public shares computed, readiness signed and a quorum's checked), signing a
 * message, combining a quorum of partial signatures. The unit is one verification of a BLS signature.
 */
import { keySigningBytes } from '../src/codec/keyMessages.ts';
import { quorumSize } from '../src/codec/quorum.ts';
import { createMclGroup } from '../src/crypto/backendMcl.ts';
import { blsPublicKey, blsSign, blsVerify } from '../src/crypto/bls.ts';
import { decodeScalar, randomNonzeroScalar } from '../src/crypto/fr.ts';
import type { G1Group } from '../src/crypto/group.ts';
import { combinePartials, partialsHold } from '../src/crypto/thresholdBls.ts';
import {
  decodeDealing,
  drawDealer,
  makeDealing,
  openShare,
  verifyDealing,
} from '../src/mentalpoker/threshold/dealing.ts';
import { combineDealings, combineShares } from '../src/mentalpoker/threshold/sharing.ts';
import { dealt, keyMade } from '../src/testing/sharings.ts';
import { systemRandom } from '../src/workers/inProcess.ts';
import { receiptFigures } from './receipt.ts';
import { check, median, timed } from './shuffle.ts';

const SIZES = [4, 7, 13] as const;
const ROUNDS = 9;
const WARM_UP = 3;

/** Medians of `jobs`, measured in turns so that all of them see the same machine. */
async function medians<K extends string>(jobs: Record<K, () => unknown>): Promise<Record<K, number>> {
  const names = Object.keys(jobs) as K[];
  const times = new Map<K, number[]>(names.map((name) => [name, []]));
  for (let round = 0; round < WARM_UP + ROUNDS; round++) {
    for (const name of names) {
      const ms = await timed(jobs[name]);
      if (round >= WARM_UP) times.get(name)!.push(ms);
    }
  }
  return Object.fromEntries(names.map((name) => [name, median(times.get(name)!)])) as Record<K, number>;
}

const readyBytes = (digest: Uint8Array): Uint8Array => keySigningBytes({ kind: 'ready', digest });

function jobsOf(group: G1Group, n: number) {
  const { party, dealings, sharing, shares } = keyMade(group, n, systemRandom);
  const { terms, channels } = party;
  const message = systemRandom(64);
  const me = 1;
  const key = group.decode2(sharing.key);
  const partialsOf = (what: Uint8Array) =>
    sharing.holders.slice(-quorumSize(n)).map(({ index, publicShare }) => ({
      holder: index,
      publicShare: group.decode2(publicShare),
      signature: blsSign(group, decodeScalar(shares.get(index)!), what),
    }));
  const [ready, partials] = [partialsOf(readyBytes(sharing.digest)), partialsOf(message)];
  const deal = () => makeDealing(group, terms, me, drawDealer(terms, systemRandom), systemRandom);
  const checkOne = ({ dealer, bytes }: (typeof dealings)[number]) => {
    check(verifyDealing(group, terms, dealer, bytes).ok);
    const dealing = decodeDealing(group, terms, dealer, bytes);
    const share = openShare(group, terms, dealer, dealing, me, channels.get(me)!.secret);
    check(share !== undefined);
    return { dealer, dealing, share: share! };
  };
  return {
    deal,
    check: () => checkOne(dealings[1]!),
    dkg: () => {
      deal();
      const counted = dealings.map(checkOne);
      const made = combineDealings(group, terms, counted);
      check(made !== undefined);
      const share = combineShares(
        terms,
        made!.dealers,
        counted.map((d) => d.share),
      );
      blsSign(group, decodeScalar(share), readyBytes(made!.digest));
      check(partialsHold(group, readyBytes(made!.digest), ready));
    },
    sign: () => blsSign(group, decodeScalar(shares.get(me)!), message),
    combine: () =>
      check(combinePartials(group, key, quorumSize(n), message, partials).signature !== undefined),
    dealBytes: () => dealt(group, party, me, systemRandom).length,
  };
}

/** Prints and returns the figures, those of n members under `NAME_n`; times are medians of processor time. */
export async function run(): Promise<Record<string, number>> {
  const group = await createMclGroup();
  const secret = randomNonzeroScalar(systemRandom);
  const message = systemRandom(64);
  const [key, signature] = [blsPublicKey(group, secret), blsSign(group, secret, message)];
  const { verify } = await medians({ verify: () => check(blsVerify(group, key, message, signature)) });
  const figures: Record<string, number> = { bls_verify_ms: verify };
  console.log(`one BLS verification: ${verify.toFixed(1)} ms`);
  for (const n of SIZES) {
    const { dealBytes, ...jobs } = jobsOf(group, n);
    const times = await medians(jobs);
    const bytes = dealBytes();
    console.log(`${n} members, ${quorumSize(n)} sign; a dealing has ${bytes} bytes`);
    for (const [name, ms] of Object.entries(times)) {
      figures[`${name}_ms_${n}`] = ms;
      console.log(`  ${name.padEnd(8)} ${ms.toFixed(1)} ms = ${(ms / verify).toFixed(1)} verifications`);
    }
    figures[`deal_bytes_${n}`] = bytes;
    const receipt = await receiptFigures(group, n);
    figures[`receipt_bytes_${n}`] = receipt.bytes;
    figures[`receipt_ms_${n}`] = receipt.ms;
    console.log(`  receipt  ${receipt.ms.toFixed(1)} ms to check its ${receipt.bytes} bytes`);
  }
  return figures;
}
