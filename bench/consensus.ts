/**
 * What the consensus costs: latency in units of a constant one-way delay δ in the simulator (no computation,
 * nothing but messages counts), and transactions per second of four validators in this one process with real
 * encoding, hashing and Ed25519.
 */

import { type ByzantineOptions, bend, startFlood } from '../sim/byzantine.ts';
import { createNetwork, type SimNetwork } from '../sim/network.ts';
import { createRandom } from '../sim/random.ts';
import { createVirtualTime, type VirtualTime } from '../sim/time.ts';
import { type SimMessage, SimValidator } from '../sim/validator.ts';
import { blockId, blockSigningBytes, decodeSignedBlock, encodeSignedBlock } from '../src/codec/block.ts';
import { type ConsensusState, createConsensus, step } from '../src/consensus/step.ts';
import {
  asDurable,
  asVerified,
  type ConsensusEffect,
  type ConsensusInput,
  type VerifiedBlock,
} from '../src/consensus/types.ts';

const deltaMs = 50;
const startTimeMs = 1_000_000;
const n = 4;

interface World {
  readonly time: VirtualTime;
  readonly network: SimNetwork<SimMessage>;
  readonly validators: SimValidator[];
  /** Submits and runs until every validator in `watch` has output it; returns the delays that took. */
  finality(author: number, watch: readonly number[]): number;
  onOutput: (validator: number, text: string) => void;
}

type Spread = (network: SimNetwork<SimMessage>, time: VirtualTime, block: VerifiedBlock) => void;

function createWorld(spread?: Spread): World {
  const time = createVirtualTime();
  const random = createRandom(1);
  const network = createNetwork<SimMessage>(n, time, random, {
    latencyMs: () => deltaMs,
    lossChance: 0,
    duplicateChance: 0,
    reorders: false,
  });
  let count = 0;
  const world: World = {
    time,
    network,
    validators: [],
    onOutput: () => undefined,
    finality(author, watch) {
      const text = `action ${count++}`;
      const open = new Set(watch);
      const fromMs = time.nowMs();
      let doneMs = Number.NaN;
      world.onOutput = (v, t) => {
        if (t === text && open.delete(v) && open.size === 0) doneMs = time.nowMs();
      };
      world.validators[author]!.submit(new TextEncoder().encode(text));
      // Until all is quiet again: every action starts from idle.
      time.run(fromMs + 200 * deltaMs);
      return (doneMs - fromMs) / deltaMs;
    },
  };
  for (let index = 0; index < n; index++) {
    world.validators.push(
      new SimValidator({
        index,
        config: { tableId: new Uint8Array(32), epoch: 0, validators: n, self: index, startTimeMs },
        time,
        network,
        random,
        skewMs: 0,
        clockRate: 1,
        uptimeMs: 0,
        slews: false,
        journalMs: () => 0,
        hooks: {
          output(slot) {
            for (const { block, applies } of slot.blocks) {
              if (!applies) continue;
              for (const t of block.content.transactions) world.onOutput(index, new TextDecoder().decode(t));
            }
          },
          observed: () => undefined,
          equivocation: () => undefined,
          stateDiffers: () => undefined,
          seen: () => undefined,
          charged: () => undefined,
          signed: () => undefined,
          restarted: () => undefined,
          spread:
            index === n - 1 && spread !== undefined ? (block) => spread(network, time, block) : undefined,
          relay: undefined,
        },
      }),
    );
  }
  for (const v of world.validators) v.start();
  time.run(1000);
  return world;
}

/** The value below which this share of them lies. */
export function percentile(of: readonly number[], share: number): number {
  const sorted = [...of].sort((a, b) => a - b);
  return sorted[Math.ceil(sorted.length * share) - 1] ?? Number.NaN;
}

const mean = (of: readonly number[]): number => of.reduce((a, b) => a + b, 0) / of.length;
const everyone = [0, 1, 2, 3];
const honest = [0, 1, 2];

function idle(): number {
  const world = createWorld();
  return mean(Array.from({ length: 40 }, (_, i) => world.finality(i % n, everyone)));
}

