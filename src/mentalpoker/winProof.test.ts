import { beforeAll, describe, expect, it } from 'vitest';
import { toHex } from '../codec/decode.ts';
import { createMclGroup } from '../crypto/backendMcl.ts';
import { createNobleGroup } from '../crypto/backendNoble.ts';
import type { G1Group, RandomBytes } from '../crypto/group.ts';
import { shuffleKey } from '../crypto/shuffleKey.ts';
import { contextOf, flipped, type Keyed, keyUp, seededRandom } from '../testing/deckFixture.ts';
import { createDeckCrypto, type DeckCrypto } from './deckCrypto.ts';
import type { Statement, WinStatement } from './statement.ts';
import { decodeStatement, encodeStatement } from './statementBytes.ts';
import type { WinClaim } from './winClaim.ts';
import { winProofBytes } from './winProof.ts';

const N = 52;
const PLAYERS = 3;
let group: G1Group;
let deck: DeckCrypto;
let keyed: Keyed;
let shuffled: Uint8Array;
let rng: RandomBytes;
/** shares.get(seat)[position] */
let sharesOf: Uint8Array[][];

const holeOf = (seat: number): [number, number] => [2 * seat, 2 * seat + 1];

beforeAll(async () => {
  group = await createMclGroup();
  rng = seededRandom('win proof');
  const key = shuffleKey(group, 'transparent', N);
  deck = createDeckCrypto(group, [key]);
  keyed = keyUp(deck, contextOf(key.digest), PLAYERS, N, rng);
  const args = { ctx: keyed.ctx, author: 0, step: 0, joint: keyed.joint, input: keyed.deck };
  shuffled = (await deck.proveShuffle(args, undefined, rng)).deck;
  const positions = [0, 1, 2, 3, 4, 5];
  sharesOf = keyed.keys.map(({ secret, publicKey }, author) => {
    const claim = { ctx: keyed.ctx, author, publicKey, joint: keyed.joint, deck: shuffled, positions };
    const { shares } = deck.makeShares({ ...claim, secret }, rng);
    return positions.map((p) => shares.slice(48 * p, 48 * (p + 1)));
  });
});

const concat = (parts: Uint8Array[]): Uint8Array => Uint8Array.from(parts.flatMap((part) => [...part]));
const othersAt = (seat: number, position: number): Uint8Array[] =>
  sharesOf.flatMap((own, j) => (j === seat ? [] : [own[position]!]));

function cardsOf(seat: number): [number, number] {
  return holeOf(seat).map((position) =>
    deck.openCard({ deck: shuffled, position, shares: sharesOf.map((own) => own[position]!) }),
  ) as [number, number];
}

/** The pair of `seat` and so many others, ascending. */
function pairsWith(seat: number, others: number): number[] {
  const [a, b] = cardsOf(seat);
  const pairs = new Set([52 * a + b]);
  for (let i = 0; pairs.size <= others; i++) {
    const [c, d] = [(7 * i + a) % N, (11 * i + 3 + Math.floor(i / N)) % N];
    if (c !== d) pairs.add(52 * c + d);
  }
  return [...pairs].sort((x, y) => x - y);
}

function claimOf(seat: number, pairs: number[], change: Partial<WinClaim> = {}): WinClaim {
  const positions = holeOf(seat);
  return {
    ctx: keyed.ctx,
    author: seat,
    publicKey: keyed.keys[seat]!.publicKey,
    joint: keyed.joint,
    deck: shuffled,
    positions,
    shares: concat(positions.flatMap((position) => othersAt(seat, position))),
    relation: 'better',
    board: [10, 20, 30, 40, 50],
    tabled: [{ seat: 0, cards: cardsOf(0) }],
    pairs,
    ...change,
  };
}

const prove = (claim: WinClaim): WinStatement => ({
  kind: 'win',
  ...claim,
  proof: deck.proveWin(claim, keyed.keys[claim.author]!.secret, rng),
});
const refused = { ok: false, reason: 'proof-fails' };

