/** Which sound a change of the table makes. Pure: one view before, one after. */
import type { EventView, TableView } from '../../client/contract/view.ts';

export type SoundName = 'deal' | 'turn' | 'check' | 'bet' | 'fold' | 'board' | 'win' | 'chat';

const byEvent: Partial<Record<EventView['kind'], SoundName>> = {
  check: 'check',
  call: 'bet',
  bet: 'bet',
  raise: 'bet',
  'all-in': 'bet',
  blind: 'bet',
  fold: 'fold',
  street: 'board',
  chat: 'chat',
};

/** Loudest news last; more at once would only be noise. */
const MOST_AT_ONCE = 3;

/** Each sound at most once, in the order in which they should be heard. */
export function soundsFor(before: TableView | undefined, after: TableView): SoundName[] {
  // A table just opened, or come back to after a sleep, does not play what was missed.
  if (before === undefined || after.phase !== 'playing') return [];
  const heard = new Set<SoundName>();
  const lastId = before.events.at(-1)?.id ?? -1;
  const fresh = after.events.filter((e) => e.id > lastId);
  for (const event of fresh.slice(-8)) {
    const sound = byEvent[event.kind];
    const own = event.kind === 'chat' && event.seat === after.yourSeat;
    if (sound && !own) heard.add(sound);
  }
  if (cardsOf(before) === 0 && cardsOf(after) > 0) heard.add('deal');
  const won = (view: TableView) => view.seats.some((s) => s.you && s.wonChips > 0);
  if (!won(before) && won(after)) heard.add('win');
  const turn = (view: TableView) =>
    view.legal && !view.pending ? `${view.legal.hand}.${view.legal.decision}` : '';
  if (turn(after) !== '' && turn(after) !== turn(before)) heard.add('turn');
  return [...heard].slice(-MOST_AT_ONCE);
}

function cardsOf(view: TableView): number {
  return view.seats.reduce((n, s) => n + s.cards.length, 0);
}
