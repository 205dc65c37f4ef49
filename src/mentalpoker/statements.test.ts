import { beforeAll, describe, expect, it } from 'vitest';
import { DecodeError } from '../codec/decode.ts';
import { createMclGroup } from '../crypto/backendMcl.ts';
import type { G1Group, RandomBytes } from '../crypto/group.ts';
import {
  contextOf,
  flipped,
  type Keyed,
  keyUp,
  seededRandom,
  type TrapdoorCrs,
  trapdoorCrs,
} from '../testing/deckFixture.ts';
import type { DeckContext } from './context.ts';
import { createDeckCrypto, type DeckCrypto } from './deckCrypto.ts';
import type { KeyMaterial } from './keys.ts';
import type {
  DeckStatement,
  EscrowOpenStatement,
  EscrowTerms,
  SharesStatement,
  Statement,
} from './statement.ts';
import { decodeStatement, encodeStatement, statementDigest } from './statementBytes.ts';

const N = 4;
const SEED = 'statements';
let group: G1Group;
let crs: TrapdoorCrs;
let deck: DeckCrypto;
let rng: RandomBytes;
let keyed: Keyed;
let escrowKeys: KeyMaterial[];
let terms: EscrowTerms;
let honest: Record<'handKey' | 'escrowKey' | 'shuffle' | 'shares' | 'escrowed' | 'escrowOpen', DeckStatement>;
let sharesArgs: Omit<SharesStatement, 'kind' | 'shares' | 'proof' | 'escrow'> & { secret: Uint8Array };

beforeAll(async () => {
  group = await createMclGroup();
  rng = seededRandom(SEED);
  crs = trapdoorCrs(group, N, rng);
  deck = createDeckCrypto(group, [crs.key]);
  const ctx = contextOf(crs.key.digest);
  keyed = keyUp(deck, ctx, 4, N, rng);
  const epochCtx = contextOf(crs.key.digest, { hand: 0 });
  escrowKeys = [1, 2, 3, 4].map((receiver) => deck.makeEscrowKey(epochCtx, receiver, rng));
  terms = {
    threshold: 3,
    receivers: [1, 3, 4].map((index) => ({ index, key: escrowKeys[index - 1]!.publicKey })),
    positions: [2, 3],
  };
  const { joint } = keyed;
  const key = keyed.keys[1]!;
  const shuffleArgs = { ctx, author: 1, step: 0, joint, input: keyed.deck };
  const shuffled = await deck.proveShuffle(shuffleArgs, crs.honestProver, rng);
  sharesArgs = {
    ctx,
    author: 1,
    publicKey: key.publicKey,
    secret: key.secret,
    joint,
    deck: shuffled.deck,
    positions: [0, 1],
  };
  const { secret: _, ...claim } = sharesArgs;
  const plain = deck.makeShares(sharesArgs, rng);
  const made = deck.makeShares({ ...sharesArgs, escrow: terms }, rng);
  const escrow = { ...terms, message: made.escrow };
  honest = {
    handKey: { kind: 'handKey', ctx, author: 1, publicKey: key.publicKey, proof: key.proof },
    escrowKey: {
      kind: 'escrowKey',
      ctx: epochCtx,
      receiver: 2,
      publicKey: escrowKeys[1]!.publicKey,
      proof: escrowKeys[1]!.proof,
    },
    shuffle: { kind: 'shuffle', ...shuffleArgs, output: shuffled.deck, proof: shuffled.proof },
    shares: { kind: 'shares', ...claim, shares: plain.shares, proof: plain.proof },
    escrowed: { kind: 'shares', ...claim, shares: made.shares, proof: made.proof, escrow },
    escrowOpen: opening(escrow, 3, [2, 3]),
  };
});

