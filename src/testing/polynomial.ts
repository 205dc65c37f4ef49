/** Polynomials over the scalar field, from their values. */
import { frAdd, frInverse, frMul, frNeg, frSub } from '../crypto/fr.ts';

/** Coefficients a_0, a_1, … of the one of lowest degree through these points (Newton's divided differences). */
export function polynomialThrough(
  points: readonly { readonly x: bigint; readonly value: bigint }[],
): bigint[] {
  const divided = points.map((p) => p.value);
  for (let order = 1; order < points.length; order++)
    for (let i = points.length - 1; i >= order; i--) {
      const apart = frInverse(frSub(points[i]!.x, points[i - order]!.x));
      divided[i] = frMul(frSub(divided[i]!, divided[i - 1]!), apart);
    }
  return divided.reduceRight<bigint[]>((sum, d, i) => {
    // sum·(X − x_i) + d
    const shifted = [0n, ...sum];
    const lower = sum.map((a) => frMul(a, frNeg(points[i]!.x)));
    const product = shifted.map((a, k) => frAdd(a, lower[k] ?? 0n));
    return [frAdd(product[0] ?? 0n, d), ...product.slice(1)];
  }, []);
}
