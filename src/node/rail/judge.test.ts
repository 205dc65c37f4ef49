/** What is passed on among those who watch, said as it comes: forged, again, too large, too early, too late. */
import { beforeEach, describe, expect, it } from 'vitest';
import {
  type BlockContent,
  type BlockRef,
  blockId,
  blockSigningBytes,
  type SignedBlock,
} from '../../codec/block.ts';
import { checkpointSigningBytes } from '../../codec/checkpoint.ts';
import { toHex } from '../../codec/decode.ts';
import { type Member, ROLES } from '../../codec/genesis.ts';
import { decodeMessage, encodeMessage } from '../../codec/wire.ts';
import { createConsensus, step } from '../../consensus/step.ts';
import { asVerified } from '../../consensus/types.ts';
import { createEd25519, type Ed25519 } from '../../crypto/ed25519.ts';
import { railLimits } from '../../net/rail/limits.ts';
import { createManualScheduler } from '../../testing/manualScheduler.ts';
import { systemRandom } from '../../workers/inProcess.ts';
import type { RailDoor } from './door.ts';
import { RailJudge } from './judge.ts';
import { Tap } from './tap.ts';

const N = 4;
const tableId = new Uint8Array(32).fill(7);
const keys: ReturnType<Ed25519['generateKeyPair']>[] = [];
let ed25519: Ed25519;

beforeEach(async () => {
  ed25519 ??= await createEd25519(crypto.subtle);
  while (keys.length < N) keys.push(ed25519.generateKeyPair(systemRandom));
});

const content = (author: number, round: number, parents: BlockRef[] = [], epoch = 0): BlockContent =>
  ({ tableId, epoch, author, round, parents, timeMs: 0, transactions: [] }) as BlockContent;

const ref = (c: BlockContent): BlockRef => ({ author: c.author, round: c.round, digest: blockId(c) });

/** Signed by its author unless somebody else is named. */
const signed = async (c: BlockContent, by = c.author): Promise<SignedBlock> => ({
  content: c,
  signature: await ed25519.sign(keys[by]!.secretKey, blockSigningBytes(blockId(c))),
});

const together = (blocks: SignedBlock[]): Uint8Array => encodeMessage({ kind: 'blocks', body: { blocks } });

const said = async (c: BlockContent, by = c.author): Promise<Uint8Array> => together([await signed(c, by)]);

const allSaid = async (...contents: BlockContent[]): Promise<Uint8Array> =>
  together(await Promise.all(contents.map((c) => signed(c))));

/** Round 1 of everybody, and a block of the second round that stands on it. */
function rounds(): { first: BlockContent[]; second: BlockContent } {
  const first = Array.from({ length: N }, (_, i) => content(i, 1));
  return { first, second: content(0, 2, first.map(ref)) };
}

