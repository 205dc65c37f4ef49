/** A sit-and-go's blind levels, from the blinds it starts with. */
import type { TableConfig } from '../../codec/config.ts';
import { LADDER } from '../contract/payouts.ts';

/** The configuration's own cap (`MAX_CHIPS`), which is not imported here to keep the start page light. */
const MAX_BLIND = 1_000_000_000_000;
interface Start {
  readonly smallBlindChips: number;
  readonly bigBlindChips: number;
  readonly anteChips: number;
}

/** Levels grow until the blinds are past any stack at the table. */
export function levelLadder(start: Start, levelMinutes: number): TableConfig['levels'] {
  return LADDER.filter((times) => times * start.bigBlindChips <= MAX_BLIND).map((times) => ({
    smallBlindChips: times * start.smallBlindChips,
    bigBlindChips: times * start.bigBlindChips,
    anteChips: times * start.anteChips,
    hands: 0,
    durationMs: Math.round(levelMinutes * 60_000),
  }));
}
