import { describe, expect, it } from 'vitest';
import { parseInvite, parseRoute, replayPath, sessionPath } from './routes.ts';

const route = (path: string) => parseRoute(new URL(path, 'http://localhost'));

describe('addresses', () => {
  it('names the pages', () => {
    expect(route('/').page).toBe('landing');
    expect(route('/t/abc#x')).toEqual({ page: 'table', href: 'http://localhost/t/abc#x' });
    expect(route('/history/').page).toBe('history');
    expect(route('/gallery/your-turn')).toEqual({ page: 'gallery', item: 'your-turn' });
    expect(route('/elsewhere').page).toBe('nowhere');
    expect(route('/t/').page).toBe('nowhere');
    expect(route('/t#m=abc').page).toBe('table');
  });
  it('replay addresses come back as they went, whatever the identity is', () => {
    const hand = { tableId: 'ab/cd', identity: 'tab 1#%', hand: 7 };
    expect(route(replayPath(hand))).toEqual({ page: 'replay', ...hand });
  });
  it('addresses of a table’s numbers do too', () => {
    const table = { tableId: 'ab/cd', identity: 'tab 1#%' };
    expect(route(sessionPath(table))).toEqual({ page: 'session', ...table });
    expect(route('/history/%E0%A4%A/x').page).toBe('nowhere');
    expect(route('/history/one').page).toBe('nowhere');
  });
  it('a broken escape is no page, not an exception', () => {
    expect(route('/history/%E0%A4%A/x/1').page).toBe('nowhere');
  });
});

describe('a pasted invitation', () => {
  it('is found in a sentence', () => {
    expect(parseInvite('come: https://x.example/t/abc#cfg now')?.href).toBe('https://x.example/t/abc#cfg');
  });
  it.each([
    '',
    'hello',
    'https://x.example/',
    'https://x.example/t/abc',
    'javascript:alert(1)//t/a#b',
    'https://:::',
  ])('%j is none', (text) => {
    expect(parseInvite(text)).toBeUndefined();
  });
});
