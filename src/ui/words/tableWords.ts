/** What is going on at the table, in a few words; and what stands on a seat's little tag. */
import type { Away } from '../../client/contract/actions.ts';
import type { HandView, PendingView, SeatView, TableView } from '../../client/contract/view.ts';
import type { Messages } from '../messages/en/index.ts';
import { formatChips } from '../text/amounts.ts';
import { cardInline } from '../text/cards.ts';
import { isolated } from '../text/names.ts';
import type { ChipWords } from './chips.ts';

export function isBettingStage(stage: HandView['stage']): boolean {
  return (
    stage === 'preflop' || stage === 'flop' || stage === 'turn' || stage === 'river' || stage === 'betting'
  );
}

export function stageWords(view: TableView, m: Messages): string {
  const hand = view.hand;
  if (!hand && view.phase === 'ended')
    return view.tournament || view.closing?.closed ? m.stage.over : m.stage.waitsForChips;
  // After somebody came, left or was left out, the table has no hand for a moment though many have been played.
  const played = view.events.some((e) => e.kind === 'hand-over') || (view.chain?.epoch ?? 0) > 0;
  if (!hand) return played ? m.calm.nextHand : m.stage.waitingFirst;
  if (hand.stage === 'shuffle') {
    const { shufflesVerified: done, shufflesExpected: of } = hand.proofs;
    const shuffler = view.seats.find((s) => s.awaited === 'shuffle');
    if (!shuffler) return m.stage.shuffle;
    const step = Math.min(of, done + 1);
    return shuffler.you
      ? m.stage.shuffleYou(step, of)
      : m.stage.shuffleBy(isolated(shuffler.nickname), step, of);
  }
  if (hand.stage === 'suspended') {
    const missing = view.seats.filter((s) => s.awaited === 'shares').map((s) => isolated(s.nickname));
    return missing.length === 0 ? m.stage.suspended : m.stage.suspendedFor(missing.join(', '));
  }
  if (hand.stage === 'between-hands' && hand.rebuy) {
    const seats = view.seats.filter((s) => hand.rebuy?.seats.includes(s.seat));
    if (seats.some((s) => s.you)) return m.moments.waitsForYou;
    return m.moments.waitsForRebuy(seats.map((s) => isolated(s.nickname)).join(', '));
  }
  if (hand.stage === 'between-hands' && hand.rabbit)
    return m.table.wouldCome(hand.rabbit.map(cardInline).join(' '));
  if (isBettingStage(hand.stage)) {
    const actor = view.seats.find((s) => s.awaited === 'action');
    const street =
      hand.stage === 'betting' && hand.streetName ? m.log.streetTitle(hand.streetName) : m.stage[hand.stage];
    if (!actor) return street;
    return actor.you ? m.stage.yourTurn : m.stage.turnOf(isolated(actor.nickname));
  }
  return m.stage[hand.stage];
}

/** 'Raise to 40' from a verb of the client and an amount; unknown verbs show as they are. */
export function verbWords(verb: string, chips: number, m: Messages, amount: ChipWords = formatChips): string {
  const words: Record<string, string | ((c: string) => string)> = m.table.verbs;
  const found = Object.hasOwn(words, verb) ? words[verb] : undefined;
  if (found === undefined) return chips > 0 ? `${verb} ${amount(chips)}` : verb;
  return typeof found === 'string' ? found : found(amount(chips));
}

export function pendingWords(pending: PendingView, m: Messages): string {
  // The client need not know what a call will cost by the time it is final.
  if (pending.verb === 'call' && pending.amountChips === 0) return m.action.call;
  return verbWords(pending.verb, pending.amountChips, m);
}

/** The one thing a seat's tag says now, most telling first. */
export function seatTag(
  seat: SeatView,
  m: Messages,
  amount: ChipWords = formatChips,
  away: Away = '',
): { text: string; look: 'out' | 'hot' | 'soft' | 'win' } | undefined {
  if (seat.wonChips > 0) return { text: m.table.wins(amount(seat.wonChips)), look: 'win' };
  if (seat.out) return { text: m.table.tags.out, look: 'out' };
  if (seat.mucked) return { text: m.table.tags.mucked, look: 'out' };
  if (seat.folded) return { text: m.table.tags.folded, look: 'out' };
  if (seat.allIn) return { text: m.table.tags.allIn, look: 'hot' };
  if (seat.sittingOut)
    return { text: away === '' ? m.table.tags.sittingOut : m.company.away[away], look: 'out' };
  if (seat.awaited && seat.awaited !== 'action') return { text: m.table.awaited[seat.awaited], look: 'soft' };
  if (seat.lastAction && seat.awaited !== 'action')
    return { text: verbWords(seat.lastAction.verb, seat.lastAction.amountChips, m, amount), look: 'soft' };
  return undefined;
}

export function seatLabel(seat: SeatView, m: Messages, away: Away = ''): string {
  const f = m.table.flags;
  const flags = [
    seat.you && f.you,
    seat.button && f.button,
    seat.mucked ? f.mucked : seat.folded && f.folded,
    seat.claimed !== undefined && m.claim.flag,
    seat.allIn && f.allIn,
    seat.sittingOut && f.sittingOut,
    seat.sittingOut && away !== '' && m.company.away[away],
    seat.out && f.out,
    seat.awaited === 'action' && f.turn,
    seat.wonChips > 0 && f.won(formatChips(seat.wonChips)),
    seat.handName !== undefined && m.handName(seat.handName),
  ].filter((x): x is string => typeof x === 'string');
  return m.table.seatLabel({
    seat: seat.seat + 1,
    name: isolated(seat.nickname),
    stack: formatChips(seat.stackChips),
    bet: seat.betChips > 0 ? formatChips(seat.betChips) : '',
    flags,
  });
}
