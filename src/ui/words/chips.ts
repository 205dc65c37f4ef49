/** Chips as this player likes to read them: in chips, or in big blinds. */
import { createContext, useContext } from 'react';
import type { MoneyView } from '../../client/contract/money.ts';
import { useMessages } from '../messages/context.ts';
import { formatBigBlinds, formatShort } from '../text/amounts.ts';
import { moneyText } from '../text/money.ts';

/** The big blind in chips where amounts are read in big blinds; 0 where they are read in chips. */
export const BigBlindContext = createContext(0);

/** What a chip is worth where amounts are read in money; undefined where they are read in chips. */
export const MoneyContext = createContext<MoneyView | undefined>(undefined);

export type ChipWords = (chips: number) => string;

/**
 * For stacks, bets and pots. What a button sends, and what the log keeps, is said in chips, to the last one
 * (`formatChips`).
 */
export function useChipWords(): ChipWords {
  const bigBlindChips = useContext(BigBlindContext);
  const money = useContext(MoneyContext);
  const m = useMessages();
  if (money !== undefined) return (chips) => moneyText(chips, money, m.language);
  if (bigBlindChips <= 0) return formatShort;
  return (chips) => m.settings.bb(formatBigBlinds(chips, bigBlindChips));
}
