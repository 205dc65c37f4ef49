import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PROTOCOL_VERSION, type TableConfig } from '../../codec/config.ts';
import { formatMark, formatTablePath, parseTableUrl } from './tableUrl.ts';

const config: TableConfig = {
  protocolVersion: PROTOCOL_VERSION,
  name: new TextEncoder().encode('Friday'),
  game: 0,
  structure: 0,
  smallBlindChips: 1,
  bigBlindChips: 2,
  anteKind: 0,
  anteChips: 0,
  startingStackChips: 200,
  bondChips: 0,
  seats: 4,
  actionTimeMs: 30_000,
  timeBankMs: 0,
  escrow: 0,
  levels: [],
  payoutsBasisPoints: [],
  straddle: 0,
  runItTwice: 0,
  bombPotHands: 0,
  bombPotChips: 0,
  rabbitHunt: 0,
  crsDigest: new Uint8Array(32).fill(1),
  creatorKey: new Uint8Array(32).fill(2),
  salt: new Uint8Array(16).fill(3),
};
const relay = '/ip4/127.0.0.1/tcp/4600/ws/p2p/12D3KooWGrnDQvNLVyDNUrFVeHVnFyRVVvLTfs1mAdBEjNTZcvyX';
const url = (path: string) => new URL(path, 'http://localhost:4600');

describe('a table URL', () => {
  it('carries the whole configuration and the relays', () => {
    expect(parseTableUrl(url(formatTablePath(config, [relay])))).toMatchObject({ config, relays: [relay] });
  });

  it('cannot be bent to other rules', () => {
    const honest = formatTablePath(config, [relay]);
    const other = formatTablePath({ ...config, bigBlindChips: 4 }, [relay]);
    const bent = `${honest.split('#')[0]}#${other.split('#')[1]}`;
    expect(parseTableUrl(url(bent))).toBe('wrong-id');
  });

  it('without its fragment, or with a broken one, is a bad URL', () => {
    const honest = formatTablePath(config, []);
    for (const bad of [
      '/t/xyz',
      `${honest.split('#')[0]}#c=%%%`,
      `${honest.split('#')[0]}#r=${encodeURIComponent(relay)}`,
      '/t/',
    ])
      expect(parseTableUrl(url(bad)), bad).toBe('bad-url');
    expect(parseTableUrl(url(`${honest}&r=javascript:alert(1)`))).toBe('bad-url');
  });

  it('that was copied at a running table says how far it was, wherever it is cut off', () => {
    const mark = { epoch: 12, digest: new Uint8Array(16).fill(0xfb) };
    const whole = url(formatTablePath(config, [relay])).href.replace('&r=', `&e=${formatMark(mark)}&r=`);
    expect(parseTableUrl(new URL(whole))).toMatchObject({ config, relays: [relay], mark });
    for (let end = whole.indexOf('&e=') + 4; end < whole.indexOf('&r='); end++)
      expect(parseTableUrl(new URL(whole.slice(0, end))), String(end)).toBe('cut-off');
    for (const bad of ['0.AAAA', '1', '-1.AAAAAAAAAAAAAAAAAAAAAA', '1.AAAAAAAAAAAAAAAAAAAAA!'])
      expect(parseTableUrl(new URL(whole.replace(/e=[^&]*/, `e=${bad}`)))).toBe('bad-url');
  });

  it('that a newer version made says so, and is not called damaged', () => {
    const whole = formatTablePath(config, [relay]);
    const at = whole.indexOf('c=') + 2;
    // The version stands first: 3, 0.
    const later = `${whole.slice(0, at)}AwA${whole.slice(at + 3)}`;
    expect(parseTableUrl(url(later))).toBe('newer-link');
  });

  it('that was cut off somewhere says that its end is missing, wherever it was', () => {
    const whole = formatTablePath(config, [relay]);
    const encoded = whole.indexOf('&r=');
    for (let end = 5; end < whole.length; end++) {
      const parsed = parseTableUrl(url(whole.slice(0, end)));
      // A link that ends with its configuration names no relay: the site's own is meant.
      const complete = end >= encoded && end <= encoded + 3;
      if (complete) expect(parsed, String(end)).toMatchObject({ config });
      else if (end < encoded) expect(parsed, String(end)).toBe('cut-off');
      // Without the name of its peer a relay can still be reached.
      else if (typeof parsed !== 'string') expect(parsed.relays).toEqual(['/ip4/127.0.0.1/tcp/4600/ws']);
      else expect(parsed, String(end)).toBe('cut-off');
    }
  });

  it('made of anything at all gives an address or a fault, never an exception', () => {
    const id = formatTablePath(config, []).slice(3, 67);
    fc.assert(
      fc.property(fc.string({ maxLength: 300 }), (s) => {
        const parsed = parseTableUrl(url(`/t/${id}#${s}`));
        expect(typeof parsed === 'string' || parsed.tableId === id).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });
});
