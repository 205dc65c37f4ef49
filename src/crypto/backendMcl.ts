/**
 * The fast backend: BLS12-381 by mcl (WebAssembly). Must agree with backendNoble.ts byte for byte; the one
 * thing it takes from there is hash-to-curve, because mcl fixes its own DST and the call is rare.
 *
 * Not constant time: whoever can time this process closely learns about its scalars.
 */
import { DecodeError, equalBytes } from '../codec/decode.ts';
import { hashToCurveBytes } from './backendNoble.ts';
import { encodeScalar, frOf } from './fr.ts';
import type { FixedBase, G1, G1Group, G2, GT } from './group.ts';
import { P } from './kernel/field.ts';
import { loadKernel } from './kernel/kernel.ts';
import { FixedSums, ResidentBases } from './mclFixed.ts';
import { loadMcl, type MclModule, wordsOf } from './mclModule.ts';
import { MclMsm, MSM_TERMS } from './mclMsm.ts';
import { ResidentMultiples } from './mclMultiples.ts';
import { sumsInG1, sumsInG2 } from './mclSums.ts';

type Mcl = MclModule['mcl'];
type Mcl1 = InstanceType<Mcl['G1']>;
type Mcl2 = InstanceType<Mcl['G2']>;
type MclT = InstanceType<Mcl['GT']>;
type MclR = InstanceType<Mcl['Fr']>;

const in1 = (p: G1): Mcl1 => p as unknown as Mcl1;
const out1 = (p: Mcl1): G1 => p as unknown as G1;
const in2 = (p: G2): Mcl2 => p as unknown as Mcl2;
const out2 = (p: Mcl2): G2 => p as unknown as G2;
const inT = (e: GT): MclT => e as unknown as MclT;
const outT = (e: MclT): GT => e as unknown as GT;

/** The module's stack holds 1 MiB: 176 bytes a term in G1, 320 in G2. */
const TERMS_AT_ONCE = 2048;

const GENERATOR2 =
  '93e02b6052719f607dacd3a088274f65596bd0d09920b61ab5da61bbdc7f5049334cf11213945d57e5ac7d055d042b7e' +
  '024aa2b2f08f0a91260805272dc51051c6e47ad4fa403b02b4510b647ae3d1770bac0326a805bbefd48056c8c121bdb8';
const GENERATOR1 =
  '97f1d3a73197d7942695638c4fa9ac0fc3688c4f9774b905a14e3a3f171bac586c55e83ff97a1aeffb3af00adb22c6bb';

/** Flags of a compressed point (ZCash): compressed, infinity, the larger y. */
const [COMPRESSED, INFINITY, LARGER] = [0x80, 0x40, 0x20];
const P_BYTES = Uint8Array.from({ length: 48 }, (_, i) => Number((P >> BigInt(8 * (47 - i))) & 0xffn));

/** The flags of a point that says it is compressed and finite. @throws DecodeError */
function flagsOf(bytes: Uint8Array, length: number): number {
  if (bytes.length !== length) throw new DecodeError('bad-point', 'point length');
  const first = bytes[0]!;
  if ((first & (COMPRESSED | INFINITY)) !== COMPRESSED) throw new DecodeError('bad-point', 'point flags');
  return first;
}

/** Whether 48 big-endian bytes are below the field's prime. */
function isBelowP(bytes: Uint8Array): boolean {
  const at = bytes.findIndex((byte, i) => byte !== P_BYTES[i]);
  return at >= 0 && bytes[at]! < P_BYTES[at]!;
}

/** The prover needs the module below the interface; nobody else should. */
export interface MclGroup extends G1Group {
  readonly module: MclModule;
  /** Working space of sums over fixed bases. */
  readonly fixed: FixedSums;
  readonly fixed2: FixedSums;
}

