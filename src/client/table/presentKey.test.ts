import { expect, it } from 'vitest';
import { createMclGroup } from '../../crypto/backendMcl.ts';
import { KeyPlay, signedGenesis } from '../../testing/keyPlay.ts';
import { seededRandom } from '../../testing/seededRandom.ts';
import { presentKey } from './presentKey.ts';

it('a table’s key is told by four words, since when it is there, and how many it can do without', async () => {
  const t = new KeyPlay(signedGenesis([0, 1, 2, 3]), await createMclGroup(), seededRandom('words'));
  expect(presentKey(t.state)).toEqual({ state: 'making' });
  t.make();
  const view = presentKey(t.state);
  expect(view).toMatchObject({
    state: 'serving',
    holders: 4,
    spare: 1,
    sinceHand: t.state.key!.serving!.sinceHand,
  });
  expect(view?.state === 'serving' && view.words).toHaveLength(4);
  const [alone] = t.state.validators;
  expect(presentKey({ ...t.state, validators: [alone!] })).toBeUndefined();
  const first = { validators: t.state.validators };
  expect(presentKey(first)).toBeUndefined();
});
