/**
 * What can be measured of a table from one of its nodes: numbers only, no name, no card, no key. For a host's metrics
 * and for a report.
 */
import { quorumSize } from '../codec/quorum.ts';
import type { TableState } from '../table/state/state.ts';
import type { Peers } from './peers.ts';
import type { Validator } from './validator/validator.ts';

/** Participation is counted over so many rounds before the last one. */
const PARTICIPATION_ROUNDS = 20;

export interface Gauges {
  readonly epoch: number;
  /** Last committed slot. */
  readonly height: number;
  /** A hand is being dealt, played or settled. */
  readonly handOn: boolean;
  /** Something waits to be committed. A player who thinks is nothing to be committed. */
  readonly working: boolean;
  /** From the fair time of the last slot until now, by the table's clock. */
  readonly sinceSlotMs: number;
  readonly members: number;
  /** Members that are linked, ourselves among them where we are one. */
  readonly linked: number;
  readonly quorum: number;
  /** Members without whom nothing can be committed now. */
  readonly waitingFor: number;
  /** Members a block of whom was output in the last rounds, as a share of all: 0 to 1. */
  readonly participation: number;
  /** Members who contradicted themselves in this epoch, as far as this node saw it. */
  readonly contradictions: number;
  /** Of the display log: the number of the next event, and the faults in it that are still remembered. */
  readonly nextEventId: number;
  readonly faults: readonly { readonly event: number; readonly step: string }[];
}

export function readGauges(validator: Validator, peers: Peers, nowMs: number): Gauges {
  const { table, settled } = validator;
  const { working, waitingFor } = validator.status();
  return {
    epoch: table.epoch,
    height: settled.height,
    handOn: table.hand !== undefined && table.hand.phase !== 'done' && !table.over,
    working,
    sinceSlotMs: Math.max(0, nowMs - settled.timeMs),
    members: table.validators.length,
    linked: table.validators.filter(({ key }) => peers.isHere(key)).length,
    quorum: quorumSize(table.validators.length),
    waitingFor: waitingFor.length,
    participation: participation(settled),
    contradictions: validator.equivocations.length,
    nextEventId: table.nextEventId,
    faults: table.events.flatMap(({ id, kind, text = '' }) =>
      kind === 'fault' ? [{ event: id, step: text.split(':')[0]! }] : [],
    ),
  };
}

function participation({ validators, round }: TableState): number {
  const since = Math.max(0, round - PARTICIPATION_ROUNDS);
  const heard = validators.filter(({ lastOutput }) => lastOutput !== undefined && lastOutput.round >= since);
  return validators.length === 0 ? 1 : heard.length / validators.length;
}
