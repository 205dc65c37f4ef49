/**
 * One hand of poker, from the antes to the last chip.
 *
 * Every operation comes three times: `verifyX` says why it is illegal now (undefined: it is not), `canX` is the
 * same as a yes or no, `applyX` gives the next state and the record of what was done, or throws `RuleError` and
 * leaves the state alone. The records of operations rebuild the state exactly (`replay`).
 */
import { bet, legalActions, verifyBet } from './betting.ts';
import type { Card, SeenCard } from './cards.ts';
import { gameNamed } from './catalogue.ts';
import { claimFloors } from './claims.ts';
import { dealRequests, knownCards, verifyDeal } from './dealing.ts';
import { type Draft, draftOf, finish, isLive, liveCount, note, setPlayer } from './draft.ts';
import { afterAnswer, afterBet, afterCards, afterKill, afterShow } from './flow.ts';
import { postAntes, postForced } from './forced.ts';
import type { StreetName } from './game.ts';
import { handName } from './handNames.ts';
import { indexOfSeat } from './order.ts';
import { potsOf } from './pots.ts';
import { demand, refuse } from './refusal.ts';
import type { HandSetup } from './setup.ts';
import type {
  Applied,
  Awaiting,
  ClaimRelation,
  HandRecord,
  HandState,
  PlayerState,
  Pot,
  Refusal,
  SeatResult,
  Verb,
} from './state.ts';
import { applyDivide, applyStop } from './stop.ts';

/** Posts antes and blinds; the next thing is the deal. */
export function startHand(setup: HandSetup): HandState {
  const players = setup.seats.map(
    (s): PlayerState => ({
      seat: s.seat,
      stackChips: s.stackChips,
      betChips: 0,
      liveChips: 0,
      anteChips: 0,
      deadChips: 0,
      status: 'live',
      allIn: false,
      acted: false,
      facedChips: null,
      cards: [],
      up: [],
      shown: false,
      wonChips: 0,
    }),
  );
  const draft: Draft = {
    setup,
    phase: 'deal',
    street: 0,
    players,
    board: [],
    secondBoard: [],
    dealt: 0,
    decision: 0,
    actor: -1,
    aggressor: -1,
    toCallChips: 0,
    raiseChips: 0,
    raises: 0,
    bringInDue: false,
    toShow: [],
    twice: [],
    finalPots: [],
    records: [],
  };
  // A big blind's ante comes after the blind when a stack is too short for both (TDA RP-11).
  const blindFirst = setup.rules === 2 && !setup.trimAntes;
  if (blindFirst) postForced(draft);
  postAntes(draft);
  if (!blindFirst) postForced(draft);
  return finish(draft);
}

/** What the hand is waiting for. */
export function awaiting(state: HandState): Awaiting {
  const seatsOf = (indices: readonly number[]): number[] => indices.map((i) => state.players[i]!.seat);
  switch (state.phase) {
    case 'deal':
      return { kind: 'deal', requests: dealRequests(state) };
    case 'act':
      return { kind: 'act', seat: state.players[state.actor]!.seat, decision: state.decision };
    case 'open':
      return { kind: 'open', seats: seatsOf(state.toShow) };
    case 'choose':
      return {
        kind: 'choose',
        seats: state.players.filter((_, i) => state.twice[i] === null).map((p) => p.seat),
      };
    case 'showdown':
      return { kind: 'showdown', seat: state.players[state.actor]!.seat };
    case 'divide':
      return { kind: 'divide' };
    default:
      return { kind: 'over' };
  }
}

/** Seats whose cards have to be tabled now because no more action is possible (TDA 16). */
export function mustOpen(state: HandState): number[] {
  return state.phase === 'open' ? state.toShow.map((i) => state.players[i]!.seat) : [];
}

/** Seats still to show or muck, the next one first (TDA 17-A). */
export function showdownOrder(state: HandState): number[] {
  return state.toShow.map((i) => state.players[i]!.seat);
}

function applied(draft: Draft, from: HandState): Applied {
  const record = draft.records[from.records.length]!;
  return { state: finish(draft), record };
}

// Dealing.

export { legalActions, verifyBet, verifyDeal };

export function canDeal(state: HandState, cards: readonly SeenCard[]): boolean {
  return verifyDeal(state, cards) === undefined;
}

/** `cards`: one for each request of `awaiting(state)`, null where this replica cannot see it. @throws RuleError */
export function applyDeal(state: HandState, cards: readonly SeenCard[]): Applied {
  demand(verifyDeal(state, cards));
  const draft = draftOf(state);
  afterCards(draft, cards);
  return applied(draft, state);
}

/** `applyDeal` for those who need no record. @throws RuleError */
export function deal(state: HandState, cards: readonly SeenCard[]): HandState {
  return applyDeal(state, cards).state;
}

