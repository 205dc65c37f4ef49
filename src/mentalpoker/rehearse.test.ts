import { expect, it } from 'vitest';
import { createMclGroup } from '../crypto/backendMcl.ts';
import { shuffleKey } from '../crypto/shuffleKey.ts';
import { seededRandom } from '../testing/deckFixture.ts';
import { createDeckCrypto } from './deckCrypto.ts';
import { rehearse } from './rehearse.ts';

it('a rehearsed shuffle holds for others, belongs to no table, and is another one each time', async () => {
  const group = await createMclGroup();
  const key = shuffleKey(group, 'transparent', 52);
  const rng = seededRandom('rehearsal');
  const shuffle = await rehearse(createDeckCrypto(group, [key]), key, undefined, rng);
  const other = createDeckCrypto(group, [key]);
  expect(other.verifyStatement(shuffle)).toEqual({ ok: true });
  expect(shuffle.ctx).toMatchObject({ tableId: new Uint8Array(32), hand: 0 });
  const elsewhere = { ...shuffle, ctx: { ...shuffle.ctx, tableId: new Uint8Array(32).fill(1) } };
  expect(other.verifyStatement(elsewhere)).toMatchObject({ ok: false });
  expect((await rehearse(other, key, undefined, rng)).output).not.toEqual(shuffle.output);
});
