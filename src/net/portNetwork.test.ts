import { afterEach, describe, expect, it } from 'vitest';
import { createManualScheduler } from '../testing/manualScheduler.ts';
import type { NetLimits } from './limits.ts';
import type { Network, NetworkEvent } from './network.ts';
import { createPortNetwork } from './portNetwork.ts';

/** Ports deliver in turns of their own: wait for what is expected instead of for a time. */
function next(network: Network, wanted: (event: NetworkEvent) => boolean): Promise<NetworkEvent> {
  return new Promise((resolve) => {
    const stop = network.subscribe((event) => {
      if (!wanted(event)) return;
      stop();
      resolve(event);
    });
  });
}
const isUp = (e: NetworkEvent) => e.kind === 'link' && e.link !== undefined;
const isDown = (e: NetworkEvent) => e.kind === 'link' && e.link === undefined;
const isMessage = (e: NetworkEvent) => e.kind === 'message';

let open: Network[] = [];
afterEach(async () => {
  await Promise.all(open.map((n) => n.stop()));
  open = [];
});

async function pair(limits: Partial<NetLimits> = {}) {
  const manual = createManualScheduler();
  const scheduler = { nowMs: () => manual.now(), after: manual.after.bind(manual) };
  const { port1, port2 } = new MessageChannel();
  const a = createPortNetwork({ self: 'a', ports: [{ peer: 'b', port: port1 }], scheduler, limits });
  const up = next(a, isUp);
  const b = createPortNetwork({ self: 'b', ports: [{ peer: 'a', port: port2 }], scheduler, limits });
  open = [a, b];
  await Promise.all([up, next(b, isUp)]);
  return { a, b, manual, port1 };
}

describe('a network of message ports', () => {
  it('carries messages both ways, whole and in order', async () => {
    const { a, b } = await pair();
    expect(a.links()).toMatchObject([{ peer: 'b', kind: 'direct', rttMs: 0 }]);
    const got: number[] = [];
    b.subscribe((e) => e.kind === 'message' && got.push(e.bytes[0]!));
    const last = next(b, (e) => e.kind === 'message' && e.bytes[0] === 99);
    for (let i = 0; i < 100; i++) a.send('b', Uint8Array.of(i));
    await last;
    expect(got).toEqual(Array.from({ length: 100 }, (_, i) => i));
    const answer = next(a, isMessage);
    b.broadcast(Uint8Array.of(7, 8));
    expect(await answer).toMatchObject({ from: 'b', bytes: Uint8Array.of(7, 8) });
    a.send('nobody', Uint8Array.of(1));
    expect(() => a.send('b', new Uint8Array(0))).toThrow(RangeError);
  });

  it('a view into larger memory sends its own bytes and no others', async () => {
    const { a, b } = await pair();
    const got = next(b, isMessage);
    a.send('b', new Uint8Array(1000).fill(5, 10, 12).subarray(10, 12));
    const event = await got;
    expect(event).toMatchObject({ bytes: Uint8Array.of(5, 5) });
    if (event.kind === 'message') expect(event.bytes.buffer.byteLength).toBe(2);
  });

  it('is down when the other stops, and when it answers no more', async () => {
    const { a, b } = await pair();
    const down = next(a, isDown);
    await b.stop();
    await down;
    expect(a.links()).toEqual([]);
    a.send('b', Uint8Array.of(1));
    const other = await pair({ pingEveryMs: 10, pongTimeoutMs: 25 });
    const lost = next(other.a, isDown);
    // The far end's thread hangs: nothing is answered while time goes on.
    other.manual.advance(60);
    await lost;
  });

  it('what is no message is refused, and too much of it closes the link for a while', async () => {
    const { a, b, port1, manual } = await pair({ messageBytes: 16, banMs: 1_000 });
    const down = next(b, isDown);
    for (const junk of [
      'x',
      7,
      null,
      {},
      [],
      ['hello'],
      new Uint8Array(0),
      new Uint8Array(17),
      new ArrayBuffer(3),
    ])
      port1.postMessage(junk);
    await down;
    expect(b.penalties().get('a')).toMatchObject({ malformed: 5 });
    expect(b.links()).toEqual([]);
    const again = next(b, isUp);
    manual.advance(1_000);
    await again;
    const got = next(b, isMessage);
    a.send('b', Uint8Array.of(3));
    await got;
  });

  it('a flood is cut off', async () => {
    const { a, b } = await pair({ messagesPerSecond: 10, messageBurst: 20 });
    const flooded = next(b, isDown);
    for (let i = 0; i < 200; i++) a.send('b', Uint8Array.of(i));
    await flooded;
    expect(b.penalties().get('a')?.flood).toBe(100);
  });
});
