import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { type FakeStream, pair, settle } from '../testing/fakeStream.ts';
import { encodeFrame, MAX_PAYLOAD_BYTES } from './framing.ts';
import { type NetLimits, netLimits } from './limits.ts';
import type { LinkKind, NetworkEvent } from './network.ts';
import { PeerTable } from './peerTable.ts';

const tableId = new Uint8Array(32).fill(1);
let nowMs = 0;
beforeEach(() => {
  nowMs = 0;
});

interface Side {
  readonly table: PeerTable;
  readonly events: NetworkEvent[];
}

function side(limits: Partial<NetLimits> = {}, id = tableId): Side {
  const events: NetworkEvent[] = [];
  const table = new PeerTable({
    meetingKey: id,
    ableDirect: () => true,
    limits: { ...netLimits, ...limits },
    random: () => 0,
    now: () => nowMs,
    changed: () => undefined,
  });
  table.subscribe((e) => events.push(e));
  return { table, events };
}

function connect(a: Side, b: Side, kind: LinkKind = 'direct'): [FakeStream, FakeStream] {
  const ends = pair();
  a.table.add('B', kind, ends[0]);
  b.table.add('A', kind, ends[1]);
  return ends;
}

/** Time passes for these sides, as it does for a tab in front. */
function pass(ms: number, ...sides: Side[]): void {
  for (const endMs = nowMs + ms; nowMs < endMs; ) {
    nowMs = Math.min(endMs, nowMs + 250);
    for (const { table } of sides) table.tick();
  }
}

/** Time passes, and what was sent arrives. */
function live(ms: number, sides: Side[], ends: FakeStream[]): void {
  for (const endMs = nowMs + ms; nowMs < endMs; settle(...ends)) pass(1_000, ...sides);
}

/** How the link ran, as subscribers were told, without the round trips in between. */
function ways({ events }: Side): string[] {
  const all = events.flatMap((e) =>
    e.kind === 'link' ? [e.link?.turn ? 'through TURN' : e.link?.kind] : [],
  );
  return all.filter((way, i) => way !== all[i - 1]).map(String);
}

const messages = ({ events }: Side): Uint8Array[] =>
  events.flatMap((e) => (e.kind === 'message' ? [e.bytes] : []));
const text = (s: string): Uint8Array => new TextEncoder().encode(s);

