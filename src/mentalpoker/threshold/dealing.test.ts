import { bls12_381 } from '@noble/curves/bls12-381.js';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { toHex } from '../../codec/decode.ts';
import { quorumSize } from '../../codec/quorum.ts';
import { createMclGroup } from '../../crypto/backendMcl.ts';
import { createNobleGroup } from '../../crypto/backendNoble.ts';
import { blsPublicKey, blsSign, blsVerify } from '../../crypto/bls.ts';
import { polynomialAt } from '../../crypto/feldman.ts';
import { decodeScalar, frInverse, frSub, randomScalar } from '../../crypto/fr.ts';
import { type G1Group, type G2, R } from '../../crypto/group.ts';
import { proveDlog2 } from '../../crypto/schnorr2.ts';
import { combinePartials } from '../../crypto/thresholdBls.ts';
import { dealingParts, rebuiltDealing, wrongShareFor } from '../../testing/bentDealings.ts';
import { seededRandom } from '../../testing/seededRandom.ts';
import { dealt, finished, keyMade, SHARING_TABLE, sharingParty } from '../../testing/sharings.ts';
import { makeChannelKey, verifyChannelKey } from './channelKey.ts';
import { judgeComplaint, makeComplaint } from './complaint.ts';
import { dealingBytes, decodeDealing, drawDealer, makeDealing, openShare, verifyDealing } from './dealing.ts';
import type { Sharing } from './sharing.ts';
import type { SharingTerms } from './terms.ts';

const stock = bls12_381.shortSignatures;
const MESSAGE = new TextEncoder().encode('after hand 57');
let group: G1Group;
beforeAll(async () => {
  group = await createMclGroup();
});

/** What these holders sign together, if they do. */
function signed(
  sharing: Sharing,
  shares: ReadonlyMap<number, Uint8Array>,
  holders: readonly number[],
): Uint8Array | undefined {
  const partials = holders.map((holder) => ({
    holder,
    publicShare: group.decode2(sharing.holders.find((h) => h.index === holder)!.publicShare),
    signature: blsSign(group, decodeScalar(shares.get(holder)!), MESSAGE),
  }));
  const key = group.decode2(sharing.key);
  return combinePartials(group, key, holders.length, MESSAGE, partials).signature;
}

