/**
 * What an evening asks of a page beside the cards: the equity of an all-in, the text of a session of 300 hands in every
 * format (those of a recorded game, told again until there are so many), and what a browser makes of it
 * (eveningPage.ts).
 */
import { performance } from 'node:perf_hooks';
import { ensureBuilt } from '../scripts/build.mjs';
import { withVerifyTools } from '../src/cli/verify.ts';
import { liveEquity } from '../src/client/bots/liveEquity.ts';
import { noHands, readHands, type SessionHands } from '../src/client/record/playedHand.ts';
import { SESSION_FORMATS, sessionText } from '../src/client/record/sessionText.ts';
import { verifyLog } from '../src/node/log/verify.ts';
import type { Card } from '../src/poker/cards.ts';
import type { TableState } from '../src/table/state/state.ts';
import { readLog } from '../src/testing/recordings/recording.ts';
import { measurePage } from './eveningPage.ts';
import { median } from './shuffle.ts';

const HANDS = 300;
const ROUNDS = 5;

function timedMs(what: () => void): number {
  const from = performance.now();
  what();
  return performance.now() - from;
}

/** The longest of each: nobody waits for a median. */
function longestEquityMs(players: number, boardCards: number): number {
  const times = Array.from({ length: ROUNDS }, (_, round) => {
    const deck = Array.from({ length: 52 }, (_card, i) => ((i * 7 + round * 11) % 52) as Card);
    const hands = Array.from({ length: players }, (_hand, i) => deck.slice(2 * i, 2 * i + 2));
    const board = deck.slice(2 * players, 2 * players + boardCards);
    return timedMs(() => void liveEquity('holdem', hands, board));
  });
  return Math.max(...times);
}

/** Prints and returns the figures. */
export async function run(): Promise<Record<string, number>> {
  const numbers: Record<string, number> = {};
  const note = (name: string, value: number, unit = 'ms'): void => {
    numbers[name] = Math.round(value * 10) / 10;
    console.log(`${name.padEnd(36)} ${value.toFixed(1).padStart(8)} ${unit}`);
  };
  for (const players of [2, 6])
    for (const cards of [0, 3, 4]) note(`equity${players}on${cards}`, longestEquityMs(players, cards));

  let read: SessionHands = noHands;
  const bytes = await readLog('holdem');
  const seen = (state: TableState): void => {
    read = readHands(read, state, 'bench');
  };
  const verdict = await withVerifyTools((tools) => verifyLog(bytes, { ...tools, heard: { seen } }));
  if (!verdict.ok || read.hands.length === 0) throw new Error('a recorded game with hands does not verify');
  const hands = Array.from({ length: HANDS }, (_, i) => read.hands[i % read.hands.length]!);
  for (const format of SESSION_FORMATS) {
    const times = Array.from({ length: ROUNDS }, () => timedMs(() => void sessionText(hands, format, 0)));
    note(`export${HANDS}${format}`, median(times));
  }
  ensureBuilt();
  await measurePage(note);
  return numbers;
}
