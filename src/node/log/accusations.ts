/**
 * Everything that an exported game holds against anybody, each with the bytes that convict by themselves, judged again
 * from nothing but those bytes.
 *
 * - A proof that failed: the evidence is its statement with the proof, made again from the accused's own signed block;
 *   whoever made it signed it. It holds if the statement does fail.
 * - Two blocks of one round, as a member brought them before the table: it holds if the accused signed both. Where it
 *   does not, the accuser is the liar.
 * Silence leaves no bytes, and is no accusation. The log itself is verified first, so that nothing is accused by a file
 * that somebody wrote for the purpose.
 */
import { blockSigningBytes, type SignedBlock } from '../../codec/block.ts';
import { DecodeError, equalBytes, toHex } from '../../codec/decode.ts';
import { decodeTwoBlocks, encodeTwoBlocks, headerId } from '../../codec/evidence.ts';
import type { Transaction } from '../../codec/transactions.ts';
import type { Ed25519 } from '../../crypto/ed25519.ts';
import type { Statement, Verdict } from '../../mentalpoker/statement.ts';
import { decodeStatement, encodeStatement, statementDigest } from '../../mentalpoker/statementBytes.ts';
import { judge } from '../../table/apply/judge.ts';
import type { FaultReason } from '../../table/refusal.ts';
import type { FaultRecord, FaultStep, TableState } from '../../table/state/state.ts';
import type { DeckWorker } from '../../workers/deckWorker.ts';
import type { LogListener } from './listener.ts';
import { type VerifyTools, verifyLog } from './verify.ts';

export interface Accusation {
  readonly accused: string;
  /** Of the accused: 32 bytes, Ed25519. */
  readonly key: Uint8Array;
  /** Undefined where nobody had to speak: every tab saw the proof fail, or both blocks. */
  readonly accuser: string | undefined;
  readonly step: FaultStep;
  readonly epoch: number;
  /** Undefined for what does not belong to a hand. */
  readonly hand: number | undefined;
  /** Of the blocks, where it is about blocks. */
  readonly round: number | undefined;
  /** The check that fails, or 'two-blocks'. */
  readonly reason: FaultReason;
  /** Judged again from `evidence` alone. */
  readonly holds: boolean;
  /** A statement (mentalpoker/statementBytes.ts), or two signed headers (codec/evidence.ts). */
  readonly evidence: Uint8Array;
}

export type Accusations =
  | { readonly ok: true; readonly accusations: readonly Accusation[] }
  /** The log does not hold, so nobody is accused by it: its first fault, in words. */
  | { readonly ok: false; readonly fault: string };

/** Rejects only when proofs cannot be judged at all. */
export async function readAccusations(bytes: Uint8Array, tools: VerifyTools): Promise<Accusations> {
  const collected = new Collector();
  let worker: DeckWorker | undefined;
  const verdict = await verifyLog(bytes, {
    ...tools,
    worker: async (deckSize) => {
      worker = await tools.worker(deckSize);
      return worker;
    },
    heard: collected,
  });
  if (!verdict.ok) return verdict;
  const accusations: Accusation[] = [];
  for (const { fault, epoch, accused, key, statement } of collected.proofs) {
    const evidence = encodeStatement(statement);
    const { hand, step, reason } = fault;
    const holds = await proofFails(evidence, fault, worker!);
    accusations.push({
      accused,
      key,
      accuser: undefined,
      step,
      epoch,
      hand,
      round: undefined,
      reason,
      holds,
      evidence,
    });
  }
  for (const { members, accuser, evidence } of collected.twins.values()) {
    const { header } = decodeTwoBlocks(evidence).a;
    const { key, nickname: accused } = members[header.author]!;
    accusations.push({
      accused,
      key,
      accuser: accuser === undefined ? undefined : members[accuser]!.nickname,
      step: 'equivocation',
      epoch: header.epoch,
      hand: undefined,
      round: header.round,
      reason: 'two-blocks',
      holds: await blocksHold(evidence, key, tools.ed25519),
      evidence,
    });
  }
  return { ok: true, accusations };
}

type Members = TableState['validators'];

/** What a log says against anybody, as it is verified. */
class Collector implements LogListener {
  readonly proofs: {
    readonly fault: FaultRecord;
    readonly epoch: number;
    readonly accused: string;
    readonly key: Uint8Array;
    readonly statement: Statement;
  }[] = [];
  /** By epoch, accused and round: whoever says it again says nothing new. */
  readonly twins = new Map<
    string,
    { readonly members: Members; readonly accuser: number | undefined; readonly evidence: Uint8Array }
  >();
  /** Statements that failed and are not yet in a record, by digest. */
  readonly #failed = new Map<string, Statement>();

  judged(statement: Statement, digest: string, { ok }: Verdict): void {
    if (!ok) this.#failed.set(digest, statement);
  }

  executed(before: TableState, author: number, transaction: Transaction): void {
    if (transaction.kind !== 'evidence') return;
    // What the table refused accuses nobody: it is about another table, of the wrong shape, or known.
    if (judge(before, author, transaction).refused !== undefined) return;
    this.#note(before.validators, author, transaction.body.bytes);
  }

  contradicted(start: TableState, one: SignedBlock, other: SignedBlock): void {
    this.#note(start.validators, undefined, encodeTwoBlocks(one, other));
  }

  seen(state: TableState): void {
    for (const fault of state.hand?.faults ?? []) {
      const statement = fault.statement === undefined ? undefined : this.#failed.get(fault.statement);
      if (statement === undefined) continue;
      this.#failed.delete(fault.statement!);
      const { nickname: accused, key } = state.validators.find((v) => v.seat === fault.seat)!;
      this.proofs.push({ fault, epoch: state.epoch, accused, key, statement });
    }
  }

  #note(members: Members, accuser: number | undefined, evidence: Uint8Array): void {
    const { epoch, author, round } = decodeTwoBlocks(evidence).a.header;
    const name = `${epoch}/${author}/${round}/${toHex(evidence)}`;
    if (accuser !== undefined || !this.twins.has(name)) this.twins.set(name, { members, accuser, evidence });
  }
}

/** The bytes are the statement that the record names, and it does not hold. */
export async function proofFails(
  evidence: Uint8Array,
  fault: Pick<FaultRecord, 'statement' | 'reason'>,
  worker: Pick<DeckWorker, 'verify'>,
): Promise<boolean> {
  let statement: Statement;
  try {
    statement = decodeStatement(evidence);
  } catch (error) {
    if (error instanceof DecodeError) return false;
    throw error;
  }
  if (statementDigest(statement) !== fault.statement) return false;
  const { verdict } = await worker.verify(statement);
  return !verdict.ok && verdict.reason === fault.reason;
}

/** Two different blocks of one author, epoch and round, both signed by this key. */
export async function blocksHold(
  evidence: Uint8Array,
  key: Uint8Array,
  ed25519: Pick<Ed25519, 'verify' | 'isAdmissibleKey'>,
): Promise<boolean> {
  const { a, b } = decodeTwoBlocks(evidence);
  const [x, y] = [a.header, b.header];
  const same =
    equalBytes(x.tableId, y.tableId) && x.epoch === y.epoch && x.author === y.author && x.round === y.round;
  if (!same || !ed25519.isAdmissibleKey(key)) return false;
  for (const { header, signature } of [a, b])
    if (!(await ed25519.verify(key, blockSigningBytes(headerId(header)), signature))) return false;
  return true;
}