describe('a rogue dealer', () => {
  it('who deals last, with one silent receiver, does not come to own the key', () => {
    const rng = seededRandom('rogue');
    const party = sharingParty(group, 4, rng);
    const { terms } = party;
    const honest = [1, 2, 3].map((dealer) => ({ dealer, bytes: dealt(group, party, dealer, rng) }));
    // It knows z and wants Z = z·G2 to be the table's key, so A_0 = Z − Σ of the others' A_0.
    const z = randomScalar(rng);
    const others = honest.map(
      ({ dealer, bytes }) => decodeDealing(group, terms, dealer, bytes).commitments[0]!,
    );
    const sum = others.reduce((a, b) => group.add2(a, b));
    const at = (p: G2, s: bigint, s2: bigint): G2 => group.msm2([p, group.generator2], [s, s2]);
    const a0 = at(group.neg2(sum), 1n, z);
    // Receivers 1 and 2 get values that fit; receiver 3 gets what does not, and says nothing.
    const mine = drawDealer(terms, rng);
    const [s1, s2] = [polynomialAt(mine.coefficients, 1), polynomialAt(mine.coefficients, 2)];
    const half = frInverse(2n);
    const a2 = group.add2(at(a0, half, 0n), at(group.generator2, 0n, (half * frSub(s2, (2n * s1) % R)) % R));
    const a1 = at(group.neg2(group.add2(a0, a2)), 1n, s1);
    const own = dealingParts(terms, makeDealing(group, terms, 4, mine, rng));
    const rogue = { ...own, commitments: [a0, a1, a2].map((a) => group.encode2(a)) };

    const forgeries: [string, Uint8Array][] = [
      ['its proof for another polynomial', rebuiltDealing(group, terms, 4, rogue, mine.ephemeral)],
      [
        'a proof for a secret that it does know',
        rebuiltDealing(group, terms, 4, rogue, mine.ephemeral, (t) =>
          proveDlog2(group, t, a0, mine.coefficients[0]!, rng),
        ),
      ],
      [
        'a proof for the key it wants',
        rebuiltDealing(group, terms, 4, rogue, mine.ephemeral, (t) => proveDlog2(group, t, a0, z, rng)),
      ],
      [
        "another dealer's proof",
        rebuiltDealing(
          group,
          terms,
          4,
          { ...rogue, constantProof: dealingParts(terms, honest[0]!.bytes).constantProof },
          mine.ephemeral,
        ),
      ],
    ];
    for (const [what, bytes] of forgeries) {
      expect(verifyDealing(group, terms, 4, bytes), what).toEqual({ ok: false, reason: 'proof-fails' });
    }

    // That proof is all that stands in the way: nobody who speaks could complain, and alone it signs for the table.
    const bytes = forgeries[0]![1];
    const dealing = decodeDealing(group, terms, 4, bytes);
    for (const receiver of [1, 2]) {
      const { secret } = party.channels.get(receiver)!;
      expect(openShare(group, terms, 4, dealing, receiver, secret)).toBeDefined();
    }
    const { sharing } = finished(group, party, [...honest, { dealer: 4, bytes }]);
    const alone = blsSign(group, z, MESSAGE);
    expect(stock.verify(stock.Signature.fromBytes(alone), stock.hash(MESSAGE), sharing.key)).toBe(true);
    // And whoever knows its constant passes when the dealing is put together in this way.
    const known = rebuiltDealing(group, terms, 4, own, mine.ephemeral, (t) =>
      proveDlog2(group, t, group.decode2(own.commitments[0]!), mine.coefficients[0]!, rng),
    );
    expect(verifyDealing(group, terms, 4, known)).toEqual({ ok: true });
  });
});

describe('a key that is made', () => {
  it.each([2, 4, 7])('by %i members is signed for by any quorum of them, and by no fewer', (n) => {
    const { party, dealings, sharing, shares } = keyMade(group, n, seededRandom(`made ${n}`));
    for (const { dealer, bytes } of dealings) {
      expect(verifyDealing(group, party.terms, dealer, bytes)).toEqual({ ok: true });
    }
    for (const { index, publicShare } of sharing.holders) {
      expect(toHex(blsPublicKey(group, decodeScalar(shares.get(index)!)))).toBe(toHex(publicShare));
    }
    const all = sharing.holders.map((h) => h.index);
    const q = quorumSize(n);
    const whole = signed(sharing, shares, all.slice(0, q))!;
    expect(stock.verify(stock.Signature.fromBytes(whole), stock.hash(MESSAGE), sharing.key)).toBe(true);
    expect(toHex(signed(sharing, shares, all.slice(-q))!)).toBe(toHex(whole));
    expect(signed(sharing, shares, all.slice(1, q))).toBeUndefined();
  });

  it('is the same from both backends, byte for byte', () => {
    const made = [group, createNobleGroup()].map((g) => keyMade(g, 3, seededRandom('both')));
    const [a, b] = made.map(({ dealings, sharing, shares }) =>
      [...dealings.map((d) => d.bytes), sharing.key, sharing.digest, ...shares.values()].map(toHex),
    );
    expect(a).toEqual(b);
  });

  it('costs at most 1.9 KB a dealer with thirteen members', () => {
    const { terms } = sharingParty(group, 13, seededRandom('thirteen'));
    expect(terms.threshold).toBe(9);
    expect(dealingBytes(terms)).toBeLessThanOrEqual(1_900);
    expect(dealt(group, { terms, channels: new Map() }, 13, seededRandom('bytes'))).toHaveLength(
      dealingBytes(terms),
    );
  });
});