/** Loads mcl-wasm (about 0.1 s the first time) and returns the group. */
export async function createMclGroup(): Promise<MclGroup> {
  const module = await loadMcl();
  const { mcl, raw } = module;
  const kernel = await loadKernel(raw);
  const one = new mcl.Fp();
  one.setStr('1');
  const oneWords = wordsOf(one);
  const one2Words = new Uint32Array(2 * oneWords.length);
  one2Words.set(oneWords);
  const inG1 = sumsInG1(raw, kernel);
  const fixed = new FixedSums(inG1, oneWords);
  const fixed2 = new FixedSums(sumsInG2(raw, kernel), one2Words);
  const many = new MclMsm(inG1, oneWords);

  const fr = (scalar: bigint): MclR => {
    const out = new mcl.Fr();
    out.deserialize(encodeScalar(scalar));
    return out;
  };
  const fromWords = (words: Uint32Array): G1 => {
    const out = new mcl.G1();
    wordsOf(out).set(words);
    return out1(out);
  };

  /**
   * Curve, subgroup, not the identity, and the one compressed encoding: an x below p, and flags that say compressed,
   * finite and which y.
   */
  const strict1 = (bytes: Uint8Array): G1 => {
    const flags = flagsOf(bytes, 48);
    const x = bytes.slice();
    x[0] = x[0]! & 0x1f;
    const words = isBelowP(x) ? kernel.decode(x, (flags & LARGER) !== 0) : undefined;
    if (words === undefined) throw new DecodeError('bad-point', 'point');
    words.set(oneWords, 2 * oneWords.length);
    return fromWords(words);
  };
  /** `deserialize` checks the subgroup (verifyOrderG2 is on); mcl alone would accept infinity with junk bytes. */
  const strict2 = (bytes: Uint8Array): G2 => {
    flagsOf(bytes, 96);
    const point = new mcl.G2();
    try {
      point.deserialize(bytes);
    } catch {
      throw new DecodeError('bad-point', 'point');
    }
    if (point.isZero() || !equalBytes(point.serialize(), bytes)) throw new DecodeError('bad-point', 'point');
    return out2(point);
  };

  const sum = <P extends Mcl1 | Mcl2>(zero: P, points: readonly P[], scalars: readonly bigint[]): P => {
    if (points.length !== scalars.length) throw new RangeError('points and scalars differ in number');
    let total = zero;
    for (let at = 0; at < points.length; at += TERMS_AT_ONCE) {
      const part = mcl.mulVec(
        points.slice(at, at + TERMS_AT_ONCE),
        scalars.slice(at, at + TERMS_AT_ONCE).map(fr),
      );
      total = at === 0 ? part : mcl.add(total, part);
    }
    return total;
  };

  const bytesOf = (hex: string): Uint8Array => mcl.fromHexStr(hex);
  const generator = strict1(bytesOf(GENERATOR1));
  const generator2 = strict2(bytesOf(GENERATOR2));
  let generatorTable: FixedBase | undefined;

  const inRange = (scalar: bigint): void => {
    if (frOf(scalar) !== scalar) throw new RangeError('scalar out of range');
  };
  const tableOf = (p: G1, bits: number): FixedBase => {
    const nothing = fromWords(new Uint32Array(wordsOf(in1(p)).length));
    const table = in1(p).isZero() ? undefined : new ResidentMultiples(fixed, wordsOf(in1(p)), bits);
    return {
      mul(scalar) {
        inRange(scalar);
        return table ? fromWords(table.mul(scalar)) : nothing;
      },
      mulAll(scalars, onto = scalars.map(() => nothing)) {
        if (onto.length !== scalars.length) throw new RangeError('points and scalars differ in number');
        scalars.forEach(inRange);
        if (table === undefined) return [...onto];
        const points = onto.map((point) => wordsOf(in1(point)));
        return table.mulAll(scalars, points).map(fromWords);
      },
    };
  };

  return {
    module,
    fixed,
    fixed2,
    name: 'mcl',
    generator,
    identity: out1(new mcl.G1()),
    generator2,
    decode: strict1,
    encode: (p) => in1(p).serialize(),
    encodeAll(points) {
      const copies = points.map((p) => in1(p).clone());
      for (let at = 0; at < copies.length; at += TERMS_AT_ONCE) {
        mcl.normalizeVec(copies.slice(at, at + TERMS_AT_ONCE));
      }
      return copies.map((p) => p.serialize());
    },
    decode2: strict2,
    encode2: (p) => in2(p).serialize(),
    add: (a, b) => out1(mcl.add(in1(a), in1(b))),
    sub: (a, b) => out1(mcl.sub(in1(a), in1(b))),
    neg: (a) => out1(mcl.neg(in1(a))),
    neg2: (a) => out2(mcl.neg(in2(a))),
    add2: (a, b) => out2(mcl.add(in2(a), in2(b))),
    equals2: (a, b) => in2(a).isEqual(in2(b)),
    isIdentity2: (p) => in2(p).isZero(),
    mul: (p, scalar) => out1(mcl.mul(in1(p), fr(scalar))),
    equals: (a, b) => in1(a).isEqual(in1(b)),
    isIdentity: (p) => in1(p).isZero(),
    msm(points, scalars) {
      if (points.length < MSM_TERMS) return out1(sum(new mcl.G1(), points.map(in1), scalars));
      if (points.length !== scalars.length) throw new RangeError('points and scalars differ in number');
      scalars.forEach(inRange);
      return fromWords(
        many.sum(
          points.map((p) => wordsOf(in1(p))),
          scalars,
        ),
      );
    },
    msm2: (points, scalars) => out2(sum(new mcl.G2(), points.map(in2), scalars)),
    fixedBase(p, uses = 64) {
      if (p === generator) {
        generatorTable ??= tableOf(p, 8);
        return generatorTable;
      }
      return tableOf(p, uses <= 128 ? 5 : 7);
    },
    fixedBases(points) {
      const table = new ResidentBases(
        fixed,
        points.map((p) => wordsOf(in1(p))),
        points.length < 128 ? 8 : 10,
      );
      return { msm: (scalars) => fromWords(table.msm(scalars)) };
    },
    hashToCurve: (message, dst) => strict1(hashToCurveBytes(message, dst)),
    pairing(pairs) {
      let product = new mcl.GT();
      product.setInt(1);
      for (const [p, q] of pairs) product = mcl.mul(product, mcl.millerLoop(in1(p), in2(q)));
      return outT(mcl.finalExp(product));
    },
    gtEquals: (a, b) => inT(a).isEqual(inT(b)),
    gtMul: (a, b) => outT(mcl.mul(inT(a), inT(b))),
  };
}
