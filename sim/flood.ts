/**
 * One of four says everything that a member can say, as large and as often as a link takes it (net/limits.ts), for
 * minutes on end: what the others' actions take, what they keep of it, and whether it is found out.
 *
 * Run with `node scripts/run.mjs sim/flood.ts [MINUTES]`, ten unless given; ends with 1 where a bound is broken.
 */
import { type BlockContent, blockId } from '../src/codec/block.ts';
import { limits as codecLimits } from '../src/codec/limits.ts';
import { bytesOf } from '../src/consensus/budget.ts';
import { limits, protocol } from '../src/consensus/limits.ts';
import { NEWEST_RULES } from '../src/consensus/rules.ts';
import type { VerifiedBlock } from '../src/consensus/types.ts';
import { netLimits } from '../src/net/limits.ts';
import { signedBy } from './keys.ts';
import { createNetwork } from './network.ts';
import { createRandom, type Random } from './random.ts';
import { createVirtualTime } from './time.ts';
import { accusationText } from './turns.ts';
import { type SimMessage, SimValidator } from './validator.ts';

const n = 4;
const honest = [0, 1, 2];
const flooder = 3;
const latencyMs = 30;
const actEveryMs = 2_000;
const burstEveryMs = 100;
const startTimeMs = 1_000_000;

export interface FloodResult {
  /** 95th percentile of the honest members' own actions, milliseconds. */
  readonly p95Ms: number;
  /** Most bytes of the flooder that one honest tab kept waiting at a time, and had in its graph in the end. */
  readonly waitingBytes: number;
  readonly heldBytes: number;
  /** Most blocks of it on one honest disk. */
  readonly storedBlocks: number;
  /** The proof against it is in the order. */
  readonly convicted: boolean;
  /** Every honest tab has ended its link at least once. */
  readonly banned: boolean;
  /** Messages that it sent. */
  readonly messages: number;
}

/**
 * `calm`: the fourth behaves, for comparison. `all`: it says everything. `careful`: everything but what is counted
 * against it at once, so that its links stay open.
 */
export function runFlood(minutes: number, how: 'calm' | 'all' | 'careful'): FloodResult {
  const time = createVirtualTime();
  const random = createRandom(11);
  const network = createNetwork<SimMessage>(n, time, random, {
    latencyMs: () => latencyMs,
    lossChance: 0,
    duplicateChance: 0,
    reorders: false,
  });
  const since = new Map<string, number>();
  const taken: number[] = [];
  const banned = new Set<number>();
  let convicted = false;
  const validators = Array.from({ length: n }, (_, index): SimValidator => {
    const own = random.fork(`validator ${index}`);
    return new SimValidator({
      ...{ index, time, network, random: own, skewMs: 0, clockRate: 1, uptimeMs: 0, slews: true },
      config: {
        ...{ tableId: new Uint8Array(32).fill(3), epoch: 0, validators: n, self: index, startTimeMs },
        rules: NEWEST_RULES,
      },
      journalMs: () => 1,
      hooks: {
        output({ blocks }) {
          for (const { block, applies } of blocks) {
            if (!applies) continue;
            for (const bytes of block.content.transactions) {
              const text = new TextDecoder().decode(bytes.subarray(0, 64));
              if (text.startsWith(`accuse:${flooder}:`) && block.content.author !== flooder) convicted = true;
              const atMs = block.content.author === index ? since.get(text) : undefined;
              if (atMs === undefined) continue;
              since.delete(text);
              taken.push(time.nowMs() - atMs);
            }
          }
        },
        observed: () => undefined,
        equivocation(author, round, a, b) {
          const text = accusationText(author, round, a, b);
          if (index !== flooder) validators[index]!.submit(new TextEncoder().encode(text));
        },
        charged(peer, _what, isBanned) {
          if (index === flooder || !isBanned) return;
          banned.add(index);
          network.cut(index, peer);
          time.after(netLimits.banMs, () => network.mend(index, peer));
        },
        stateDiffers: () => undefined,
        seen: () => undefined,
        signed: () => undefined,
        restarted: () => undefined,
        spread: undefined,
        relay: undefined,
      },
    });
  });
  for (const v of validators) v.start();
  const endMs = minutes * 60_000;
  let count = 0;
  const act = (): void => {
    if (time.nowMs() > endMs) return;
    const index = honest[count % honest.length]!;
    const text = `act:${count++}`;
    since.set(text, time.nowMs());
    validators[index]!.submit(new TextEncoder().encode(text));
    time.after(actEveryMs, act);
  };
  time.after(500, act);
  let messages = 0;
  let waitingBytes = 0;
  const flood = (): void => {
    if (time.nowMs() > endMs) return;
    const base = validators[flooder]!.state.own.latest?.block.content;
    for (let i = 0; base !== undefined && i < (netLimits.messagesPerSecond * burstEveryMs) / 1_000; i++) {
      const message = said(base, how === 'careful' ? i % 4 : i % 5, i, random);
      for (const to of honest) network.send(flooder, to, message);
      messages += honest.length;
    }
    for (const to of honest)
      waitingBytes = Math.max(waitingBytes, validators[to]!.state.pool.waitingBytes[flooder]!);
    time.after(burstEveryMs, flood);
  };
  if (how !== 'calm') time.after(1_000, flood);
  time.run(endMs + 10_000);
  // What never came took longer than anything that did.
  const all = [...taken, ...[...since.values()].map(() => Number.POSITIVE_INFINITY)].sort((a, b) => a - b);
  const ofFlooder = (blocks: Iterable<VerifiedBlock>) =>
    [...blocks].filter((b) => b.content.author === flooder);
  const held = honest.map((i) => {
    const nodes = [...validators[i]!.state.dag.nodes.values()].map((d) => d.block);
    return ofFlooder(nodes).reduce((sum, b) => sum + bytesOf(b.content, n), 0);
  });
  return {
    p95Ms: all[Math.ceil(all.length * 0.95) - 1]!,
    waitingBytes,
    heldBytes: Math.max(...held),
    storedBlocks: Math.max(...honest.map((i) => ofFlooder(validators[i]!.disk().blocks).length)),
    convicted,
    banned: honest.every((i) => banned.has(i)),
    messages,
  };
}

