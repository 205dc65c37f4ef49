import { describe, expect, it } from 'vitest';
import { type BlockContent, type BlockRef, blockId } from '../codec/block.ts';
import { Session, sizes } from '../testing/consensusSession.ts';
import { drawnStartMs } from '../testing/drawnDag.ts';
import { limits, protocol } from './limits.ts';
import { asVerified, type VerifiedBlock } from './types.ts';

/** D attacks, its key is good; the table of A goes on all the time. */
const attacker = 3;
let count = 0;
const digest = (): Uint8Array => {
  const bytes = new Uint8Array(32).fill(0xee);
  new DataView(bytes.buffer).setUint32(0, ++count);
  return bytes;
};

/** A block of D for `round` whose parents nobody has. */
function orphan(session: Session, round: number, change: Partial<BlockContent> = {}): VerifiedBlock {
  const parents: BlockRef[] = [attacker, 0, 1, 2].map((author) => ({
    author,
    round: round - 1,
    digest: digest(),
  }));
  const content: BlockContent = {
    tableId: session.state.config.tableId,
    epoch: 0,
    author: attacker,
    round,
    parents,
    timeMs: session.nowMs,
    transactions: [],
    ...change,
  };
  return asVerified({ content, signature: new Uint8Array(64) }, blockId(content));
}

const send = (session: Session, block: VerifiedBlock): void => {
  session.feed({ kind: 'block', block, from: attacker });
};

/** No map above its cap, and an action of A is still final. */
function goesOn(session: Session): void {
  const { waiting, dependents, missing, givenUp, refused, claims, reported, early } = sizes(session.state);
  expect(waiting).toBeLessThanOrEqual(limits.waitingPerAuthor);
  expect(early).toBeLessThanOrEqual(limits.waitingPerAuthor);
  expect(dependents).toBeLessThanOrEqual(limits.waitingPerAuthor * 4);
  expect(missing).toBeLessThanOrEqual(limits.waitingPerAuthor * 4);
  expect(givenUp).toBeLessThanOrEqual(limits.givenUpKept);
  expect(refused).toBeLessThanOrEqual(limits.refusedKept);
  expect(claims).toBeLessThanOrEqual(limits.claimsPerPeer);
  expect(reported).toBeLessThanOrEqual(limits.reportsPerAuthor);
  const before = session.outputs;
  session.act();
  session.act();
  expect(session.outputs).toBeGreaterThan(before);
  expect(session.state.own.pending).toHaveLength(0);
  expect(session.state.own.inFlight.size).toBeLessThanOrEqual(1);
}

/** Blocks that went to a peer in answers. */
function sentTo(peer: number, session: Session): VerifiedBlock[] {
  return session.effects.flatMap((e) =>
    e.kind === 'send' && e.to === peer && e.message.kind === 'blocks' ? e.message.blocks : [],
  );
}