describe('a link', () => {
  it('counts only when the ping has come back', () => {
    const [a, b] = [side(), side()];
    const ends = connect(a, b);
    expect(a.table.links()).toEqual([]);
    a.table.send('B', text('lost'));
    settle(...ends);
    expect(a.table.links()).toEqual([{ peer: 'B', kind: 'direct', rttMs: 0 }]);
    expect(b.table.links()).toHaveLength(1);
    expect(messages(b)).toEqual([]);
  });

  it('that never answers is given up', () => {
    const a = side();
    const [end] = pair();
    a.table.add('B', 'direct', end);
    pass(netLimits.linkTimeoutMs, a);
    expect(end.closed).toBe(true);
    expect(a.table.channel('B', 'direct')).toBeUndefined();
  });

  it('carries messages of every size, in order, both ways', () => {
    const [a, b] = [side(), side()];
    const ends = connect(a, b);
    settle(...ends);
    const sent = [1, 200, MAX_PAYLOAD_BYTES, MAX_PAYLOAD_BYTES + 1, 500_000, 7].map((n) =>
      new Uint8Array(n).fill(n),
    );
    for (const m of sent) a.table.send('B', m);
    b.table.broadcast(text('back'));
    settle(...ends);
    expect(messages(b).map((m) => m.length)).toEqual(sent.map((m) => m.length));
    expect(messages(b).every((m, i) => m[0] === sent[i]![0])).toBe(true);
    expect(messages(a)).toEqual([text('back')]);
  });

  it('waits when the buffer is full, and is closed when the peer falls too far behind', () => {
    const [a, b] = [side({ sendQueueBytes: 10_000 }), side()];
    const ends = connect(a, b);
    settle(...ends);
    ends[0].bufferBytes = 0;
    a.table.send('B', new Uint8Array(4_000).fill(1));
    a.table.send('B', new Uint8Array(4_000).fill(2));
    a.table.send('B', new Uint8Array(4_000).fill(3));
    settle(...ends);
    expect(messages(b)).toHaveLength(1);
    ends[0].bufferBytes = Number.POSITIVE_INFINITY;
    ends[0].events!.drain();
    settle(...ends);
    expect(messages(b).map((m) => m[0])).toEqual([1, 2, 3]);
    ends[0].bufferBytes = 0;
    for (let i = 0; i < 4; i++) a.table.send('B', new Uint8Array(4_000));
    expect(ends[0].closed).toBe(true);
    expect(a.table.links()).toEqual([]);
  });

  it('pings an idle peer, smooths the round trip, and ends when answers stop', () => {
    const [a, b] = [side(), side()];
    const ends = connect(a, b);
    settle(...ends);
    nowMs += netLimits.pingEveryMs;
    a.table.tick();
    nowMs += 80;
    settle(...ends);
    expect(a.table.links()[0]!.rttMs).toBe(10);
    nowMs += netLimits.pingEveryMs;
    a.table.tick();
    nowMs += netLimits.pongTimeoutMs;
    a.table.tick();
    expect(a.table.links()).toEqual([]);
    expect(a.events.at(-1)).toEqual({ kind: 'link', peer: 'B', link: undefined });
  });

  it('that falls silent is suspected within three seconds; another way carries the messages until it answers', () => {
    const [a, b] = [side(), side()];
    const direct = connect(a, b);
    settle(...direct);
    a.events.length = 0;
    pass(3_000, a);
    expect(a.table.channel('B', 'direct')!.suspect).toBe(true);
    // Alone it is still the best there is.
    expect(a.table.links()).toMatchObject([{ kind: 'direct' }]);

    const relayed = connect(a, b, 'relayed');
    settle(...relayed);
    expect(a.table.links()).toMatchObject([{ kind: 'relayed' }]);
    a.table.send('B', text('round about'));
    settle(...relayed);
    expect(messages(b)).toEqual([text('round about')]);

    settle(...direct);
    expect(a.table.channel('B', 'direct')!.suspect).toBe(false);
    expect(a.table.links()).toMatchObject([{ kind: 'direct' }]);
    expect(ways(a)).toEqual(['relayed', 'direct']);
  });

  it('on which something is heard all the time is not suspected, nor asked more than its round trip needs', () => {
    const [a, b] = [side(), side()];
    const ends = connect(a, b);
    settle(...ends);
    const written = ends[0].written;
    for (let i = 0; i < 100; i++) {
      b.table.send('A', text('block'));
      settle(...ends);
      pass(250, a);
      expect(a.table.channel('B', 'direct')!.suspect).toBe(false);
    }
    const pingBytes = 8;
    expect(ends[0].written - written).toBeLessThanOrEqual(
      pingBytes * Math.ceil((100 * 250) / netLimits.pingEveryMs),
    );
  });

  it('is not blamed for a sleep of our own: what came meanwhile is read first', () => {
    const [a, b] = [side(), side()];
    const ends = connect(a, b);
    settle(...ends);
    pass(netLimits.pingEveryMs, a);
    nowMs += 60_000;
    a.table.tick();
    expect(a.table.links()).toHaveLength(1);
    settle(...ends);
    pass(500, a);
    expect(a.table.channel('B', 'direct')!.suspect).toBe(false);
  });

  it('is given up all the same where timers come once a minute', () => {
    const [a, b] = [side(), side()];
    settle(...connect(a, b));
    for (let i = 0; i < 4; i++) {
      nowMs += 60_000;
      a.table.tick();
    }
    expect(a.table.links()).toEqual([]);
  });

  it('through a TURN server is told as such, and its successor is not', async () => {
    const [a, b] = [side(), side()];
    const ends = pair();
    a.table.add('B', 'direct', ends[0], { throughTurn: () => Promise.resolve(true) });
    b.table.add('A', 'direct', ends[1]);
    settle(...ends);
    await Promise.resolve();
    expect(ways(a)).toEqual(['direct', 'through TURN']);
    ends[0].abort();
    settle(...connect(a, b));
    expect(a.table.links()[0]!.turn).toBeUndefined();
  });

  it('that the relay calls gone is believed gone sooner', () => {
    const [a, b] = [side(), side()];
    settle(...connect(a, b));
    a.table.probe('B');
    pass(netLimits.probeTimeoutMs, a);
    expect(a.table.links()).toEqual([]);
  });

  it('stays when the other side ends a way that has a successor', () => {
    const [a, b] = [side(), side()];
    settle(...connect(a, b, 'relayed'));
    const first = a.table.channel('B', 'relayed');
    const successor = connect(a, b, 'relayed');
    settle(...successor);
    expect(first!.isDown).toBe(true);
    live(2 * netLimits.linkTimeoutMs, [a, b], successor);
    expect(ways(a)).toEqual(['relayed']);
  });

  it('of one who left over the old way and comes again over another is not taken back for the leaving', () => {
    const [a, b] = [side(), side()];
    const relayed = connect(a, b, 'relayed');
    settle(...relayed);
    relayed[1].end();
    const again = connect(a, b, 'relayed');
    settle(...relayed, ...again);
    live(2 * netLimits.linkTimeoutMs, [a, b], [...relayed, ...again]);
    expect(ways(a)).toEqual(['relayed']);
    expect(a.table.links()).toHaveLength(1);
  });

  it('moves from relayed to direct without losing a message', () => {
    const [a, b] = [side(), side()];
    const relayed = connect(a, b, 'relayed');
    settle(...relayed);
    expect(a.table.links()[0]!.kind).toBe('relayed');
    a.table.send('B', text('one'));
    const direct = connect(a, b, 'direct');
    settle(...direct);
    a.table.send('B', text('two'));
    settle(...relayed, ...direct);
    expect(
      messages(b)
        .map((m) => new TextDecoder().decode(m))
        .sort(),
    ).toEqual(['one', 'two']);
    expect(a.table.links()).toMatchObject([{ kind: 'direct' }]);
    expect(b.table.links()).toMatchObject([{ kind: 'direct' }]);
    expect(relayed[0].closed).toBe(true);
    expect(a.events.flatMap((e) => (e.kind === 'link' ? [e.link?.kind] : []))).not.toContain(undefined);
  });
});

