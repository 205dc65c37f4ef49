import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { createMclGroup } from '../crypto/backendMcl.ts';
import { createNobleGroup } from '../crypto/backendNoble.ts';
import { decodeScalar, encodeScalar, frAdd, randomPermutation } from '../crypto/fr.ts';
import type { G1Group } from '../crypto/group.ts';
import { CARD_BASE_DST } from '../crypto/transcript.ts';
import {
  contextOf,
  type Keyed,
  keyUp,
  seededRandom,
  type TrapdoorCrs,
  trapdoorCrs,
} from '../testing/deckFixture.ts';
import { CARD_BASE, CARD_BASE_MESSAGE } from './deck.ts';
import { createDeckCrypto, type DeckCrypto } from './deckCrypto.ts';

let group: G1Group;
let crs: TrapdoorCrs;
let deck: DeckCrypto;

beforeAll(async () => {
  group = await createMclGroup();
  crs = trapdoorCrs(group, 52, seededRandom('crs'));
  deck = createDeckCrypto(group, [crs.key]);
});

/** Keys, whole chain, every proof verified; the committed deck. */
async function dealOut(seed: string, players: number): Promise<Keyed> {
  const rng = seededRandom(seed);
  const ctx = contextOf(crs.key.digest);
  const keyed = keyUp(deck, ctx, players, 52, rng);
  keyed.keys.forEach(({ publicKey, proof }, author) => {
    expect(deck.verifyStatement({ kind: 'handKey', ctx, author, publicKey, proof })).toEqual({ ok: true });
  });
  let input = keyed.deck;
  for (let step = 0; step < players; step++) {
    const args = { ctx, author: step, step, joint: keyed.joint, input };
    const { deck: output, proof } = await deck.proveShuffle(args, crs.honestProver, rng);
    expect(deck.verifyStatement({ kind: 'shuffle', ...args, output, proof })).toEqual({ ok: true });
    input = output;
  }
  return { ...keyed, deck: input };
}

function sharesOf(
  k: Keyed,
  author: number,
  positions: number[],
  rng = seededRandom(`shares ${author}`),
): Uint8Array[] {
  const { secret, publicKey } = k.keys[author]!;
  const claim = { ctx: k.ctx, author, publicKey, joint: k.joint, deck: k.deck, positions };
  const { shares, proof } = deck.makeShares({ ...claim, secret }, rng);
  expect(deck.verifyStatement({ kind: 'shares', ...claim, shares, proof })).toEqual({ ok: true });
  return positions.map((_, i) => shares.slice(48 * i, 48 * (i + 1)));
}

