import { beforeAll, describe, expect, it } from 'vitest';
import { toHex } from '../codec/decode.ts';
import { seededRandom } from '../testing/seededRandom.ts';
import { createMclGroup } from './backendMcl.ts';
import { createNobleGroup } from './backendNoble.ts';
import { proveDleq, verifyDleq } from './dleq.ts';
import { encodeScalar, frAdd, randomBelow, randomNonzeroScalar } from './fr.ts';
import { type G1Group, R } from './group.ts';
import { proveDlog, verifyDlog } from './schnorr.ts';
import { Transcript, tags } from './transcript.ts';

let groups: G1Group[];
beforeAll(async () => {
  groups = [createNobleGroup(), await createMclGroup()];
});

const opened = (hand = 3): Transcript => new Transcript(tags.handKey).absorbNumber('hand', hand);

describe('transcript', () => {
  it('is a function of everything absorbed, in order', () => {
    const challenge = (build: (t: Transcript) => unknown): bigint => {
      const t = new Transcript(tags.shares);
      build(t);
      return t.challengeScalar('e');
    };
    const values = [
      challenge(() => undefined),
      challenge((t) => t.absorb('a', Uint8Array.of(1))),
      challenge((t) => t.absorb('b', Uint8Array.of(1))),
      challenge((t) => t.absorb('a', Uint8Array.of(1, 0))),
      challenge((t) => t.absorb('a', Uint8Array.of(1)).absorb('a', Uint8Array.of())),
      challenge((t) => t.absorb('a', Uint8Array.of()).absorb('a', Uint8Array.of(1))),
      challenge((t) => t.challenge128('x')),
      challenge((t) => t.challenge128('y')),
      challenge((t) => t.absorbNumber('n', 1)),
      challenge((t) => t.absorbScalar('n', 1n)),
      challenge((t) => t.absorbText('n', '1')),
      new Transcript(tags.shuffle).challengeScalar('e'),
    ];
    expect(new Set(values).size).toBe(values.length);
    for (const v of values) expect(v >= 0n && v < R).toBe(true);
  });

  it('never hashes two sequences of calls to the same bytes by moving a border', () => {
    const joined = new Transcript(tags.shares).absorb('ab', Uint8Array.of(99, 1)).challengeBytes('e');
    const split = new Transcript(tags.shares).absorb('a', Uint8Array.of(98, 99, 1)).challengeBytes('e');
    expect(toHex(joined)).not.toBe(toHex(split));
  });

  it('gives a new challenge each time and never a zero weight', () => {
    const t = new Transcript(tags.shares);
    const weights = t.weights128('w', 64);
    expect(new Set(weights).size).toBe(64);
    for (const w of weights) expect(w >= 1n && w <= 1n << 128n).toBe(true);
    expect(t.challengeScalar('e')).not.toBe(t.challengeScalar('e'));
  });

  it('copies its state', () => {
    const t = opened();
    const copy = t.clone();
    expect(copy.challengeScalar('e')).toBe(t.challengeScalar('e'));
    copy.absorbNumber('n', 1);
    expect(copy.challengeScalar('e')).not.toBe(t.challengeScalar('e'));
  });

  it('refuses numbers and labels it cannot write down', () => {
    for (const n of [-1, 0.5, 2 ** 53]) expect(() => opened().absorbNumber('n', n)).toThrow(RangeError);
    expect(() => opened().absorbText('x'.repeat(256), '')).toThrow(RangeError);
  });

  it('has the pinned value (a change here changes every proof)', () => {
    expect(
      toHex(
        opened()
          .absorb('a', Uint8Array.of(1, 2, 3))
          .challengeBytes('e'),
      ),
    ).toMatchInlineSnapshot(`"a9ee89eada98286274e70fa4e1d6e603b8bae766c86c42dedbc9ca15160b4a77"`);
  });
});

