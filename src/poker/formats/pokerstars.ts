/**
 * A hand as the text that PokerStars writes and trackers read. The format is known by its files only; this follows
 * them line by line: header, table, seats, posts, streets, show down, summary.
 *
 * All amounts are the engine's, so contributions less uncalled bets are the pot, and the pot is what is collected; no
 * rake. What the format has no line for is told by the nearest one with the same sums: the dead part of a missed
 * blind as an ante, a bomb pot as antes with nothing before the flop.
 */
import { type Card, cardText, type SeenCard } from '../cards.ts';
import { handName } from '../handNames.ts';
import type { HandRecord, HandState } from '../state.ts';
import { HistoryError } from './history.ts';
import { boardText, headerOf, type PokerStarsMeta, pokerStarsNames, seatRoles } from './pokerstarsLines.ts';

/** Hands of a file are set apart by blank lines. */
export function joinPokerStars(hands: readonly string[]): string {
  return hands.map((h) => `${h}\n\n`).join('');
}

/** @throws HistoryError for a hand that is not over, was declared dead out of turn, or began with chips of nobody */
export function encodePokerStars(state: HandState, meta: PokerStarsMeta): string {
  if (state.phase !== 'over') throw new HistoryError('bad-field', 'a hand that is not over');
  if (state.setup.deadChips > 0) throw new HistoryError('bad-field', 'a pot that began with chips of nobody');
  if (state.records.some((r) => r.kind === 'kill'))
    throw new HistoryError('bad-action', 'a hand declared dead');
  if (state.stopped) throw new HistoryError('bad-action', 'cards that were withheld');
  return `${new Writer(state, meta).lines().join('\n')}\n`;
}

const STUD_NAMES = ['3rd STREET', '4th STREET', '5th STREET', '6th STREET', 'RIVER'];

class Writer {
  readonly #out: string[] = [];
  readonly #names: ReadonlyMap<number, string>;
  readonly #amount: (chips: number) => string;
  readonly #stud: boolean;
  /** Bets of this street by seat. */
  #bets = new Map<number, number>();
  #left: Map<number, number>;
  #level = 0;
  #street = 0;
  /** Cards of each seat in dealing order, as far as the file knows them. */
  readonly #cards = new Map<number, SeenCard[]>();
  readonly #boards: [SeenCard[], SeenCard[]] = [[], []];
  readonly #folded = new Map<number, string>();
  readonly #twice: boolean;

