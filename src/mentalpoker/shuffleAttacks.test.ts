import { beforeAll, describe, expect, it } from 'vitest';
import { PROOF_KINDS, type ProofKind } from '../codec/proofKinds.ts';
import { createMclGroup } from '../crypto/backendMcl.ts';
import { frAdd, frInverse, frMul, frPowers, frSub, randomScalar } from '../crypto/fr.ts';
import type { ShuffleProver } from '../crypto/groth16.ts';
import type { G1, G1Group, RandomBytes } from '../crypto/group.ts';
import {
  contextOf,
  flipped,
  type Keyed,
  keyUp,
  seededRandom,
  type TrapdoorCrs,
  trapdoorCrs,
  withBroken,
} from '../testing/deckFixture.ts';
import { argueWith, type Deviation } from '../testing/secondProver.ts';
import { CARD_BASE, type Deck, DeckDecoder } from './deck.ts';
import { createDeckCrypto, type DeckCrypto } from './deckCrypto.ts';
import { remask, type ShuffleSecrets } from './shuffle.ts';
import type { ShuffleClaim } from './shuffleProof.ts';
import type { ShuffleStatement } from './statement.ts';

const N = 8;
let group: G1Group;
let crs: TrapdoorCrs;
let rng: RandomBytes;

beforeAll(async () => {
  group = await createMclGroup();
  rng = seededRandom('shuffle attacks');
  crs = trapdoorCrs(group, N, rng);
});

function secretsOf(permutation: number[]): ShuffleSecrets {
  return { permutation, masks: permutation.map(() => randomScalar(rng)) };
}

const encode = (c1: G1[], c2: G1[]): Uint8Array => new DeckDecoder(group).encode(c1, c2).bytes;
const refused = { ok: false, reason: 'proof-fails' };
const rotation = [3, 1, 4, 0, 5, 7, 2, 6];