describe('a win without showing', () => {
  it('holds for lists of one pair to all of them, in both backends, below 4,000 bytes', () => {
    const noble = createDeckCrypto(createNobleGroup(), []);
    for (const others of [0, 1, 2, 6, 80, 2_000]) {
      const statement = prove(claimOf(1, pairsWith(1, others)));
      expect(statement.proof).toHaveLength(winProofBytes(others + 1));
      expect(statement.proof.length).toBeLessThanOrEqual(4_000);
      expect(deck.verifyStatement(statement)).toEqual({ ok: true });
      if (others === 6) expect(noble.verifyStatement(statement)).toEqual({ ok: true });
    }
    expect(winProofBytes(2_162)).toBe(1_744);
  });

  it('cannot be made for cards that are no pair of the list, in this order of positions', () => {
    const [a, b] = cardsOf(1);
    const without = pairsWith(1, 20).filter((w) => w !== 52 * a + b);
    expect(() => prove(claimOf(1, without))).toThrow(RangeError);
    expect(() => prove(claimOf(1, [52 * b + a]))).toThrow(RangeError);
    expect(() =>
      prove(
        claimOf(
          1,
          pairsWith(2, 3).filter((w) => w !== 52 * a + b),
        ),
      ),
    ).toThrow(RangeError);
  });

  it('is refused over another list, relation, board or tabled hand than it was made for', () => {
    const honest = prove(claimOf(1, pairsWith(1, 9)));
    const [a, b] = cardsOf(1);
    const own = 52 * a + b;
    const mutations: Record<string, Partial<WinStatement>> = {
      'a list without the pair': { pairs: honest.pairs.filter((w) => w !== own) },
      'one pair more': { pairs: pairsWith(1, 10) },
      'one pair exchanged': { pairs: honest.pairs.map((w, i) => (i === 9 && w !== own ? w + 1 : w)) },
      'a tie instead of a win': { relation: 'equal' },
      'another board': { board: [10, 20, 30, 40, 51] },
      'a board in another order': { board: [20, 10, 30, 40, 50] },
      'no board': { board: [] },
      'another tabled hand': { tabled: [{ seat: 0, cards: [1, 2] }] },
      'the same hand of another seat': { tabled: [{ seat: 2, cards: cardsOf(0) }] },
      'one hand more': { tabled: [...honest.tabled, { seat: 2, cards: cardsOf(2) }] },
    };
    for (const [name, change] of Object.entries(mutations)) {
      const verdict = deck.verifyStatement({ ...honest, ...change });
      expect({ name, ...verdict }).toEqual({ name, ...refused });
    }
  });

  it('is refused in another hand, from another seat, over other positions, shares or decks', () => {
    const honest = prove(claimOf(1, pairsWith(1, 9)));
    const ctx = (fields: Partial<typeof keyed.ctx>) => ({ ctx: { ...keyed.ctx, ...fields } });
    const other = claimOf(2, honest.pairs);
    const half = honest.shares.length / 2;
    const swapped = concat([honest.shares.slice(half), honest.shares.slice(0, half)]);
    const mutations: Record<string, Partial<WinStatement>> = {
      table: ctx({ tableId: flipped(keyed.ctx.tableId, 4) }),
      epoch: ctx({ epoch: 2 }),
      hand: ctx({ hand: 13 }),
      attempt: ctx({ attempt: 1 }),
      crs: ctx({ crsDigest: flipped(keyed.ctx.crsDigest, 1) }),
      author: { author: 2 },
      'the key of another seat': { publicKey: other.publicKey },
      'all of another claimant': { ...other },
      'another claimant’s cards': { positions: other.positions, shares: other.shares },
      'a position that is not its own': { positions: [2, 4] },
      'shares of the two positions exchanged': { shares: swapped },
      'one share doubled': { shares: concat([honest.shares.slice(0, 96), honest.shares.slice(0, 96)]) },
      'shares with its own layer in them': {
        shares: concat([2, 3].flatMap((p) => sharesOf.map((s) => s[p]!))),
      },
      joint: { joint: keyed.keys[0]!.publicKey },
      deck: { deck: keyed.deck },
      'another proof of the same kind': { proof: prove(claimOf(1, pairsWith(1, 12))).proof },
    };
    for (const [name, change] of Object.entries(mutations)) {
      const verdict = deck.verifyStatement({ ...honest, ...change } as Statement);
      expect({ name, ...verdict }).toEqual({ name, ...refused });
    }
  });

  it('of two claimants each proves its own, and neither can repeat the other’s', () => {
    const [first, second] = [prove(claimOf(1, pairsWith(1, 5))), prove(claimOf(2, pairsWith(2, 5)))];
    expect(deck.verifyStatement(first)).toEqual({ ok: true });
    expect(deck.verifyStatement(second)).toEqual({ ok: true });
    expect(deck.verifyStatement({ ...second, proof: first.proof })).toEqual(refused);
    expect(deck.verifyStatement({ ...first, author: 2 })).toEqual(refused);
    expect(() => deck.proveWin(claimOf(1, pairsWith(1, 5)), keyed.keys[2]!.secret, rng)).toThrow(RangeError);
  });

  it('is refused by name where no hand has such a claim', () => {
    const honest = prove(claimOf(1, pairsWith(1, 3)));
    const identity = Uint8Array.of(0xc0, ...new Array<number>(47).fill(0));
    const at0 = (point: Uint8Array): Uint8Array => {
      const out = honest.proof.slice();
      out.set(point);
      return out;
    };
    const cases: Record<string, [Partial<WinStatement>, string]> = {
      'no pairs': [{ pairs: [] }, 'out-of-range'],
      'pairs out of order': [{ pairs: honest.pairs.toReversed() }, 'out-of-range'],
      'a pair twice': [{ pairs: [honest.pairs[0]!, ...honest.pairs] }, 'out-of-range'],
      'a pair of one card': [{ pairs: [...honest.pairs.slice(0, 3), 52 * 51 + 51] }, 'out-of-range'],
      'a card that the deck has not': [{ pairs: [...honest.pairs.slice(0, 3), 52 * 52] }, 'out-of-range'],
      'a number that is no pair': [{ pairs: [0.5] }, 'malformed'],
      'more pairs than there are': [{ pairs: Array.from({ length: 2653 }, (_, i) => i) }, 'malformed'],
      'one position': [{ positions: [2] }, 'out-of-range'],
      'three positions': [{ positions: [2, 3, 4] }, 'out-of-range'],
      'a position twice': [{ positions: [2, 2] }, 'out-of-range'],
      'a position beyond the deck': [{ positions: [2, 52] }, 'out-of-range'],
      'no shares': [{ shares: new Uint8Array(0) }, 'malformed'],
      'half a share': [{ shares: honest.shares.slice(24) }, 'malformed'],
      'a share that is no point': [{ shares: flipped(honest.shares, 0, 0x80) }, 'bad-point'],
      'an unknown relation': [{ relation: 'worse' as 'better' }, 'malformed'],
      'a short proof': [{ proof: honest.proof.slice(32) }, 'malformed'],
      'no proof': [{ proof: new Uint8Array(0) }, 'malformed'],
      'a long proof': [{ proof: new Uint8Array(4_001) }, 'malformed'],
      'identity as commitment': [{ proof: at0(identity) }, 'bad-point'],
      'a scalar that is none': [
        { proof: honest.proof.map((v, i) => (i >= honest.proof.length - 32 ? 255 : v)) },
        'bad-scalar',
      ],
      'no key': [{ publicKey: new Uint8Array(48) }, 'bad-point'],
    };
    for (const [name, [change, reason]] of Object.entries(cases)) {
      const verdict = deck.verifyStatement({ ...honest, ...change });
      expect({ name, ...verdict }).toEqual({ name, ok: false, reason });
    }
  });

  it('a changed byte anywhere in the proof is refused', () => {
    const honest = prove(claimOf(1, pairsWith(1, 3)));
    for (let i = 0; i < honest.proof.length; i++) {
      const proof = flipped(honest.proof, i, 1 << (i % 8));
      expect(deck.verifyStatement({ ...honest, proof }).ok, `byte ${i}`).toBe(false);
    }
  });

  it('draws every mask anew: two proofs of one claim have no point and no scalar in common', () => {
    const claim = claimOf(1, pairsWith(1, 100));
    const words = (proof: Uint8Array): string[] => {
      const points = 11 + 7;
      const list = Array.from({ length: points }, (_, i) => proof.slice(48 * i, 48 * (i + 1)));
      for (let at = 48 * points; at < proof.length; at += 32) list.push(proof.slice(at, at + 32));
      return list.map(toHex);
    };
    const [one, two] = [words(prove(claim).proof), words(prove(claim).proof)];
    expect(one).toHaveLength(18 + 5 + 10);
    expect(one.filter((word) => two.includes(word))).toEqual([]);
    expect(new Set([...one, ...two]).size).toBe(2 * one.length);
  });

  it('is a statement like any other: one encoding, and evidence that anybody can judge', () => {
    const honest = prove(claimOf(1, pairsWith(1, 30)));
    const bytes = encodeStatement(honest);
    expect(decodeStatement(bytes)).toEqual(honest);
    expect(deck.verifyStatement(decodeStatement(bytes))).toEqual({ ok: true });
    const lie = { ...honest, relation: 'equal' as const };
    expect(deck.verifyStatement(decodeStatement(encodeStatement(lie)))).toEqual({
      ok: false,
      reason: 'proof-fails',
    });
    expect(deck.verifyStatements([honest, lie], rng).map((v) => v.ok)).toEqual([true, false]);
  });
});
