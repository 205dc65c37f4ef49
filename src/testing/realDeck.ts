/** The real keys, shuffle proofs and shares behind the test table's deck, for one size of deck. */
import { readFileSync } from 'node:fs';
import type { ProofKind } from '../codec/proofKinds.ts';
import { createMclGroup } from '../crypto/backendMcl.ts';
import { decodeShuffleKey, shuffleKeyDigest } from '../crypto/groth16.ts';
import type { RandomBytes } from '../crypto/group.ts';
import { loadShuffleProver } from '../crypto/prover.ts';
import { shuffleKey } from '../crypto/shuffleKey.ts';
import { createDeckCrypto } from '../mentalpoker/deckCrypto.ts';
import type { Duty } from '../table/deck/duties.ts';
import { claimOf, type DeckStandIn, type Unsent } from './tablePlay.ts';

const crs = (name: string) =>
  new Uint8Array(readFileSync(new URL(`../../public/crs/${name}`, import.meta.url)));
const random: RandomBytes = (length) => crypto.getRandomValues(new Uint8Array(length));

export async function realDeck(
  size: 36 | 52,
  kind: ProofKind = 'groth16',
): Promise<{ deck: DeckStandIn; crsDigest: Uint8Array }> {
  const group = await createMclGroup();
  const vkey = crs(`shuffle${size}.vkey`);
  const zkey = crs(`shuffle${size}.zkey`);
  const vk = decodeShuffleKey(group, vkey, shuffleKeyDigest(vkey));
  const key = shuffleKey(group, kind, size, vk);
  const dc = createDeckCrypto(group, [key]);
  const prover = await loadShuffleProver(group, zkey, vk);
  /** Secrets of every seat, as each tab would keep its own. */
  const secrets = new Map<string, Uint8Array>();
  const keyOf = (seat: number, ctx: { hand: number; attempt: number }) =>
    `${seat}.${ctx.hand}.${ctx.attempt}`;
  const deck: DeckStandIn = {
    verify: (s) => dc.verifyStatement(s),
    combineDealings: (args) => dc.key.combineDealings(args),
    prepare: ({ publicKeys, size: cards }) => {
      const joint = dc.jointKey(publicKeys);
      return joint === undefined ? null : { joint, deck: dc.canonicalDeck(joint, cards) };
    },
    open: ({ deck: bytes, position, shares }) => dc.openCard({ deck: bytes, position, shares: [...shares] }),
    recover: (request) => dc.recoverShares(request),
    openOwn: (state, seat, r) => {
      const ownSecret = secrets.get(keyOf(seat, state.hand!.deck.context))!;
      return dc.openCard({ deck: r.deck, position: r.position, shares: [...r.shares], ownSecret });
    },
    async fulfil(duty: Duty, seat: number): Promise<Unsent> {
      switch (duty.kind) {
        case 'handKey': {
          const { hand, attempt } = duty.ctx;
          const { secret, publicKey, proof } = dc.makeHandKey(duty.ctx, seat, random);
          secrets.set(keyOf(seat, duty.ctx), secret);
          return { kind: 'deckKey', body: { hand, attempt, publicKey, proof } };
        }
        case 'shuffle': {
          const { ctx, step, joint, input, inputDigest } = duty;
          const out = await dc.proveShuffle({ ctx, author: seat, step, joint, input }, prover, random);
          const { hand, attempt } = ctx;
          return {
            kind: 'shuffle',
            body: { hand, attempt, step, inputDigest, deck: out.deck, proof: out.proof },
          };
        }
        case 'muck':
          return { kind: 'muck', body: { hand: duty.hand } };
        case 'win':
          return claimOf(duty, dc.proveWin(duty.claim, secrets.get(keyOf(seat, duty.ctx))!, random));
        case 'escrowKey': {
          const { secret, publicKey, proof } = dc.makeEscrowKey(duty.ctx, duty.receiver, random);
          secrets.set(`escrow.${duty.receiver}`, secret);
          return { kind: 'escrowKey', body: { publicKey, proof } };
        }
        case 'escrowOpen': {
          const { ctx, deckDigest, owner } = duty;
          const positions = [...duty.positions];
          const made = dc.makeEscrowOpen(
            { ...duty, positions, secret: secrets.get(`escrow.${duty.receiver}`)! },
            random,
          );
          const { hand, attempt } = ctx;
          return { kind: 'escrowOpen', body: { hand, attempt, deckDigest, seat: owner, positions, ...made } };
        }
        default: {
          const { ctx, publicKey, joint, deckDigest } = duty;
          const positions = [...duty.positions];
          const secret = secrets.get(keyOf(seat, ctx))!;
          const made = dc.makeShares(
            {
              ctx,
              author: seat,
              secret,
              publicKey,
              joint,
              deck: duty.deck,
              positions,
              ...(duty.escrow === undefined ? {} : { escrow: duty.escrow }),
            },
            random,
          );
          const { hand, attempt } = ctx;
          return { kind: duty.kind, body: { hand, attempt, deckDigest, positions, ...made } };
        }
      }
    },
  };
  return { deck, crsDigest: key.digest };
}