describe('a dealing', () => {
  const rng = seededRandom('dealing');
  const refused = (terms: SharingTerms, dealer: number, bytes: Uint8Array) => {
    const verdict = verifyDealing(group, terms, dealer, bytes);
    return verdict.ok ? 'accepted' : verdict.reason;
  };

  it('with any bit changed is refused', () => {
    const party = sharingParty(group, 4, rng);
    const bytes = dealt(group, party, 2, rng);
    expect(refused(party.terms, 2, bytes)).toBe('accepted');
    fc.assert(
      fc.property(fc.nat(8 * bytes.length - 1), (bit) => {
        const bent = bytes.map((byte, i) => (i === bit >> 3 ? byte ^ (0x80 >> (bit & 7)) : byte));
        expect(refused(party.terms, 2, bent)).not.toBe('accepted');
      }),
      { numRuns: 60 },
    );
  });

  it('of another dealer, epoch, table, threshold or for other receivers is refused', () => {
    const party = sharingParty(group, 4, rng);
    const { terms } = party;
    const bytes = dealt(group, party, 2, rng);
    const swapped = terms.receivers.map((r, k) => ({ ...r, channelKey: terms.receivers[3 - k]!.channelKey }));
    expect(refused(terms, 3, bytes)).toBe('proof-fails');
    expect(refused({ ...terms, instance: new Uint8Array(32).fill(2) }, 2, bytes)).toBe('proof-fails');
    expect(refused({ ...terms, tableId: new Uint8Array(32).fill(2) }, 2, bytes)).toBe('proof-fails');
    expect(refused({ ...terms, receivers: swapped }, 2, bytes)).toBe('proof-fails');
    expect(refused({ ...terms, threshold: 4 }, 2, bytes)).toBe('malformed');
    expect(refused({ ...terms, receivers: terms.receivers.slice(1) }, 2, bytes)).toBe('malformed');
    // A member that receives nothing deals nothing.
    expect(refused(terms, 5, bytes)).toBe('out-of-range');
  });

  it('with a constant of nothing, a point outside the group, or one coefficient more is refused', () => {
    const party = sharingParty(group, 4, rng);
    const bytes = dealt(group, party, 2, rng);
    const nothing = Uint8Array.from({ length: 96 }, (_, i) => (i === 0 ? 0xc0 : 0));
    expect(refused(party.terms, 2, Uint8Array.of(...nothing, ...bytes.subarray(96)))).toBe('bad-point');
    expect(refused(party.terms, 2, Uint8Array.of(...bytes.subarray(0, 96), ...bytes))).toBe('malformed');
    expect(refused(party.terms, 2, bytes.subarray(96))).toBe('malformed');
    expect(refused(party.terms, 2, new Uint8Array(0))).toBe('malformed');
  });

  it("with another dealer's U is refused, proof and all", () => {
    const party = sharingParty(group, 4, rng);
    const { terms } = party;
    const [theirs, mine] = [dealt(group, party, 1, rng), dealt(group, party, 4, rng)];
    const uAt = 96 * 3 + 128;
    const copied = Uint8Array.from(mine);
    copied.set(theirs.subarray(uAt, uAt + 128), uAt);
    expect(refused(terms, 4, copied)).toBe('proof-fails');
    expect(refused(terms, 4, theirs)).toBe('proof-fails');
  });

  it('is not possible for terms under which one could sign alone, or one holds the secret', () => {
    const { terms } = sharingParty(group, 4, rng);
    const index = (k: number) => terms.receivers.map((r, i) => (i === 0 ? { ...r, index: k } : r));
    for (const wrong of [
      { ...terms, threshold: 1 },
      { ...terms, threshold: 5 },
      { ...terms, threshold: 2.5 },
      { ...terms, receivers: index(0) },
      { ...terms, receivers: index(2) },
      { ...terms, receivers: terms.receivers.map((r) => ({ ...r, index: r.index + 10 })) },
    ]) {
      expect(() => drawDealer(wrong, rng)).toThrow('out-of-range');
      expect(refused(wrong, 2, new Uint8Array(dealingBytes(terms)))).toBe('out-of-range');
    }
  });

  it('shows no share and no secret in its bytes', () => {
    const { terms } = sharingParty(group, 4, rng);
    const secrets = drawDealer(terms, rng);
    const hex = toHex(makeDealing(group, terms, 1, secrets, rng));
    const values = [1, 2, 3, 4].map((j) => polynomialAt(secrets.coefficients, j));
    for (const secret of [...secrets.coefficients, secrets.ephemeral, ...values]) {
      expect(hex).not.toContain(secret.toString(16).padStart(64, '0').slice(0, 32));
    }
  });
});

