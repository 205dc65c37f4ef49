import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeOffer, encodeOffer, IceBook } from '../src/net/iceServers.ts';
import { IceServers, iceFault, stunAddress, turnCredentials } from './iceServers.ts';
import { relayLimits } from './limits.ts';

const anywhere = (): number => 4600;

describe('what a host names', () => {
  it('is its own STUN server at the name that the page came by, unless it is told others', () => {
    const own = new IceServers({}, anywhere, () => 0);
    expect(own.list('cards.example.org')).toEqual([{ urls: ['stun:cards.example.org:4600'] }]);
    expect(own.list('2001:db8::1')).toEqual([{ urls: ['stun:[2001:db8::1]:4600'] }]);
    expect(own.list(undefined)).toEqual([]);
    expect(own.offer()).toEqual({ servers: [], stunPort: 4600 });
    const set = new IceServers({ stunUrls: ['stun:s.example'] }, anywhere, () => 0);
    expect(set.list('x')).toEqual([{ urls: ['stun:s.example'] }]);
    expect(set.offer()).toEqual({ servers: [{ urls: ['stun:s.example'] }], stunPort: undefined });
    const none = new IceServers({ stunUrls: [] }, anywhere, () => 0);
    expect(none.list('x')).toEqual([]);
    expect(none.offer().stunPort).toBeUndefined();
  });

  it('is a TURN server with credentials that live for an evening, as coturn checks them', () => {
    const turnUrls = ['turn:t.example:3478', 'turn:t.example:3478?transport=tcp'];
    const ice = new IceServers({ turnUrls, turnSecret: 'north' }, undefined, () => 1_700_000_000_000);
    const expires = String(1_700_000_000 + relayLimits.turnCredentialSeconds);
    const credential = createHmac('sha1', 'north').update(expires).digest('base64');
    expect(ice.list('x')).toEqual([{ urls: turnUrls, username: expires, credential }]);
    expect(turnCredentials('north', Number(expires))).toEqual({ username: expires, credential });
    expect(decodeOffer(encodeOffer(ice.offer()))).toEqual(ice.offer());
    expect(JSON.stringify(ice.offer())).not.toContain('north');
  });

  it('leaves out a STUN server to which all the world is one private address, and says so', async () => {
    const stunUrls = [
      'stun:good.example:3478',
      'stun:proxied.example',
      'stun:10.0.0.2:99',
      'stun:dead.example',
    ];
    const ice = new IceServers({ stunUrls }, undefined, () => 0);
    const seen: Record<string, string> = {
      'good.example:3478': '203.0.113.7',
      'proxied.example:3478': '172.17.0.1',
      '10.0.0.2:99': '10.0.0.1',
    };
    const said = await ice.check(async ({ host, port }) => {
      const address = seen[`${host}:${port}`];
      return address === undefined ? undefined : { address };
    });
    expect(ice.list('x')).toEqual([
      { urls: ['stun:good.example:3478', 'stun:10.0.0.2:99', 'stun:dead.example'] },
    ]);
    expect(said).toHaveLength(2);
    expect(said[0]).toContain('proxied.example');
    expect(said[1]).toContain('dead.example did not answer');
  });

  it('is refused in a sentence where it makes no sense', () => {
    expect(iceFault({ stunUrls: ['http://x'] })).toContain('"http://x"');
    expect(iceFault({ stunUrls: ['turn:x'] })).toContain('STUN_URLS');
    expect(iceFault({ turnUrls: ['stun:x'], turnSecret: 's' })).toContain('TURN_URLS');
    expect(iceFault({ turnUrls: ['turn:x'] })).toContain('TURN_SECRET');
    expect(
      iceFault({ stunUrls: ['stun:x:1'], turnUrls: ['turns:x:5349?transport=tcp'], turnSecret: 's' }),
    ).toBeUndefined();
    expect(stunAddress('stun:[2001:db8::1]:5')).toEqual({ host: '2001:db8::1', port: 5 });
  });
});

describe('what a tab believes', () => {
  it('is the newest word of each relay, by the name it dialled, each server once', () => {
    const book = new IceBook([{ urls: ['stun:own.example'] }]);
    const turn = { urls: ['turn:t.example'], username: '1', credential: 'a' };
    book.set('/dns4/a.example/tcp/443/tls/ws', { servers: [turn], stunPort: 4600 });
    book.set('/ip6/2001:db8::1/tcp/80/ws', { servers: [{ urls: ['stun:own.example'] }], stunPort: 80 });
    book.set('/dns4/localhost/tcp/4600/ws', { servers: [], stunPort: 4600 });
    expect(book.servers).toEqual([
      { urls: ['stun:own.example'] },
      { urls: ['stun:a.example:4600'] },
      turn,
      { urls: ['stun:[2001:db8::1]:80'] },
    ]);
    expect(book.hasTurn).toBe(true);
    book.set('/dns4/a.example/tcp/443/tls/ws', { servers: [], stunPort: undefined });
    expect(book.hasTurn).toBe(false);
  });

  it('is nothing that a relay sends beyond the caps or in another form', () => {
    const decode = (value: unknown) => decodeOffer(new TextEncoder().encode(JSON.stringify(value)));
    const server = { urls: ['stun:x'] };
    expect(decode({ iceServers: [server] })).toEqual({ servers: [server], stunPort: undefined });
    for (const value of [
      null,
      [],
      { iceServers: {} },
      { iceServers: Array(5).fill(server) },
      { iceServers: [{ urls: 'stun:x' }] },
      { iceServers: [{ urls: ['javascript:x'] }] },
      { iceServers: [{ urls: ['turn:x'], username: 'u' }] },
      { iceServers: [{ urls: ['turn:x'], username: 'u', credential: 'c'.repeat(300) }] },
      { iceServers: [], stunPort: 0 },
      { iceServers: [], stunPort: '1' },
    ])
      expect(decode(value)).toBeUndefined();
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        decodeOffer(bytes);
      }),
    );
    fc.assert(
      fc.property(fc.json(), (json) => {
        decodeOffer(new TextEncoder().encode(json));
      }),
    );
  });
});