describe('a deal', () => {
  it('the card base is hash_to_curve of its message in both backends', () => {
    for (const g of [group, createNobleGroup()]) {
      const point = g.hashToCurve(CARD_BASE_MESSAGE, new TextEncoder().encode(CARD_BASE_DST));
      expect(g.encode(point)).toEqual(CARD_BASE);
    }
  });

  it('among 2 to 4 players opens 52 distinct cards, each hole card only to its owner', async () => {
    for (const players of [2, 3, 4]) {
      const k = await dealOut(`deal ${players}`, players);
      const everything = Array.from({ length: 52 }, (_, p) => p);
      const shares = k.keys.map((_, author) => sharesOf(k, author, everything));
      const cards = everything.map((position) =>
        deck.openCard({ deck: k.deck, position, shares: shares.map((s) => s[position]!) }),
      );
      expect([...cards].sort((a, b) => a! - b!)).toEqual(everything);
      for (let seat = 0; seat < players; seat++) {
        const others = shares.filter((_, i) => i !== seat).map((s) => s[2 * seat]!);
        const request = { deck: k.deck, position: 2 * seat, shares: others };
        expect(deck.openCard({ ...request, ownSecret: k.keys[seat]!.secret })).toBe(cards[2 * seat]);
        // All others together hold every layer but the owner's.
        expect(deck.openCard(request)).toBeUndefined();
        for (const other of k.keys.filter((_, i) => i !== seat)) {
          expect(deck.openCard({ ...request, ownSecret: other.secret })).toBeUndefined();
        }
      }
    }
  });

  it('a coalition of all other players cannot tell the hole card of the last, though it knows its own secrets', async () => {
    const k = await dealOut('coalition', 4);
    const victim = 2;
    const position = 2 * victim;
    const coalition = [0, 1, 3];
    const secrets = coalition.map((seat) => decodeScalar(k.keys[seat]!.secret));
    const c1 = group.decode(k.deck.subarray(96 * position, 96 * position + 48));
    const c2 = group.decode(k.deck.subarray(96 * position + 48, 96 * position + 96));
    const left = group.sub(c2, group.mul(c1, secrets.reduce(frAdd)));
    // What is left hides the card under s_victim·C1. Public values of the victim for other positions do not help:
    // its shares for board cards and its public key are multiples of other bases.
    const board = sharesOf(k, victim, [20, 21, 22]).map((s) => group.decode(s));
    const known = [...board, group.decode(k.keys[victim]!.publicKey), group.identity];
    for (const candidate of known) {
      const open = group.sub(left, candidate);
      for (let card = 0; card < 52; card++) {
        const m = group.mul(group.decode(CARD_BASE), BigInt(card + 1));
        expect(group.equals(open, m)).toBe(false);
      }
    }
    // The same values are consistent with every card: for each there is a layer that would open to it.
    expect(group.isIdentity(left)).toBe(false);
  });

  it('undefined, never a throw, for missing, swapped or broken shares', async () => {
    const k = await dealOut('missing', 3);
    const all = k.keys.map((_, author) => sharesOf(k, author, [4, 5]));
    const at = (position: number, shares: Uint8Array[]) => deck.openCard({ deck: k.deck, position, shares });
    expect(
      at(
        4,
        all.map((s) => s[0]!),
      ),
    ).toBeTypeOf('number');
    expect(at(4, [all[0]![0]!, all[1]![0]!])).toBeUndefined();
    expect(at(4, [all[0]![0]!, all[1]![0]!, all[2]![1]!])).toBeUndefined();
    expect(at(4, [all[0]![0]!, all[1]![0]!, all[1]![0]!])).toBeUndefined();
    expect(at(4, [new Uint8Array(48), new Uint8Array(3)])).toBeUndefined();
    expect(
      at(
        52,
        all.map((s) => s[0]!),
      ),
    ).toBeUndefined();
    expect(at(-1, [])).toBeUndefined();
    expect(deck.openCard({ deck: new Uint8Array(95), position: 0, shares: [] })).toBeUndefined();
    const tooLarge = new Uint8Array(32).fill(255);
    expect(deck.openCard({ deck: k.deck, position: 4, shares: [], ownSecret: tooLarge })).toBeUndefined();
  });

  it('no joint key from keys that cancel, or that are no points', () => {
    const rng = seededRandom('joint');
    const ctx = contextOf(crs.key.digest);
    const key = deck.makeHandKey(ctx, 0, rng);
    const opposite = group.encode(group.neg(group.decode(key.publicKey)));
    expect(deck.jointKey([key.publicKey, opposite])).toBeUndefined();
    expect(deck.jointKey([key.publicKey, new Uint8Array(48)])).toBeUndefined();
    expect(deck.jointKey([])).toBeUndefined();
    expect(deck.jointKey([key.publicKey])).toEqual(key.publicKey);
  });

  it('both backends make the same keys, decks, shares and proofs from the same randomness', async () => {
    const noble = createNobleGroup();
    const small = [group, noble].map((g) => {
      const { key, honestProver } = trapdoorCrs(g, 4, seededRandom('both'));
      return { deck: createDeckCrypto(g, [key]), key, honestProver };
    });
    const made = await Promise.all(
      small.map(async ({ deck, key, honestProver }) => {
        const rng = seededRandom('same');
        const k = keyUp(deck, contextOf(key.digest), 2, 4, rng);
        const claim = { ctx: k.ctx, author: 1, joint: k.joint };
        const shuffled = await deck.proveShuffle({ ...claim, step: 0, input: k.deck }, honestProver, rng);
        const { secret, publicKey } = k.keys[1]!;
        const shares = deck.makeShares(
          { ...claim, secret, publicKey, deck: shuffled.deck, positions: [0, 3] },
          rng,
        );
        return { k, shuffled, shares };
      }),
    );
    expect(made[0]).toEqual(made[1]);
    // And each accepts what the other made.
    const { k, shuffled } = made[0]!;
    const claim = { ctx: k.ctx, author: 1, step: 0, joint: k.joint, input: k.deck, output: shuffled.deck };
    expect(small[1]!.deck.verifyStatement({ kind: 'shuffle', ...claim, proof: shuffled.proof })).toEqual({
      ok: true,
    });
  });

  it('any number of players, deck size and seed: the shuffled deck is a permutation of the cards', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 2, max: 8 }),
        fc.integer({ min: 1, max: 5 }),
        fc.string(),
        async (size, n, seed) => {
          const { key, honestProver } = trapdoorCrs(group, size, seededRandom('sized'));
          const d = createDeckCrypto(group, [key]);
          const rng = seededRandom(seed);
          const k = keyUp(d, contextOf(key.digest), n, size, rng);
          let input = k.deck;
          for (let step = 0; step < n; step++) {
            const args = { ctx: k.ctx, author: step, step, joint: k.joint, input };
            input = (await d.proveShuffle(args, honestProver, rng)).deck;
          }
          const sum = encodeScalar(k.keys.map((x) => decodeScalar(x.secret)).reduce(frAdd));
          const cards = Array.from({ length: size }, (_, position) =>
            d.openCard({ deck: input, position, shares: [], ownSecret: sum }),
          );
          expect([...cards].sort((a, b) => a! - b!)).toEqual(Array.from({ length: size }, (_, i) => i));
        },
      ),
      { numRuns: 12, verbose: 1 },
    );
  });

  it('permutations are uniform: every place takes every card about equally often', () => {
    const rng = seededRandom('uniform');
    const counts = Array.from({ length: 5 }, () => new Array<number>(5).fill(0));
    const rounds = 20_000;
    for (let i = 0; i < rounds; i++)
      for (const [from, to] of randomPermutation(5, rng).entries()) counts[from]![to]!++;
    // Each cell expects 4,000 with a standard deviation of 57: six of them.
    for (const row of counts) for (const count of row) expect(Math.abs(count - rounds / 5)).toBeLessThan(340);
  });
});