describe('a complaint', () => {
  const rng = seededRandom('complaint');
  const dealer = 1;

  /** Dealer 1 gives receiver 3 a value of another polynomial; everything else holds. */
  function wrongShare() {
    const party = sharingParty(group, 4, rng);
    const { terms } = party;
    const bytes = wrongShareFor(group, terms, dealer, 3, rng);
    return { party, terms, bytes, dealing: decodeDealing(group, terms, dealer, bytes) };
  }

  it('about a wrong share convicts the dealer, though its dealing looks right from outside', () => {
    const { party, terms, bytes, dealing } = wrongShare();
    expect(verifyDealing(group, terms, dealer, bytes)).toEqual({ ok: true });
    const secret = (j: number) => party.channels.get(j)!.secret;
    expect(openShare(group, terms, dealer, dealing, 3, secret(3))).toBeUndefined();
    expect(openShare(group, terms, dealer, dealing, 2, secret(2))).toBeDefined();
    const parties = { dealer, complainer: 3 };
    const complaint = makeComplaint(group, terms, parties, dealing, secret(3), rng);
    expect(judgeComplaint(group, terms, parties, dealing, complaint)).toBe('dealer');
    expect(
      judgeComplaint(
        createNobleGroup(),
        terms,
        parties,
        decodeDealing(createNobleGroup(), terms, dealer, bytes),
        complaint,
      ),
    ).toBe('dealer');
  });

  it('about a share that fits convicts the complainer, in whatever way it lies', () => {
    const { party, terms, dealing } = wrongShare();
    const secret = (j: number) => party.channels.get(j)!.secret;
    const judge = (complainer: number, complaint: Uint8Array) =>
      judgeComplaint(group, terms, { dealer, complainer }, dealing, complaint);
    const own = makeComplaint(group, terms, { dealer, complainer: 2 }, dealing, secret(2), rng);
    expect(judge(2, own)).toBe('complainer');
    // Another key's D opens nothing, but is not proved to be k_2·U.
    expect(judge(2, makeComplaint(group, terms, { dealer, complainer: 2 }, dealing, secret(3), rng))).toBe(
      'complainer',
    );
    // The right complaint of another receiver is not mine.
    const theirs = makeComplaint(group, terms, { dealer, complainer: 3 }, dealing, secret(3), rng);
    expect(judge(3, theirs)).toBe('dealer');
    expect(judge(2, theirs)).toBe('complainer');
    for (const junk of [new Uint8Array(0), new Uint8Array(176), own.subarray(1)])
      expect(judge(2, junk)).toBe('complainer');
    for (const at of [0, 20, 47, 48, 120, 175]) {
      const bent = theirs.map((byte, i) => (i === at ? byte ^ 1 : byte));
      expect(judge(3, bent), `byte ${at}`).toBe('complainer');
    }
    expect(() => judge(5, own)).toThrow('out-of-range');
  });

  it('speaks of one dealing: it says nothing about the next one of the same dealer', () => {
    const { party, terms, dealing } = wrongShare();
    const parties = { dealer, complainer: 3 };
    const complaint = makeComplaint(group, terms, parties, dealing, party.channels.get(3)!.secret, rng);
    const other = decodeDealing(group, terms, dealer, dealt(group, party, dealer, rng));
    expect(judgeComplaint(group, terms, parties, other, complaint)).toBe('complainer');
  });
});

