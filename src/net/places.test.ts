import { beforeEach, describe, expect, it } from 'vitest';
import { type FakeStream, pair, settle } from '../testing/fakeStream.ts';
import { type NetLimits, netLimits } from './limits.ts';
import type { NetworkEvent } from './network.ts';
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

describe('places at a peer table', () => {
  const limits = { peers: 3, stayMs: 10_000, latest: 3 };
  const ofAll = (s: Side) => s.table.links().map((l) => l.peer);
  /** A stranger's stream that has become a link. */
  function comes(a: Side, peer: string): FakeStream {
    const far = side();
    const ends = pair();
    a.table.add(peer, 'direct', ends[0]);
    far.table.add('A', 'direct', ends[1]);
    settle(...ends);
    return ends[0];
  }

  it('a full table lets a stranger go that has been there for ten seconds: no crowd keeps a member out', () => {
    const a = side(limits);
    for (const peer of ['s1', 's2', 's3']) comes(a, peer);
    nowMs = 9_000;
    comes(a, 'late');
    expect(ofAll(a)).toEqual(['s1', 's2', 's3']);
    nowMs = 10_000;
    comes(a, 'late');
    expect(ofAll(a)).toEqual(['s2', 's3', 'late']);
    expect(a.events).toContainEqual({ kind: 'link', peer: 's1', link: undefined });
    expect(a.table.penalties().size).toBe(0);
    expect(a.table.resting('s1')).toBe(true);
  });

  it('a known member stays, and is there at once when it comes again', () => {
    const a = side(limits);
    for (const peer of ['M', 's1', 's2']) comes(a, peer);
    a.table.reserve(['M']);
    nowMs = 60_000;
    for (const peer of ['s3', 's4', 's5']) comes(a, peer);
    expect(ofAll(a)).toContain('M');
    a.table.drop('M');
    expect(ofAll(a)).not.toContain('M');
    comes(a, 's6');
    comes(a, 'M');
    expect(ofAll(a)).toContain('M');
  });

  it('one that was let go may come again, and is not called back for a while', () => {
    const a = side(limits);
    comes(a, 'B');
    a.table.drop('B');
    a.table.drop('nobody');
    expect(a.table.resting('B')).toBe(true);
    comes(a, 'B');
    expect(ofAll(a)).toEqual(['B']);
    nowMs = netLimits.restMs;
    a.table.tick();
    expect(a.table.resting('B')).toBe(false);
  });
});