function opening(
  escrow: SharesStatement['escrow'] & object,
  receiver: number,
  positions: number[],
): EscrowOpenStatement {
  const { secret, publicKey } = escrowKeys[receiver - 1]!;
  const { ctx, joint, author, deck: bytes } = sharesArgs;
  const claim = { ctx, receiver, owner: author, joint, deck: bytes, escrow, positions };
  const made = deck.makeEscrowOpen({ ...claim, secret, publicKey }, rng);
  return { kind: 'escrowOpen', ...claim, receiverKey: publicKey, ...made };
}

const escrowed = (): SharesStatement & { escrow: object } =>
  honest.escrowed as SharesStatement & { escrow: object };

/** Judges bytes as they come from a log: undecodable is refused too. */
function accepts(bytes: Uint8Array): boolean {
  let statement: Statement;
  try {
    statement = decodeStatement(bytes);
  } catch (error) {
    expect(error).toBeInstanceOf(DecodeError);
    return false;
  }
  return deck.verifyStatement(statement).ok;
}

describe('statements', () => {
  it('honest ones of every kind hold, survive their encoding, and have digests of their own', () => {
    const digests = new Set<string>();
    for (const statement of Object.values(honest)) {
      expect(deck.verifyStatement(statement)).toEqual({ ok: true });
      const bytes = encodeStatement(statement);
      expect(decodeStatement(bytes)).toEqual(statement);
      expect(accepts(bytes)).toBe(true);
      digests.add(statementDigest(statement));
    }
    expect(digests.size).toBe(Object.keys(honest).length);
  });

  // Every byte of the small kinds, a sample of the large ones that reaches every field.
  const strides = { handKey: 1, escrowKey: 1, shares: 1, escrowed: 4, escrowOpen: 4, shuffle: 3 } as const;
  for (const kind of ['handKey', 'escrowKey', 'shares', 'escrowed', 'escrowOpen', 'shuffle'] as const) {
    it(`a changed byte anywhere in ${kind} is refused`, () => {
      const bytes = encodeStatement(honest[kind]);
      const masks = seededRandom(`${SEED} ${kind}`);
      for (let i = 0; i < bytes.length; i += strides[kind]) {
        const mask = masks(1)[0]! || 1;
        expect(accepts(flipped(bytes, i, mask)), `seed ${SEED}, byte ${i}, mask ${mask}`).toBe(false);
      }
    });
  }

  it('ten thousand random byte strings decode to nothing but DecodeError', () => {
    const random = seededRandom('noise');
    for (let i = 0; i < 10_000; i++) {
      const bytes = random(1 + (i % 200));
      bytes[0] = bytes[0]! % 7;
      expect(accepts(bytes)).toBe(false);
    }
  });

  it('a proof holds at no other table, epoch, hand, attempt, author or CRS', () => {
    for (const statement of Object.values(honest)) {
      const { ctx } = statement;
      const changes: Partial<DeckContext>[] = [
        { tableId: flipped(ctx.tableId, 31) },
        { epoch: ctx.epoch + 1 },
        { hand: ctx.hand + 1 },
        { attempt: ctx.attempt + 1 },
        { crsDigest: flipped(ctx.crsDigest, 9) },
        { tableId: ctx.tableId.slice(1) },
        { hand: -1 },
        { epoch: 2 ** 32 },
        { attempt: 0.5 },
      ];
      for (const change of changes) {
        expect(deck.verifyStatement({ ...statement, ctx: { ...ctx, ...change } } as Statement).ok).toBe(
          false,
        );
      }
      const party =
        'author' in statement ? { author: statement.author + 1 } : { receiver: statement.receiver + 1 };
      expect(deck.verifyStatement({ ...statement, ...party } as Statement).ok).toBe(false);
    }
  });

  it('a key serves one purpose: neither proof passes for the other kind', () => {
    const hand = keyed.keys[1]!;
    const ctx = contextOf(crs.key.digest, { hand: 0 });
    const own = deck.makeHandKey(ctx, 2, rng);
    const asEscrow = {
      kind: 'escrowKey',
      ctx,
      receiver: 2,
      publicKey: own.publicKey,
      proof: own.proof,
    } as const;
    expect(deck.verifyStatement(asEscrow)).toEqual({ ok: false, reason: 'proof-fails' });
    const escrow = escrowKeys[1]!;
    const asHand = {
      kind: 'handKey',
      ctx,
      author: 2,
      publicKey: escrow.publicKey,
      proof: escrow.proof,
    } as const;
    expect(deck.verifyStatement(asHand)).toEqual({ ok: false, reason: 'proof-fails' });
    // A key without its proof of knowledge: another's proof, and a key made of two others.
    const sum = group.encode(group.add(group.decode(hand.publicKey), group.decode(own.publicKey)));
    expect(deck.verifyStatement({ ...asHand, publicKey: sum })).toEqual({ ok: false, reason: 'proof-fails' });
  });

  it('shares: wrong, swapped, missing, foreign and unasked positions are refused', () => {
    const s = honest.shares as SharesStatement;
    const swapped = new Uint8Array([...s.shares.slice(48), ...s.shares.slice(0, 48)]);
    const other = deck.makeShares({ ...sharesArgs, positions: [2, 3] }, rng);
    const foreign = keyed.keys[2]!;
    const theirs = deck.makeShares(
      { ...sharesArgs, secret: foreign.secret, publicKey: foreign.publicKey },
      rng,
    );
    const identity = Uint8Array.of(0xc0, ...new Array<number>(47).fill(0));
    const cases: [Partial<SharesStatement>, string][] = [
      [{ shares: swapped }, 'proof-fails'],
      [{ shares: other.shares, proof: other.proof }, 'proof-fails'],
      [{ shares: theirs.shares, proof: theirs.proof }, 'proof-fails'],
      [{ publicKey: foreign.publicKey }, 'proof-fails'],
      [{ joint: foreign.publicKey }, 'proof-fails'],
      [{ deck: keyed.deck }, 'proof-fails'],
      [{ positions: [0, 2] }, 'proof-fails'],
      [{ positions: [1, 0] }, 'out-of-range'],
      [{ positions: [1, 1] }, 'out-of-range'],
      [{ positions: [0, N] }, 'out-of-range'],
      [{ positions: [0] }, 'malformed'],
      [{ positions: [], shares: new Uint8Array(0) }, 'out-of-range'],
      [{ shares: new Uint8Array([...identity, ...s.shares.slice(48)]) }, 'bad-point'],
      [{ proof: s.proof.slice(1) }, 'malformed'],
      [{ deck: s.deck.slice(1) }, 'malformed'],
    ];
    for (const [change, reason] of cases) {
      expect(deck.verifyStatement({ ...s, ...change })).toEqual({ ok: false, reason });
    }
    const message = (honest.escrowed as SharesStatement).escrow!.message;
    expect(deck.verifyStatement({ ...s, escrow: { ...terms, message } }).ok).toBe(true);
  });

  it('evidence: through its bytes a statement fails or holds as before; noise is none', () => {
    const s = honest.shares as SharesStatement;
    const wrong = { ...s, author: 0 };
    expect(deck.verifyStatement(decodeStatement(encodeStatement(wrong)))).toEqual({
      ok: false,
      reason: 'proof-fails',
    });
    expect(deck.verifyStatement(decodeStatement(encodeStatement(s)))).toEqual({ ok: true });
    expect(() => decodeStatement(new Uint8Array(40))).toThrow(DecodeError);
    expect(() => decodeStatement(new Uint8Array(0))).toThrow(DecodeError);
    expect(() => encodeStatement({ ...s, author: 256 })).toThrow(DecodeError);
  });
});

