import { describe, expect, it } from 'vitest';
import type { Statement } from '../mentalpoker/statement.ts';
import { contextOf } from '../testing/deckFixture.ts';
import type { DeckWorker } from './deckWorker.ts';
import { shareDeckWorker } from './shared.ts';

const statement = (author: number): Statement => ({
  kind: 'handKey',
  ctx: contextOf(new Uint8Array(32)),
  author,
  publicKey: new Uint8Array(48),
  proof: new Uint8Array(80),
});

function judge(fail: () => boolean = () => false) {
  const judged: Statement[] = [];
  let closed = 0;
  const inner = {
    verify: async (s: Statement) => {
      judged.push(s);
      if (fail()) throw new Error('crashed');
      return { verdict: { ok: true }, tookMs: 1 };
    },
    close: () => {
      closed++;
    },
  } as unknown as DeckWorker;
  return { shared: shareDeckWorker(inner), judged, closed: () => closed };
}

describe('a deck worker for several bots', () => {
  it('judges a statement once for all of them', async () => {
    const { shared, judged } = judge();
    const [a, b] = [shared.handle(), shared.handle()];
    const verdicts = await Promise.all([
      a.verify(statement(0)),
      b.verify(statement(0)),
      b.verify(statement(1)),
    ]);
    expect(verdicts.every((v) => v.verdict.ok)).toBe(true);
    expect(judged).toHaveLength(2);
  });

  it('forgets a crash: it is no verdict', async () => {
    let crashes = 1;
    const { shared, judged } = judge(() => crashes-- > 0);
    await expect(shared.handle().verify(statement(0))).rejects.toThrow('crashed');
    expect((await shared.handle().verify(statement(0))).verdict.ok).toBe(true);
    expect(judged).toHaveLength(2);
  });

  it('one that is closed works no more, the others go on', async () => {
    const { shared, closed } = judge();
    const [a, b] = [shared.handle(), shared.handle()];
    a.close();
    await expect(a.verify(statement(0))).rejects.toMatchObject({ code: 'closed' });
    expect((await b.verify(statement(0))).verdict.ok).toBe(true);
    expect(closed()).toBe(0);
    shared.close();
    expect(closed()).toBe(1);
  });
});
