/**
 * One hand of a table with all that a file says of it, gathered from the states that a log leads to, and as a text in
 * the common formats. Pure.
 */
import { decodeText } from '../../codec/decode.ts';
import { limits } from '../../codec/limits.ts';
import type { SeenCard } from '../../poker/cards.ts';
import { HistoryError } from '../../poker/formats/history.ts';
import { type OhhTournament, PLAY_MONEY } from '../../poker/formats/ohh/types.ts';
import { encodeOhh } from '../../poker/formats/ohh/write.ts';
import { encodePhh } from '../../poker/formats/phh.ts';
import { encodePokerStars } from '../../poker/formats/pokerstars.ts';
import type { PokerStarsMoney } from '../../poker/formats/pokerstarsLines.ts';
import { courseOf, historyOf } from '../../poker/formats/record.ts';
import type { TableHand, TableState } from '../../table/state/state.ts';

export interface PlayedHand {
  readonly hand: TableHand;
  /** By seat. */
  readonly names: ReadonlyMap<number, string>;
  readonly tableName: string;
  /** Hexadecimal. */
  readonly tableId: string;
  readonly tableSize: number;
  /** Table time, milliseconds; it counts from the table's start, so a date needs one moment of a wall clock. */
  readonly startedAtMs: number;
  readonly finishedAtMs: number;
  /** Of the first hand that was seen. */
  readonly tableStartedAtMs: number;
}

/** What a device knows beyond what is public. */
export interface OwnHand {
  readonly seat: number;
  readonly cards: readonly SeenCard[];
}

export type TextFormat = 'phh' | 'ohh' | 'pokerstars';

/** A log's hands so far; a hand that is set aside and resumed keeps its first moment. */
export interface SessionHands {
  readonly begun: ReadonlyMap<number, number>;
  readonly firstMs: number | undefined;
  readonly hands: readonly PlayedHand[];
}

export const noHands: SessionHands = { begun: new Map(), firstMs: undefined, hands: [] };

/** The next state of the log. Voided hands are told like the others; `handText` says they are unfit. */
export function readHands(session: SessionHands, state: TableState, tableId: string): SessionHands {
  const { hand, config } = state;
  if (hand === undefined) return session;
  const seen = session.begun.has(hand.hand);
  const begun = seen ? session.begun : new Map([...session.begun, [hand.hand, state.timeMs]]);
  const firstMs = session.firstMs ?? state.timeMs;
  if (hand.outcome === undefined || session.hands.some((h) => h.hand.hand === hand.hand))
    return seen ? session : { ...session, begun, firstMs };
  const played: PlayedHand = {
    hand,
    names: new Map(state.seats.map((s) => [s.seat, s.nickname])),
    tableName: decodeText(config.name, limits.tableNameBytes, 'table name'),
    tableId,
    tableSize: config.seats,
    startedAtMs: begun.get(hand.hand)!,
    finishedAtMs: state.timeMs,
    tableStartedAtMs: firstMs,
  };
  return { begun, firstMs, hands: [...session.hands, played] };
}

export interface TextOptions {
  /** Wall clock at table time 0, milliseconds since 1970. */
  readonly epochMs: number;
  /** This device's cards; those that nobody showed stay unknown otherwise. */
  readonly own?: OwnHand | undefined;
  /** PokerStars only. */
  readonly money?: PokerStarsMoney | undefined;
}

/** @returns 'unfit' for a hand that the format cannot tell, or that was declared void */
export function handText(played: PlayedHand, format: TextFormat, options: TextOptions): string | 'unfit' {
  const { own, epochMs } = options;
  const { hand, names } = played;
  if (hand.outcome?.voidReason !== undefined) return 'unfit';
  const holeCards = own === undefined ? undefined : new Map([[own.seat, own.cards]]);
  try {
    if (format === 'pokerstars') return pokerStarsText(played, options);
    const history = historyOf(hand.engine, {
      names,
      ...(holeCards === undefined ? {} : { holeCards }),
      handName: String(hand.hand),
      tableName: played.tableName,
    });
    if (format === 'phh') return encodePhh(history);
    return encodeOhh(history, courseOf(hand.engine), {
      siteName: 'Dealerless',
      networkName: 'Dealerless',
      startDateUtc: new Date(epochMs + played.startedAtMs).toISOString(),
      currency: PLAY_MONEY,
      tableSize: played.tableSize,
      heroSeat: own === undefined ? null : own.seat + 1,
      tournament: tournamentOf(played, epochMs),
    });
  } catch (error) {
    if (error instanceof HistoryError) return 'unfit';
    throw error;
  }
}

function tournamentOf(
  { hand, tableId, tableName, tableStartedAtMs }: PlayedHand,
  epochMs: number,
): OhhTournament | undefined {
  const { tournament, rules } = hand.lifeBefore;
  if (tournament === null) return undefined;
  return {
    number: tableId.slice(0, 16),
    name: tableName,
    startDateUtc: new Date(epochMs + tableStartedAtMs).toISOString(),
    buyIn: rules.startingStackChips,
    initialStack: rules.startingStackChips,
    roundSeconds: Math.round((rules.levels[tournament.level]?.durationMs ?? 0) / 1000),
  };
}

/** Trackers take numbers only, and tell hands apart by them: the table's and the hand's together. */
function pokerStarsText(played: PlayedHand, { own, money, epochMs }: TextOptions): string {
  const { hand, tableId } = played;
  const { plan, lifeBefore } = hand;
  const table = Number.parseInt(tableId.slice(0, 8), 16);
  return encodePokerStars(hand.engine, {
    handNumber: `${table}${String(hand.hand).padStart(5, '0')}`,
    startedAtMs: epochMs + played.startedAtMs,
    tableName: played.tableName,
    tableSize: played.tableSize,
    names: played.names,
    smallBlindChips: plan.smallBlindChips,
    bigBlindChips: plan.bigBlindChips,
    hero: own,
    money,
    tournament:
      lifeBefore.tournament === null
        ? undefined
        : { number: String(table), level: lifeBefore.tournament.level },
  });
}
