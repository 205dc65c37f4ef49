/**
 * The reference backend: BLS12-381 by @noble/curves, plain JavaScript. Slower than mcl by 5–10 times; used
 * in tests, in tools, and where WebAssembly is missing. Must agree with backendMcl.ts byte for byte.
 */
import { normalizeZ, pippenger } from '@noble/curves/abstract/curve.js';
import { bls12_381 } from '@noble/curves/bls12-381.js';
import { DecodeError, equalBytes } from '../codec/decode.ts';
import { type G1, type G1Group, type G2, type GT, R } from './group.ts';

const P1 = bls12_381.G1.Point;
const P2 = bls12_381.G2.Point;
type Point1 = typeof P1.ZERO;
type Point2 = typeof P2.ZERO;
type Fp12 = ReturnType<typeof bls12_381.pairing>;

const in1 = (p: G1): Point1 => p as unknown as Point1;
const out1 = (p: Point1): G1 => p as unknown as G1;
const in2 = (p: G2): Point2 => p as unknown as Point2;
const out2 = (p: Point2): G2 => p as unknown as G2;
const inT = (e: GT): Fp12 => e as unknown as Fp12;
const outT = (e: Fp12): GT => e as unknown as GT;

interface Decodable {
  assertValidity(): void;
  is0(): boolean;
  toBytes(compressed?: boolean): Uint8Array;
}

/** Curve, subgroup, not the identity, and the one compressed encoding. @throws DecodeError */
function strict<P extends Decodable>(parse: (bytes: Uint8Array) => P, bytes: Uint8Array, length: number): P {
  if (bytes.length !== length) throw new DecodeError('bad-point', 'point length');
  let point: P;
  try {
    point = parse(bytes);
    point.assertValidity();
  } catch {
    throw new DecodeError('bad-point', 'point');
  }
  if (point.is0() || !equalBytes(point.toBytes(true), bytes)) throw new DecodeError('bad-point', 'point');
  return point;
}

interface Arithmetic<P> {
  add(other: P): P;
  multiplyUnsafe(scalar: bigint): P;
  is0(): boolean;
}

/** Σ k_i·P_i; identities and zero scalars, which the library refuses, drop out first. */
function sum<P extends Arithmetic<P>>(
  zero: P,
  points: readonly P[],
  scalars: readonly bigint[],
  many: (points: P[], scalars: bigint[]) => P,
): P {
  if (points.length !== scalars.length) throw new RangeError('points and scalars differ in number');
  const kept: number[] = [];
  for (let i = 0; i < points.length; i++) {
    if (scalars[i]! < 0n || scalars[i]! >= R) throw new RangeError('scalar out of range');
    if (scalars[i] !== 0n && !points[i]!.is0()) kept.push(i);
  }
  if (kept.length >= 8)
    return many(
      kept.map((i) => points[i]!),
      kept.map((i) => scalars[i]!),
    );
  return kept.reduce((total, i) => total.add(points[i]!.multiplyUnsafe(scalars[i]!)), zero);
}

function times(p: Point1, scalar: bigint): Point1 {
  if (scalar < 0n || scalar >= R) throw new RangeError('scalar out of range');
  return scalar === 0n || p.is0() ? P1.ZERO : p.multiplyUnsafe(scalar);
}

/** The library encodes only its own constant zero, not every representation of it. */
function encode1(p: Point1): Uint8Array {
  return (p.is0() ? P1.ZERO : p).toBytes(true);
}

/** Points whose tables the library holds. */
const prepared = new WeakSet<Point1>();

export function createNobleGroup(): G1Group {
  return {
    name: 'noble',
    generator: out1(P1.BASE),
    identity: out1(P1.ZERO),
    generator2: out2(P2.BASE),
    decode: (bytes) => out1(strict((b) => P1.fromBytes(b), bytes, 48)),
    encode: (p) => encode1(in1(p)),
    encodeAll: (points) => normalizeZ(P1, points.map(in1)).map(encode1),
    decode2: (bytes) => out2(strict((b) => P2.fromBytes(b), bytes, 96)),
    encode2: (p) => (in2(p).is0() ? P2.ZERO : in2(p)).toBytes(true),
    add: (a, b) => out1(in1(a).add(in1(b))),
    sub: (a, b) => out1(in1(a).subtract(in1(b))),
    neg: (a) => out1(in1(a).negate()),
    neg2: (a) => out2(in2(a).negate()),
    add2: (a, b) => out2(in2(a).add(in2(b))),
    equals2: (a, b) => in2(a).equals(in2(b)),
    isIdentity2: (p) => in2(p).is0(),
    mul: (p, scalar) => out1(times(in1(p), scalar)),
    equals: (a, b) => in1(a).equals(in1(b)),
    isIdentity: (p) => in1(p).is0(),
    msm: (points, scalars) => out1(sum(P1.ZERO, points.map(in1), scalars, (p, s) => pippenger(P1, p, s))),
    msm2: (points, scalars) => out2(sum(P2.ZERO, points.map(in2), scalars, (p, s) => pippenger(P2, p, s))),
    fixedBase(p) {
      const point = in1(p);
      // Asking again for the same point would throw its table away.
      if (!point.is0() && !prepared.has(point)) point.precompute(8);
      prepared.add(point);
      const multiple = (scalar: bigint): typeof P1.ZERO => {
        if (scalar < 0n || scalar >= R) throw new RangeError('scalar out of range');
        return scalar === 0n || point.is0() ? P1.ZERO : point.multiply(scalar);
      };
      return {
        mul: (scalar) => out1(multiple(scalar)),
        mulAll(scalars, onto = scalars.map(() => out1(P1.ZERO))) {
          if (onto.length !== scalars.length) throw new RangeError('points and scalars differ in number');
          return scalars.map((scalar, i) => out1(in1(onto[i]!).add(multiple(scalar))));
        },
      };
    },
    fixedBases(points) {
      const bases = points.map(in1);
      return { msm: (scalars) => out1(sum(P1.ZERO, bases, scalars, (p, s) => pippenger(P1, p, s))) };
    },
    hashToCurve: nobleHashToCurve,
    pairing(pairs) {
      const live = pairs
        .map(([p, q]) => ({ g1: in1(p), g2: in2(q) }))
        .filter(({ g1, g2 }) => !g1.is0() && !g2.is0());
      return outT(live.length === 0 ? bls12_381.fields.Fp12.ONE : bls12_381.pairingBatch(live, true));
    },
    gtEquals: (a, b) => bls12_381.fields.Fp12.eql(inT(a), inT(b)),
    gtMul: (a, b) => outT(bls12_381.fields.Fp12.mul(inT(a), inT(b))),
  };
}

function nobleHashToCurve(message: Uint8Array, dst: Uint8Array): G1 {
  return out1(bls12_381.G1.hashToCurve(message, { DST: dst }) as Point1);
}

/** As `hashToCurve`, compressed: the other backend takes its points from here (a rare call). */
export function hashToCurveBytes(message: Uint8Array, dst: Uint8Array): Uint8Array {
  return in1(nobleHashToCurve(message, dst)).toBytes(true);
}