/** A judge before an observer's DAG. */
function setUp({ isMember = false } = {}) {
  const manual = createManualScheduler();
  let asked: () => void = () => undefined;
  const waits = new Promise<void>((resolve) => {
    asked = resolve;
  });
  const scheduler = {
    nowMs: () => manual.now(),
    after: (delayMs: number, run: () => void) => {
      asked();
      return manual.after(delayMs, run);
    },
  };
  const tap = new Tap();
  const core = createConsensus({ tableId, epoch: 0, validators: N, self: null, startTimeMs: 0 } as never);
  const members = keys.map(
    ({ publicKey }, seat): Member => ({
      ...{ key: publicKey, role: ROLES.indexOf('player'), seat },
      nickname: Uint8Array.of(65 + seat),
    }),
  );
  const listeners = new Set<() => void>();
  const rejected: string[] = [];
  const heardAgain: string[] = [];
  let verified = 0;
  const enter = (message: Uint8Array): void => {
    const heard = decodeMessage(message);
    if (heard.kind !== 'blocks') return;
    for (const body of heard.body.blocks) {
      if (body.content.epoch !== 0) return;
      const block = asVerified(body, blockId(body.content));
      for (const effect of step(core, { kind: 'block', block, from: undefined, nowMs: 0 }))
        if (effect.kind === 'accepted') tap.accepted(effect.block);
    }
  };
  const judge = new RailJudge({
    door: {
      tap,
      ed25519: {
        ...ed25519,
        verify: (...of: Parameters<Ed25519['verify']>) => {
          verified++;
          return ed25519.verify(...of);
        },
      },
      followed: () => ({ epoch: 0, members, core }),
      membersOf: (epoch: number) => (epoch === 0 ? members : undefined),
      onChange: (listener: () => void) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    } as unknown as RailDoor,
    scheduler,
    isMember,
    deliver: (_from, message) => isMember || enter(message),
    rejected: (_from, why) => rejected.push(why),
    heard: (key) => heardAgain.push(key),
    failed: (_from, error) => {
      throw error;
    },
  });
  return {
    rejected,
    heardAgain,
    verified: () => verified,
    /** Somebody told the node, not by the rail. */
    enter,
    highest: () => core.dag.highestRound,
    /** Something that was heard waits for what is missing. */
    waits,
    pass: (ms: number) => manual.advance(ms),
    hear: (message: Uint8Array, from = 'Eve') => judge.judge(from, message),
  };
}