describe.each(PROOF_KINDS)('the shuffle argument, proofs: %s', (kind: ProofKind) => {
  let deck: DeckCrypto;
  let keyed: Keyed;
  let input: Deck;
  let joint: G1;

  beforeAll(() => {
    const key = crs.keys[kind];
    deck = createDeckCrypto(group, [key]);
    keyed = keyUp(deck, contextOf(key.digest), 3, N, rng);
    input = new DeckDecoder(group).decode(keyed.deck);
    joint = group.decode(keyed.joint);
  });

  const claimOf = (output: Uint8Array): ShuffleClaim => ({
    ctx: keyed.ctx,
    author: 1,
    step: 0,
    joint: keyed.joint,
    input: input.bytes,
    output,
  });
  const judge = (claim: ShuffleClaim, proof: Uint8Array) =>
    deck.verifyStatement({ kind: 'shuffle', ...claim, proof });
  const argue = (claim: ShuffleClaim, secrets: ShuffleSecrets, how: Partial<Deviation> = {}) =>
    argueWith(
      { group, kind, digest: crs.keys[kind].digest, vkey: crs.vkey, input, joint, rng },
      claim,
      secrets,
      {
        prover: crs.honestProver,
        ...how,
      },
    );

  /** A false claim with the witness of an honest one: sigma must refuse, whatever a Groth16 argument says. */
  async function refusedBySigma(c1: G1[], c2: G1[], secrets: ShuffleSecrets): Promise<void> {
    const claim = claimOf(encode(c1, c2));
    expect(judge(claim, await argue(claim, secrets, { prover: crs.prover }))).toEqual(refused);
  }

  function honestClaim(): { secrets: ShuffleSecrets; claim: ShuffleClaim } {
    const secrets = secretsOf(rotation);
    const { c1, c2 } = remask(group, input, joint, secrets);
    return { secrets, claim: claimOf(encode(c1, c2)) };
  }

  /** Card 0 at places 3 and 5 and card 4 nowhere, with b and ρ that make every deck equation true. */
  function doubled(): { secrets: ShuffleSecrets; claim: ShuffleClaim; how: Partial<Deviation> } {
    const { permutation, masks } = secretsOf(rotation);
    const { c1, c2 } = remask(group, input, joint, { permutation, masks });
    c1[5] = group.add(input.c1[0]!, group.mul(group.generator, masks[4]!));
    c2[5] = group.add(input.c2[0]!, group.mul(joint, masks[4]!));
    let rho = 0n;
    const b = (x: bigint): bigint[] => {
      const powers = frPowers(x, N + 1);
      rho = rotation.reduce((sum, place, j) => frAdd(sum, frMul(powers[place + 1]!, masks[j]!)), 0n);
      return rotation.map((place, j) =>
        j === 0 ? frAdd(powers[4]!, powers[6]!) : j === 4 ? 0n : powers[place + 1]!,
      );
    };
    const how = { b, rho: () => rho, prover: crs.prover };
    return { secrets: { permutation, masks }, claim: claimOf(encode(c1, c2)), how };
  }

  it('accepts an honest shuffle argued by this second prover', async () => {
    const { claim, secrets } = honestClaim();
    expect(judge(claim, await argue(claim, secrets))).toEqual({ ok: true });
  });

  it('refuses a duplicated card, and one that is left out', async () => {
    const secrets = secretsOf(rotation);
    const { c1, c2 } = remask(group, input, joint, secrets);
    c1[5] = group.add(input.c1[0]!, group.mul(group.generator, 9n));
    c2[5] = group.add(input.c2[0]!, group.mul(joint, 9n));
    await refusedBySigma(c1, c2, secrets);
  });

  it('refuses a duplicated card argued with a multiset that says so', async () => {
    const { secrets, claim, how } = doubled();
    // With the honest ρ of the masks as placed, sigma refuses; an honest key does not even prove the product.
    const { b } = how as { b: Deviation['b'] & object };
    expect(judge(claim, await argue(claim, secrets, { b, prover: crs.prover }))).toEqual(refused);
    if (kind !== 'transparent')
      await expect(argue(claim, secrets, { ...how, prover: crs.honestProver })).rejects.toThrow('circuit');
  });

  it('refuses a doubled card to whoever knows the CRS, unless it is all there is', async () => {
    const { secrets, claim, how } = doubled();
    const verdict = kind === 'groth16' ? { ok: true } : refused;
    expect(judge(claim, await argue(claim, secrets, how))).toEqual(verdict);
    // The same with the last partial products forged: each is what makes the following step come out.
    for (const from of [1, N - 2]) {
      const partials = (d: bigint[], p: bigint): bigint[] =>
        d.map((dj, j) => (j < from ? dj : frMul(dj, frMul(p, frInverse(d[N - 1]!)))));
      expect(judge(claim, await argue(claim, secrets, { ...how, partials }))).toEqual(verdict);
    }
  });

  it('is forged by nobody who breaks one argument of two', async () => {
    const { secrets, claim, how } = doubled();
    const proof = await argue(claim, secrets, how);
    const judgedWith = (id: 'groth16' | 'transparent') =>
      createDeckCrypto(group, [withBroken(crs.keys[kind], id)]).verifyStatement({
        kind: 'shuffle',
        ...claim,
        proof,
      });
    // The simulator makes a Groth16 proof of anything, so what is left is the transparent argument, and the other way
    // round an honest CRS: its prover refuses (above), so a proof of something else stands in its place.
    if (kind === 'both') {
      expect(judgedWith('groth16')).toEqual(refused);
      const c = (factors: bigint[]): bigint[] => [frAdd(factors[0]!, 1n), ...factors.slice(1)];
      const other = await argue(claim, secrets, { ...how, c });
      const broken = createDeckCrypto(group, [withBroken(crs.keys[kind], 'transparent')]);
      expect(broken.verifyStatement({ kind: 'shuffle', ...claim, proof: other })).toEqual(refused);
    } else {
      // The test can fail: with its only argument broken, everything is accepted.
      expect(judgedWith(kind)).toEqual({ ok: true });
    }
  });

  it('refuses a opened anew after y and z by whoever knows logarithms of the IC points', async () => {
    const { secrets, claim, how } = doubled();
    const choose = (y: bigint, z: bigint, p: bigint, b: bigint[]): bigint[] => {
      const a = rotation.map((place) => BigInt(place + 1));
      const have = b
        .slice(0, N - 1)
        .reduce((all, bj, j) => frMul(all, frSub(frAdd(frMul(y, a[j]!), bj), z)), 1n);
      const last = frAdd(frSub(frMul(p, frInverse(have)), b[N - 1]!), z);
      return [...a.slice(0, N - 1), frMul(last, frInverse(y))];
    };
    const forged = { ...how, prover: crs.honestProver, lateA: { logs: crs.logs, choose } };
    // The product is true, so even an honest prover proves it: with Groth16 alone nothing else binds a.
    if (kind !== 'transparent')
      expect(judge(claim, await argue(claim, secrets, forged))).toEqual(
        kind === 'groth16' ? { ok: true } : refused,
      );
    // D′ made to fit afterwards: y and z are others once it is heard.
    if (kind === 'both')
      expect(judge(claim, await argue(claim, secrets, { ...forged, lateHashed: true }))).toEqual(refused);
  });

  it('refuses commitments of the two arguments to different values', async () => {
    if (kind !== 'both') return expect(crs.keys[kind].parts).toHaveLength(1);
    const { claim, secrets } = honestClaim();
    const swapped = (values: bigint[]): bigint[] => [values[1]!, values[0]!, ...values.slice(2)];
    for (const hashed of [
      (a: bigint[], b: bigint[]) => ({ a: swapped(a), b: swapped(b) }),
      (a: bigint[], b: bigint[]) => ({ a: swapped(a), b }),
      (a: bigint[], b: bigint[]) => ({ a, b: swapped(b) }),
    ]) {
      expect(judge(claim, await argue(claim, secrets, { hashed }))).toEqual(refused);
    }
    // A doubled card in one half, an honest order in the other.
    const cheat = doubled();
    const half = (a: bigint[]) => ({ a, b: a });
    expect(
      judge(cheat.claim, await argue(cheat.claim, cheat.secrets, { ...cheat.how, hashed: half })),
    ).toEqual(refused);
  });

  it('refuses commitments moved so that two equations would cancel, were their weights the same', async () => {
    const { claim, secrets } = honestClaim();
    const count = { both: 8, groth16: 4, transparent: 6 }[kind];
    const by = group.mul(group.generator, 77n);
    for (let i = 0; i < count; i++) {
      for (let j = 0; j < i; j++) {
        const shift: (G1 | undefined)[] = [];
        shift[i] = by;
        shift[j] = group.neg(by);
        expect(judge(claim, await argue(claim, secrets, { shift })), `${j} and ${i}`).toEqual(refused);
      }
    }
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
    const { secrets, claim } = honestClaim();
    const { c1, c2 } = remask(group, input, joint, secrets);
    const proof = await argue(claim, secrets);
    [c1[0], c1[1], c2[0], c2[1]] = [c1[1]!, c1[0]!, c2[1]!, c2[0]!];
    expect(judge(claimOf(encode(c1, c2)), proof)).toEqual(refused);
    await refusedBySigma(c1, c2, secrets);
    [c1[0], c2[0]] = [c1[1]!, c2[1]!];
    await refusedBySigma(c1, c2, secrets);
    const other = remask(group, input, joint, secretsOf(rotation));
    expect(judge(claimOf(encode(other.c1, other.c2)), proof)).toEqual(refused);
  });

  it('refuses b chosen after y and z to make the product come out', async () => {
    const { secrets, claim } = honestClaim();
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
    expect(judge(claim, await argue(claim, secrets, { a, b, lateDb: true }))).toEqual(refused);
    // The order alone decides: the honest witness in the wrong order is refused as well.
    expect(judge(claim, await argue(claim, secrets, { lateDb: true }))).toEqual(refused);
  });

  it('refuses a product argument about other c than y·a + b − z', async () => {
    const { secrets, claim } = honestClaim();
    const swapped = (c: bigint[]): bigint[] => [c[1]!, c[0]!, ...c.slice(2)];
    const partials = (d: bigint[]): bigint[] => [d[1]!, d[0]!, ...d.slice(2)];
    const how = kind === 'transparent' ? { partials } : { c: swapped };
    expect(judge(claim, await argue(claim, secrets, how))).toEqual(refused);
    if (kind === 'both') expect(judge(claim, await argue(claim, secrets, { partials }))).toEqual(refused);
  });

  it('refuses another ρ', async () => {
    const { secrets, claim } = honestClaim();
    expect(judge(claim, await argue(claim, secrets, { rho: () => 5n }))).toEqual(refused);
  });

  it('refuses the honest proof with any byte changed', async () => {
    const { secrets, claim } = honestClaim();
    const proof = await argue(claim, secrets);
    expect(judge(claim, proof)).toEqual({ ok: true });
    for (let i = 0; i < proof.length; i++)
      expect(judge(claim, flipped(proof, i, 1 << (i % 8))).ok, `byte ${i}`).toBe(false);
  });

  it('refuses a proof of another kind', async () => {
    const { secrets, claim } = honestClaim();
    const proof = await argue(claim, secrets);
    const all = createDeckCrypto(group, Object.values(crs.keys));
    for (const other of PROOF_KINDS) {
      const ctx = { ...claim.ctx, crsDigest: crs.keys[other].digest };
      const verdict = all.verifyStatement({ kind: 'shuffle', ...claim, ctx, proof });
      expect(verdict).toEqual(other === kind ? { ok: true } : { ok: false, reason: 'malformed' });
    }
    // With the same N and kind but another reference string.
    const foreign = trapdoorCrs(group, N, seededRandom('another string')).keys[kind];
    const ctx = { ...claim.ctx, crsDigest: foreign.digest };
    const verdict = createDeckCrypto(group, [foreign]).verifyStatement({
      kind: 'shuffle',
      ...claim,
      ctx,
      proof,
    });
    expect(verdict).toEqual(kind === 'transparent' ? { ok: true } : refused);
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
    if (kind === 'transparent') return void (await deck.proveShuffle(args, undefined, rng));
    await expect(deck.proveShuffle(args, broken, rng)).rejects.toThrow('own shuffle proof');
    await expect(deck.proveShuffle(args, undefined, rng)).rejects.toThrow('no proving key');
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
