/** Dividing the pots. Each pot is divided separately, side pots before the main pot. */
import type { Card, SeenCard } from './cards.ts';
import { gameNamed } from './catalogue.ts';
import { runsTwice } from './dealing.ts';
import { type Draft, isLive, note, setPlayer } from './draft.ts';
import { clockwise, firstFromButton } from './order.ts';
import { RuleError } from './refusal.ts';
import type { HandState, PlayerState, Pot } from './state.ts';

type Half = 'all' | 'high' | 'low';

/** Pays `pots` out and ends the hand. With one live hand left nothing needs to have been shown. */
export function award(draft: Draft, pots: readonly Pot[]): void {
  draft.finalPots = pots;
  for (let pot = pots.length - 1; pot >= 0; pot--) awardPot(draft, pots[pot]!, pot);
  draft.phase = 'over';
  draft.actor = -1;
  draft.toShow = [];
}

function awardPot(draft: Draft, pot: Pot, index: number): void {
  const rivals = rivalsFor(draft, pot);
  if (rivals.length === 1) {
    pay(draft, rivals, pot.chips, { pot: index, board: 0, half: 'all' });
    return;
  }
  const boards = runsTwice(draft) ? [draft.board, draft.secondBoard] : [draft.board];
  shareOut(draft, pot.chips, boards.length).forEach((chips, board) => {
    awardBoard(draft, rivals, chips, { pot: index, board: board as 0 | 1 }, known(boards[board]!));
  });
}

/** Indices of the players among whom the pot is decided, clockwise from the button. */
export function rivalsFor(state: HandState, pot: Pot): number[] {
  const contenders = clockwise(state.players.length, firstFromButton(state.setup)).filter((i) => {
    const p = state.players[i]!;
    return isLive(p) && pot.eligibleSeats.includes(p.seat);
  });
  // A pot whose contenders all gave up belongs to whoever is left.
  return contenders.length > 0
    ? contenders
    : state.players.map((_, i) => i).filter((i) => isLive(state.players[i]!));
}

function awardBoard(
  draft: Draft,
  rivals: readonly number[],
  chips: number,
  where: { pot: number; board: 0 | 1 },
  board: readonly Card[],
): void {
  const game = gameNamed(draft.setup.game);
  const claims = rivals.filter((i) => draft.players[i]!.claimed !== undefined);
  const seen = rivals.filter((i) => !claims.includes(i));
  const hole = new Map(seen.map((i) => [i, known(draft.players[i]!.cards)]));
  const best = (rank: (hole: readonly Card[], board: readonly Card[]) => number | null): number[] => {
    let top: number | null = null;
    let winners: number[] = [];
    for (const i of seen) {
      const r = rank(hole.get(i)!, board);
      if (r === null || (top !== null && r < top)) continue;
      if (r !== top) winners = [];
      top = r;
      winners.push(i);
    }
    return winners;
  };
  const tabled = best(game.high);
  const high = claims.length === 0 ? tabled : withClaims(draft, rivals, tabled, claims);
  const low = game.low === null ? [] : best(game.low);
  if (low.length === 0) {
    pay(draft, high, chips, { ...where, half: 'all' });
    return;
  }
  const [highChips, lowChips] = shareOut(draft, chips, 2);
  pay(draft, high, highChips!, { ...where, half: 'high' });
  pay(draft, low, lowChips!, { ...where, half: 'low' });
}

/** A hand proved better takes it alone; one proved equal shares it with the best tabled ones. */
function withClaims(
  draft: Draft,
  rivals: readonly number[],
  tabled: readonly number[],
  claims: readonly number[],
): number[] {
  const better = claims.filter((i) => draft.players[i]!.claimed === 'better');
  return better.length > 0 ? better : rivals.filter((i) => tabled.includes(i) || claims.includes(i));
}

/** @throws RuleError if a card is face down, which only the replay of an incomplete history can bring about */
function known(cards: readonly SeenCard[]): Card[] {
  return cards.map((c) => {
    if (c === null) throw new RuleError('bad-card');
    return c;
  });
}

/**
 * Equal shares in whole units; the first get one odd unit each (RRoP 3, Ties 4: no more than one odd chip),
 * and the first what is less than a unit. Replays of foreign hands and edition 1 give the first all that is left.
 */
export function shareOut(draft: Draft, chips: number, shares: number): number[] {
  const { unitChips: unit, rules } = draft.setup;
  const units = Math.floor(chips / unit);
  const each = Math.floor(units / shares) * unit;
  if (rules !== 2)
    return Array.from({ length: shares }, (_, i) => (i === 0 ? chips - each * (shares - 1) : each));
  const odd = units % shares;
  const rest = chips - units * unit;
  return Array.from({ length: shares }, (_, i) => each + (i < odd ? unit : 0) + (i === 0 ? rest : 0));
}

/**
 * Who is first in line for an odd chip: clockwise from the button; in stud the highest card by suit, for a low half
 * and in razz the lowest, of all the player's cards (RRoP 3, Ties 5; TDA 20-B looks at five cards only, and at the
 * highest in razz too).
 */
function inOddChipOrder(draft: Draft, winners: readonly number[], half: Half): readonly number[] {
  const { setup } = draft;
  const game = gameNamed(setup.game);
  if (setup.rules !== 2 || game.oddChip !== 'by-suit' || winners.length < 2) return winners;
  const lowest = half === 'low' || game.name === 'razz';
  const deciding = new Map(
    winners.map((i) => {
      const ranks = known(draft.players[i]!.cards).map((c) => (lowest ? (c + 4) % 52 : c));
      return [i, lowest ? -Math.min(...ranks) : Math.max(...ranks)];
    }),
  );
  return winners.toSorted((a, b) => deciding.get(b)! - deciding.get(a)!);
}

/** `winners` clockwise from the button, as `inOddChipOrder` wants them. */
function pay(
  draft: Draft,
  winners: readonly number[],
  chips: number,
  what: { pot: number; board: 0 | 1; half: Half },
): void {
  const order = inOddChipOrder(draft, winners, what.half);
  shareOut(draft, chips, order.length).forEach((share, k) => {
    if (share === 0) return;
    const i = order[k]!;
    const p: PlayerState = draft.players[i]!;
    setPlayer(draft, i, { stackChips: p.stackChips + share, wonChips: p.wonChips + share });
    note(draft, { kind: 'win', seat: p.seat, chips: share, ...what });
  });
}