/** Every author always has a transaction on its way: the next one is submitted when the last is output. */
function flow(): number {
  const world = createWorld();
  const submittedMs = new Map<string, number>();
  const took: number[] = [];
  let count = 0;
  const submit = (v: number): void => {
    const text = `${v}/${count++}`;
    submittedMs.set(text, world.time.nowMs());
    world.validators[v]!.submit(new TextEncoder().encode(text));
  };
  world.onOutput = (v, text) => {
    if (!text.startsWith(`${v}/`) || took.length >= 400) return;
    // The first ones start from idle.
    if (world.time.nowMs() > 1000 + 20 * deltaMs)
      took.push((world.time.nowMs() - submittedMs.get(text)!) / deltaMs);
    submit(v);
  };
  for (const v of everyone) submit(v);
  world.time.run(1000 + 1000 * deltaMs);
  return mean(took);
}

function crashed(): { first: number; later: number } {
  const world = createWorld();
  for (let i = 0; i < 8; i++) world.finality(i % n, everyone);
  world.validators[3]!.crash();
  // The links to it still look open: this is the worst case, in which nothing tells that it is gone.
  for (const v of honest) world.validators[v]!.pretendLinked(3);
  const first = world.finality(0, honest);
  return { first, later: Math.max(...Array.from({ length: 60 }, (_, i) => world.finality(i % 3, honest))) };
}

/** The worst mean over several ways to be selective: random halves, just in time, one victim in turn. */
function selective(): number {
  const ways: ((random: ReturnType<typeof createRandom>) => Spread)[] = [
    (r) => (network, time, block) => {
      for (const to of honest) {
        if (r.chance(0.6))
          time.after(r.between(0, 8 * deltaMs), () => network.send(3, to, { kind: 'block', block }));
      }
    },
    () => (network, time, block) => {
      for (const to of honest) time.after(2.9 * deltaMs, () => network.send(3, to, { kind: 'block', block }));
    },
    () => (network, time, block) => {
      const to = block.content.round % 3;
      time.after(block.content.round % 2 === 0 ? 0 : 2.4 * deltaMs, () =>
        network.send(3, to, { kind: 'block', block }),
      );
    },
    () => (network, _time, block) => {
      // Absent every other round, so that no two waits for it are in a row.
      if (block.content.round % 2 === 0)
        for (const to of honest) network.send(3, to, { kind: 'block', block });
    },
    () => (network, _time, block) => {
      for (const to of honest)
        if ((block.content.round + to) % 3 !== 0) network.send(3, to, { kind: 'block', block });
    },
  ];
  const means = ways.map((way, i) => {
    const world = createWorld(way(createRandom(7 + i)));
    return mean(Array.from({ length: 100 }, (_, k) => world.finality(k % 3, honest)));
  });
  return Math.max(...means);
}

/** A liar: what it does by itself and to its own blocks, as in the simulator. */
function liar(kind: 'twins' | 'flood'): number[] {
  const byzantine = (network: SimNetwork<SimMessage>, time: VirtualTime): ByzantineOptions => ({
    ...{ kind, index: n - 1, validators: n, time, network, random: createRandom(3) },
    endMs: Number.POSITIVE_INFINITY,
  });
  let spread: ((block: VerifiedBlock) => void) | undefined;
  const world = createWorld((network, time, block) => {
    spread ??= bend(byzantine(network, time)).spread;
    if (spread !== undefined) spread(block);
    else for (const to of honest) network.send(n - 1, to, { kind: 'block', block });
  });
  if (kind === 'flood') {
    const content = () => world.validators[n - 1]!.state.own.latest?.block.content;
    startFlood(byzantine(world.network, world.time), content);
  }
  // Its first contradictions are what it is found out by.
  for (let k = 0; k < 3; k++) world.finality(k, honest);
  return Array.from({ length: 100 }, (_, k) => world.finality(k % 3, honest));
}

/** Two of four have no link with each other, and everybody knows. */
function missingPair(): number[] {
  const world = createWorld();
  world.network.cut(0, 1);
  world.time.run(world.time.nowMs() + 10_000);
  return Array.from({ length: 100 }, (_, k) => world.finality(k % n, [k % n]));
}

interface Keyed {
  readonly pair: CryptoKeyPair;
  readonly state: ConsensusState;
}