// Betting.

export function canBet(state: HandState, seat: number, verb: Verb, amountChips: number): boolean {
  return verifyBet(state, seat, verb, amountChips) === undefined;
}

/** `amountChips`: for raiseTo the total on this street; not read otherwise. @throws RuleError */
export function applyBet(state: HandState, seat: number, verb: Verb, amountChips: number): Applied {
  demand(verifyBet(state, seat, verb, amountChips));
  const draft = draftOf(state);
  bet(draft, verb, amountChips);
  afterBet(draft);
  return applied(draft, state);
}

/** What the clock does for a player who does nothing: 'call' only where it is the forced bring-in. */
export function timeoutAction(state: HandState): 'check' | 'fold' | 'call' {
  const legal = legalActions(state);
  if (legal?.bringIn && !legal.fold) return 'call';
  return legal?.check ? 'check' : 'fold';
}

// Showing.

function verifyTurnToShow(state: HandState, seat: number): Refusal | undefined {
  if (state.phase === 'over') return refuse('hand-over');
  const index = indexOfSeat(state.setup, seat);
  if (index < 0) return refuse('unknown-seat');
  if (state.phase !== 'showdown' && state.phase !== 'open') return refuse('not-showdown');
  const p = state.players[index]!;
  if (!isLive(p)) return refuse('not-in-hand');
  if (p.shown) return refuse('already-shown');
  const inOrder = state.phase === 'showdown' && !state.setup.replay;
  return inOrder && index !== state.actor ? refuse('not-your-show') : undefined;
}

/** `cards`: all of the player's cards, in the order they were dealt. */
export function verifyShow(state: HandState, seat: number, cards: readonly Card[]): Refusal | undefined {
  const turn = verifyTurnToShow(state, seat);
  if (turn !== undefined) return turn;
  const p = state.players[indexOfSeat(state.setup, seat)]!;
  if (cards.length !== p.cards.length) return refuse('wrong-card-count');
  const { deck } = gameNamed(state.setup.game);
  const elsewhere = new Set(knownCards(state, p));
  const seen = new Set<Card>();
  for (let i = 0; i < cards.length; i++) {
    const card = cards[i]!;
    if (!deck.includes(card)) return refuse('bad-card');
    if (seen.has(card) || elsewhere.has(card)) return refuse('duplicate-card');
    seen.add(card);
    if (p.cards[i] !== null && p.cards[i] !== card) return refuse('cards-differ');
  }
  return undefined;
}

/** @throws RuleError */
export function applyShow(state: HandState, seat: number, cards: readonly Card[]): Applied {
  demand(verifyShow(state, seat, cards));
  const draft = draftOf(state);
  setPlayer(draft, indexOfSeat(state.setup, seat), { cards: [...cards], shown: true });
  note(draft, { kind: 'show', seat, cards: [...cards] });
  afterShow(draft);
  return applied(draft, state);
}

export function verifyMuck(state: HandState, seat: number): Refusal | undefined {
  const turn = verifyTurnToShow(state, seat);
  if (turn !== undefined) return turn;
  return state.phase === 'open' && !state.setup.replay ? refuse('must-show') : undefined;
}

export function canMuck(state: HandState, seat: number): boolean {
  return verifyMuck(state, seat) === undefined;
}

/** Gives the hand up at the showdown without showing it. @throws RuleError */
export function applyMuck(state: HandState, seat: number): Applied {
  demand(verifyMuck(state, seat));
  const draft = draftOf(state);
  setPlayer(draft, indexOfSeat(state.setup, seat), { status: 'mucked' });
  note(draft, { kind: 'muck', seat });
  afterShow(draft);
  return applied(draft, state);
}

// Winning unseen.

export function verifyClaim(state: HandState, seat: number): Refusal | undefined {
  const turn = verifyTurnToShow(state, seat);
  if (turn !== undefined) return turn;
  return claimFloors(state, seat) === undefined ? refuse('no-claim') : undefined;
}

/**
 * The hand is proved to stand so to the best tabled one; that it does is for the layer above to know (`unseenPairs`).
 * @throws RuleError
 */
export function applyClaim(state: HandState, seat: number, relation: ClaimRelation): Applied {
  demand(verifyClaim(state, seat));
  const draft = draftOf(state);
  setPlayer(draft, indexOfSeat(state.setup, seat), { claimed: relation });
  note(draft, { kind: 'claim', seat, relation });
  afterShow(draft);
  return applied(draft, state);
}

// Running it twice.

