/**
 * Winning without showing, as the table sees it: who may claim now, over which pairs, and what exactly is claimed.
 *
 * Upon the showdown turn of the last closed hand, where the table allows claims: it may be proved to be better than
 * the best tabled one, or equal to it. Everything in the claim but the relation follows from the committed state.
 */
import { equalBytes, toHex } from '../../codec/decode.ts';
import type { TransactionOf } from '../../codec/transactions.ts';
import { claimDigest, RELATIONS, type WinClaim, type WinRelation } from '../../mentalpoker/winClaim.ts';
import { PAIR_BASE, winProofBytes } from '../../mentalpoker/winProof.ts';
import type { Card } from '../../poker/cards.ts';
import { gameNamed } from '../../poker/catalogue.ts';
import { unseenPairs } from '../../poker/claims.ts';
import type { HandState } from '../../poker/state.ts';
import { nextStep } from '../hand/engine.ts';
import type { TableRefusal } from '../refusal.ts';
import type { TableHand, TableState } from '../state/state.ts';
import type { WinDuty } from './duties.ts';
import { downPositions } from './owed.ts';

/** For each relation the list W: 52·a + b of deck cards, both orders of every pair, ascending. */
export interface ClaimOffer {
  readonly seat: number;
  readonly pairs: Readonly<Record<WinRelation, readonly number[]>>;
}

const remembered = new WeakMap<HandState, ClaimOffer | null>();

/** Who may claim now; undefined where nobody may. */
export function claimOffer({ config, hand }: TableState): ClaimOffer | undefined {
  if (config.claims !== 1 || hand?.phase !== 'play') return undefined;
  const { engine } = hand;
  let offer = remembered.get(engine);
  if (offer === undefined) {
    offer = offerAt(engine) ?? null;
    remembered.set(engine, offer);
  }
  return offer === null || hand.mucked.includes(offer.seat) ? undefined : offer;
}

function offerAt(engine: HandState): ClaimOffer | undefined {
  const step = nextStep(engine);
  if (step.kind !== 'showdown') return undefined;
  const { better, equal } = unseenPairs(engine, step.seat);
  if (better.length + equal.length === 0) return undefined;
  return { seat: step.seat, pairs: { better: bothOrders(engine, better), equal: bothOrders(engine, equal) } };
}

function bothOrders(engine: HandState, pairs: readonly (readonly [Card, Card])[]): number[] {
  const { deck } = gameNamed(engine.setup.game);
  const number = new Map(deck.map((card, i) => [card, i]));
  const all = pairs.flatMap(([a, b]) => {
    const [x, y] = [number.get(a)!, number.get(b)!];
    return [PAIR_BASE * x + y, PAIR_BASE * y + x];
  });
  return all.sort((x, y) => x - y);
}

/** What the seat that may claim now claims by this; undefined where it may not, or nothing stands so. */
export function winClaim(state: TableState, seat: number, relation: WinRelation): WinClaim | undefined {
  const { hand } = state;
  const offer = claimOffer(state);
  if (hand === undefined || offer?.seat !== seat || offer.pairs[relation].length === 0) return undefined;
  const { context: ctx, joint, deck, publicKeys } = hand.deck;
  const index = hand.dealtIn.indexOf(seat);
  const positions = downPositions(hand, seat);
  const { engine } = hand;
  const cards = gameNamed(engine.setup.game).deck;
  const numbers = (list: readonly (Card | null)[]): number[] => list.map((c) => cards.indexOf(c!));
  return {
    ctx,
    author: seat,
    publicKey: publicKeys[index]!,
    joint: joint!,
    deck: deck!,
    positions,
    shares: othersShares(hand, index, positions),
    relation,
    board: numbers(engine.board),
    tabled: engine.players
      .filter((p) => p.shown && p.status === 'live')
      .map((p) => ({ seat: p.seat, cards: numbers(p.cards) }))
      .sort((a, b) => a.seat - b.seat),
    pairs: [...offer.pairs[relation]],
  };
}

function othersShares(hand: TableHand, index: number, positions: readonly number[]): Uint8Array {
  const parts = positions.flatMap((p) =>
    hand.dealtIn.flatMap((_, i) => (i === index ? [] : [hand.deck.shares[p]![i]!])),
  );
  const bytes = new Uint8Array(48 * parts.length);
  parts.forEach((share, i) => {
    bytes.set(share, 48 * i);
  });
  return bytes;
}

/** Of a seat that was dealt in, for this hand and attempt. */
export function judgeWin(
  state: TableState,
  hand: TableHand,
  seat: number,
  tx: TransactionOf<'win'>,
): TableRefusal | undefined {
  const { deckDigest, relation, claim, proof } = tx.body;
  if (state.config.claims !== 1) return 'not-offered';
  if (hand.deck.deckDigest === undefined || !equalBytes(deckDigest, hand.deck.deckDigest)) return 'stale';
  const step = hand.phase === 'play' ? nextStep(hand.engine) : undefined;
  if (step?.kind !== 'showdown') return 'not-showdown';
  if (step.seat !== seat) return 'not-your-turn';
  const claimed = winClaim(state, seat, RELATIONS[relation]!);
  if (claimed === undefined) return 'no-claim';
  if (!equalBytes(claim, claimDigest(claimed))) return 'stale';
  return proof.length === winProofBytes(claimed.pairs.length) ? undefined : 'malformed';
}

/** How a hand that its owner knows stands to the best tabled one; undefined if it does not win, or may not claim. */
export function standing(
  state: TableState,
  seat: number,
  numbers: readonly [number, number],
): { readonly relation: WinRelation; readonly pairs: number } | undefined {
  const offer = claimOffer(state);
  if (offer?.seat !== seat) return undefined;
  const own = PAIR_BASE * numbers[0] + numbers[1];
  const relation = RELATIONS.find((r) => offer.pairs[r].includes(own));
  // Each pair stands there in both orders.
  return relation && { relation, pairs: offer.pairs[relation].length / 2 };
}

/** The claim as work to be done; undefined where `winClaim` is. */
export function winDuty(state: TableState, seat: number, relation: WinRelation): WinDuty | undefined {
  const claim = winClaim(state, seat, relation);
  const deckDigest = state.hand?.deck.deckDigest;
  if (claim === undefined || deckDigest === undefined) return undefined;
  const { ctx } = claim;
  const id = `win.${ctx.hand}.${ctx.attempt}.${toHex(claimDigest(claim))}`;
  return { kind: 'win', id, ctx, claim, deckDigest };
}
