import { describe, expect, it } from 'vitest';
import type { PeerLink } from '../../net/network.ts';
import type { Untimed } from './coreLoop.ts';
import { Links } from './links.ts';

function four() {
  const fed: Untimed[] = [];
  const linked = new Set(['p1', 'p2', 'p3']);
  const links = new Links({
    count: 4,
    index: 0,
    peerOf: (v) => `p${v}`,
    links: () => [...linked].map((peer): PeerLink => ({ peer, kind: 'direct', rttMs: undefined })),
    feed: (input) => fed.push(input),
  });
  links.review();
  const said = () => fed.splice(0);
  return { links, linked, said };
}

describe('what the core is told of links', () => {
  it('when this device is back: everybody who is linked is owed our frontier again, and nobody else', () => {
    const { links, linked, said } = four();
    expect(said()).toHaveLength(3);
    links.exchange();
    expect(said()).toEqual([1, 2, 3].map((validator) => ({ kind: 'link', validator, up: true })));
    linked.delete('p2');
    links.changed(2);
    expect(said()).toEqual([{ kind: 'link', validator: 2, up: false }]);
    links.exchange();
    expect(said()).toEqual([1, 3].map((validator) => ({ kind: 'link', validator, up: true })));
  });
});
