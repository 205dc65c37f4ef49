/** Open tables: what their creators say of them in public, and what becomes of saying it. */
import type { Admission, GameName, StructureName } from '../../codec/config.ts';

export interface OpenTableView {
  readonly tableId: string;
  /** Path and fragment of its link. */
  readonly path: string;
  /** A stranger's words. */
  readonly name: string;
  readonly game: GameName;
  readonly structure: StructureName;
  readonly smallBlindChips: number;
  readonly bigBlindChips: number;
  readonly sitAndGo: boolean;
  readonly seats: number;
  readonly freeSeats: number;
  readonly playing: boolean;
  /** Who decides on newcomers once it is played. */
  readonly admission: Admission;
}

/**
 * Whether this tab's table is in the list. `waiting`: it was just asked for. `full`: the host lists no more.
 * `unreachable`: no answer, or none that says why.
 */
export type ListingState = 'unlisted' | 'waiting' | 'listed' | 'full' | 'unreachable';
