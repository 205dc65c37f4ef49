/**
 * The game's part of what a screen shows, from the public state, and this tab's own cards. The shapes
 * stand in shapes.ts; `client/` adds links, lobby, pending actions and the chain's state.
 */
import { GAMES, STRUCTURES } from '../../codec/config.ts';
import { type Card, cardText, type SeenCard } from '../../poker/cards.ts';
import { lastActionOf, legalActions, playerAt, pots, streetName } from '../../poker/hand.ts';
import { handName } from '../../poker/handNames.ts';
import { currentBlinds } from '../../poker/life/tournament.ts';
import { receiversAwaited } from '../deck/escrow.ts';
import { isTabled } from '../deck/owed.ts';
import type { OwnCards } from '../deck/ownCards.ts';
import { ownDownCards } from '../deck/ownCards.ts';
import { type Awaited, absentOwing, awaited } from '../deck/turns.ts';
import { awardsOf, shownName } from '../hand/awards.ts';
import { boardsShown } from '../hand/boardFirst.ts';
import { wholeHand } from '../hand/engine.ts';
import { handOptions } from '../hand/plan.ts';
import { undealtBoard } from '../hand/rabbit.ts';
import { actionTimeMs } from '../house/terms.ts';
import { rebuyKey, rebuysAwaited } from '../play/rebuy.ts';
import { isAway, lifeSeat, nicknameOf, seatRecord, validatorOf } from '../state/seats.ts';
import type { FaultRecord, TableHand, TableState } from '../state/state.ts';
import { asidePart } from './asideView.ts';
import { closingPart } from './closingView.ts';
import { exitPart } from './exitView.ts';
import { housePart } from './houseView.ts';
import { offersPart, tournamentPart } from './offers.ts';
import type { FaultView, HandView, LegalView, ProofsView, SeatView, StageView, TablePart } from './shapes.ts';

interface ViewOptions {
  /** This tab's seat; undefined for a railbird or witness. */
  readonly seat: number | undefined;
  readonly ownCards?: OwnCards | undefined;
  readonly busy?: ProofsView['busy'];
  /** How long this tab took to verify the proof with this id. */
  readonly tookMs?: (proofId: string) => number | undefined;
}

export function tableView(state: TableState, options: ViewOptions): TablePart {
  const blinds = currentBlinds(state.life);
  const waiting = awaited(state);
  return {
    name: new TextDecoder().decode(state.config.name),
    game: GAMES[state.config.game]!,
    structure: STRUCTURES[state.config.structure]!,
    smallBlindChips: blinds.smallBlindChips,
    bigBlindChips: blinds.bigBlindChips,
    actionTimeMs: actionTimeMs(state),
    seats: state.seats.map(({ seat }) => seatPart(state, seat, waiting, options)),
    yourSeat: options.seat,
    hand: state.hand === undefined ? undefined : handPart(state, state.hand, waiting, options),
    legal: state.hand === undefined ? undefined : legalPart(state.hand, options.seat),
    offers: offersPart(state, options.seat),
    aside: asidePart(state, options.seat),
    house: housePart(state, options.seat),
    closing: closingPart(state, options.seat),
    tournament: tournamentPart(state),
    events: state.events.map((e) => ({ ...e, cards: e.cards.map(cardText) })),
  };
}

