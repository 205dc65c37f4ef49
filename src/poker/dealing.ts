/** Which cards go where, and what dealing them does. No burns: the deck is shuffled by everybody. */
import type { Card, SeenCard } from './cards.ts';
import { gameNamed } from './catalogue.ts';
import { type Draft, isLive, note, setPlayer } from './draft.ts';
import type { Game, StreetName } from './game.ts';
import { clockwise, firstFromButton } from './order.ts';
import { refuse } from './refusal.ts';
import type { CardRequest, HandState, PlayerState, Refusal } from './state.ts';

/** True: everybody agreed to run it twice. */
export function runsTwice(state: HandState): boolean {
  return state.twice.length > 0 && state.twice.every((answer) => answer === true);
}

/** The cards now due, in dealing order; empty when none are. */
export function dealRequests(state: HandState): CardRequest[] {
  if (state.phase !== 'deal') return [];
  const game = gameNamed(state.setup.game);
  if (state.street >= game.streets.length) return secondBoardRequests(state, game);
  const requests: CardRequest[] = [];
  const order = clockwise(state.players.length, firstFromButton(state.setup)).map((i) => state.players[i]!);
  const held = new Map(order.map((p) => [p.seat, p.cards.length]));
  const live = order.filter(isLive);
  let board = state.board.length;
  for (const step of game.streets[state.street]!.deal) {
    if (step.to === 'each' && !deckSuffices(state, game, live, requests.length, step.count)) {
      // The deck runs out: one card is common to all.
      for (let k = 0; k < step.count; k++) requests.push(boardCard(state, board++, requests.length, 0));
      continue;
    }
    for (let k = 0; k < step.count; k++) {
      if (step.to === 'board') {
        requests.push(boardCard(state, board++, requests.length, 0));
        continue;
      }
      for (const p of live) {
        const index = held.get(p.seat)!;
        held.set(p.seat, index + 1);
        const position = placeOf(state, order, p, index, requests.length);
        requests.push({ to: p.seat, faceUp: step.faceUp || p.shown, index, board: 0, position });
      }
    }
  }
  return requests;
}

/**
 * Where a player's card lies. With fixed positions the k-th card of the i-th in deal order lies at k·m + i, whatever
 * is folded: a shuffled deck does not mind, and no fold makes one player's card another's.
 */
function placeOf(
  state: HandState,
  order: readonly PlayerState[],
  player: PlayerState,
  index: number,
  offset: number,
): number {
  if (!state.setup.fixedPositions) return state.dealt + offset;
  return index * order.length + order.findIndex((p) => p.seat === player.seat);
}

function boardCard(state: HandState, index: number, offset: number, board: 0 | 1): CardRequest {
  const { game, fixedPositions } = state.setup;
  const { boardCards, holeCards } = gameNamed(game);
  // Where the deck is not enough for everybody's last card, one is common to all.
  const common = fixedPositions && boardCards === 0;
  const position = common ? (holeCards - 1) * state.players.length + index : state.dealt + offset;
  return { to: 'board', faceUp: true, index, board, position };
}

function deckSuffices(
  state: HandState,
  game: Game,
  live: PlayerState[],
  asked: number,
  each: number,
): boolean {
  if (state.setup.fixedPositions) {
    const held = live[0]?.cards.length ?? 0;
    return state.players.length * (held + each) <= game.deck.length;
  }
  const needed = live.length * each;
  if (!state.setup.replay) return needed <= game.deck.length - state.dealt - asked;
  // Other software shuffles folded hands back into the deck.
  const inPlay = live.reduce((n, p) => n + p.cards.length, 0) + state.board.length + asked;
  return needed <= game.deck.length - inPlay;
}

function secondBoardRequests(state: HandState, game: Game): CardRequest[] {
  if (!runsTwice(state)) return [];
  const requests: CardRequest[] = [];
  for (let index = state.secondBoard.length; index < game.boardCards; index++) {
    requests.push(boardCard(state, index, requests.length, 1));
  }
  return requests;
}

export interface PlannedCard extends CardRequest {
  readonly street: StreetName;
}