describe('bad input', () => {
  it('blocks of far future rounds', () => {
    const session = new Session();
    for (let i = 1; i < 600; i++) {
      send(session, orphan(session, session.state.dag.highestRound + 1 + (i % 20)));
      send(session, orphan(session, 2 ** 31 - i));
      if (i % 100 === 0) goesOn(session);
    }
    goesOn(session);
  });

  it('unknown epochs and other tables', () => {
    const session = new Session(true);
    for (let i = 0; i < 300; i++) {
      send(session, orphan(session, 5, { epoch: 1 + i }));
      send(session, orphan(session, 5, { tableId: digest() }));
    }
    const reasons = session.effects.flatMap((e) => (e.kind === 'reject' ? [e.reason] : []));
    expect(reasons.filter((r) => r === 'wrong-epoch')).toHaveLength(300);
    expect(reasons.filter((r) => r === 'wrong-table')).toHaveLength(300);
    expect(session.state.dag.nodes.size + session.state.pool.waiting.size).toBe(0);
    goesOn(session);
  });

  it('missing parents for ever: after a minute nobody is asked for them any more', () => {
    const session = new Session(true);
    for (let i = 0; i < 500; i++) {
      session.nowMs += 20;
      send(session, orphan(session, 2 + (i % 14)));
    }
    expect(session.state.pool.waiting.size).toBeGreaterThan(10);
    goesOn(session);
    for (let i = 0; i < 70; i++) {
      session.nowMs += 1000;
      session.feed({ kind: 'tick' });
    }
    expect(session.state.pool.waiting.size + session.state.pool.missing.size).toBe(0);
    session.effects.length = 0;
    for (let i = 0; i < 60; i++) {
      session.nowMs += 1000;
      session.feed({ kind: 'tick' });
    }
    expect(session.effects.filter((e) => e.kind === 'send' || e.kind === 'broadcast')).toEqual([]);
    goesOn(session);
  });

  it('a history that was given up is not taken up again by its own pieces', () => {
    const session = new Session();
    const base = orphan(session, 3);
    const child = orphan(session, 4);
    const parents = [{ author: attacker, round: 3, digest: base.id }, ...child.content.parents.slice(1)];
    const top = orphan(session, 4, { parents });
    send(session, top);
    session.nowMs += limits.waitingLifeMs - 1000;
    // Fetched because the other waits for it: it has no more time than that one.
    send(session, base);
    expect(session.state.pool.waiting.size).toBe(2);
    session.nowMs += 2000;
    session.feed({ kind: 'tick' });
    expect(session.state.pool.waiting.size).toBe(0);
    send(session, top);
    send(session, base);
    expect(session.state.pool.waiting.size).toBe(0);
    goesOn(session);
  });

  it('a peer that sends everything twice', () => {
    const session = new Session();
    for (let i = 0; i < 5; i++) session.act();
    const before = sizes(session.state);
    for (const { block } of [...session.state.dag.nodes.values()])
      for (let i = 0; i < 2; i++) session.feed({ kind: 'block', block, from: attacker });
    expect(sizes(session.state)).toEqual(before);
    goesOn(session);
  });

  it('a sync request for everything, a thousand times in a second', () => {
    const session = new Session(true);
    for (let i = 0; i < 200; i++) session.act();
    session.effects.length = 0;
    const missing = Array.from({ length: 64 }, () => ({ author: 1, round: 1, digest: digest() }));
    for (let i = 0; i < 1000; i++) {
      session.nowMs++;
      session.feed({ kind: 'frontier', from: attacker, tips: [], missing });
    }
    const answered = sentTo(attacker, session);
    // Everything once, and what it still says to lack a second later once more: no flood of answers to a flood.
    expect(answered.length).toBeGreaterThan(0);
    expect(answered.length).toBeLessThanOrEqual(2 * session.state.dag.nodes.size);
    expect(sizes(session.state).answered).toBeLessThanOrEqual(session.state.dag.nodes.size);
    goesOn(session);
  });

  it('what was answered is not sent again within a second, unless over a new link', () => {
    const session = new Session(true);
    for (let i = 0; i < 3; i++) session.act();
    const asks = (): number => {
      session.effects.length = 0;
      session.feed({ kind: 'frontier', from: attacker, tips: [], missing: [] });
      return sentTo(attacker, session).length;
    };
    const all = session.state.dag.nodes.size;
    session.nowMs += 1000;
    expect(asks()).toBe(all);
    session.nowMs += 999;
    expect(asks()).toBe(0);
    session.nowMs += 1;
    expect(asks()).toBe(all);
    session.feed({ kind: 'link', validator: attacker, up: false });
    session.feed({ kind: 'link', validator: attacker, up: true });
    expect(asks()).toBe(all);
    session.feed({ kind: 'frontier', from: 1, tips: [], missing: [] });
    expect(sentTo(1, session), 'another peer is another matter').toHaveLength(all);
  });

  it.each([
    ['1970', 0],
    ['2500', 16_725_225_600_000],
  ])('a clock in the year %s', (_, timeMs) => {
    const session = new Session(true);
    for (let i = 0; i < 300; i++) send(session, orphan(session, 1, { parents: [], timeMs: timeMs + i }));
    expect(session.state.dag.nodes.size).toBe(0);
    goesOn(session);
    // It is not passed on, and does not move the table's time.
    expect(session.state.prefix.timeMs).toBeLessThan(drawnStartMs + protocol.driftMs + 200);
    session.nowMs += 2 * limits.waitingLifeMs;
    session.feed({ kind: 'tick' });
    expect(session.state.pool.waiting.size).toBe(0);
  });
});
