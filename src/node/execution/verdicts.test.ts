/** Verdicts are computed once; what this tab's own worker has checked is not checked again. */
import { expect, it } from 'vitest';
import type { ShuffleStatement } from '../../mentalpoker/statement.ts';
import { statementDigest } from '../../mentalpoker/statementBytes.ts';
import type { DeckWorker } from '../../workers/deckWorker.ts';
import { VerdictCache } from './verdicts.ts';

const filled = (length: number, mark: number): Uint8Array => new Uint8Array(length).fill(mark);

const shuffle = (proof: number): ShuffleStatement => ({
  kind: 'shuffle',
  ctx: { tableId: filled(32, 0), epoch: 0, hand: 1, attempt: 0, crsDigest: filled(32, 0) },
  author: 0,
  step: 0,
  joint: filled(48, 9),
  input: filled(4_992, 1),
  output: filled(4_992, 2),
  proof: filled(5_888, proof),
});

function cache() {
  const asked: number[] = [];
  const saved = new Map<string, string>();
  const worker: Partial<DeckWorker> = {
    verify: async (statement) => {
      asked.push((statement as ShuffleStatement).proof[0]!);
      return { verdict: { ok: false, reason: 'proof-fails' }, tookMs: 1 };
    },
  };
  const verdicts = new VerdictCache(worker as DeckWorker, new Map(), (digest, reason) => {
    saved.set(digest, reason);
  });
  return { verdicts, asked, saved };
}

it('an own proof that was checked when it was made is not checked again, and that is kept', async () => {
  const { verdicts, asked, saved } = cache();
  verdicts.holds(shuffle(1));
  expect((await verdicts.of(shuffle(1))).verdict.ok).toBe(true);
  expect(asked).toEqual([]);
  expect(saved.get(statementDigest(shuffle(1)))).toBe('');
});

it('any other is, also one that differs in a byte; and what was judged is not overruled', async () => {
  const { verdicts, asked } = cache();
  verdicts.holds(shuffle(1));
  expect((await verdicts.of(shuffle(2))).verdict.ok).toBe(false);
  verdicts.holds(shuffle(2));
  expect((await verdicts.of(shuffle(2))).verdict.ok).toBe(false);
  expect(asked).toEqual([2]);
});
