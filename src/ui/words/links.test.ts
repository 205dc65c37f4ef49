import { describe, expect, it } from 'vitest';
import type { LinkView } from '../../client/contract/view.ts';
import { de } from '../messages/de/index.ts';
import { en } from '../messages/en/index.ts';
import { es } from '../messages/es/index.ts';
import { isolated } from '../text/names.ts';
import { linkNotes, linkWords } from './links.ts';

const link = (change: Partial<LinkView>): LinkView => {
  return { peerId: 'p', seat: 1, nickname: 'Bob', kind: 'direct', rttMs: 5, refused: {}, ...change };
};
const straight = link({});
const turned = link({ by: 'turn' });
const relayed = link({ kind: 'relayed' });
const carried = link({ kind: 'relayed', by: 'peer', byNickname: 'Carol' });
const gone = link({ kind: 'none' });

describe('how a link runs', () => {
  it('is said in a few words', () => {
    expect(linkWords(straight, en)).toBe('direct');
    expect(linkWords(turned, en)).toBe('through TURN');
    expect(linkWords(relayed, en)).toBe('relayed');
    expect(linkWords(carried, en)).toBe(`by way of ${isolated('Carol')}`);
    expect(linkWords(gone, en)).toBe('no link');
  });

  it('names a carrier without a name yet as a visitor', () => {
    expect(linkWords(link({ kind: 'relayed', by: 'peer', byNickname: undefined }), en)).toBe(
      'by way of new visitor',
    );
  });

  it.each([en, de, es])('is told apart and explained in $language', (m) => {
    const all = [straight, turned, relayed, carried, gone];
    expect(new Set(all.map((l) => linkWords(l, m))).size).toBe(all.length);
    expect(linkNotes([...all, straight], m)).toHaveLength(4);
    expect(linkNotes([gone], m)).toEqual([]);
  });
});
