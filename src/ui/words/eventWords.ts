/** One line of the event log in words. */
import type { EventView } from '../../client/contract/view.ts';
import type { Messages } from '../messages/en/index.ts';
import { formatChips } from '../text/amounts.ts';
import { cardInline } from '../text/cards.ts';
import { isolated } from '../text/names.ts';

const MAX_TEXT = 280;

/**
 * @param cards how cards are written; read aloud they need their names
 * @param self the seat whose player is spoken to, not about
 */
export function eventWords(
  m: Messages,
  event: EventView,
  cards = (list: readonly string[]) => list.map(cardInline).join(' '),
  self?: number,
): string {
  const text = event.text ?? '';
  const mine = self !== undefined && event.seat === self ? m.self[event.kind] : undefined;
  const line = (mine ?? m.log.lines[event.kind])({
    name: isolated(event.nickname ?? (event.seat === undefined ? undefined : m.lobby.seat(event.seat + 1))),
    chips: event.chips === undefined ? '' : formatChips(event.chips),
    cards: cards(event.cards),
    // Chat is other people's text: isolated like a name, but kept whole.
    text:
      event.kind === 'chat'
        ? `\u2068${text.slice(0, MAX_TEXT).replace(/[\u2066-\u2069]/gu, '')}\u2069`
        : text,
  });
  return event.board === undefined ? line : m.runOut.onBoard(event.board, line);
}
