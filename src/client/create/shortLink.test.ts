import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { meetingKeyOf } from '../../codec/meeting.ts';
import { config as first, sealedConfig } from '../../testing/lobbyRoom.ts';
import { formatShortPath, isShortUrl, parseShortUrl } from './shortLink.ts';
import { formatMark } from './tableUrl.ts';

const own = '/dns4/poker.example/tcp/443/tls/ws/p2p/12D3KooWGrnDQvNLVyDNUrFVeHVnFyRVVvLTfs1mAdBEjNTZcvyX';
const other = own.replace('poker.example', 'relay.other.example');
const url = (path: string) => new URL(path, 'https://poker.example');
const path = (relays: string[] = [own]) => formatShortPath(sealedConfig, relays, 'poker.example')!;
const mark = { epoch: 12, digest: new Uint8Array(16).fill(0xfb) };

describe('a short link', () => {
  it('fits into a chat, and says where the table meets and nothing else', () => {
    const short = url(path());
    expect(short.href.length).toBeLessThan(75);
    expect(isShortUrl(short)).toBe(true);
    expect(parseShortUrl(short)).toEqual({ meetingKey: meetingKeyOf(sealedConfig), relays: [] });
  });

  it('names relays that are not at the site itself, all of them', () => {
    expect(parseShortUrl(url(path([own, other])))).toMatchObject({ relays: [own, other] });
    const local = own.replace('/dns4/poker.example', '/ip4/127.0.0.1');
    expect(formatShortPath(sealedConfig, [local], 'localhost')).not.toContain('&r=');
    expect(formatShortPath(sealedConfig, [local], 'poker.example')).toContain('&r=');
  });

  it('is another one for other rules, and tables of the first version have none', () => {
    expect(formatShortPath({ ...sealedConfig, bigBlindChips: 4 }, [own], 'poker.example')).not.toBe(path());
    expect(formatShortPath(first, [own], 'poker.example')).toBeUndefined();
  });

  it('that was cut off says that its end is missing, wherever it was', () => {
    const whole = path().replace(/$/, `&e=${formatMark(mark)}`);
    expect(parseShortUrl(url(whole))).toMatchObject({ mark });
    const key = path().length;
    for (let end = 2; end < whole.length; end++) {
      const parsed = parseShortUrl(url(whole.slice(0, end)));
      // Without its mark it is a whole link to the table.
      if (end >= key && end <= key + 1) expect(parsed, String(end)).toMatchObject({ relays: [] });
      else expect(parsed, String(end)).toBe('cut-off');
    }
  });

  it('made of anything at all gives an address or a fault, never an exception', () => {
    const key = path().slice(5, 48);
    for (const bad of [
      `/t#m=${key}A`,
      `/t#m=${key.slice(0, -1)}!`,
      `/t#m=${key}&r=javascript:alert(1)`,
      `/t#m=${key}&e=x&r=${own}`,
    ])
      expect(parseShortUrl(url(bad)), bad).toBe('bad-url');
    // The last character has bits that stand for nothing.
    const last = key.at(-1)!;
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    const twin = alphabet[alphabet.indexOf(last) ^ 1]!;
    expect(parseShortUrl(url(`/t#m=${key.slice(0, -1)}${twin}`))).toBe('bad-url');
    fc.assert(
      fc.property(fc.string({ maxLength: 120 }), (s) => {
        const parsed = parseShortUrl(url(`/t#${s}`));
        expect(typeof parsed === 'string' || parsed.meetingKey.length === 32).toBe(true);
      }),
    );
  });
});