  constructor(
    private readonly state: HandState,
    private readonly meta: PokerStarsMeta,
  ) {
    const { setup } = state;
    this.#stud = setup.bringInChips > 0;
    this.#left = new Map(setup.seats.map((s) => [s.seat, s.stackChips]));
    this.#names = pokerStarsNames(
      setup.seats.map((s) => s.seat),
      meta.names,
    );
    this.#amount = amountsOf(meta);
    this.#twice = state.secondBoard.length > 0;
  }

  lines(): string[] {
    const { state, meta } = this;
    this.#out.push(...headerOf(state.setup, meta, this.#amount));
    for (const { seat, stackChips } of state.setup.seats)
      this.#out.push(`Seat ${seat + 1}: ${this.#name(seat)} (${this.#amount(stackChips)} in chips)`);
    for (const r of state.records) this.#record(r);
    this.#showDown();
    this.#summary();
    return this.#out;
  }

  #name(seat: number): string {
    return this.#names.get(seat)!;
  }

  #record(r: HandRecord): void {
    if (r.kind === 'ante') this.#pay(r.seat, 'posts the ante', r.chips, 0);
    else if (r.kind === 'forced') this.#forced(r);
    else if (r.kind === 'deal') this.#deal(r);
    else if (r.kind === 'bet') this.#bet(r);
    else if (r.kind === 'refund') {
      this.#left.set(r.seat, this.#left.get(r.seat)! + r.chips);
      this.#out.push(`Uncalled bet (${this.#amount(r.chips)}) returned to ${this.#name(r.seat)}`);
    }
  }

  /** Takes `chips`, of which `live` count as a bet, and writes the line for it. */
  #pay(seat: number, words: string, chips: number, live: number, shown = this.#amount(chips)): void {
    const left = this.#left.get(seat)! - chips;
    this.#left.set(seat, left);
    const bet = (this.#bets.get(seat) ?? 0) + live;
    this.#bets.set(seat, bet);
    this.#level = Math.max(this.#level, bet);
    this.#out.push(
      `${this.#name(seat)}: ${words} ${shown}${left === 0 && chips > 0 ? ' and is all-in' : ''}`,
    );
  }

  #forced(r: Extract<HandRecord, { kind: 'forced' }>): void {
    const { seat, liveChips, deadChips } = r;
    const words = {
      'small-blind': 'posts small blind',
      'big-blind': 'posts big blind',
      straddle: 'posts straddle',
      post: 'posts big blind',
    }[r.bet];
    if (r.bet === 'post' && deadChips > 0 && liveChips === this.meta.bigBlindChips)
      this.#pay(seat, 'posts small & big blinds', liveChips + deadChips, liveChips);
    else {
      if (deadChips > 0) this.#pay(seat, 'posts the ante', deadChips, 0);
      if (liveChips > 0) this.#pay(seat, words, liveChips, liveChips);
    }
    // A blind counts in full, however short it was posted.
    const asked = this.state.setup.forced.find((f) => f.seat === seat && f.kind === r.bet);
    if (r.bet !== 'post') this.#level = Math.max(this.#level, asked?.liveChips ?? 0);
  }

  #deal(r: Extract<HandRecord, { kind: 'deal' }>): void {
    const first = this.#cards.size === 0;
    if (!first) {
      this.#bets = new Map();
      this.#level = 0;
      this.#street++;
    }
    const hero = this.meta.hero;
    const board: [SeenCard[], SeenCard[]] = [[], []];
    const dealt = new Map<number, SeenCard[]>();
    for (const [i, { to, index, board: which }] of r.requests.entries()) {
      if (to === 'board') board[which].push(r.cards[i] ?? null);
      else {
        const own = hero?.seat === to ? (hero.cards[index] ?? null) : null;
        dealt.set(to, [...(dealt.get(to) ?? []), r.cards[i] ?? own]);
      }
    }
    if (this.#stud) this.#out.push(`*** ${STUD_NAMES[this.#street] ?? 'RIVER'} ***${boardText(board[0])}`);
    else if (first) this.#out.push('*** HOLE CARDS ***');
    else for (const which of [0, 1] as const) this.#streets(which, board[which]);
    for (const [seat, cards] of dealt) this.#dealtTo(seat, cards);
    this.#boards[0].push(...(this.#stud ? board[0] : []));
  }

  /** One deal may bring several streets; those before the boards part are common to both. */
  #streets(which: 0 | 1, cards: readonly SeenCard[]): void {
    if (cards.length === 0) return;
    const laid = this.#boards[which];
    if (which === 1 && laid.length === 0) laid.push(...this.state.secondBoard.slice(0, this.#common()));
    const parted = this.#twice && (which === 1 || laid.length >= this.#common());
    const prefix = parted ? ['FIRST ', 'SECOND '][which]! : '';
    for (let at = 0; at < cards.length; ) {
      const street = laid.length < 3 ? 'FLOP' : laid.length === 3 ? 'TURN' : 'RIVER';
      const part = cards.slice(at, at + (laid.length < 3 ? 3 - laid.length : 1));
      this.#out.push(`*** ${prefix}${street} ***${boardText(laid)}${boardText(part)}`);
      laid.push(...part);
      at += part.length;
    }
  }

  /** Cards that both boards have in common. */
  #common(): number {
    const second = this.state.records.reduce(
      (sum, r) => sum + (r.kind === 'deal' ? r.requests.filter((q) => q.board === 1).length : 0),
      0,
    );
    return 5 - second;
  }

  #dealtTo(seat: number, cards: readonly SeenCard[]): void {
    const before = this.#cards.get(seat) ?? [];
    const known = (list: readonly SeenCard[]) => list.filter((c) => c !== null);
    this.#cards.set(seat, [...before, ...cards]);
    if (known(cards).length === 0 || (!this.#stud && seat !== this.meta.hero?.seat)) return;
    this.#out.push(`Dealt to ${this.#name(seat)}${boardText(known(before))}${boardText(known(cards))}`);
  }

  #bet(r: Extract<HandRecord, { kind: 'bet' }>): void {
    const { seat, addedChips } = r;
    if (r.verb === 'fold') {
      this.#folded.set(seat, this.#whenFolded(seat));
      this.#out.push(`${this.#name(seat)}: folds`);
    } else if (r.verb === 'raiseTo') {
      const level = this.#level;
      const to = this.#amount(r.amountChips);
      if (level === 0) this.#pay(seat, 'bets', addedChips, addedChips);
      else {
        const by = this.#amount(Math.max(0, r.amountChips - level));
        this.#pay(seat, 'raises', addedChips, addedChips, `${by} to ${to}`);
      }
    } else if (r.bringIn) this.#pay(seat, 'brings in for', addedChips, addedChips);
    else if (addedChips === 0) this.#out.push(`${this.#name(seat)}: checks`);
    else this.#pay(seat, 'calls', addedChips, addedChips);
  }

  #whenFolded(seat: number): string {
    if (this.#stud) {
      const street = STUD_NAMES[this.#street]!;
      return street === 'RIVER'
        ? 'folded on the River'
        : `folded on the ${street.replace('STREET', 'Street')}`;
    }
    const laid = this.#boards[0].length;
    if (laid > 0) return `folded on the ${laid === 3 ? 'Flop' : laid === 4 ? 'Turn' : 'River'}`;
    return `folded before Flop${(this.#bets.get(seat) ?? 0) === 0 ? " (didn't bet)" : ''}`;
  }

  #showDown(): void {
    const { records } = this.state;
    const tabled = records.filter((r) => r.kind === 'show' || r.kind === 'muck' || r.kind === 'claim');
    const table = (board: 0 | 1): void => {
      for (const r of tabled) {
        if (r.kind === 'muck' || r.kind === 'claim') this.#out.push(`${this.#name(r.seat)}: mucks hand`);
        else if (r.kind === 'show') {
          const words = this.#handName(r.cards, board);
          this.#out.push(
            `${this.#name(r.seat)}: shows${boardText(r.cards)}${words === '' ? '' : ` (${words})`}`,
          );
        }
      }
    };
    if (!this.#twice) {
      if (tabled.length > 0) this.#out.push('*** SHOW DOWN ***');
      table(0);
      this.#collected(undefined);
      const [last] = this.state.players.filter((p) => p.status === 'live');
      if (tabled.length === 0 && last !== undefined)
        this.#out.push(`${this.#name(last.seat)}: doesn't show hand`);
      return;
    }
    for (const board of [0, 1] as const) {
      this.#out.push(`*** ${board === 0 ? 'FIRST' : 'SECOND'} SHOW DOWN ***`);
      table(board);
      this.#collected(board);
    }
  }

  /** Side pots before the main pot, a line for each winner of each. */
  #collected(board: 0 | 1 | undefined): void {
    const wins = new Map<string, number>();
    for (const r of this.state.records) {
      if (r.kind !== 'win' || (board !== undefined && r.board !== board)) continue;
      const key = `${this.#name(r.seat)} collected |${this.#potName(r.pot)}`;
      wins.set(key, (wins.get(key) ?? 0) + r.chips);
    }
    for (const [key, chips] of wins) {
      const [who, pot] = key.split('|');
      this.#out.push(`${who}${this.#amount(chips)} from ${pot}`);
    }
  }

  #potName(pot: number): string {
    const { length } = this.state.finalPots;
    if (length < 2) return 'pot';
    return pot === 0 ? 'main pot' : length === 2 ? 'side pot' : `side pot-${pot}`;
  }

  #summary(): void {
    const { finalPots, players } = this.state;
    const total = finalPots.reduce((sum, p) => sum + p.chips, 0);
    const parts = finalPots.map((p, i) => {
      const name = this.#potName(i);
      return ` ${name[0]!.toUpperCase()}${name.slice(1)} ${this.#amount(p.chips)}.`;
    });
    this.#out.push('*** SUMMARY ***');
    this.#out.push(
      `Total pot ${this.#amount(total)}${finalPots.length > 1 ? parts.join('') : ''} | Rake ${this.#amount(0)}`,
    );
    const [first, second] = this.#boards;
    if (this.#twice) {
      this.#out.push(
        'Hand was run twice',
        `FIRST Board${boardText(first)}`,
        `SECOND Board${boardText(second)}`,
      );
    } else if (first.length > 0) this.#out.push(`Board${boardText(first)}`);
    const roles = seatRoles(this.state.setup);
    for (const p of players)
      this.#out.push(`Seat ${p.seat + 1}: ${this.#name(p.seat)}${roles(p.seat)} ${this.#ending(p.seat)}`);
  }

  #ending(seat: number): string {
    const folded = this.#folded.get(seat);
    if (folded !== undefined) return folded;
    const player = this.state.players.find((p) => p.seat === seat)!;
    const won = player.wonChips > 0 ? `(${this.#amount(player.wonChips)})` : undefined;
    if (!player.shown) return won === undefined ? 'mucked' : `collected ${won}`;
    const showed = `showed [${player.cards.map(cardText).join(' ')}] and`;
    const outcome = (board: 0 | 1, chips: number): string =>
      `${chips === 0 ? 'lost' : `won (${this.#amount(chips)})`} with ${this.#handName(player.cards, board)}`;
    if (!this.#twice) return `${showed} ${outcome(0, player.wonChips)}`;
    const wonOn = (board: 0 | 1): number =>
      this.state.records.reduce(
        (sum, r) => sum + (r.kind === 'win' && r.seat === seat && r.board === board ? r.chips : 0),
        0,
      );
    return `${showed} ${outcome(0, wonOn(0))}, and ${outcome(1, wonOn(1))}`;
  }

  #handName(cards: readonly SeenCard[], board: 0 | 1): string {
    const known = (list: readonly SeenCard[]): Card[] => list.filter((c) => c !== null);
    const { setup } = this.state;
    return handName(known(cards), known(board === 0 ? this.state.board : this.state.secondBoard), setup.game);
  }
}

function amountsOf(meta: PokerStarsMeta): (chips: number) => string {
  const { money, tournament } = meta;
  if (money === undefined || tournament !== undefined) return String;
  const { symbol, hundredthsPerChip } = money;
  if (!Number.isSafeInteger(hundredthsPerChip) || hundredthsPerChip < 1)
    throw new HistoryError('bad-field', 'the value of a chip');
  return (chips) => {
    const hundredths = chips * hundredthsPerChip;
    if (!Number.isSafeInteger(hundredths)) throw new HistoryError('bad-field', 'the value of a stack');
    const rest = hundredths % 100;
    return `${symbol}${Math.floor(hundredths / 100)}${rest === 0 ? '' : `.${String(rest).padStart(2, '0')}`}`;
  };
}