describe('a hostile peer', () => {
  it('at another table is counted and refused', () => {
    const [a, b] = [side(), side({}, new Uint8Array(32).fill(2))];
    const ends = connect(a, b);
    settle(...ends);
    expect(a.table.penalties().get('B')).toEqual({ 'wrong-table': 1 });
    expect(a.table.links()).toEqual([]);
  });

  it('that sends nonsense costs itself its link, and for a while after too much of it', () => {
    const a = side();
    for (let i = 0; i < 5; i++) {
      const [mine, theirs] = pair();
      a.table.add('B', 'direct', mine);
      theirs.write(Uint8Array.of(99, 1, 2, 3));
      mine.flow();
      expect(mine.closed).toBe(true);
    }
    expect(a.table.penalties().get('B')).toEqual({ malformed: 5 });
    expect(a.table.banned('B')).toBe(true);
    expect(a.table.add('B', 'direct', pair()[0])).toBe(false);
    nowMs += netLimits.banMs;
    expect(a.table.add('B', 'direct', pair()[0])).toBe(true);
  });

  it('that floods is cut short', () => {
    const [a, b] = [side(), side({ messageBurst: 50, messagesPerSecond: 10 })];
    const ends = connect(a, b);
    settle(...ends);
    for (let i = 0; i < 80; i++) a.table.send('B', Uint8Array.of(i));
    settle(...ends);
    expect(messages(b).length).toBeLessThanOrEqual(50);
    expect(b.table.penalties().get('A')!.flood).toBeGreaterThanOrEqual(30);
  });

  it('cannot do more than lose its link, whatever it writes (ten thousand random byte strings)', () => {
    const hello = new Uint8Array(34);
    hello[0] = 1;
    hello.set(tableId, 1);
    const frame = fc.tuple(fc.nat(6), fc.uint8Array({ maxLength: 40 })).map(([k, p]) => encodeFrame(k, p));
    fc.assert(
      fc.property(
        fc.boolean(),
        fc.array(fc.oneof(frame, fc.uint8Array({ maxLength: 60 })), { maxLength: 5 }),
        (greet, writes) => {
          const a = side();
          const [mine, theirs] = pair();
          theirs.attach({
            data: () => undefined,
            drain: () => undefined,
            remoteEnd: () => undefined,
            closed: () => undefined,
          });
          a.table.add('B', 'direct', mine);
          if (greet) theirs.write(encodeFrame(0, hello));
          for (const bytes of writes) theirs.write(bytes);
          mine.flow();
        },
      ),
      { numRuns: 10_000 },
    );
  });
});