/** Transactions of 200 bytes that all four validators output, per second. */
async function throughput(total: number): Promise<number> {
  const tableId = new Uint8Array(32);
  const nodes: Keyed[] = [];
  for (let self = 0; self < n; self++) {
    const pair = (await crypto.subtle.generateKey({ name: 'Ed25519' }, false, [
      'sign',
      'verify',
    ])) as CryptoKeyPair;
    nodes.push({ pair, state: createConsensus({ tableId, epoch: 0, validators: n, self, startTimeMs: 0 }) });
  }
  const outputs = new Array<number>(n).fill(0);
  const queue: (() => Promise<void>)[] = [];
  const beganMs = performance.now();
  const feed = (v: number, input: ConsensusInput): void => {
    for (const e of step(nodes[v]!.state, input)) perform(v, e);
  };
  const now = (): number => Math.floor(performance.now() - beganMs);
  const receive = async (v: number, from: number, bytes: Uint8Array): Promise<void> => {
    const signed = decodeSignedBlock(bytes);
    const id = blockId(signed.content);
    const key = nodes[signed.content.author]!.pair.publicKey;
    if (
      !(await crypto.subtle.verify(
        'Ed25519',
        key,
        new Uint8Array(signed.signature),
        new Uint8Array(blockSigningBytes(id)),
      ))
    ) {
      throw new Error('a signature of ours does not verify');
    }
    feed(v, { kind: 'block', block: asVerified(signed, id), from, nowMs: now() });
  };
  const perform = (v: number, e: ConsensusEffect): void => {
    if (e.kind === 'output') {
      for (const { block, applies } of e.slot.blocks)
        if (applies) outputs[v]! += block.content.transactions.length;
    } else if (e.kind === 'propose') {
      queue.push(async () => {
        const bytes = new Uint8Array(blockSigningBytes(e.id));
        const signature = new Uint8Array(
          await crypto.subtle.sign('Ed25519', nodes[v]!.pair.privateKey, bytes),
        );
        const block = asDurable(asVerified({ content: e.content, signature }, e.id));
        feed(v, { kind: 'proposed', block, nowMs: now() });
      });
    } else if (e.kind === 'broadcast') {
      const bytes = encodeSignedBlock(e.block);
      for (let to = 0; to < n; to++) if (to !== v) queue.push(() => receive(to, v, bytes));
    }
  };
  for (let v = 0; v < n; v++)
    for (let u = 0; u < n; u++) if (u !== v) feed(v, { kind: 'link', validator: u, up: true, nowMs: 0 });
  for (let i = 0; i < total; i++) {
    const transaction = new Uint8Array(200);
    new DataView(transaction.buffer).setUint32(0, i);
    feed(i % n, { kind: 'submit', transaction, nowMs: now() });
  }
  while (Math.min(...outputs) < total) {
    const next = queue.shift();
    if (next !== undefined) await next();
    else for (let v = 0; v < n; v++) feed(v, { kind: 'tick', nowMs: now() });
  }
  return total / ((performance.now() - beganMs) / 1000);
}

/** Messages sent while nothing is to be done, over ten virtual minutes. */
function idleMessages(): number {
  const world = createWorld();
  world.finality(0, everyone);
  const before = world.validators[0]!.messagesSent();
  world.time.run(world.time.nowMs() + 600_000);
  return world.validators[0]!.messagesSent() - before;
}

/** Latencies in δ, throughput in transactions per second. */
export async function run(options: { json: boolean; args: string[] }): Promise<Record<string, number>> {
  const c = crashed();
  const result = {
    idle_delta: idle(),
    flow_delta: flow(),
    crash_first_delta: c.first,
    crash_later_delta: c.later,
    selective_delta: selective(),
    twins_p50_delta: percentile(liar('twins'), 0.5),
    missing_pair_p95_delta: percentile(missingPair(), 0.95),
    flood_p95_delta: percentile(liar('flood'), 0.95),
    idle_messages: idleMessages(),
    tps: await throughput(8000),
  };
  for (const key of Object.keys(result) as (keyof typeof result)[])
    result[key] = Math.round(result[key] * 100) / 100;
  if (!options.json)
    for (const [name, value] of Object.entries(result)) console.log(`${name.padEnd(20)} ${value}`);
  return result;
}