/**
 * The whole visibility list as it is when nobody folds: which deck position is whose, on which street, and who
 * sees it. A fold in a stud game moves later positions forward; what is due is always `awaiting(state)`.
 */
export function dealPlan(game: Game, seats: readonly number[], buttonSeat: number): PlannedCard[] {
  const ascending = [...seats].sort((a, b) => a - b);
  const after = ascending.findIndex((s) => s > buttonSeat);
  const order = clockwise(ascending.length, Math.max(0, after)).map((i) => ascending[i]!);
  const plan: PlannedCard[] = [];
  let held = 0;
  let board = 0;
  for (const street of game.streets) {
    for (const step of street.deal) {
      const common = step.to === 'board' || plan.length + order.length * step.count > game.deck.length;
      for (let k = 0; k < step.count; k++) {
        const targets: ('board' | number)[] = common ? ['board'] : order;
        const index = common ? board++ : held++;
        for (const to of targets) {
          const faceUp = common || step.faceUp;
          plan.push({ to, faceUp, index, board: 0, position: plan.length, street: street.name });
        }
      }
    }
  }
  return plan;
}

/** One card for each request, in their order; null for a card this replica cannot see. */
export function verifyDeal(state: HandState, cards: readonly SeenCard[]): Refusal | undefined {
  if (state.phase === 'over') return refuse('hand-over');
  if (state.phase !== 'deal') return refuse('no-deal-due');
  const requests = dealRequests(state);
  if (cards.length !== requests.length) return refuse('wrong-card-count');
  const { deck } = gameNamed(state.setup.game);
  for (let i = 0; i < cards.length; i++) {
    const card = cards[i]!;
    if (card === null) {
      if (requests[i]!.faceUp && !state.setup.replay) return refuse('bad-card');
    } else if (!deck.includes(card)) {
      return refuse('bad-card');
    }
  }
  return duplicates(state, cards) ? refuse('duplicate-card') : undefined;
}

/** Cards of live hands and boards; in a replay folded hands may have been dealt again. */
export function knownCards(state: HandState, except?: PlayerState): Card[] {
  const known: Card[] = [];
  const take = (cards: readonly SeenCard[]): void => {
    for (const c of cards) if (c !== null) known.push(c);
  };
  for (const p of state.players) {
    if (p !== except && (isLive(p) || !state.setup.replay)) take(p.cards);
  }
  take(state.board);
  if (state.secondBoard.length > 0) take(state.secondBoard.slice(sharedBoardCards(state)));
  return known;
}

/** How many cards of the second board are those of the first. */
function sharedBoardCards(state: HandState): number {
  let n = 0;
  while (n < state.secondBoard.length && state.secondBoard[n] === state.board[n]) n++;
  return n;
}

function duplicates(state: HandState, cards: readonly SeenCard[]): boolean {
  const seen = new Set(knownCards(state));
  for (const c of cards) {
    if (c === null) continue;
    if (seen.has(c)) return true;
    seen.add(c);
  }
  return false;
}

/** Lays verified cards down; does not go on to the betting. */
export function layCards(draft: Draft, cards: readonly SeenCard[]): void {
  const requests = dealRequests(draft);
  const board = [...draft.board];
  const second = [...draft.secondBoard];
  const hands = new Map<number, { cards: SeenCard[]; up: boolean[] }>();
  requests.forEach((r, k) => {
    const card = cards[k]!;
    if (r.to === 'board') {
      (r.board === 0 ? board : second).push(card);
      return;
    }
    let hand = hands.get(r.to);
    if (hand === undefined) {
      hand = { cards: [], up: [] };
      hands.set(r.to, hand);
    }
    hand.cards.push(card);
    hand.up.push(r.faceUp);
  });
  draft.players.forEach((p, i) => {
    const hand = hands.get(p.seat);
    if (hand === undefined) return;
    setPlayer(draft, i, {
      cards: [...p.cards, ...hand.cards],
      up: [...p.up, ...hand.up],
      shown: p.shown && !hand.cards.includes(null),
    });
  });
  draft.board = board;
  draft.secondBoard = second;
  draft.dealt += requests.length;
  note(draft, { kind: 'deal', requests, cards: [...cards] });
}
