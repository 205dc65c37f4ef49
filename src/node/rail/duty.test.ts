import { describe, expect, it } from 'vitest';
import { type Member, ROLES } from '../../codec/genesis.ts';
import { railLimits } from '../../net/rail/limits.ts';
import { createManualScheduler } from '../../testing/manualScheduler.ts';
import type { RailDoor } from './door.ts';
import { FeedingDuty } from './duty.ts';
import { electFeeders } from './election.ts';
import type { RailNet } from './feeder.ts';

const member = (i: number, role: (typeof ROLES)[number] = 'player'): Member => ({
  ...{ key: new Uint8Array(32).fill(i), role: ROLES.indexOf(role), seat: i },
  nickname: Uint8Array.of(65 + i),
});
const players = (n: number): Member[] => Array.from({ length: n }, (_, i) => member(i));
const everybody = (): boolean => true;

describe('who feeds the rail', () => {
  it.each([
    [2, 2],
    [3, 2],
    [4, 2],
    [7, 3],
    [10, 4],
  ])('of %i members %i: one more than may be faulty, two at least', (n, feeders) => {
    expect(electFeeders(players(n), 0, everybody)).toHaveLength(feeders);
  });

  it('another one is first in each epoch, and whoever is away is passed over', () => {
    expect(electFeeders(players(4), 0, everybody)).toEqual([0, 1]);
    expect(electFeeders(players(4), 3, everybody)).toEqual([3, 0]);
    expect(electFeeders(players(4), 3, ({ seat }) => seat !== 0)).toEqual([3, 1]);
    expect(electFeeders(players(4), 3, ({ seat }) => seat === 2)).toEqual([2]);
  });

  it('a witness has no player’s device to spare, and comes first', () => {
    expect(electFeeders([...players(3), member(3, 'witness')], 1, everybody)).toEqual([3, 1]);
  });
});

/** A member of three, whose links can be cut. */
function duty(own: number | undefined) {
  const manual = createManualScheduler();
  const scheduler = { ...manual, nowMs: () => manual.now() };
  const members = players(3);
  const away = new Set<number>();
  const state = { able: true, epoch: 0, own, opened: 0, open: 0, fails: false };
  const listeners = new Set<() => void>();
  const changed = (): void => {
    for (const listener of listeners) listener();
  };
  const door = {
    followed: () => ({ epoch: state.epoch, members }),
    ownNumber: () => state.own,
    isHere: ({ seat }: Member) => !away.has(seat),
    onChange: (listener: () => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    tap: { subscribe: () => () => undefined },
    overhear: () => () => undefined,
    settledHeight: () => 0,
    members: () => members,
  } as unknown as RailDoor;
  const feeding = new FeedingDuty({
    ...{ door, scheduler },
    able: () => state.able,
    say: () => undefined,
    connect: async () => {
      if (state.fails) throw new Error('no relay');
      state.opened++;
      state.open++;
      const network = {
        subscribe: () => () => undefined,
        stop: async () => {
          state.open--;
        },
      };
      return {
        network,
        gossip: { publish: () => undefined, publishChat: () => undefined, meshPeers: () => [] },
      } as unknown as RailNet;
    },
  });
  /** So much later, all that was begun being over. */
  const pass = async (ms: number): Promise<void> => {
    scheduler.advance(ms);
    for (let i = 0; i < 10; i++) await Promise.resolve();
  };
  return { feeding, state, away, changed, pass };
}

describe('a member’s duty', () => {
  it('begins and ends after a while; a link that blinks changes nothing', async () => {
    const { feeding, state, away, changed, pass } = duty(2);
    await pass(10 * railLimits.feedAfterMs);
    expect(state.open, 'the first two feed').toBe(0);
    away.add(0);
    changed();
    await pass(railLimits.feedAfterMs / 2);
    away.delete(0);
    changed();
    await pass(railLimits.restAfterMs);
    expect(state.open).toBe(0);
    away.add(0);
    changed();
    await pass(railLimits.feedAfterMs);
    expect([state.open, feeding.feeds]).toEqual([1, true]);
    away.delete(0);
    changed();
    await pass(railLimits.restAfterMs / 2);
    expect(state.open, 'those who hear by it find others first').toBe(1);
    await pass(railLimits.restAfterMs / 2);
    expect([state.open, feeding.feeds]).toEqual([0, false]);
  });

  it('is nobody’s who watches, whose line is metered, or whose table is over for it', async () => {
    const watcher = duty(undefined);
    await watcher.pass(railLimits.feedAfterMs);
    expect(watcher.state.open).toBe(0);
    const metered = duty(0);
    metered.state.able = false;
    metered.changed();
    await metered.pass(railLimits.feedAfterMs);
    expect(metered.state.open).toBe(0);
    const leaver = duty(0);
    await leaver.pass(railLimits.feedAfterMs);
    expect(leaver.state.open).toBe(1);
    leaver.state.own = undefined;
    leaver.changed();
    await leaver.pass(railLimits.restAfterMs);
    expect(leaver.state.open).toBe(0);
  });

  it('is tried again later where the rail cannot be joined', async () => {
    const { state, pass } = duty(0);
    state.fails = true;
    await pass(railLimits.feedAfterMs);
    state.fails = false;
    await pass(railLimits.feedAgainMs / 2);
    expect(state.open).toBe(0);
    await pass(railLimits.feedAgainMs);
    expect(state.open).toBe(1);
  });

  it('ends with the table’s node, in whatever state', async () => {
    const { feeding, state, pass } = duty(1);
    await pass(railLimits.feedAfterMs);
    expect(state.open).toBe(1);
    await feeding.stop();
    expect(state.open).toBe(0);
    await pass(10 * railLimits.restAfterMs);
    expect([state.opened, state.open]).toEqual([1, 0]);
  });
});
