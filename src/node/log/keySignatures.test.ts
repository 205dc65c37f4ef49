/** Signatures of the table's key beside a log: those that are of what the log comes to, and everything else. */
import { beforeAll, describe, expect, it } from 'vitest';
import { KEY_MESSAGES, type KeyMessage, keySigningBytes } from '../../codec/keyMessages.ts';
import type { KeySigned } from '../../codec/keyPartial.ts';
import type { LogFile } from '../../codec/logFile.ts';
import { createMclGroup } from '../../crypto/backendMcl.ts';
import { blsSign } from '../../crypto/bls.ts';
import type { G1Group } from '../../crypto/group.ts';
import { judgedBy } from '../../mentalpoker/judge.ts';
import type { Statement } from '../../mentalpoker/statement.ts';
import { isKeyStatement, keyStatementHolds } from '../../mentalpoker/threshold/statements.ts';
import { stateRoot } from '../../table/state/root.ts';
import type { TableState } from '../../table/state/state.ts';
import { devices } from '../../testing/keyDevices.ts';
import { KeySignatures } from './keySignatures.ts';

type Signed = LogFile['signed'];
type Told = Exclude<KeyMessage, { kind: 'ready' }>;

let group: G1Group;
/** Slots of an evening: the states before and after each. */
const slots: [TableState, TableState][] = [];
let firstRoot: Uint8Array;
let held: readonly KeySigned[];
let signed: Signed;
let verified = 0;

const messageOf = ({ message }: KeySigned): Told => {
  if (message.kind === 'ready') throw new Error('nobody keeps that');
  return message;
};

beforeAll(async () => {
  group = await createMclGroup();
  const d = await devices(4, group);
  const { play } = d.t;
  firstRoot = stateRoot(d.start);
  const step = d.step.bind(d);
  d.step = (run, seen) => {
    const before = d.t.state;
    step(run, seen);
    slots.push([before, d.t.state]);
  };
  for (let i = 0; i < 2; i++) {
    await d.hand();
    await d.deliver();
  }
  // Nobody acts, and the clock decides.
  await d.dealt();
  const seat = play.toAct();
  for (let i = 0; i < 600 && play.toAct() === seat; i++) {
    const due = d.t.state.deadline?.deadline.dueMs ?? play.timeMs;
    d.step(() => play.slot(Math.max(1, Math.min(due + 1_001 - play.timeMs, 5_000))));
  }
  await d.deliver();
  await d.hand();
  await d.deliver();
  d.close();
  await d.deliver();
  held = d.signers[0]!.all;
  signed = held
    .map((s) => {
      const { height, kind } = messageOf(s);
      return { height, what: KEY_MESSAGES.indexOf(kind), signature: s.signature };
    })
    .sort((a, b) => a.height - b.height || a.what - b.what);
});

const worker = {
  verify: async (s: Statement) => {
    verified++;
    const verdict = isKeyStatement(s)
      ? judgedBy(s, () => keyStatementHolds(group, s))
      : { ok: true as const };
    return { verdict, tookMs: 0 };
  },
};

async function read(told: Signed): Promise<KeySignatures> {
  const signatures = new KeySignatures(told);
  for (const [before, after] of slots) await signatures.slot(before, after, firstRoot, worker);
  return signatures;
}
const faultOf = async (told: Signed): Promise<string> => {
  const signatures = await read(told);
  try {
    signatures.end();
  } catch (error) {
    return (error as Error).message;
  }
  return 'none';
};

describe('signatures beside a log', () => {
  it('of hands and of what the clock decided hold and are counted; those that are missing, too', async () => {
    const all = await read(signed);
    all.end();
    const kinds = held.map((s) => s.message.kind);
    expect(kinds).toEqual(['checkpoint', 'checkpoint', 'timeout', 'checkpoint', 'closing']);
    const whole = (of: number) => ({ signed: of, of });
    expect(all.counts).toEqual({ hands: whole(3), timeouts: whole(1), closings: whole(1) });
    const fewer = await read(signed.slice(1, -1));
    fewer.end();
    expect(fewer.counts).toEqual({
      hands: { signed: 2, of: 3 },
      timeouts: whole(1),
      closings: { signed: 0, of: 1 },
    });
  });

  it('that are bent, or of another hand, kind or key, are none, and are named', async () => {
    const at = signed.findIndex((s) => s.what === 0);
    const other = signed.findLastIndex((s) => s.what === 0);
    const timeout = signed.find((s) => s.what === 2)!;
    const mine = held.map(messageOf).find((m) => m.kind === 'checkpoint' && m.height === signed[at]!.height)!;
    const lies = [
      signed[at]!.signature.map((b, i) => (i === 30 ? b ^ 1 : b)),
      signed[other]!.signature,
      timeout.signature,
      blsSign(group, 7n, keySigningBytes(mine)),
      new Uint8Array(48),
      new Uint8Array(48).fill(255),
    ];
    for (const signature of lies)
      expect(await faultOf(signed.with(at, { ...signed[at]!, signature }))).toMatch(
        /is none: hand 1 \(slot \d+\)$/,
      );
    const allBent = signed.map((s) => ({ ...s, signature: lies[0]! }));
    expect(await faultOf(allBent)).toMatch(
      /is none: hand 1 .*; hand 2 .*; the clock's decision for seat \d in hand 3 .*; hand 3 .*; the closing \(slot/,
    );
  });

  it('where there is nothing to sign are none, however many, and are not even looked at', async () => {
    verified = 0;
    const idle = Array.from({ length: 1_000 }, (_, i) => ({ ...signed[0]!, height: 1_000_000 + i }));
    expect(await faultOf([...signed, ...idle])).toMatch(
      /slot 1000000, where it signs nothing .* and 992 more$/,
    );
    expect(verified).toBe(signed.length);
    // Of a kind that nobody signs by itself, of none, and of the right kind one slot early.
    for (const [height, what] of [
      [signed[0]!.height, 1],
      [signed[0]!.height, 200],
      [signed[0]!.height - 1, 0],
    ] as const)
      expect(await faultOf([{ ...signed[0]!, height, what }])).toContain(
        `slot ${height}, where it signs nothing`,
      );
  });

  it('under a key that was not in service yet are none', async () => {
    const keyless = slots.map(([before, after]): [TableState, TableState] => {
      const { serving: _, ...key } = after.key!;
      return [before, { ...after, key }];
    });
    const signatures = new KeySignatures(signed);
    for (const [before, after] of keyless) await signatures.slot(before, after, firstRoot, worker);
    expect(() => signatures.end()).toThrow('is none');
    expect(signatures.counts.hands).toEqual({ signed: 0, of: 0 });
  });
});