function seatPart(
  state: TableState,
  seat: number,
  waiting: Awaited | undefined,
  options: ViewOptions,
): SeatView {
  const { hand } = state;
  const life = lifeSeat(state.life, seat);
  const record = seatRecord(state, seat);
  const dealt = hand?.dealtIn.includes(seat) === true;
  const playing = hand !== undefined && dealt && hand.phase !== 'done';
  const player = hand !== undefined && dealt ? playerAt(hand.engine, seat) : undefined;
  const won = hand?.outcome?.seats.find((s) => s.seat === seat);
  const last = hand !== undefined && dealt ? lastActionOf(hand.engine, seat) : undefined;
  const stackChips = playing ? (player?.stackChips ?? 0) : (life?.stackChips ?? 0);
  return {
    seat,
    nickname: nicknameOf(state, seat) ?? '',
    stackChips,
    bondChips: record?.bondChips ?? 0,
    creditChips: record?.creditChips ?? 0,
    betChips: playing ? (player?.betChips ?? 0) : 0,
    you: seat === options.seat,
    button: (hand?.plan.buttonSeat ?? state.life.buttonSeat) === seat,
    inHand: dealt,
    folded: dealt && player?.status !== 'live',
    ...(player?.status === 'mucked' ? { mucked: true } : {}),
    ...(player?.claimed === undefined ? {} : { claimed: player.claimed }),
    allIn: playing && player?.allIn === true,
    sittingOut: isAway(state, seat) && life?.status !== 'busted' && life?.status !== 'expelled',
    out: life === undefined || life.status === 'busted' || life.status === 'expelled',
    cards:
      hand === undefined || !dealt
        ? []
        : seatCards(hand, seat, options).map((c) => (c === null ? null : cardText(c))),
    up: player?.up.includes(true) === true ? player.up : undefined,
    lastAction: last === undefined ? undefined : { verb: last.verb, amountChips: last.amountChips },
    awaited:
      waiting?.seats.includes(seat) === true ? waiting.what : opener(state, seat) ? 'escrow' : undefined,
    faults:
      hand === undefined ? [] : hand.faults.filter((f) => f.seat === seat).map((f) => faultPart(state, f)),
    wonChips: won?.wonChips ?? 0,
    ...(won !== undefined && won.wonChips > 0 ? winningCards(hand!, seat) : {}),
    handName: hand === undefined ? undefined : nameOf(state, hand, seat),
    timeBankMs: life?.timeBankMs ?? 0,
  };
}

/** An absent seat's escrowed shares are due, and this seat has not opened its part of them. */
function opener(state: TableState, seat: number): boolean {
  const { hand } = state;
  const author = validatorOf(state, seat);
  if (hand === undefined || author === undefined) return false;
  return absentOwing(state, hand).some((owner) => receiversAwaited(state, hand, owner).includes(author));
}

/** Nothing before the cards are on their way, backs until they are seen. Folded hands of others are gone. */
function seatCards(hand: TableHand, seat: number, options: ViewOptions): SeenCard[] {
  if (hand.phase === 'keys' || hand.phase === 'shuffle') return [];
  const player = playerAt(hand.engine, seat);
  const mine = seat === options.seat;
  const down = ownDownCards(hand, seat, mine ? options.ownCards : undefined);
  // Whoever gave up may still have shown one card afterwards.
  if (!mine && player?.status !== 'live' && down.every((c) => c === undefined)) return [];
  if (hand.phase === 'deal' || player === undefined) return down.map((c) => c ?? null);
  const seen = player.cards.map((c, i) => (player.up[i] === true ? c : null));
  let next = 0;
  return seen.map((c, i) => (player.up[i] === true ? c : (down[next++] ?? null)));
}

function winningCards(hand: TableHand, seat: number): Pick<SeatView, 'winning'> {
  const awards = awardsOf(hand.engine).filter((a) => a.seat === seat && a.cards.length > 0);
  if (awards.length === 0) return {};
  return {
    winning: [0, 1].map((board) => awards.find((a) => a.board === board)?.cards.map(cardText) ?? []),
  };
}

function nameOf(state: TableState, hand: TableHand, seat: number): string | undefined {
  // Whoever is not in the hand has no closed cards, and no name either.
  if (!hand.dealtIn.includes(seat)) return undefined;
  const told = hand.outcome?.seats.find((s) => s.seat === seat)?.handName;
  // On one board the kicker is named where it decides; two boards have a name each.
  if (told !== undefined && hand.engine.secondBoard.length === 0)
    return shownName(hand.engine, seat, 0) ?? told;
  if (told !== undefined || !isTabled(hand, seat)) return told;
  if (hand.phase !== 'play' && hand.phase !== 'done') return undefined;
  const down = ownDownCards(hand, seat, undefined).filter((c): c is Card => c !== undefined);
  const board = hand.engine.board.filter((c): c is Card => c !== null);
  const name = handName(wholeHand(hand.engine, seat, down), board, GAMES[state.config.game]!);
  return name === '' ? undefined : name;
}

function faultPart(state: TableState, f: FaultRecord): FaultView {
  return { seat: f.seat, nickname: nicknameOf(state, f.seat) ?? '', step: f.step, reason: f.reason };
}

