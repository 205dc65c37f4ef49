/** What members' devices do so that the table's key signs: partials over the wire, one signature kept by all. */
import { beforeAll, describe, expect, it } from 'vitest';
import { toHex } from '../../codec/decode.ts';
import type { KeyPartial } from '../../codec/keyPartial.ts';
import { createMclGroup } from '../../crypto/backendMcl.ts';
import type { G1Group } from '../../crypto/group.ts';
import type { TableState } from '../../table/state/state.ts';
import { devices, falsely } from '../../testing/keyDevices.ts';

let group: G1Group;
beforeAll(async () => {
  group = await createMclGroup();
});

describe('a key in service', () => {
  it.each([2, 4])('signs the checkpoint of each hand at a table of %i; every device keeps it', async (n) => {
    const d = await devices(n, group);
    await d.hand();
    await d.deliver();
    await d.hand();
    await d.deliver();
    for (let i = 0; i < n; i++) expect(d.holds(i)).toEqual(['checkpoint', 'checkpoint']);
    const [first] = d.signers[0]!.all;
    expect(first!.message).toMatchObject({ kind: 'checkpoint', hand: 1, epoch: 0 });
    // Whichever members they were combined from, it is the same 48 bytes.
    for (const s of d.signers)
      expect(s.all.map((x) => toHex(x.signature))).toEqual(d.signers[0]!.all.map((x) => toHex(x.signature)));
    expect(d.penalties).toEqual([]);
  });

  it('signs that the clock took a decision', async () => {
    const d = await devices(4, group);
    const { play } = d.t;
    await d.dealt();
    const seat = play.toAct()!;
    for (let i = 0; i < 600 && play.toAct() === seat; i++) {
      const due = d.t.state.deadline?.deadline.dueMs ?? play.timeMs;
      d.step(() => play.slot(Math.max(1, Math.min(due + 1_001 - play.timeMs, 5_000))));
    }
    await d.deliver();
    expect(d.holds(3)).toEqual(['timeout']);
    const { message } = d.signers[3]!.all[0]!;
    expect(message).toMatchObject({ kind: 'timeout', seat, hand: 1, decision: 0 });
    if (message.kind === 'timeout') expect(message.tickMs - message.deadlineMs).toBeGreaterThan(1_000);
  });

  it('signs with one of four refusing, and never with two', async () => {
    const d = await devices(4, group);
    d.twist.set(0, () => undefined);
    await d.hand();
    await d.deliver();
    expect(d.holds(1)).toEqual(['checkpoint']);
    d.twist.set(1, () => undefined);
    await d.hand();
    await d.deliver();
    expect(d.holds(2)).toEqual(['checkpoint']);
  });

  it('is signed with in spite of a bad partial among good ones, whose author is left out from then on', async () => {
    const d = await devices(4, group);
    const other = d.t.crypto.perform(
      { kind: 'sign', share: new Uint8Array(32).fill(5), message: Uint8Array.of(1) },
      d.t.rng,
    );
    d.twist.set(
      0,
      falsely(0, () => ({ partial: other })),
    );
    await d.hand();
    await d.deliver();
    for (const i of [1, 2, 3]) expect(d.holds(i)).toEqual(['checkpoint']);
    // Whoever combined it with the others has seen whose it was; nobody but the liar has lost anything.
    const seen = [1, 2, 3].map((i) => [...d.signers[i]!.bad]);
    expect(seen.some((bad) => bad.includes(0))).toBe(true);
    expect(seen.every((bad) => bad.every((author) => author === 0))).toBe(true);
    await d.hand();
    await d.deliver();
    for (const i of [1, 2, 3]) expect(d.holds(i)).toEqual(['checkpoint', 'checkpoint']);
    expect(d.penalties).toEqual([]);
  });

  it('drops partials of another sharing and other digests, and charges for false signatures only', async () => {
    const d = await devices(4, group);
    d.twist.set(
      0,
      falsely(0, () => ({ sharing: new Uint8Array(32).fill(9) })),
    );
    d.twist.set(
      1,
      falsely(1, () => ({ digest: new Uint8Array(32).fill(9) })),
    );
    await d.hand();
    await d.deliver();
    expect(d.holds(2)).toEqual([]);
    expect(d.penalties).toEqual([]);
    expect([...d.signers[2]!.bad]).toEqual([]);
    d.twist.set(0, (honest) => ({ ...honest, signature: new Uint8Array(64) }));
    d.twist.set(
      1,
      falsely(0, () => ({ author: 0 })),
    );
    await d.hand();
    await d.deliver();
    expect(new Set(d.penalties.map((p) => p.split(' ').slice(1).join(' ')))).toEqual(
      new Set(['0 bad-signature', '1 bad-structure']),
    );
  });

  it('answers with the signature whoever says a partial for what is signed, and keeps no false one', async () => {
    const d = await devices(4, group);
    d.cut.add(3);
    await d.hand();
    await d.deliver();
    expect(d.holds(0)).toEqual(['checkpoint']);
    expect(d.holds(3)).toEqual([]);
    const [signed] = d.signers[0]!.all;
    const body = { epoch: 0, what: 0, key: signed!.key, signature: signed!.signature.slice() };
    const { keySignedBody } = await import('../../codec/keyPartial.ts');
    const whole = keySignedBody(signed!);
    // Another point of the curve, and no point at all.
    await d.signers[3]!.combined('1', { ...whole, signature: d.t.state.key!.channelKeys[0]! });
    await d.signers[3]!.combined('1', { ...whole, ...body, signature: new Uint8Array(48) });
    expect(d.holds(3)).toEqual([]);
    expect(d.penalties).toEqual(['3: 1 bad-signature', '3: 1 bad-signature']);
    d.cut.delete(3);
    d.signers[3]!.linked(0);
    await d.deliver();
    expect(d.holds(3)).toEqual(['checkpoint']);
  });

  it('keeps what was signed over a reload, and comes to it again where it was not there yet', async () => {
    const d = await devices(2, group);
    d.cut.add(1);
    const { play } = d.t;
    await d.dealt();
    const steps: [TableState, TableState][] = [];
    for (let seat = play.toAct(); seat !== undefined; seat = play.toAct()) {
      const before = d.t.state;
      d.step(() => expect(play.bet(seat!, 'fold')).toEqual({ applied: true }));
      steps.push([before, d.t.state]);
    }
    await d.deliver();
    expect(d.holds(0)).toEqual([]);
    // Both are opened again; the log is replayed, and now they are linked.
    d.cut.delete(1);
    for (const index of [0, 1]) {
      d.open(index);
      for (const [before, after] of steps) d.signers[index]!.settled(before, after);
    }
    await d.deliver();
    for (const index of [0, 1]) expect(d.holds(index)).toEqual(['checkpoint']);
    d.open(0);
    for (const [before, after] of steps) d.signers[0]!.settled(before, after);
    d.jobs.length = 0;
    await d.deliver();
    expect(d.holds(0)).toEqual(['checkpoint']);
    expect(d.jobs).toEqual([]);
  });

  it('costs a member who says the same for ever one verification, and memory for so many', async () => {
    const d = await devices(4, group);
    await d.hand();
    await d.deliver();
    const word = falsely(0, () => ({}));
    const { instance } = d.start;
    for (let i = 0; i < 400; i++) {
      const digest = new Uint8Array(32).fill(i % 251);
      const body = {
        epoch: 0,
        instance,
        sharing: instance,
        what: 0,
        digest,
        author: 0,
        partial: new Uint8Array(48),
      };
      await d.signers[1]!.partial('0', word({ ...body, signature: new Uint8Array(64) }));
    }
    const { early } = d.signers[1] as unknown as { early: Map<number, KeyPartial[]> };
    expect(early.get(0)!.length).toBeLessThanOrEqual(16);
    await d.hand();
    await d.deliver();
    expect(d.holds(2)).toEqual(['checkpoint', 'checkpoint']);
    expect(d.holds(1)).toEqual(['checkpoint', 'checkpoint']);
  });
});
