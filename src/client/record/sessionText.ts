/** All hands of a session as one file. */
import { joinOhh } from '../../poker/formats/ohh/write.ts';
import { joinPokerStars } from '../../poker/formats/pokerstars.ts';
import type { PokerStarsMoney } from '../../poker/formats/pokerstarsLines.ts';
import { handText, type OwnHand, type PlayedHand, type TextFormat } from './playedHand.ts';

export const SESSION_FORMATS = ['ohh', 'phh', 'pokerstars'] as const satisfies readonly TextFormat[];
export type SessionFormat = (typeof SESSION_FORMATS)[number];

const JOIN: Readonly<Record<SessionFormat, (hands: readonly string[]) => string>> = {
  ohh: joinOhh,
  pokerstars: joinPokerStars,
  // A .phhs is one TOML document with a table for each hand.
  phh: (hands) => hands.map((h, i) => `[${i + 1}]\n${h}\n`).join(''),
};

export interface SessionText {
  readonly text: string;
  /** Hands in it. */
  readonly told: number;
  /** Numbers of those that the format cannot tell, or that were declared void. */
  readonly unfit: readonly number[];
}

interface SessionOptions {
  /** This device's cards by hand number. */
  readonly own?: ReadonlyMap<number, OwnHand>;
  readonly money?: PokerStarsMoney;
  /** What the formats have no words for, one line each (sessionNotes.ts): as comments where a format has them. */
  readonly notes?: readonly string[];
}

/** @param epochMs wall clock at table time 0, milliseconds since 1970 */
export function sessionText(
  hands: readonly PlayedHand[],
  format: SessionFormat,
  epochMs: number,
  { own = new Map(), money, notes = [] }: SessionOptions = {},
): SessionText {
  const texts = hands.map((h) => handText(h, format, { epochMs, own: own.get(h.hand.hand), money }));
  const fit = texts.filter((t) => t !== 'unfit');
  const comments = format === 'phh' ? notes.map((note) => `# ${note}\n`).join('') : '';
  return {
    text: comments + JOIN[format](fit),
    told: fit.length,
    unfit: hands.flatMap((h, i) => (texts[i] === 'unfit' ? [h.hand.hand] : [])),
  };
}
