/**
 * The full assignment of the circuit's signals, computed directly: the circuit is small and fixed, so this
 * stands in for circom's witness program. The order is that of the compiled constraint system
 * (`circom --O2`): 1, p, c, v, then product[1..N−2]; product[0] and product[N−1] are folded into c_0 and p.
 * circuits/shuffle.test.ts checks it against the constraints.
 */
import { frMul, frOf } from './fr.ts';
import type { ShuffleWitness } from './groth16.ts';

/** @throws RangeError if the witness does not satisfy the product equation, so no proof exists. */
export function assignSignals(w: ShuffleWitness): bigint[] {
  const products = [w.c[0]!];
  for (let j = 1; j < w.c.length; j++) products.push(frMul(w.c[j]!, products[j - 1]!));
  if (products.at(-1) !== w.p) throw new RangeError('the factors do not multiply to the product');
  const signals = [1n, w.p, ...w.c, w.v, ...products.slice(1, -1)];
  for (const s of signals) if (frOf(s) !== s) throw new RangeError('signal out of range');
  return signals;
}