function handPart(
  state: TableState,
  hand: TableHand,
  waiting: Awaited | undefined,
  options: ViewOptions,
): HandView {
  const { engine } = hand;
  const done = hand.phase === 'done';
  const laid = boardsShown(engine);
  const sidePots = done ? engine.finalPots : pots(engine);
  return {
    hand: hand.hand,
    attempt: hand.attempt,
    stage: stageOf(state, hand, waiting),
    streetName: hand.phase === 'play' || done ? streetName(engine) : undefined,
    board: engine.board.slice(0, laid.first).flatMap((c) => (c === null ? [] : [cardText(c)])),
    secondBoard: engine.secondBoard.slice(0, laid.second).flatMap((c) => (c === null ? [] : [cardText(c)])),
    rabbit: rabbitCards(hand),
    pots: done ? [] : sidePots,
    totalPotChips: done ? 0 : potChips(hand),
    ...(hand.plan.bombPot ? { bombPotChips: state.config.bombPotChips } : {}),
    ...(done && handOptions(state).bombPot ? { nextBombPotChips: state.config.bombPotChips } : {}),
    clock: clockPart(state, waiting),
    ...rebuyPart(state),
    ...(hand.exit === undefined ? {} : { exit: exitPart(state, hand) }),
    proofs: proofsPart(hand, options),
  };
}

/** Nothing is said of it once the deadline is another. */
function rebuyPart(state: TableState): Pick<HandView, 'rebuy'> {
  const { deadline } = state;
  if (deadline?.key !== rebuyKey(state)) return {};
  return { rebuy: { seats: rebuysAwaited(state), endsMs: deadline.deadline.dueMs ?? undefined } };
}

/** Cards of a rabbit hunt, as soon as all of them are open. */
function rabbitCards(hand: TableHand): string[] | undefined {
  if (hand.rabbit === undefined) return undefined;
  const cards = undealtBoard(hand).map((p) => hand.deck.opened[p]);
  return cards.every((c) => c !== undefined) ? cards.map(cardText) : undefined;
}

/** Everything put in by anybody, bets of this street included. */
function potChips(hand: TableHand): number {
  const started = hand.engine.setup.seats.reduce((sum, s) => sum + s.stackChips, 0);
  const behind = hand.engine.players.reduce((sum, p) => sum + p.stackChips, 0);
  return started - behind + hand.deadChips;
}

function stageOf(state: TableState, hand: TableHand, waiting: Awaited | undefined): StageView {
  if (state.over) return 'over';
  switch (hand.phase) {
    case 'done':
      return 'between-hands';
    case 'play': {
      if (hand.suspended) return 'suspended';
      if (waiting?.what === 'shares') return 'reveal';
      if (waiting?.what === 'show') return 'showdown';
      const street = streetName(hand.engine);
      return street === 'preflop' || street === 'flop' || street === 'turn' || street === 'river'
        ? street
        : 'betting';
    }
    default:
      return hand.phase;
  }
}

/** The clock of a decision or of a showdown turn; the deck's own deadlines are no player's thinking time. */
function clockPart(state: TableState, waiting: Awaited | undefined): HandView['clock'] {
  const armed = state.deadline;
  const seat = waiting?.seats[0];
  if (armed === undefined || seat === undefined || waiting?.what !== 'action') return undefined;
  return { seat, deadlineMs: armed.deadline.dueMs ?? undefined, totalMs: armed.totalMs };
}

function proofsPart(hand: TableHand, options: ViewOptions): ProofsView {
  const current = hand.proofs.filter((p) => p.attempt === hand.attempt && p.ok);
  return {
    shufflesVerified: hand.deck.shuffles,
    shufflesExpected: hand.dealtIn.length,
    sharesVerified: current.filter((p) => p.step === 'shares' || p.step === 'show').length,
    busy: options.busy,
    entries: hand.proofs.map(({ id, seat, step, ok }) => ({
      seat,
      step,
      ok,
      tookMs: options.tookMs?.(id) ?? 0,
    })),
  };
}

function legalPart(hand: TableHand, seat: number | undefined): LegalView | undefined {
  if (hand.phase !== 'play') return undefined;
  const legal = legalActions(hand.engine);
  if (legal === undefined || legal.seat !== seat) return undefined;
  const { raise } = legal;
  return {
    hand: hand.hand,
    decision: legal.decision,
    fold: legal.fold,
    check: legal.check,
    callChips: legal.callChips,
    bringIn: legal.bringIn,
    raise:
      raise === undefined
        ? undefined
        : {
            minToChips: raise.minTo,
            maxToChips: raise.maxTo,
            isBet: raise.isBet,
            totalsChips: raise.totals,
          },
  };
}
