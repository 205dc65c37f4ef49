import { beforeAll, describe, expect, it } from 'vitest';
import { createMclGroup } from '../crypto/backendMcl.ts';
import { encodeScalar, frAdd, frDot, frInverse, frMul, frPowers, frSub, randomScalar } from '../crypto/fr.ts';
import type { ShuffleProver } from '../crypto/groth16.ts';
import type { G1, G1Group, RandomBytes } from '../crypto/group.ts';
import { tags } from '../crypto/transcript.ts';
import {
  contextOf,
  flipped,
  type Keyed,
  keyUp,
  seededRandom,
  type TrapdoorCrs,
  trapdoorCrs,
} from '../testing/deckFixture.ts';
import { openTranscript } from './context.ts';
import { CARD_BASE, type Deck, DeckDecoder } from './deck.ts';
import { createDeckCrypto, type DeckCrypto } from './deckCrypto.ts';
import { remask, type ShuffleClaim, type ShuffleSecrets } from './shuffle.ts';
import type { ShuffleStatement } from './statement.ts';

const N = 8;
let group: G1Group;
let crs: TrapdoorCrs;
let deck: DeckCrypto;
let keyed: Keyed;
let input: Deck;
let joint: G1;
let rng: RandomBytes;

beforeAll(async () => {
  group = await createMclGroup();
  rng = seededRandom('shuffle attacks');
  crs = trapdoorCrs(group, N, rng);
  deck = createDeckCrypto(group, new Map([[N, crs.key]]));
  keyed = keyUp(deck, contextOf(crs.key.digest), 3, N, rng);
  input = new DeckDecoder(group).decode(keyed.deck);
  joint = group.decode(keyed.joint);
});

interface Deviation {
  /** Instead of π counted from 1, for the input cards in order. */
  a?: bigint[];
  /** Made from the challenges; `yz` is known only to a prover that draws y and z before D_b. */
  b?: (x: bigint, yz: { y: bigint; z: bigint } | undefined, a: bigint[]) => bigint[];
  /** Draw y and z as if D_b were this, and commit to b afterwards. */
  lateDb?: boolean;
  /** Witness of the product argument instead of y·a + b − z. */
  c?: (c: bigint[]) => bigint[];
  /** Σ b_j·r_j unless given. */
  rho?: bigint;
  prover?: ShuffleProver;
}

/** The prover of shuffle.ts written out a second time, with the places to deviate that a cheat has. */
async function argueWith(
  claim: ShuffleClaim,
  secrets: ShuffleSecrets,
  how: Deviation = {},
): Promise<Uint8Array> {
  const { key } = crs;
  const bases = [...key.ic.c, key.ic.v];
  const t = openTranscript(tags.shuffle, claim.ctx, claim.author)
    .absorbNumber('step', claim.step)
    .absorb('verification-key', key.digest)
    .absorb('joint', claim.joint)
    .absorb('input-digest', input.digest)
    .absorb('output', claim.output);
  const a = how.a ?? secrets.permutation.map((place) => BigInt(place + 1));
  const [va, vb] = [randomScalar(rng), randomScalar(rng)];
  const da = group.encode(group.msm(bases, [...a, va]));
  const x = t.absorb('d-a', da).challengeScalar('x');
  const powers = frPowers(x, N + 1);
  const honestB = a.map((place) => powers[Number(place)] ?? 0n);
  const drawYZ = (db: Uint8Array): { y: bigint; z: bigint } => {
    t.absorb('d-b', db);
    return { y: t.challengeScalar('y'), z: t.challengeScalar('z') };
  };
  const early = how.lateDb ? drawYZ(da) : undefined;
  const b = how.b ? how.b(x, early, a) : honestB;
  const db = group.encode(group.msm(bases, [...b, vb]));
  const { y, z } = early ?? drawYZ(db);
  const c = a.map((aj, j) => frSub(frAdd(frMul(y, aj), b[j]!), z));
  const p = powers
    .slice(1)
    .reduce((all, power, i) => frMul(all, frSub(frAdd(frMul(y, BigInt(i + 1)), power), z)), 1n);
  const groth16 = await (how.prover ?? crs.honestProver).prove(
    { p, c: how.c ? how.c(c) : c, v: frAdd(frMul(y, va), vb) },
    rng,
  );
  const ka = bases.map(() => randomScalar(rng));
  const kb = bases.map(() => randomScalar(rng));
  const kr = randomScalar(rng);
  const commitments = [
    group.msm(bases, ka),
    group.msm(bases, kb),
    group.msm([...input.c1, group.generator], [...kb.slice(0, N), kr]),
    group.msm([...input.c2, joint], [...kb.slice(0, N), kr]),
  ].map((point) => group.encode(point));
  t.absorb('groth16', groth16);
  commitments.forEach((bytes, i) => {
    t.absorb(`t-${i}`, bytes);
  });
  const e = t.challengeScalar('e');
  const respond = (mask: bigint, secret: bigint): Uint8Array => encodeScalar(frAdd(mask, frMul(e, secret)));
  const parts = [
    da,
    db,
    groth16,
    ...commitments,
    ...[...a, va].map((s, j) => respond(ka[j]!, s)),
    ...[...b, vb].map((s, j) => respond(kb[j]!, s)),
    respond(kr, how.rho ?? frDot(b, secrets.masks)),
  ];
  return Uint8Array.from(parts.flatMap((bytes) => [...bytes]));
}

