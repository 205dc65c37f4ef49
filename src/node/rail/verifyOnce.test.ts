import { expect, it } from 'vitest';
import { createEd25519 } from '../../crypto/ed25519.ts';
import { systemRandom } from '../../workers/inProcess.ts';
import { verifyOnce } from './verifyOnce.ts';

it('a signature that held is not looked at again; one over anything else, or by another key, is', async () => {
  const ed25519 = await createEd25519(crypto.subtle);
  let looked = 0;
  const once = verifyOnce({
    ...ed25519,
    verify: (...of) => {
      looked++;
      return ed25519.verify(...of);
    },
  });
  const [a, b] = [ed25519.generateKeyPair(systemRandom), ed25519.generateKeyPair(systemRandom)];
  const [said, other] = [Uint8Array.of(1, 2), Uint8Array.of(1, 3)];
  const signature = await once.sign(a.secretKey, said);
  for (let i = 0; i < 3; i++) expect(await once.verify(a.publicKey, said, signature)).toBe(true);
  expect(looked).toBe(1);
  expect(await once.verify(a.publicKey, other, signature)).toBe(false);
  expect(await once.verify(b.publicKey, said, signature)).toBe(false);
  expect(await once.verify(a.publicKey, other, signature), 'that it did not hold is not remembered').toBe(
    false,
  );
  expect(looked).toBe(4);
});
