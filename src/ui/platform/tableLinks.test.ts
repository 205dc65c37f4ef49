import { expect, it } from 'vitest';
import {
  delayOf,
  inviteLink,
  isWatchLink,
  markedLink,
  overlaidTable,
  overlayLink,
  watchLink,
} from './tableLinks.ts';

it('a link that is copied at a running table has one mark, before its relays, and keeps all the rest', () => {
  const plain = 'http://localhost/t/1#c=abc&r=%2Fdns4%2Fa&r=%2Fdns4%2Fb&w=1';
  const marked = markedLink(plain, '3.xyz');
  expect(marked).toBe('http://localhost/t/1#c=abc&e=3.xyz&r=%2Fdns4%2Fa&r=%2Fdns4%2Fb&w=1');
  expect(markedLink(marked, '4.xyz')).toBe(marked.replace('3.xyz', '4.xyz'));
  expect(markedLink(marked, undefined)).toBe(marked);
});

it('what is sent to others is the short link, where the table has one, with the same mark', () => {
  const long = 'http://localhost/t/1#c=abc&r=%2Fdns4%2Fa';
  expect(inviteLink(long, { invite: '/t#m=xyz' })).toBe('http://localhost/t#m=xyz');
  expect(inviteLink(long, { invite: '/t#m=xyz&r=%2Fdns4%2Fa', linkMark: '3.q' })).toBe(
    'http://localhost/t#m=xyz&e=3.q&r=%2Fdns4%2Fa',
  );
  expect(inviteLink(long, {})).toBe(long);
});

it('a link for watching is the long one, marked; a stream’s is the same on a page of its own, which may be late', () => {
  const long = 'http://localhost/t/1#c=abc&r=%2Fdns4%2Fa';
  const watch = watchLink(long, { linkMark: '3.q' });
  expect(watch).toBe('http://localhost/t/1#c=abc&e=3.q&r=%2Fdns4%2Fa&w=1');
  expect([isWatchLink(watch), isWatchLink(long)]).toEqual([true, false]);
  const overlay = overlayLink(long, { linkMark: '3.q' });
  expect(overlay).toBe(watch.replace('/t/', '/overlay/'));
  expect(overlaidTable(overlay)).toBe(watch);
  expect(overlaidTable(long)).toBeUndefined();
  expect(['', '&d=20', '&d=-1', '&d=20000', '&d=x'].map((late) => delayOf(overlay + late))).toEqual([
    0, 20, 0, 0, 0,
  ]);
});
