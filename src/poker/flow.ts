/**
 * What follows what: a street's cards, its betting, the pots, the next street, the showdown.
 *
 * When nobody can bet any more the live hands are tabled ('open'), then, where the table allows it, everybody
 * says whether to run it twice ('choose'), and the remaining cards come without betting.
 */
import { award } from './award.ts';
import { openRound } from './betting.ts';
import type { SeenCard } from './cards.ts';
import { gameNamed } from './catalogue.ts';
import { layCards, runsTwice } from './dealing.ts';
import { canBetMore, type Draft, isKnown, isLive, liveCount, note, setPlayer } from './draft.ts';
import { clockwise, firstFromButton } from './order.ts';
import { potsOf, returnUncalledBet } from './pots.ts';
import { bestBoard, nextToAct } from './toAct.ts';

/** Cards on the table: the next thing is a decision, or more cards. */
export function afterCards(draft: Draft, cards: readonly SeenCard[]): void {
  const streets = gameNamed(draft.setup.game).streets;
  layCards(draft, cards);
  if (draft.street >= streets.length) {
    showdown(draft);
    return;
  }
  note(draft, { kind: 'street', street: streets[draft.street]!.name });
  openRound(draft);
  afterBet(draft);
}

/** After a decision: the same round goes on, or it is over. */
export function afterBet(draft: Draft): void {
  if (liveCount(draft) === 1) {
    winUncontested(draft);
  } else if (draft.actor >= 0) {
    draft.phase = 'act';
  } else {
    closeRound(draft);
  }
}

function collect(draft: Draft): void {
  returnUncalledBet(draft);
  draft.players.forEach((p, i) => {
    if (p.betChips > 0 || p.acted || p.facedChips !== null) {
      setPlayer(draft, i, { betChips: 0, acted: false, facedChips: null });
    }
  });
  draft.toCallChips = 0;
  draft.bringInDue = false;
}

function winUncontested(draft: Draft): void {
  collect(draft);
  award(draft, potsOf(draft, false));
}

function closeRound(draft: Draft): void {
  const streets = gameNamed(draft.setup.game).streets;
  collect(draft);
  draft.actor = -1;
  if (draft.street === streets.length - 1) {
    showdown(draft);
  } else if (draft.players.filter(canBetMore).length <= 1) {
    noMoreAction(draft);
  } else {
    nextStreet(draft);
  }
}

function nextStreet(draft: Draft): void {
  draft.street++;
  draft.phase = 'deal';
}

/** Nobody can bet any more, with cards to come. */
function noMoreAction(draft: Draft): void {
  draft.toShow = draft.setup.boardFirst ? [] : yetToShow(draft);
  if (draft.toShow.length > 0) {
    draft.phase = 'open';
  } else if (draft.setup.runItTwice && draft.twice.length === 0 && canRunTwice(draft)) {
    draft.phase = 'choose';
    draft.twice = draft.players.map((p) => (isLive(p) ? null : true));
  } else {
    nextStreet(draft);
  }
}

function canRunTwice(draft: Draft): boolean {
  const game = gameNamed(draft.setup.game);
  const left = game.boardCards - draft.board.length;
  return left > 0 && draft.dealt + 2 * left <= game.deck.length;
}

/** After an answer about running it twice. */
export function afterAnswer(draft: Draft): void {
  if (draft.twice.includes(false)) {
    nextStreet(draft);
  } else if (!draft.twice.includes(null)) {
    draft.secondBoard = draft.board;
    nextStreet(draft);
  }
}

/** All cards are out: hands are shown, or the second board comes first. */
function showdown(draft: Draft): void {
  const game = gameNamed(draft.setup.game);
  if (runsTwice(draft) && draft.secondBoard.length < game.boardCards) {
    draft.street = game.streets.length;
    draft.phase = 'deal';
    return;
  }
  draft.finalPots = potsOf(draft, false);
  draft.toShow = yetToShow(draft);
  if (draft.toShow.length === 0) {
    award(draft, draft.finalPots);
    return;
  }
  // With somebody all-in the hands are tabled by all, in no order.
  const allIn = draft.players.some((p) => isLive(p) && p.stackChips === 0);
  draft.phase = allIn ? 'open' : 'showdown';
  draft.actor = allIn ? -1 : draft.toShow[0]!;
}

/**
 * Indices of live hands not yet shown, in showing order: contenders for the last side pot first; within a pot
 * the last aggressor of the street, else the first left of the button, and on clockwise.
 */
function yetToShow(draft: Draft): number[] {
  const count = draft.players.length;
  const start = draft.aggressor >= 0 ? draft.aggressor : firstToShow(draft);
  const around = clockwise(count, start).filter(
    (i) => isLive(draft.players[i]!) && !isKnown(draft.players[i]!),
  );
  const pots = potsOf(draft, false);
  const order: number[] = [];
  for (let k = pots.length - 1; k >= 0; k--) {
    for (const i of around) {
      if (pots[k]!.eligibleSeats.includes(draft.players[i]!.seat) && !order.includes(i)) order.push(i);
    }
  }
  for (const i of around) if (!order.includes(i)) order.push(i);
  return order;
}

/** Where the last round was checked: left of the button; in stud the best board, in razz the lowest (TDA 17-A). */
function firstToShow(draft: Draft): number {
  const { setup } = draft;
  const byBoard = setup.rules === 2 && gameNamed(setup.game).forced === 'bring-in';
  return byBoard ? bestBoard(draft) : firstFromButton(setup);
}

/** After a hand was shown, mucked or killed while hands are being shown. */
export function afterShow(draft: Draft): void {
  if (liveCount(draft) === 1) {
    award(draft, potsOf(draft, false));
    return;
  }
  draft.toShow = draft.toShow.filter((i) => isLive(draft.players[i]!) && !isKnown(draft.players[i]!));
  if (draft.toShow.length > 0) {
    if (draft.phase === 'showdown') draft.actor = draft.toShow[0]!;
    return;
  }
  const last = gameNamed(draft.setup.game).streets.length - 1;
  if (draft.stopped) draft.phase = 'divide';
  else if (draft.street >= last) award(draft, potsOf(draft, false));
  else noMoreAction(draft);
}

/** The cards now due never come: live hands are tabled by all, in no order, and the pots divided. */
export function afterStop(draft: Draft): void {
  draft.stopped = true;
  draft.finalPots = potsOf(draft, false);
  draft.toShow = yetToShow(draft);
  draft.actor = -1;
  draft.phase = draft.toShow.length > 0 ? 'open' : 'divide';
}

/** After a hand was declared dead from outside, at any point. */
export function afterKill(draft: Draft, index: number): void {
  if (liveCount(draft) === 1) {
    winUncontested(draft);
    return;
  }
  switch (draft.phase) {
    case 'act':
      draft.actor = nextToAct(
        draft,
        draft.actor === index ? (index + 1) % draft.players.length : draft.actor,
      );
      afterBet(draft);
      break;
    case 'open':
    case 'showdown':
      afterShow(draft);
      break;
    case 'choose':
      draft.twice = draft.twice.map((answer, i) => (i === index ? true : answer));
      afterAnswer(draft);
      break;
    default:
  }
}
