/** Tables at the showdown with chosen cards, for tests of winning without showing. */
import { CONFIG_VERSION, SECOND_DEFAULTS, type TableConfig } from '../codec/config.ts';
import { gameNamed } from '../poker/catalogue.ts';
import { tableView } from '../table/view/view.ts';
import { clearDeck, genesis, Play, seeded } from './tablePlay.ts';

export const SEATS = [0, 1, 2];
export const CLAIM_FIELDS = {
  protocolVersion: CONFIG_VERSION,
  proofs: 0,
  ...SECOND_DEFAULTS,
  claims: 1,
  bondChips: 20,
};

/** Cards from the top of the deck: two to each seat in turn from left of the button, then the board. */
export type Cards = readonly [first: string, second: string, third: string, board: string];

/** To the showdown with these cards; nobody opens its hand by itself. */
export async function showdown(cards: Cards, change: Partial<TableConfig> = {}): Promise<Play> {
  const start = genesis(SEATS, { ...CLAIM_FIELDS, ...change });
  const short = change.game === 3;
  const deck = gameNamed(short ? 'short-deck' : 'holdem').deck;
  const p = new Play(
    start,
    clearDeck(seeded(5), (list) => arranged(list, cards, deck)),
  );
  await p.deal();
  for (const seat of SEATS) p.silent.add(seat);
  for (let seat = p.toAct(); seat !== undefined; seat = p.toAct()) {
    p.bet(seat, tableView(p.state, { seat }).legal?.check === true ? 'check' : 'call');
    await shares(p);
  }
  if (p.state.hand?.engine.phase !== 'showdown') throw new Error('no showdown');
  return p;
}

/** Everybody gives its shares, and nothing else. */
async function shares(p: Play): Promise<void> {
  for (const seat of SEATS) p.silent.delete(seat);
  for (const seat of SEATS) p.twist.set(seat, (tx) => (tx.kind === 'shares' ? tx : undefined));
  await p.work();
  p.twist.clear();
  for (const seat of SEATS) p.silent.add(seat);
}

function arranged(list: number[], [a, b, c, board]: Cards, deck: readonly number[]): number[] {
  const number = (text: string): number =>
    deck.indexOf(('23456789TJQKA'.indexOf(text[0]!) << 2) + 'cdhs'.indexOf(text[1]!));
  const pairs = (text: string): number[] => text.split(' ').map(number);
  const [x, y, z] = [pairs(a), pairs(b), pairs(c)];
  const top = [x[0]!, y[0]!, z[0]!, x[1]!, y[1]!, z[1]!, ...pairs(board)];
  return [...top, ...list.filter((n) => !top.includes(n))];
}

export const order = (p: Play) =>
  p.state.hand!.engine.toShow.map((i) => p.state.hand!.engine.players[i]!.seat);
export const due = (p: Play) => order(p)[0]!;

/** The hand of the seat in turn is tabled. */
export async function show(p: Play): Promise<void> {
  const seat = due(p);
  p.silent.delete(seat);
  await p.work();
  p.silent.add(seat);
}

export const BOARD = '2c 7d 9h Js 4d';
/** The last to show has the best hand. */
export const LAST_WINS: Cards = ['Kh Kd', 'Qh Qd', 'Ah Ad', BOARD];
export const LAST_TIES: Cards = ['Ks Qs', '8h 5c', 'Kc Qc', BOARD];
export const LAST_LOSES: Cards = ['Kh Kd', '8h 5c', 'Qh Qd', BOARD];
export const SHORT_WINS: Cards = ['Kh Kd', 'Qh Qd', 'Ah Ad', '6c 7d 9h Js 8d'];
