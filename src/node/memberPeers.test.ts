import { expect, it } from 'vitest';
import { MemberPeers } from './memberPeers.ts';

const key = (n: number) => ({ key: new Uint8Array(32).fill(n) });

it('a member is known by its last transport id while its link is lost, a stranger never, a former one no longer', () => {
  const told: (readonly string[])[] = [];
  const peers = new MemberPeers({ setMembers: (list) => told.push(list) });
  peers.update(
    [key(1), key(2)],
    new Map([
      ['a', key(1)],
      ['b', key(2)],
      ['x', key(9)],
    ]),
  );
  peers.update([key(1), key(2)], new Map([['a', key(1)]]));
  // It opened the table anew and has another transport id.
  peers.update(
    [key(1), key(2)],
    new Map([
      ['a', key(1)],
      ['b2', key(2)],
    ]),
  );
  peers.update([key(1), key(3)], new Map([['a', key(1)]]));
  peers.update([], new Map([['a', key(1)]]));
  expect(told).toEqual([['a', 'b'], ['a', 'b'], ['a', 'b2'], ['a'], []]);
});
