/** One multi-scalar multiplication for a verified message, and still the exact reason where it fails. */
import { describe, expect, it } from 'vitest';
import { createMclGroup } from '../crypto/backendMcl.ts';
import { createNobleGroup } from '../crypto/backendNoble.ts';
import type { G1Group } from '../crypto/group.ts';
import { contextOf, flipped, keyUp, seededRandom } from '../testing/deckFixture.ts';
import { createDeckCrypto, type DeckCrypto } from './deckCrypto.ts';
import type { SharesStatement, Verdict } from './statement.ts';

const SEED = 'one sum';

/** A share message with escrow, as one of four players sends it first, and the group's sums while verifying. */
function message(group: G1Group, seed = SEED) {
  let sums = 0;
  const counting: G1Group = {
    ...group,
    msm: (points, scalars) => {
      sums++;
      return group.msm(points, scalars);
    },
  };
  const rng = seededRandom(seed);
  const deck: DeckCrypto = createDeckCrypto(counting, []);
  const ctx = contextOf(new Uint8Array(32).fill(1));
  const keyed = keyUp(deck, ctx, 4, 8, rng);
  const escrowKeys = [2, 3, 4].map((receiver) =>
    deck.makeEscrowKey(contextOf(ctx.crsDigest, { hand: 0 }), receiver, rng),
  );
  const receivers = escrowKeys.map((k, i) => ({ index: i + 2, key: k.publicKey }));
  const terms = { threshold: 3, receivers, positions: [5, 6, 7] };
  const { secret, publicKey } = keyed.keys[0]!;
  const claim = { ctx, author: 0, publicKey, joint: keyed.joint, deck: keyed.deck, positions: [1, 2] };
  const made = deck.makeShares({ ...claim, secret, escrow: terms }, rng);
  const statement: SharesStatement = {
    kind: 'shares',
    ...claim,
    shares: made.shares,
    proof: made.proof,
    escrow: { ...terms, message: made.escrow },
  };
  const verify = (s: SharesStatement): { verdict: Verdict; sums: number } => {
    sums = 0;
    const verdict = deck.verifyStatement(s);
    return { verdict, sums };
  };
  return { statement, verify };
}

const refused = (reason: string) => ({ ok: false, reason });

for (const [name, make] of [
  ['mcl', createMclGroup],
  ['noble', createNobleGroup],
] as const) {
  describe(`a share message with escrow (${name})`, () => {
    it('that holds costs one sum; one that does not is told apart part by part', {
      timeout: 120_000,
    }, async () => {
      const { statement, verify } = message(await make());
      expect(verify(statement), SEED).toEqual({ verdict: { ok: true }, sums: 1 });
      const { message: escrow } = statement.escrow!;
      const withEscrow = (bytes: Uint8Array): SharesStatement => ({
        ...statement,
        escrow: { ...statement.escrow!, message: bytes },
      });
      const falseShares = { proof: flipped(statement.proof, 127) };
      // The last byte of an escrow message belongs to a point, the first response lies after 2 + 3 points.
      const badPoint = flipped(escrow, escrow.length - 96, 0x80);
      const falseResponse = flipped(escrow, 5 * 48 + 31);
      expect(verify({ ...statement, ...falseShares }).verdict).toEqual(refused('proof-fails'));
      expect(verify(withEscrow(falseResponse)).verdict).toEqual(refused('proof-fails'));
      expect(verify(withEscrow(badPoint)).verdict).toEqual(refused('bad-point'));
      // The shares come first: what is false about them is the reason, whatever the escrow is.
      expect(verify({ ...withEscrow(badPoint), ...falseShares }).verdict).toEqual(refused('proof-fails'));
      const badShare = { shares: flipped(statement.shares, 0, 0x80) };
      expect(verify({ ...withEscrow(falseResponse), ...badShare }).verdict).toEqual(refused('bad-point'));
    });

    it('cannot make up for a false part by the other one', { timeout: 120_000 }, async () => {
      const group = await make();
      const { statement, verify } = message(group);
      // Shares and escrow of two honest messages: each part holds under its own key, not under the other's.
      const other = message(group, 'another').statement;
      expect(verify({ ...statement, escrow: other.escrow! }).verdict).toEqual(refused('proof-fails'));
      const bent = flipped(statement.escrow!.message, 7 * 48 + 64, 0x20);
      expect(verify({ ...statement, escrow: { ...statement.escrow!, message: bent } }).verdict.ok).toBe(
        false,
      );
      for (const at of [0, 48, 96]) {
        const proof = statement.proof.slice();
        // The opposite point is a point, too.
        proof[at] = proof[at]! ^ (at === 96 ? 1 : 0x20);
        expect(verify({ ...statement, proof }).verdict.ok).toBe(false);
      }
    });
  });
}
