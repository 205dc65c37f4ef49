/**
 * A deck of no table, keyed, shuffled, argued and dealt once: whoever is about to play has then built its tables and
 * run its code, and the first hand does not wait for either. Its keys are thrown away, and no table has its id.
 */
import type { ShuffleProver } from '../crypto/groth16.ts';
import type { RandomBytes } from '../crypto/group.ts';
import type { DeckContext } from './context.ts';
import type { DeckCrypto } from './deckCrypto.ts';
import type { ShuffleStatement } from './statement.ts';

/** @returns the shuffle, for others to check; rejects if it does not hold */
export async function rehearse(
  deck: DeckCrypto,
  { size, digest }: { readonly size: number; readonly digest: Uint8Array },
  groth16: ShuffleProver | undefined,
  rng: RandomBytes,
): Promise<ShuffleStatement> {
  const ctx: DeckContext = { tableId: new Uint8Array(32), epoch: 0, hand: 0, attempt: 0, crsDigest: digest };
  const keys = [0, 1].map((seat) => deck.makeHandKey(ctx, seat, rng));
  const joint = deck.jointKey(keys.map((k) => k.publicKey));
  if (joint === undefined) throw new Error('keys that cancel out');
  const claim = { ctx, author: 0, step: 0, joint, input: deck.canonicalDeck(joint, size) };
  const { deck: output, proof } = await deck.argueShuffle(claim, groth16, rng);
  const shuffle: ShuffleStatement = { kind: 'shuffle', ...claim, output, proof };
  const [{ publicKey, secret }] = keys as [(typeof keys)[0]];
  const dealt = { ctx, author: 0, publicKey, joint, deck: output, positions: [0, 1] };
  const shares = deck.makeShares({ ...dealt, secret }, rng);
  const verdicts = [
    deck.verifyStatement(shuffle),
    deck.verifyStatement({ kind: 'shares', ...dealt, shares: shares.shares, proof: shares.proof }),
  ];
  if (!verdicts.every((v) => v.ok)) throw new Error('what was rehearsed does not verify');
  return shuffle;
}