function verifyTwice(state: HandState, seat: number): Refusal | undefined {
  if (state.phase === 'over') return refuse('hand-over');
  const index = indexOfSeat(state.setup, seat);
  if (index < 0) return refuse('unknown-seat');
  if (state.phase !== 'choose') return refuse('not-asked');
  if (!isLive(state.players[index]!)) return refuse('not-in-hand');
  return state.twice[index] === null ? undefined : refuse('already-answered');
}

/** One 'no' is enough for a single board. @throws RuleError */
export function applyTwice(state: HandState, seat: number, agree: boolean): Applied {
  demand(verifyTwice(state, seat));
  const draft = draftOf(state);
  const index = indexOfSeat(state.setup, seat);
  draft.twice = draft.twice.map((answer, i) => (i === index ? agree : answer));
  note(draft, { kind: 'twice', seat, agree });
  afterAnswer(draft);
  return applied(draft, state);
}

// Hands declared dead by the layer above.

export function verifyKill(state: HandState, seat: number): Refusal | undefined {
  if (state.phase === 'over') return refuse('hand-over');
  const index = indexOfSeat(state.setup, seat);
  if (index < 0) return refuse('unknown-seat');
  if (!isLive(state.players[index]!)) return refuse('not-in-hand');
  return liveCount(state) === 1 ? refuse('last-live-seat') : undefined;
}

export function canKill(state: HandState, seat: number): boolean {
  return verifyKill(state, seat) === undefined;
}

/** The hand is dead at once, whoever's turn it is; its chips stay in the pot. @throws RuleError */
export function applyKill(state: HandState, seat: number): Applied {
  demand(verifyKill(state, seat));
  const draft = draftOf(state);
  const index = indexOfSeat(state.setup, seat);
  setPlayer(draft, index, { status: 'dead' });
  note(draft, { kind: 'kill', seat });
  afterKill(draft, index);
  return applied(draft, state);
}

// Reading a state.

export function playerAt(state: HandState, seat: number): PlayerState | undefined {
  return state.players[indexOfSeat(state.setup, seat)];
}

/** The street being dealt or bet, the last one when all are done. */
export function streetName(state: HandState): StreetName {
  const { streets } = gameNamed(state.setup.game);
  return streets[Math.min(state.street, streets.length - 1)]!.name;
}

/** Collected chips, main pot first; this street's bets are not in them until the round is over. */
export function pots(state: HandState): readonly Pot[] {
  return state.finalPots.length > 0 ? state.finalPots : potsOf(state, false);
}

/** This seat's last bet on the current street. */
export function lastActionOf(
  state: HandState,
  seat: number,
): { verb: Verb; amountChips: number } | undefined {
  for (let i = state.records.length - 1; i >= 0; i--) {
    const r = state.records[i]!;
    if (r.kind === 'street') return undefined;
    if (r.kind === 'bet' && r.seat === seat) return { verb: r.verb, amountChips: r.amountChips };
  }
  return undefined;
}

/** Gains and losses, final once the hand is over. Dead chips of the setup make the sum positive. */
export function result(state: HandState): SeatResult[] {
  return state.players.map((p, i) => ({
    seat: p.seat,
    netChips: p.stackChips - state.setup.seats[i]!.stackChips,
    wonChips: p.wonChips,
    handName: nameOf(state, p),
  }));
}

function nameOf(state: HandState, p: PlayerState): string {
  if (!p.shown || !isLive(p)) return '';
  const faceUp = (cards: readonly SeenCard[]): Card[] => cards.filter((c) => c !== null);
  const first = handName(faceUp(p.cards), faceUp(state.board), state.setup.game);
  if (state.secondBoard.length === 0) return first;
  const second = handName(faceUp(p.cards), faceUp(state.secondBoard), state.setup.game);
  return second === first ? first : `${first}; second board: ${second}`;
}

/** Rebuilds the state from the setup and the records; what the engine did by itself is not read. @throws RuleError */
export function replay(setup: HandSetup, records: readonly HandRecord[]): HandState {
  let state = startHand(setup);
  for (const r of records) state = redo(state, r);
  return state;
}

function redo(state: HandState, r: HandRecord): HandState {
  switch (r.kind) {
    case 'deal':
      return applyDeal(state, r.cards).state;
    case 'bet':
      return applyBet(state, r.seat, r.verb, r.amountChips).state;
    case 'show':
      return applyShow(state, r.seat, r.cards).state;
    case 'muck':
      return applyMuck(state, r.seat).state;
    case 'claim':
      return applyClaim(state, r.seat, r.relation).state;
    case 'twice':
      return applyTwice(state, r.seat, r.agree).state;
    case 'kill':
      return applyKill(state, r.seat).state;
    case 'stop':
      return applyStop(state).state;
    case 'divide':
      return applyDivide(state, r.division).state;
    default:
      return state;
  }
}