function secretsOf(permutation: number[]): ShuffleSecrets {
  return { permutation, masks: permutation.map(() => randomScalar(rng)) };
}

function claimOf(output: Uint8Array): ShuffleClaim {
  return { ctx: keyed.ctx, author: 1, step: 0, joint: keyed.joint, input: input.bytes, output };
}

const encode = (c1: G1[], c2: G1[]): Uint8Array => new DeckDecoder(group).encode(c1, c2).bytes;
const judge = (claim: ShuffleClaim, proof: Uint8Array) =>
  deck.verifyStatement({ kind: 'shuffle', ...claim, proof });
const refused = { ok: false, reason: 'proof-fails' };
const rotation = [3, 1, 4, 0, 5, 7, 2, 6];

/** A false claim with the witness of an honest one: sigma must refuse, whatever the product argument says. */
async function refusedBySigma(c1: G1[], c2: G1[], secrets: ShuffleSecrets): Promise<void> {
  const claim = claimOf(encode(c1, c2));
  expect(judge(claim, await argueWith(claim, secrets, { prover: crs.prover }))).toEqual(refused);
}

describe('the shuffle argument', () => {
  it('accepts an honest shuffle argued by this second prover', async () => {
    const secrets = secretsOf(rotation);
    const { c1, c2 } = remask(group, input, joint, secrets);
    const claim = claimOf(encode(c1, c2));
    expect(judge(claim, await argueWith(claim, secrets))).toEqual({ ok: true });
  });

  it('refuses a duplicated card', async () => {
    const secrets = secretsOf(rotation);
    const { c1, c2 } = remask(group, input, joint, secrets);
    c1[5] = group.add(input.c1[0]!, group.mul(group.generator, 9n));
    c2[5] = group.add(input.c2[0]!, group.mul(joint, 9n));
    await refusedBySigma(c1, c2, secrets);
  });

  it('refuses a duplicated card argued with a multiset that says so', async () => {
    // Card 0 at places 3 and 5, card 4 nowhere; a consistent sigma, so that only the product argument can refuse.
    const masks = rotation.map(() => randomScalar(rng));
    const a = [4n, 2n, 5n, 1n, 4n, 8n, 3n, 7n];
    const { c1, c2 } = remask(group, input, joint, { permutation: rotation, masks });
    c1[5] = group.add(input.c1[0]!, group.mul(group.generator, masks[4]!));
    c2[5] = group.add(input.c2[0]!, group.mul(joint, masks[4]!));
    const claim = claimOf(encode(c1, c2));
    // Σ x^i·C'_i puts the powers of places 3 and 5 on card 0 and nothing on card 4.
    const b = (x: bigint, _yz: unknown, places: bigint[]): bigint[] => {
      const powers = frPowers(x, N + 1);
      return places.map((place, j) =>
        j === 0 ? frAdd(powers[4]!, powers[6]!) : j === 4 ? 0n : powers[Number(place)]!,
      );
    };
    await expect(argueWith(claim, { permutation: rotation, masks }, { a, b })).rejects.toThrow('circuit');
    // Even with a broken key, i.e. a product argument that accepts, sigma needs ρ for the masks as placed.
    expect(
      judge(claim, await argueWith(claim, { permutation: rotation, masks }, { a, b, prover: crs.prover })),
    ).toEqual(refused);
  });

  it('stands and falls with the CRS: who knows its trapdoor duplicates a card', async () => {
    const masks = rotation.map(() => randomScalar(rng));
    const { c1, c2 } = remask(group, input, joint, { permutation: rotation, masks });
    c1[5] = group.add(input.c1[0]!, group.mul(group.generator, masks[4]!));
    c2[5] = group.add(input.c2[0]!, group.mul(joint, masks[4]!));
    const claim = claimOf(encode(c1, c2));
    let rho = 0n;
    const b = (x: bigint): bigint[] => {
      const powers = frPowers(x, N + 1);
      rho = rotation.reduce((sum, place, j) => frAdd(sum, frMul(powers[place + 1]!, masks[j]!)), 0n);
      return rotation.map((place, j) =>
        j === 0 ? frAdd(powers[4]!, powers[6]!) : j === 4 ? 0n : powers[place + 1]!,
      );
    };
    const how: Deviation = { b, prover: crs.prover };
    Object.defineProperty(how, 'rho', { get: () => rho });
    expect(judge(claim, await argueWith(claim, { permutation: rotation, masks }, how))).toEqual({ ok: true });
  });

  it('refuses a card that was not in the deck', async () => {
    const secrets = secretsOf(rotation);
    const { c1, c2 } = remask(group, input, joint, secrets);
    const stranger = group.mul(group.decode(CARD_BASE), 60n);
    c2[2] = group.add(stranger, group.mul(joint, 9n));
    c1[2] = group.mul(group.generator, 9n);
    await refusedBySigma(c1, c2, secrets);
  });

  it('refuses a place that is not re-encrypted with one exponent', async () => {
    const secrets = secretsOf(rotation);
    const { c1, c2 } = remask(group, input, joint, secrets);
    c2[0] = group.add(c2[0]!, group.mul(joint, 5n));
    await refusedBySigma(c1, c2, secrets);
    const again = remask(group, input, joint, secrets);
    again.c1[7] = group.add(again.c1[7]!, group.generator);
    await refusedBySigma(again.c1, again.c2, secrets);
  });

  it('refuses two swapped places, a repeated place, and a second deck under an old proof', async () => {
    const secrets = secretsOf(rotation);
    const { c1, c2 } = remask(group, input, joint, secrets);
    const honest = claimOf(encode(c1, c2));
    const proof = await argueWith(honest, secrets);
    [c1[0], c1[1], c2[0], c2[1]] = [c1[1]!, c1[0]!, c2[1]!, c2[0]!];
    expect(judge(claimOf(encode(c1, c2)), proof)).toEqual(refused);
    await refusedBySigma(c1, c2, secrets);
    c1[3] = c1[4]!;
    c2[3] = c2[4]!;
    await refusedBySigma(c1, c2, secrets);
    const second = secretsOf([...rotation].reverse());
    const other = remask(group, input, joint, second);
    expect(judge(claimOf(encode(other.c1, other.c2)), proof)).toEqual(refused);
  });

  it('refuses b chosen after y and z to make the product come out', async () => {
    const secrets = secretsOf(rotation);
    const { c1, c2 } = remask(group, input, joint, secrets);
    const claim = claimOf(encode(c1, c2));
    // a repeats a place; the last b is solved for, so that Π(y·a + b − z) is the product the verifier expects.
    const a = [4n, 2n, 5n, 1n, 4n, 8n, 3n, 7n];
    const b = (x: bigint, yz: { y: bigint; z: bigint } | undefined, places: bigint[]): bigint[] => {
      const { y, z } = yz!;
      const powers = frPowers(x, N + 1);
      const wanted = powers
        .slice(1)
        .reduce((all, power, i) => frMul(all, frSub(frAdd(frMul(y, BigInt(i + 1)), power), z)), 1n);
      const list = places.slice(0, N - 1).map((place) => powers[Number(place)]!);
      const have = list.reduce((all, bj, j) => frMul(all, frSub(frAdd(frMul(y, places[j]!), bj), z)), 1n);
      const last = frMul(wanted, frInverse(have));
      return [...list, frAdd(frSub(last, frMul(y, places[N - 1]!)), z)];
    };
    expect(judge(claim, await argueWith(claim, secrets, { a, b, lateDb: true }))).toEqual(refused);
    // The order alone decides: the honest witness in the wrong order is refused as well.
    expect(judge(claim, await argueWith(claim, secrets, { lateDb: true }))).toEqual(refused);
  });

  it('refuses a product argument about other c than y·a + b − z', async () => {
    const secrets = secretsOf(rotation);
    const { c1, c2 } = remask(group, input, joint, secrets);
    const claim = claimOf(encode(c1, c2));
    const swapped = (c: bigint[]): bigint[] => [c[1]!, c[0]!, ...c.slice(2)];
    expect(judge(claim, await argueWith(claim, secrets, { c: swapped }))).toEqual(refused);
  });

  it('refuses another ρ', async () => {
    const secrets = secretsOf(rotation);
    const { c1, c2 } = remask(group, input, joint, secrets);
    const claim = claimOf(encode(c1, c2));
    expect(judge(claim, await argueWith(claim, secrets, { rho: 5n }))).toEqual(refused);
  });

  it('refuses the honest proof with any field of its statement changed', async () => {
    const args = { ctx: keyed.ctx, author: 1, step: 2, joint: keyed.joint, input: keyed.deck };
    const { deck: output, proof } = await deck.proveShuffle(args, crs.honestProver, rng);
    const honest: ShuffleStatement = { kind: 'shuffle', ...args, output, proof };
    expect(deck.verifyStatement(honest)).toEqual({ ok: true });
    const again = await deck.proveShuffle(args, crs.honestProver, rng);
    const identity = Uint8Array.of(0xc0, ...new Array<number>(47).fill(0));
    const withPoint = (bytes: Uint8Array, point: Uint8Array, index: number): Uint8Array => {
      const out = bytes.slice();
      out.set(point, 48 * index);
      return out;
    };
    const ctx = (fields: Partial<typeof keyed.ctx>) => ({ ctx: { ...keyed.ctx, ...fields } });
    const mutations: Record<string, [Partial<ShuffleStatement>, string]> = {
      table: [ctx({ tableId: flipped(keyed.ctx.tableId, 4) }), 'proof-fails'],
      epoch: [ctx({ epoch: 2 }), 'proof-fails'],
      hand: [ctx({ hand: 13 }), 'proof-fails'],
      attempt: [ctx({ attempt: 1 }), 'proof-fails'],
      crs: [ctx({ crsDigest: flipped(keyed.ctx.crsDigest, 0) }), 'out-of-range'],
      author: [{ author: 0 }, 'proof-fails'],
      'author not a number': [{ author: 0.5 }, 'malformed'],
      'author wraps': [{ author: 257 }, 'malformed'],
      step: [{ step: 1 }, 'proof-fails'],
      joint: [{ joint: keyed.keys[0]!.publicKey }, 'proof-fails'],
      'identity as joint': [{ joint: identity }, 'bad-point'],
      input: [{ input: output, output: keyed.deck }, 'proof-fails'],
      'output is input': [{ output: keyed.deck }, 'proof-fails'],
      'second deck': [{ output: again.deck }, 'proof-fails'],
      'second proof': [{ proof: again.proof }, 'proof-fails'],
      'one card less': [{ output: output.slice(96) }, 'malformed'],
      'other deck size': [{ output: output.slice(96), input: keyed.deck.slice(96) }, 'out-of-range'],
      'half a card': [{ output: output.slice(48) }, 'malformed'],
      'no deck': [{ output: new Uint8Array(0), input: new Uint8Array(0) }, 'malformed'],
      'identity in the deck': [{ output: withPoint(output, identity, 3) }, 'bad-point'],
      'identity with junk': [{ output: withPoint(output, identity.with(20, 1), 3) }, 'bad-point'],
      'not compressed': [{ output: flipped(output, 0, 0x80) }, 'bad-point'],
      'identity as commitment': [{ proof: withPoint(proof, identity, 0) }, 'bad-point'],
      'scalar not below r': [
        { proof: proof.map((v, i) => (i >= proof.length - 32 ? 255 : v)) },
        'bad-scalar',
      ],
      'scalar plus r': [{ proof: plusOrder(proof) }, 'bad-scalar'],
      'short proof': [{ proof: proof.slice(32) }, 'malformed'],
      'no proof': [{ proof: new Uint8Array(0) }, 'malformed'],
    };
    for (const [name, [change, reason]] of Object.entries(mutations)) {
      const verdict = deck.verifyStatement({ ...honest, ...change });
      expect({ name, ...verdict }).toEqual({ name, ok: false, reason });
    }
  });

  it('the prover refuses an input deck with an identity point and a joint key that is none', async () => {
    const args = { ctx: keyed.ctx, author: 1, step: 0, joint: keyed.joint, input: keyed.deck };
    const bad = keyed.deck.map((v, i) => (i === 0 ? 0xc0 : i < 48 ? 0 : v));
    await expect(deck.proveShuffle({ ...args, input: bad }, crs.prover, rng)).rejects.toThrow('bad-point');
    await expect(
      deck.proveShuffle({ ...args, joint: new Uint8Array(48) }, crs.prover, rng),
    ).rejects.toThrow();
  });

  it('the prover never returns a proof that does not verify', async () => {
    const args = { ctx: keyed.ctx, author: 1, step: 0, joint: keyed.joint, input: keyed.deck };
    const broken: ShuffleProver = {
      size: N,
      prove: async (w, r) => crs.prover.prove({ ...w, v: frAdd(w.v, 1n) }, r),
    };
    await expect(deck.proveShuffle(args, broken, rng)).rejects.toThrow('own shuffle proof');
  });
});

/** The last scalar written as value + r where that still fits 32 bytes: the same residue, another encoding. */
function plusOrder(proof: Uint8Array): Uint8Array {
  const at = proof.length - 32;
  const value = BigInt(`0x${Buffer.from(proof.subarray(at)).toString('hex')}`);
  const hex = (value + 0x73eda753299d7d483339d80809a1d80553bda402fffe5bfeffffffff00000001n).toString(16);
  const out = proof.slice();
  out.set(Buffer.from(hex.padStart(64, '0'), 'hex'), at);
  return out;
}
