/** Chips as this player likes to read them: in chips, or in big blinds. */
import { createContext, useContext } from 'react';
import { useMessages } from '../messages/context.ts';
import { formatBigBlinds, formatShort } from '../text/amounts.ts';

/** The big blind in chips where amounts are read in big blinds; 0 where they are read in chips. */
export const BigBlindContext = createContext(0);

export type ChipWords = (chips: number) => string;

/**
 * For stacks, bets and pots. What a button sends, and what the log keeps, is said in chips, to the last one
 * (`formatChips`).
 */
export function useChipWords(): ChipWords {
  const bigBlindChips = useContext(BigBlindContext);
  const m = useMessages();
  if (bigBlindChips <= 0) return formatShort;
  return (chips) => m.settings.bb(formatBigBlinds(chips, bigBlindChips));
}
