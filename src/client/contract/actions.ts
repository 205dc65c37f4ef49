/** What a player may do at a table, and the table as a screen holds it. */
import type { Look } from '../../codec/look.ts';
import type { MadeReceipt } from './receipt.ts';
import type { ExportedLog, HandFile, SessionView } from './record.ts';
import type { ActRefusal } from './refusals.ts';
import type { CardText, TableView } from './view.ts';

export type { Avatar as AvatarName, Away, Look } from '../../codec/look.ts';

/** Names a decision of `LegalView`; a bet that carries it is refused at any other ('stale'). */
export interface DecisionRef {
  readonly hand: number;
  readonly decision: number;
}

export type TableAction =
  | { readonly kind: 'fold' | 'check' | 'call'; readonly at?: DecisionRef }
  | { readonly kind: 'raiseTo'; readonly amountChips: number; readonly at?: DecisionRef }
  | { readonly kind: 'topUp' | 'sitDown'; readonly chips: number }
  | { readonly kind: 'standUp' | 'straddle' | 'sitInWait' | 'rabbit' }
  /** Go on without the one who is missing; agree that a hand which was set aside be void. */
  | { readonly kind: 'adjourn' }
  | { readonly kind: 'voidHand'; readonly hand: number }
  /** At a showdown that `OwnView.claim` says is won: the pot with the cards kept closed. */
  | { readonly kind: 'claim' }
  /** After the hand, or instead of a claim: these own cards, or all that are still closed. */
  | { readonly kind: 'show'; readonly cards?: readonly CardText[] }
  | { readonly kind: 'runItTwice'; readonly agree: boolean }
  | { readonly kind: 'sitOut' | 'sitIn' | 'timeBank' | 'muck' }
  | { readonly kind: 'pause'; readonly on: boolean }
  /** A word on closing the table for good. */
  | { readonly kind: 'close'; readonly agree: boolean }
  | { readonly kind: 'voteOut'; readonly seat: number; readonly agree: boolean }
  | {
      readonly kind: 'terms';
      readonly smallBlindChips: number;
      readonly bigBlindChips: number;
      readonly actionTimeMs: number;
    }
  | { readonly kind: 'termsVote'; readonly proposal: number; readonly agree: boolean }
  /** A word on somebody who asks to be let in, as `AskerView` names it; no seat: a witness. */
  | {
      readonly kind: 'consent';
      readonly player: string;
      readonly seat: number | undefined;
      readonly agree: boolean;
    }
  | { readonly kind: 'chat'; readonly text: string };

/** Why an action was not even proposed: the same function judges it here and in every other tab. */
export type ActResult = { readonly ok: true } | { readonly ok: false; readonly reason: ActRefusal };

/** One table in this tab; React subscribes with `useSyncExternalStore(subscribe, view)`. */
export interface TableClient {
  view(): TableView;
  /** Table clock now, for the countdown; milliseconds. */
  nowMs(): number;
  subscribe(listener: () => void): () => void;
  setNickname(nickname: string): ActResult;
  /** How this player is shown to the others; what is not given stays as it is. */
  setLook(look: Partial<Look>): ActResult;
  takeSeat(seat: number): ActResult;
  setReady(ready: boolean): ActResult;
  /** The creator wants whoever holds this seat off the table, before the game begins. */
  remove(seat: number): ActResult;
  /** The creator starts the game; `witnesses`: false leaves out those who would vote without playing. */
  start(options?: { readonly witnesses: boolean }): ActResult;
  /** Follows the table without a seat, now or as soon as it is played; or no longer. */
  watch(on: boolean): ActResult;
  /** From the rail, to the others who watch; absent where this tab does not watch from there. */
  readonly sayOnRail?: ((nickname: string, line: string) => Promise<ActResult>) | undefined;
  /** The creator lists the table among the host's open ones, or no more; absent where that is not offered. */
  readonly list?: ((on: boolean) => void) | undefined;
  act(action: TableAction): ActResult;
  /** Who has won what so far. Rejects where this device does not know how the evening began. */
  scores(): Promise<SessionView>;
  /** The accounts as comma-separated values, for spreadsheets. */
  exportScores(): Promise<HandFile>;
  /** The whole signed game as far as it is agreed. */
  exportLog(): Promise<ExportedLog>;
  /** A finished hand with everything that proves it; 'not-yet': the others have not said enough after it. */
  shareHand(hand: number): Promise<ExportedLog | 'not-yet'>;
  /** The latest chips that enough devices have signed; 'not-yet': there are none. Absent: the table has no key. */
  readonly receipt?: (() => Promise<MadeReceipt | 'not-yet'>) | undefined;
  close(): Promise<void>;
}