describe('a key that is dealt on', () => {
  const rng = seededRandom('dealt on');

  it.each([
    [4, 4],
    [3, 4],
    [4, 3],
    [6, 7],
  ])('from %i members to %i stays the same key, and signs under new shares', (before, after) => {
    const old = keyMade(group, before, rng);
    const party = sharingParty(group, after, rng, { epoch: 2, from: old.sharing });
    // As many as sign are enough, whichever they are; here the last ones, in falling order.
    const dealers = old.sharing.holders
      .map((h) => h.index)
      .slice(-quorumSize(before))
      .reverse();
    const dealings = dealers.map((dealer) => ({
      dealer,
      bytes: dealt(group, party, dealer, rng, old.shares.get(dealer)!),
    }));
    for (const { dealer, bytes } of dealings) {
      expect(verifyDealing(group, party.terms, dealer, bytes)).toEqual({ ok: true });
    }
    const { sharing, shares } = finished(group, party, dealings);
    expect(toHex(sharing.key)).toBe(toHex(old.sharing.key));
    const all = sharing.holders.map((h) => h.index);
    const signature = signed(sharing, shares, all.slice(-quorumSize(after)))!;
    expect(blsVerify(group, old.sharing.key, MESSAGE, signature)).toBe(true);
    expect(signed(sharing, shares, all.slice(0, quorumSize(after) - 1))).toBeUndefined();
    // One who left keeps its old share: with new shares of the others it is of no use.
    const mixed = new Map([...shares, [1, old.shares.get(1)!]]);
    expect(signed(sharing, mixed, all.slice(0, quorumSize(after)))).toBeUndefined();
  });

  it('is dealt on by its holders only, and by each with the share it has', () => {
    const old = keyMade(group, 3, rng);
    const party = sharingParty(group, 4, rng, { epoch: 2, from: old.sharing });
    const reason = (dealer: number, bytes: Uint8Array) => verifyDealing(group, party.terms, dealer, bytes);
    const stranger = new Uint8Array(32).fill(1);
    expect(reason(1, dealt(group, party, 1, rng, stranger))).toEqual({ ok: false, reason: 'out-of-range' });
    const right = dealt(group, party, 1, rng, old.shares.get(1)!);
    expect(reason(2, right)).toEqual({ ok: false, reason: 'out-of-range' });
    // The fourth holds nothing of the old sharing.
    expect(reason(4, right)).toEqual({ ok: false, reason: 'out-of-range' });
    expect(() => drawDealer(party.terms, rng)).toThrow(RangeError);
    expect(() => drawDealer(old.party.terms, rng, stranger)).toThrow(RangeError);
  });
});

describe('a channel key', () => {
  it('is announced by whoever knows its secret, for one epoch and number', () => {
    const rng = seededRandom('channel');
    const holder = { tableId: SHARING_TABLE, instance: new Uint8Array(32).fill(1), index: 2 };
    const { publicKey, proof } = makeChannelKey(group, holder, rng);
    expect(verifyChannelKey(group, holder, publicKey, proof)).toBe(true);
    expect(verifyChannelKey(group, { ...holder, index: 3 }, publicKey, proof)).toBe(false);
    expect(verifyChannelKey(group, { ...holder, instance: new Uint8Array(32) }, publicKey, proof)).toBe(
      false,
    );
    expect(verifyChannelKey(group, { ...holder, tableId: new Uint8Array(32) }, publicKey, proof)).toBe(false);
    expect(verifyChannelKey(group, holder, group.encode(group.generator), proof)).toBe(false);
  });
});
