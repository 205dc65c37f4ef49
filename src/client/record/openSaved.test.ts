/** Saved games opened in a page: what is shown of them, how far they are, and what does not hold. */
import { describe, expect, it } from 'vitest';
import { readLog } from '../../testing/recordings/recording.ts';
import { createNodeDeckWorker } from '../../workers/nodeWorker.ts';
import { openSaved } from './openSaved.ts';

const worker = () => createNodeDeckWorker({ deckSize: 52 });

describe('a saved game in the page', () => {
  it('is verified with its progress, and each of its hands is played again', async () => {
    const shares: number[] = [];
    const opened = await openSaved(await readLog('holdem-twice'), (share) => shares.push(share), worker);
    if (!opened.ok) throw new Error(opened.fault);
    expect(opened.report).toMatchObject({ falseProofs: 0 });
    expect(opened.hands.map((h) => h.hand)).toEqual(opened.hands.map((_, i) => i + 1));
    expect(opened.hands).toHaveLength(opened.report.hands);
    expect(opened.shared).toBeUndefined();
    // It only ever grows, to the end.
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    expect(shares[0]).toBe(0);
    expect(shares.at(-1)).toBe(1);
    const { summary, steps, proofsChecked } = await opened.replay(1);
    expect(summary.winners.length).toBeGreaterThan(0);
    expect(steps.length).toBeGreaterThan(5);
    expect(steps.every((s) => s.hand?.hand === 1 && s.legal === undefined && s.yourSeat === undefined)).toBe(
      true,
    );
    expect(proofsChecked).toBeGreaterThan(5);
    await expect(opened.replay(99)).rejects.toThrow('no such hand');
  }, 120_000);

  it.each([
    ['nothing', new Uint8Array(0)],
    ['text', new TextEncoder().encode('PokerStars Hand #1')],
    ['a shared hand that is cut off', new TextEncoder().encode('dlsshnd\u0001')],
    ['zeros', new Uint8Array(1_000_000)],
  ])('%s is refused, and nothing throws', async (_, bytes) => {
    const opened = await openSaved(bytes, () => undefined, worker);
    expect(opened).toMatchObject({ ok: false, fault: expect.any(String) });
  });
});
