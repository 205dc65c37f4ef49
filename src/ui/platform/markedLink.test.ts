import { expect, it } from 'vitest';
import { markedLink } from './routes.ts';

it('a link that is copied at a running table has one mark, before its relays, and keeps all the rest', () => {
  const plain = 'http://localhost/t/1#c=abc&r=%2Fdns4%2Fa&r=%2Fdns4%2Fb&w=1';
  const marked = markedLink(plain, '3.xyz');
  expect(marked).toBe('http://localhost/t/1#c=abc&e=3.xyz&r=%2Fdns4%2Fa&r=%2Fdns4%2Fb&w=1');
  expect(markedLink(marked, '4.xyz')).toBe(marked.replace('3.xyz', '4.xyz'));
  expect(markedLink(marked, undefined)).toBe(marked);
});
