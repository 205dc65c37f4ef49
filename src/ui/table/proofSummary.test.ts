import { describe, expect, it } from 'vitest';
import { tableFixtures } from '../gallery/fixtures.ts';
import { en } from '../messages/en/index.ts';
import { proofSentences, proofSummary } from './proofSummary.ts';

const summary = (name: string, laterMs = 300) => {
  const view = tableFixtures[name]!;
  return proofSummary(view, (view.chain?.tableTimeMs ?? 0) + laterMs);
};

describe('the shield of a hand', () => {
  it('says it in plain words', () => {
    expect(proofSentences(summary('your-turn'), en)).toEqual([
      'All 4 players shuffled this deck.',
      '8 proofs checked by this tab, none failed.',
      '2 of 3 links direct.',
      'Everything above is final since 0.3 s.',
    ]);
  });
  it('counts shuffles while they come', () => {
    const s = summary('shuffling');
    expect(s.state).toBe('working');
    expect(proofSentences(s, en)[0]).toBe('2 of 4 players have shuffled this deck so far.');
  });
  it('is broken by one failed proof', () => {
    const s = summary('fault');
    expect(s).toMatchObject({ state: 'bad', failed: 1 });
    expect(proofSentences(s, en)[1]).toBe('1 proof checked by this tab, 1 failed.');
  });
  it('does not call final what cannot be', () => {
    expect(
      proofSentences(summary('missing'), en)
        .at(-1)
        ?.replace(/[\u2068\u2069]/gu, ''),
    ).toBe('Nothing can become final without Carol.');
  });
  it('says nothing of a hand that is not there, and never counts backwards', () => {
    expect(proofSentences(summary('first-hand'), en)).toEqual(['No hand has been dealt yet.']);
    expect(summary('your-turn', -5000).finalForMs).toBe(0);
  });
});