describe('proof of a discrete logarithm', () => {
  it('holds, and is the same bytes in both backends', () => {
    const proofs = groups.map((g) => {
      const random = seededRandom('dlog');
      const secret = randomNonzeroScalar(random);
      const image = g.mul(g.generator, secret);
      const proof = proveDlog(g, opened(), { image }, secret, random);
      expect(verifyDlog(g, opened(), { image }, proof)).toBe(true);
      const base = g.mul(g.generator, 5n);
      const other = proveDlog(g, opened(), { image: g.mul(base, secret), base }, secret, random);
      expect(verifyDlog(g, opened(), { image: g.mul(base, secret), base }, other)).toBe(true);
      return toHex(proof);
    });
    expect(proofs[1]).toBe(proofs[0]);
  });

  it('fails in another context, for another key, base or proof', () => {
    for (const g of groups) {
      const random = seededRandom('dlog attacks');
      const secret = randomNonzeroScalar(random);
      const image = g.mul(g.generator, secret);
      const proof = proveDlog(g, opened(), { image }, secret, random);
      const fails = (t: Transcript, statement = { image }, bytes = proof): void =>
        expect(verifyDlog(g, t, statement, bytes)).toBe(false);
      fails(opened(4));
      fails(new Transcript(tags.escrowKey).absorbNumber('hand', 3));
      fails(opened(), { image: g.add(image, g.generator) });
      fails(opened(), { image: g.identity });
      fails(opened(), { image, base: g.mul(g.generator, 2n) } as { image: typeof image });
      for (let i = 0; i < 80; i += 7) {
        const bad = proof.slice();
        bad[i] = bad[i]! ^ 1;
        fails(opened(), { image }, bad);
      }
      for (const length of [0, 79, 81]) fails(opened(), { image }, new Uint8Array(length));
    }
  });

  it('cannot be made without the secret by choosing the commitment last', () => {
    for (const g of groups) {
      const image = g.mul(g.generator, 9n);
      const s = 1_234n;
      const guessed = 77n; // the challenge an attacker hopes for
      const commitment = g.sub(g.mul(g.generator, s), g.mul(image, guessed));
      const proof = Uint8Array.from([...g.encode(commitment), ...encodeScalar(s)]);
      expect(verifyDlog(g, opened(), { image }, proof)).toBe(false);
    }
  });

  it('never throws on random bytes', () => {
    const g = groups[1]!;
    const random = seededRandom('hostile dlog');
    const image = g.mul(g.generator, 9n);
    for (let i = 0; i < 2_000; i++) {
      expect(verifyDlog(g, opened(), { image }, random(i % 2 ? 80 : randomBelow(160, random)))).toBe(false);
    }
  });
});

describe('batched equality of logarithms', () => {
  function statement(g: G1Group, secret: bigint, count: number) {
    const random = seededRandom(`dleq ${count}`);
    const bases = Array.from({ length: count }, () => g.mul(g.generator, randomNonzeroScalar(random)));
    return { publicKey: g.mul(g.generator, secret), bases, images: bases.map((b) => g.mul(b, secret)) };
  }

  it('holds for one and for many, the same bytes in both backends', () => {
    for (const count of [1, 2, 17]) {
      const proofs = groups.map((g) => {
        const s = statement(g, 99n, count);
        const proof = proveDleq(g, opened(), s, 99n, seededRandom('nonce'));
        expect(verifyDleq(g, opened(), s, proof)).toBe(true);
        return toHex(proof);
      });
      expect(proofs[1]).toBe(proofs[0]);
    }
  });

  it('fails if a single image is wrong, also when errors cancel in the plain sum', () => {
    for (const g of groups) {
      const good = statement(g, 99n, 5);
      const proof = proveDleq(g, opened(), good, 99n, seededRandom('nonce'));
      for (let i = 0; i < 5; i++) {
        const images = good.images.slice();
        images[i] = g.add(images[i]!, g.generator);
        expect(verifyDleq(g, opened(), { ...good, images }, proof)).toBe(false);
      }
      const images = good.images.slice();
      images[0] = g.add(images[0]!, g.generator);
      images[1] = g.sub(images[1]!, g.generator);
      const cheat = { ...good, images };
      const cheated = proveDleq(g, opened(), cheat, 99n, seededRandom('nonce'));
      expect(verifyDleq(g, opened(), cheat, cheated)).toBe(false);
    }
  });

  it('fails for swapped images, another key, another context, other bytes and uneven statements', () => {
    for (const g of groups) {
      const good = statement(g, 99n, 4);
      const proof = proveDleq(g, opened(), good, 99n, seededRandom('nonce'));
      const [a, b, ...rest] = good.images;
      const fails = (s: typeof good, t = opened(), bytes = proof): void =>
        expect(verifyDleq(g, t, s, bytes)).toBe(false);
      fails({ ...good, images: [b!, a!, ...rest] });
      fails({ ...good, publicKey: g.mul(g.generator, frAdd(99n, 1n)) });
      fails({ ...good, publicKey: g.identity });
      fails({ ...good, images: good.images.slice(1) });
      fails({ ...good, bases: [], images: [] });
      fails(good, opened(8));
      for (let i = 0; i < 128; i += 9) {
        const bad = proof.slice();
        bad[i] = bad[i]! ^ 2;
        fails(good, opened(), bad);
      }
      fails(good, opened(), proof.slice(1));
      expect(() =>
        proveDleq(g, opened(), { ...good, bases: [], images: [] }, 99n, seededRandom('n')),
      ).toThrow(RangeError);
    }
  });
});