/** One of all kinds, in turn; of those of any length the largest are rarer, or hashing is all that is run. */
function said(base: BlockContent, kind: number, i: number, random: Random): SimMessage {
  const digest = (): Uint8Array => Uint8Array.from({ length: 32 }, () => random.below(256));
  const ref = (author: number, round: number) => ({ author, round, digest: digest() });
  const junk = (bytes: number): VerifiedBlock => {
    const round = base.round + 1 + random.below(200);
    const parents = [flooder, ...honest].map((author) => ref(author, round - 1));
    const transactions = bytes === 0 ? [] : [new Uint8Array(bytes)];
    return signedBy(flooder, { ...base, round, parents, transactions }, digest());
  };
  switch (kind) {
    case 0:
      return { kind: 'block', block: junk(i === 0 ? codecLimits.transactionBytes : 0) };
    case 1:
      return { kind: 'blocks', blocks: Array.from({ length: 4 }, () => junk(0)) };
    case 2: {
      const some = Array.from({ length: 32 }, (_, k) => ref(k % n, base.round + k));
      return { kind: 'frontier', tips: some, missing: some, links: 0xffff };
    }
    case 3:
      return { kind: 'ask', wanted: Array.from({ length: 16 }, (_, k) => ref(k % n, 1 + k)) };
    default: {
      const forged = { ...base, author: honest[i % honest.length]!, timeMs: base.timeMs + 1 };
      const [a, b] = [signedBy(flooder, forged, blockId(forged)), junk(0)];
      return { kind: 'proof', a, b };
    }
  }
}

/** What is broken of: others' p95 within twice its value, bounded heap and disk, and the member found out. */
export function brokenBy(r: FloodResult, calm: FloodResult, how: 'all' | 'careful'): string[] {
  const mostHeld = protocol.bucketBytes + protocol.strangerBucketBytes;
  return [
    ...(r.p95Ms > 2 * calm.p95Ms ? [`the others take ${r.p95Ms} ms, and ${calm.p95Ms} without it`] : []),
    ...(r.waitingBytes > limits.waitingBytesPerAuthor + codecLimits.blockBytes ? ['too much waits'] : []),
    ...(r.heldBytes > mostHeld ? [`${r.heldBytes} bytes of it are held`] : []),
    ...(r.storedBlocks > 2 * calm.storedBlocks + 64 ? [`${r.storedBlocks} blocks of it are stored`] : []),
    ...(r.convicted ? [] : ['it is not convicted']),
    ...(r.banned || how === 'careful' ? [] : ['its links stay open']),
  ];
}

if (process.argv[1]?.endsWith('sim/flood.ts')) {
  const minutes = Number(process.argv[2] ?? 10);
  const calm = runFlood(minutes, 'calm');
  console.log('calm', JSON.stringify(calm));
  for (const how of ['all', 'careful'] as const) {
    const flooded = runFlood(minutes, how);
    const broken = brokenBy(flooded, calm, how);
    console.log(how, JSON.stringify(flooded), broken.join('; '));
    if (broken.length > 0) process.exitCode = 1;
  }
}