describe('on the rail', () => {
  it('blocks are passed on once they stand on what is there, however they come together', async () => {
    const { hear, rejected, highest } = setUp();
    const { first, second } = rounds();
    expect(await hear(await allSaid(...first.slice(0, 2)))).toBe('accept');
    expect(await hear(await allSaid(...first.slice(1), second))).toBe('accept');
    expect([highest(), rejected]).toEqual([2, []]);
  });

  it('what was passed on is not passed on again in other company, but with something new', async () => {
    const { hear, rejected } = setUp();
    const { first } = rounds();
    expect(await hear(await allSaid(...first.slice(0, 3)))).toBe('accept');
    expect(await hear(await allSaid(...first.slice(0, 2)), 'Fred')).toBe('ignore');
    expect(await hear(await allSaid(first[2]!, first[0]!), 'Fred')).toBe('ignore');
    expect(await hear(await allSaid(first[2]!, first[3]!), 'Fred')).toBe('accept');
    expect(rejected).toEqual([]);
  });

  it('what the node had by another way is passed on the first time that it comes', async () => {
    const { hear, enter, heardAgain } = setUp();
    const { first } = rounds();
    enter(await allSaid(...first));
    expect(await hear(await allSaid(...first))).toBe('accept');
    expect(heardAgain, 'a feeder need not say it').toEqual(first.map((c) => toHex(blockId(c))));
  });

  it('a false block among true ones: nothing of it is believed, and whoever brought it pays', async () => {
    const { hear, highest, rejected } = setUp();
    const { first } = rounds();
    const blocks = await Promise.all(first.map((c) => signed(c, c.author === 2 ? 1 : c.author)));
    expect(await hear(together(blocks))).toBe('reject');
    expect([highest(), rejected]).toEqual([0, ['bad-signature']]);
  });

  it('blocks of two epochs together, or none, are no message', async () => {
    const { hear, rejected } = setUp();
    expect(await hear(await allSaid(content(0, 1), content(1, 1, [], 1)))).toBe('reject');
    expect(await hear(together([]))).toBe('reject');
    expect(rejected).toEqual(['bad-structure', 'bad-structure']);
  });

  it('out of order they wait for what is missing, and are passed on when it is there', async () => {
    const { hear, highest, waits } = setUp();
    const { first, second } = rounds();
    const early = hear(await said(second));
    await waits;
    expect(highest(), 'it is not in the DAG').toBe(0);
    for (const c of first.toReversed()) expect(await hear(await said(c))).toBe('accept');
    expect(await early).toBe('accept');
  });

  it('what stands on something that nobody has is passed on to nobody, and held against nobody', async () => {
    const { hear, pass, rejected, waits } = setUp();
    const { first, second } = rounds();
    const orphan = hear(await said(second));
    for (const c of first.slice(1)) await hear(await said(c));
    await waits;
    pass(railLimits.waitMs);
    expect([await orphan, rejected]).toEqual(['ignore', []]);
  });

  it.each([
    ['no message', async () => new Uint8Array(40).fill(255), 'malformed'],
    ['what is too long', async () => new Uint8Array(railLimits.messageBytes + 1), 'malformed'],
    ['a hello', async () => encodeMessage({ kind: 'bye', body: { tableId } }), 'malformed'],
    [
      'a block by itself, as the first version had it',
      async () => encodeMessage({ kind: 'block', body: await signed(content(0, 1)) }),
      'malformed',
    ],
    ['a block signed by another member', () => said(content(0, 1), 1), 'bad-signature'],
    ['a block of nobody', () => said({ ...content(0, 1), author: N }, 0), 'bad-structure'],
    ['a block without parents', () => said(content(0, 5)), 'bad-structure'],
    [
      'a signature over a checkpoint by another',
      async () => {
        const root = new Uint8Array(32).fill(1);
        const signature = await ed25519.sign(keys[1]!.secretKey, checkpointSigningBytes(root));
        return encodeMessage({
          kind: 'checkpointSignature',
          body: { epoch: 1, root, validator: 0, signature },
        });
      },
      'bad-signature',
    ],
  ] as const)('%s is rejected and costs whoever brought it', async (_name, made, why) => {
    const { hear, rejected } = setUp();
    expect([await hear(await made()), rejected]).toEqual(['reject', [why]]);
  });

  it('a true block follows the false one of the same content: they have different names', async () => {
    const { hear } = setUp();
    const block = content(2, 1);
    expect(await hear(await said(block, 3))).toBe('reject');
    expect(await hear(await said(block))).toBe('accept');
  });

  it('blocks of another epoch go to the node, which asks, and to nobody else', async () => {
    const { hear, pass, rejected, waits } = setUp();
    expect(await hear(await said(content(0, 1, [], 7)))).toBe('ignore');
    const next = hear(await said(content(0, 1, [], 1)));
    await waits;
    pass(railLimits.waitMs);
    expect([await next, rejected]).toEqual(['ignore', []]);
  });

  it('a signature over a checkpoint is passed on once', async () => {
    const { hear } = setUp();
    const root = new Uint8Array(32).fill(1);
    const signature = await ed25519.sign(keys[2]!.secretKey, checkpointSigningBytes(root));
    const message = encodeMessage({
      kind: 'checkpointSignature',
      body: { epoch: 1, root, validator: 2, signature },
    });
    expect(await hear(message)).toBe('accept');
    expect(await hear(message, 'Fred')).toBe('ignore');
  });

  it('who says more than a table can is not read, and pays for it; the others are', async () => {
    const { hear, rejected } = setUp();
    const again = await said(content(1, 1));
    for (let i = 0; i < railLimits.judgedBurst + 3; i++) await hear(again);
    expect(rejected).toEqual(['flood', 'flood', 'flood']);
    expect(await hear(await said(content(2, 1)), 'Fred')).toBe('accept');
  });

  it('where a member plays, a stranger gets so many signatures looked at, and no more, at no one’s cost', async () => {
    const { hear, rejected, verified } = setUp({ isMember: true });
    const forged = await Promise.all(
      Array.from({ length: 20 }, (_, i) => said({ ...content(0, 1), timeMs: i }, 1)),
    );
    for (let i = 0; i < 10; i++) for (const message of forged) await hear(message);
    expect(verified()).toBe(railLimits.feederJudgedBurst);
    expect(rejected).toHaveLength(railLimits.feederJudgedBurst);
  });
});
