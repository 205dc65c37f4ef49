import { describe, expect, it } from 'vitest';
import { NO_SEAT } from '../codec/genesis.ts';
import { Encounters } from './encounters.ts';
import { ASKING_REVISION } from './lobby/lobby.ts';
import { PLAYER, WITNESS } from './lobby/seating.ts';
import type { Hello } from './lobby/state.ts';

const silent = () => undefined;

/** A member's rooms, with a list of who was told what an epoch's newcomer is told. */
function member() {
  const others = new Map<string, Hello>();
  const state = { others, links: new Set(['erin']), config: {}, seats: new Map() };
  const greeted: string[] = [];
  const encounters = new Encounters({
    network: { reserve: silent, bridge: silent, members: silent } as never,
    shell: {
      state,
      step: ({ from, hello }: { from: string; hello: Hello }) => {
        if (hello.revision !== ASKING_REVISION) others.set(from, hello);
      },
    } as never,
    watching: { met: silent, forget: silent } as never,
    epochs: {
      isMember: false,
      met: async (from: string, _: Hello, fresh: boolean) => {
        if (fresh) greeted.push(from);
      },
    } as never,
    scheduler: { nowMs: () => 0, after: () => silent },
    onGone: silent,
  });
  encounters.tellNetwork = silent;
  return { encounters, greeted };
}

const hello = (role: number, revision: number) =>
  ({ key: new Uint8Array(32), role, revision, seat: NO_SEAT, epoch: 0 }) as Hello;

describe('who comes by a short link', () => {
  it('is told of the epochs when it says who it is, and not as long as it asks for the rules', async () => {
    const { encounters, greeted } = member();
    await encounters.met('erin', hello(WITNESS, ASKING_REVISION));
    expect(greeted).toEqual([]);
    await encounters.met('erin', hello(PLAYER, ASKING_REVISION + 1));
    expect(greeted).toEqual(['erin']);
    // A later word of the same link is no new meeting.
    await encounters.met('erin', hello(PLAYER, ASKING_REVISION + 2));
    expect(greeted).toEqual(['erin']);
  });
});
