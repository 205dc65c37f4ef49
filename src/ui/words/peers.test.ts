import { describe, expect, it } from 'vitest';
import type { LinkView } from '../../client/contract/view.ts';
import { allLost, peerLinks, peerRows } from './peers.ts';

const link = (change: Partial<LinkView>): LinkView => ({
  peerId: 'peer',
  seat: undefined,
  nickname: undefined,
  kind: 'direct',
  rttMs: 10,
  refused: {},
  ...change,
});
const seats = ['Alice', 'Bob', 'Carol'].map((nickname, seat) => ({ seat, nickname, you: seat === 0 }));
const bob = link({ peerId: 'bob', seat: 1, nickname: 'Bob' });
const carol = link({ peerId: 'carol', seat: 2, nickname: 'Carol', kind: 'relayed' });
const lostOf = (links: LinkView[]): unknown[] =>
  peerLinks({ links, seats }).flatMap((l) => (l.kind === 'none' ? [l.nickname] : []));

describe('who is shown as lost', () => {
  it('is a seated player without a link, and nobody else', () => {
    expect(lostOf([bob, carol])).toEqual([]);
    expect(lostOf([bob])).toEqual(['Carol']);
    expect(lostOf([])).toEqual(['Bob', 'Carol']);
  });

  it('is not a stranger who was refused something and went, whatever name and seat it claimed', () => {
    const stranger = link({ peerId: 's', nickname: 'Bob', kind: 'none', refused: { malformed: 3 } });
    expect(lostOf([bob, carol, stranger])).toEqual([]);
    expect(allLost({ links: [bob, carol, stranger], seats }, ['Bob'])).toBe(false);
    expect(allLost({ links: [carol, { ...stranger, kind: 'direct' }], seats }, ['Bob'])).toBe(true);
    expect(peerRows({ links: [bob, carol, stranger], seats })).toEqual([bob, carol, stranger]);
  });

  it('is not a player whose tab was loaded anew, though the old one had been refused something', () => {
    const before = { ...bob, peerId: 'bob before', kind: 'none' as const, refused: { stale: 1 } };
    expect(lostOf([before, bob, carol])).toEqual([]);
    expect(peerLinks({ links: [before, bob, carol], seats })).toEqual([bob, carol]);
    expect(peerRows({ links: [before, bob, carol], seats })).toEqual([bob, carol, before]);
    // And while it is away it has one row, with what it was refused.
    expect(peerRows({ links: [before, carol], seats })).toEqual([carol, before]);
  });

  it('is a witness that is waited for, by its name', () => {
    const witness = link({ peerId: 'w', nickname: 'Witness' });
    expect(allLost({ links: [witness], seats }, ['Witness'])).toBe(false);
    expect(allLost({ links: [], seats }, ['Witness', 'Bob'])).toBe(true);
  });
});