describe('escrow', () => {
  const reasonOf = (change: Partial<EscrowTerms & { message: Uint8Array }>): unknown => {
    const s = escrowed();
    return deck.verifyStatement({ ...s, escrow: { ...s.escrow, ...change } } as SharesStatement);
  };
  const outOfRange = { ok: false, reason: 'out-of-range' };

  it('t openings give the absent player’s shares; fewer give nothing', () => {
    const s = escrowed();
    const escrow = s.escrow as EscrowTerms & { message: Uint8Array };
    const openings = [4, 1, 3].map((receiver) => {
      const statement = opening(escrow, receiver, [2, 3]);
      expect(deck.verifyStatement(statement)).toEqual({ ok: true });
      return { receiver, openings: statement.openings };
    });
    const due = deck.makeShares({ ...sharesArgs, positions: [2, 3] }, rng).shares;
    const args = { escrow, positions: [2, 3] };
    expect(deck.recoverShares({ ...args, openings })).toEqual(due);
    expect(deck.recoverShares({ ...args, openings: openings.slice(1) })).toBeUndefined();
    // The same receiver twice, or one that is none, does not count.
    const twice = [...openings.slice(1), openings[1]!];
    expect(deck.recoverShares({ ...args, openings: twice })).toBeUndefined();
    const stranger = [...openings.slice(1), { receiver: 2, openings: openings[0]!.openings }];
    expect(deck.recoverShares({ ...args, openings: stranger })).toBeUndefined();
    // Interpolating from fewer than t gives something else than the share.
    const fewer = { ...escrow, threshold: 2 };
    expect(deck.recoverShares({ ...args, escrow: fewer, openings: openings.slice(1) })).not.toEqual(due);
  });

  it('any t of more receivers open the same shares', () => {
    const receivers = [1, 2, 3, 4].map((index) => ({ index, key: escrowKeys[index - 1]!.publicKey }));
    const wide = { threshold: 2, receivers, positions: [3] };
    const message = deck.makeShares({ ...sharesArgs, escrow: wide }, rng).escrow;
    const due = deck.makeShares({ ...sharesArgs, positions: [3] }, rng).shares;
    const all = receivers.map(({ index }) => ({
      receiver: index,
      openings: opening({ ...wide, message }, index, [3]).openings,
    }));
    for (let i = 0; i < 4; i++) {
      for (let j = i + 1; j < 4; j++) {
        const openings = [all[i]!, all[j]!];
        expect(deck.recoverShares({ escrow: wide, positions: [3], openings })).toEqual(due);
      }
    }
  });

  it('nothing in the escrow opens a position that is not escrowed', () => {
    const s = escrowed();
    const escrow = s.escrow as EscrowTerms & { message: Uint8Array };
    const held = terms.receivers.map(({ index }) => ({
      receiver: index,
      openings: opening(escrow, index, [2]).openings,
    }));
    const hole = deck.makeShares({ ...sharesArgs, positions: [0] }, rng).shares;
    expect(deck.recoverShares({ escrow, positions: [2], openings: held })).not.toEqual(hole);
    const args = { ...sharesArgs, receiver: 1, owner: 1, escrow, publicKey: escrowKeys[0]!.publicKey };
    expect(() =>
      deck.makeEscrowOpen({ ...args, secret: escrowKeys[0]!.secret, positions: [0] }, rng),
    ).toThrow('positions');
  });

  it('receiver 0, receivers twice, unordered, missing or unknown, and impossible thresholds are refused', () => {
    const [a, b, c] = terms.receivers as [
      (typeof terms.receivers)[0],
      (typeof terms.receivers)[0],
      (typeof terms.receivers)[0],
    ];
    expect(reasonOf({ receivers: [{ ...a, index: 0 }, b, c] })).toEqual(outOfRange);
    expect(reasonOf({ receivers: [a, a, c] })).toEqual(outOfRange);
    expect(reasonOf({ receivers: [b, a, c] })).toEqual(outOfRange);
    expect(reasonOf({ receivers: [a, b, { ...c, index: 14 }] })).toEqual(outOfRange);
    expect(reasonOf({ receivers: [a, b] })).toEqual(outOfRange);
    expect(reasonOf({ threshold: 1 })).toEqual(outOfRange);
    expect(reasonOf({ threshold: 4 })).toEqual(outOfRange);
    expect(reasonOf({ receivers: [a, { ...b, index: 2 }, c] })).toEqual({ ok: false, reason: 'proof-fails' });
    expect(reasonOf({ receivers: [a, { ...b, key: c.key }, c] })).toEqual({
      ok: false,
      reason: 'proof-fails',
    });
    expect(reasonOf({ positions: [1, 3] })).toEqual({ ok: false, reason: 'proof-fails' });
    expect(reasonOf({ positions: [3, 2] })).toEqual(outOfRange);
    expect(reasonOf({ message: new Uint8Array(0) })).toEqual({ ok: false, reason: 'malformed' });
    const args = { ...sharesArgs, escrow: { ...terms, receivers: [{ ...a, index: 0 }, b, c] } };
    expect(() => deck.makeShares(args, rng)).toThrow('receiver');
  });

  it('a polynomial of another secret is refused', () => {
    const s = escrowed();
    const other = keyed.keys[2]!;
    const forged = deck.makeShares({ ...sharesArgs, secret: other.secret, escrow: terms }, rng).escrow;
    expect(reasonOf({ message: forged })).toEqual({ ok: false, reason: 'proof-fails' });
    // Nor another's whole escrow under its own name, nor yesterday's.
    const theirs = deck.makeShares(
      { ...sharesArgs, author: 2, secret: other.secret, publicKey: other.publicKey, escrow: terms },
      rng,
    ).escrow;
    expect(reasonOf({ message: theirs })).toEqual({ ok: false, reason: 'proof-fails' });
    const ctx = { ...s.ctx, hand: s.ctx.hand - 1 };
    const old = deck.makeShares({ ...sharesArgs, ctx, escrow: terms }, rng).escrow;
    expect(reasonOf({ message: old })).toEqual({ ok: false, reason: 'proof-fails' });
  });

  it('ciphertexts made from another’s points are refused: no receiver becomes a decryption oracle', () => {
    const s = escrowed();
    const escrow = s.escrow as EscrowTerms & { message: Uint8Array };
    const other = keyed.keys[2]!;
    const theirs = deck.makeShares(
      { ...sharesArgs, author: 2, secret: other.secret, publicKey: other.publicKey, escrow: terms },
      rng,
    ).escrow;
    // U and V of the first receiver's first position: after two commitments and its proof.
    const at = 2 * 48 + 3 * 48 + 2 * 32;
    const spliced = escrow.message.slice();
    spliced.set(theirs.subarray(at, at + 96), at);
    expect(reasonOf({ message: spliced })).toEqual({ ok: false, reason: 'proof-fails' });
    // Shifted by a known amount, as an attack on an encryption without proofs would.
    const shifted = escrow.message.slice();
    const u = group.decode(shifted.subarray(at, at + 48));
    shifted.set(group.encode(group.add(u, group.generator)), at);
    expect(reasonOf({ message: shifted })).toEqual({ ok: false, reason: 'proof-fails' });
  });

  it('openings: wrong key, owner, receiver, position or value are refused', () => {
    const o = honest.escrowOpen as EscrowOpenStatement;
    const escrow = escrowed().escrow as EscrowTerms & { message: Uint8Array };
    const one = opening(escrow, 1, [2, 3]);
    const proofFails = { ok: false, reason: 'proof-fails' };
    expect(deck.verifyStatement({ ...o, openings: one.openings })).toEqual(proofFails);
    expect(deck.verifyStatement({ ...o, receiverKey: escrowKeys[0]!.publicKey })).toEqual(proofFails);
    expect(deck.verifyStatement({ ...o, owner: 2 })).toEqual(proofFails);
    expect(deck.verifyStatement({ ...one, receiver: 3 })).toEqual(proofFails);
    expect(deck.verifyStatement({ ...o, receiver: 2 })).toEqual(outOfRange);
    expect(deck.verifyStatement({ ...o, receiver: 0 })).toEqual(outOfRange);
    expect(deck.verifyStatement({ ...o, positions: [1, 3] })).toEqual(outOfRange);
    const single = opening(escrow, 3, [2]);
    expect(deck.verifyStatement({ ...single, positions: [3] })).toEqual(proofFails);
  });
});
