/** A hand's beginning: one that was set aside goes on, or the next one is dealt. */
import { straddleSeat } from '../../poker/life/blinds.ts';
import type { HandPlan } from '../../poker/life/state.ts';
import type { HandState } from '../../poker/state.ts';
import { coversAll, handEscrow } from '../deck/escrow.ts';
import { beginning } from '../deck/nextDeck.ts';
import { resumeAside } from '../hand/aside.ts';
import { openHand } from '../hand/engine.ts';
import { beginHandOf } from '../hand/plan.ts';
import { drainRecords } from '../hand/records.ts';
import { tellPlaces } from '../hand/tournament.ts';
import { emit } from '../state/events.ts';
import { rulesOf } from '../state/rulesOf.ts';
import type { TableHand, TableState } from '../state/state.ts';

/**
 * Goes on with a hand that was set aside, if its players are here; else starts the next one if at least two can be
 * dealt in; otherwise nothing changes.
 */
export function startHand(state: TableState): TableState {
  const back = resumeAside(state);
  if (back !== undefined) return drainRecords(back);
  const begun = beginHandOf(state);
  if (begun === undefined) return { ...state, hand: undefined };
  const start = beginning(state, begun.plan);
  const deadChips = state.carryChips + begun.fees;
  const next = {
    ...state,
    life: begun.life,
    carryChips: 0,
    straddleNext: undefined,
    nextDeck: undefined,
    hand: newAttempt(state, begun.plan, {
      lifeBefore: begun.before,
      ...start,
      deadChips,
      straddleSeat: straddlerOf(state, begun.plan),
    }),
  };
  const told = emit(tellPlaces(next, state.life), 'hand-started', { text: String(begun.plan.hand) });
  const shufflers = next.hand.dealtIn.slice(0, start.deck.shuffles);
  return shufflers.reduce((s, seat) => emit(s, 'shuffled', { seat }), drainRecords(told));
}

/** Who announced a straddle for this hand and still is under the gun. */
function straddlerOf(state: TableState, plan: HandPlan): number | undefined {
  const { straddleNext } = state;
  if (straddleNext?.hand !== plan.hand) return undefined;
  return straddleSeat(plan, 'utg') === straddleNext.seat ? straddleNext.seat : undefined;
}

type Carried = Pick<TableHand, 'lifeBefore' | 'attempt' | 'firstAttempt' | 'phase' | 'deck' | 'deadChips'> &
  Partial<Pick<TableHand, 'dropped' | 'proofs' | 'faults' | 'resumed'>> & {
    readonly straddleSeat?: number | undefined;
  };

export function newAttempt(
  state: TableState,
  plan: HandPlan,
  { straddleSeat: straddler, ...carried }: Carried,
): TableHand {
  const dealtIn = plan.dealtIn.map((d) => d.seat);
  const open = (boardFirst: boolean): HandState =>
    openHand(plan, state.config, carried.deadChips, straddler, boardFirst);
  const usual = open(false);
  const escrow = handEscrow(state, usual);
  const exposed = rulesOf(state.config) === 2 && !coversAll(state, escrow, dealtIn);
  const engine = exposed ? open(true) : usual;
  return {
    hand: plan.hand,
    dealtIn,
    plan,
    requests: [],
    dropped: [],
    mucked: [],
    escrow,
    absent: [],
    suspended: false,
    engine,
    rabbit: undefined,
    resumed: undefined,
    recordsSeen: 0,
    proofs: [],
    faults: [],
    outcome: undefined,
    ...carried,
  };
}
