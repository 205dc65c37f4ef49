/** The table for somebody who listens: cards and amounts with their names. Pure. */
import type { EventView, TableView } from '../../client/contract/view.ts';
import type { Messages } from '../messages/en/index.ts';
import { formatChips } from '../text/amounts.ts';
import { parseCard } from '../text/cards.ts';
import { shownName } from '../text/names.ts';
import { eventWords } from './eventWords.ts';

const SPOKEN_AT_ONCE = 6;
const CHAT_CHARACTERS = 120;

export function cardNames(cards: readonly (string | null)[], m: Messages): string {
  return cards
    .map((text) => {
      const face = parseCard(text);
      return face ? m.table.card(face.rank, face.suit) : m.table.cardBack;
    })
    .join(', ');
}

/** One event as a sentence; 'A♥' would be read as two symbols. */
function spokenEvent(event: EventView, m: Messages, self?: number): string {
  const talk = event.kind === 'chat' ? { ...event, text: shownName(event.text, CHAT_CHARACTERS) } : event;
  return eventWords(m, talk, (cards) => cardNames(cards, m), self).replace(/[\u2066-\u2069]/gu, '');
}

/** What is new since `lastId`; of a flood only the end. */
export function spokenNews(
  events: readonly EventView[],
  lastId: number,
  m: Messages,
  self?: number,
): string[] {
  return events
    .filter((e) => e.id > lastId)
    .slice(-SPOKEN_AT_ONCE)
    .map((e) => spokenEvent(e, m, self));
}

/** The own cards as soon as all are known. */
export function spokenCards(view: TableView, m: Messages): string {
  const you = view.seats.find((s) => s.you);
  if (!you?.inHand || you.folded || you.cards.length === 0 || you.cards.includes(null)) return '';
  return m.spoken.cards(cardNames(you.cards, m));
}

export function spokenTurn(view: TableView, m: Messages): string {
  const { legal, hand } = view;
  if (!legal || view.pending) return '';
  const toCall = legal.check ? m.spoken.free : m.spoken.toCall(formatChips(legal.callChips ?? 0));
  const strength = view.own?.handName ? ` ${m.seatMenu.handNow(m.handName(view.own.handName))}.` : '';
  return `${m.spoken.turn(toCall, formatChips(hand?.totalPotChips ?? 0))}.${strength}`;
}
