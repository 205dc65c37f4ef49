/**
 * From a recorded fault to bytes that convict by themselves. The evidence of a proof that fails is its
 * statement together with the proof; whoever holds the log makes the same bytes again from the accused's own
 * signed block, so that nobody's word is needed, and `recheckEvidence` judges them. Silence leaves no bytes:
 * there the committed ticks are all there is.
 */
import { encodeStatement } from '../../mentalpoker/statementBytes.ts';
import type { FaultRecord, TableState } from '../../table/state/state.ts';
import type { FactMakers, VerdictOf } from '../execution/facts.ts';
import { replayLog, type StoredLog } from './replay.ts';

/**
 * Plays the log up to the slot of the fault and keeps the statement that its record names. Undefined for
 * silence, and for a fault that did not happen in this log: a false accusation.
 * @throws LogError for a log with gaps
 */
export async function findEvidence(
  log: StoredLog,
  fault: FaultRecord,
  verdictOf: VerdictOf,
  makers: FactMakers,
): Promise<Uint8Array | undefined> {
  if (fault.statement === undefined) return undefined;
  const upTo = { ...log, slots: log.slots.filter((s) => s.height <= fault.height) };
  let evidence: Uint8Array | undefined;
  const listening: VerdictOf = (statement, digest, state) => {
    if (digest === fault.statement) evidence = encodeStatement(statement);
    return verdictOf(statement, digest, state);
  };
  let last: TableState | undefined;
  for await (const state of replayLog(upTo, listening, makers)) last = state;
  // The digest alone accuses nobody: the log must have come to the same record.
  const told = last?.hand?.faults.some(
    (f) => f.statement === fault.statement && f.seat === fault.seat && f.step === fault.step,
  );
  return told === true ? evidence : undefined;
}
