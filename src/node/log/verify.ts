/**
 * Verifies an exported game from nothing but its bytes. Nothing in the file is believed: signatures are checked,
 * the order is decided again from the blocks, every transaction is applied again, every proof judged again.
 *
 * - The genesis: signed by every member.
 * - For each epoch: every block signed by a member and accepted by the consensus rules; the slots that the blocks
 *   decide are the slots of the file; the table after them follows from the table before.
 * - What stands as signed by the table's key is signed by the key that the log comes to (keySignatures.ts).
 * - Upon an epoch's end, or its being adjourned by the signatures of all but one: the next begins with exactly the
 *   state that its checkpoint names, and every signature under the checkpoint holds.
 * - A log that begins later (its device joined then), or goes on later (its device was away), does so with a state that
 *   a quorum of each epoch certified; which epochs it does not show is reported.
 */

import type { Stop } from '../../codec/adjournment.ts';
import {
  type BlockRef,
  blockId,
  blockSigningBytes,
  decodeSignedBlock,
  type SignedBlock,
} from '../../codec/block.ts';
import { checkpointRoot, checkpointSigningBytes, decodeCheckpoint } from '../../codec/checkpoint.ts';
import { GAMES } from '../../codec/config.ts';
import { compareBytes, DecodeError, equalBytes, toHex } from '../../codec/decode.ts';
import { decodeGenesis, type Genesis } from '../../codec/genesis.ts';
import { savedLog } from '../../codec/handFile.ts';
import { sameId } from '../../codec/ids.ts';
import { decodeLogFile, type LogFile } from '../../codec/logFile.ts';
import { asVerified, type CommittedSlot, type VerifiedBlock } from '../../consensus/types.ts';
import type { Ed25519 } from '../../crypto/ed25519.ts';
import { isShipped, keyNameOf } from '../../crypto/shuffleKey.ts';
import { genesisHolds } from '../../light/genesis.ts';
import { gameNamed } from '../../poker/catalogue.ts';
import type { SlotRecord } from '../../storage/storage.ts';
import { checkpointOf } from '../../table/epoch/checkpoint.ts';
import { tableFromGenesis } from '../../table/epoch/create.ts';
import { adjournedEpoch, membersOf, nextEpoch } from '../../table/epoch/epoch.ts';
import { voidedAside } from '../../table/hand/aside.ts';
import { stateRoot } from '../../table/state/root.ts';
import { rulesOf } from '../../table/state/rulesOf.ts';
import type { TableState } from '../../table/state/state.ts';
import { encodeState } from '../../table/state/stateBytes.ts';
import type { DeckWorker, TimedVerdict } from '../../workers/deckWorker.ts';
import { tipsOf } from '../epochs/adjournment.ts';
import { EpochBook } from '../epochs/book.ts';
import type { VerdictOf } from '../execution/facts.ts';
import { slotRecordOf } from '../execution/slotRecord.ts';
import { KeySignatures } from './keySignatures.ts';
import type { LogListener } from './listener.ts';
import { decideOrder } from './order.ts';
import { LogError, replayLog } from './replay.ts';
import type { LogReport, LogVerdict, PlayerResult } from './report.ts';

export interface VerifyTools {
  readonly ed25519: Ed25519;
  /** The worker that judges proofs for a deck of so many cards; its owner closes it. */
  readonly worker: (deckSize: 36 | 52) => Promise<DeckWorker>;
  /** A verdict that was come to before, by this program in this place; absent: everything is judged. */
  readonly known?: (digest: string) => TimedVerdict | undefined;
  readonly heard?: LogListener;
}

/** Of a saved game or a shared hand. Rejects only when proofs cannot be judged at all: that is no verdict. */
export async function verifyLog(bytes: Uint8Array, tools: VerifyTools): Promise<LogVerdict> {
  try {
    const { hand, log } = savedLog(bytes);
    const check = new LogCheck(decodeLogFile(log), tools);
    const report = await check.run();
    if (hand !== undefined && check.ends.get(hand) !== check.lastTold)
      return { ok: false, fault: `hand ${hand} is not the one that this file ends with` };
    return { ok: true, report };
  } catch (error) {
    if (error instanceof DecodeError || error instanceof LogError) return { ok: false, fault: error.message };
    throw error;
  }
}

interface FileBlock {
  readonly signed: SignedBlock;
  readonly id: Uint8Array;
  readonly bytes: Uint8Array;
}

const NONE = { signed: 0, of: 0 } as const;

type Told = { -readonly [K in keyof LogReport]: LogReport[K] };

class LogCheck {
  /** Height at which each hand was over. */
  readonly ends = new Map<number, number>();
  readonly #genesis: Genesis;
  #report: Told = {
    hands: 0,
    slots: 0,
    blocks: 0,
    proofs: 0,
    falseProofs: 0,
    epochs: 0,
    missed: [],
    height: 0,
    stateRoot: '',
    players: [],
    signedByKey: { hands: NONE, timeouts: NONE, closings: NONE },
    equivocations: [],
  };
  readonly #byKey: KeySignatures;
  readonly #net = new Map<string, { nickname: string; netChips: number }>();
  #lastHand = 0;
  #worker: DeckWorker | undefined;

  constructor(
    private readonly file: LogFile,
    private readonly tools: VerifyTools,
  ) {
    this.#genesis = decodeGenesis(file.genesis);
    this.#byKey = new KeySignatures(file.signed, tools.heard);
  }

  get lastTold(): number | undefined {
    return this.file.slots.at(-1)?.height;
  }

  async run(): Promise<LogReport> {
    const { body } = this.#genesis;
    if (!(await genesisHolds(this.#genesis, this.tools.ed25519)))
      throw new LogError('the genesis is not signed by all its members');
    const { deck } = gameNamed(GAMES[body.config.game]!);
    const deckSize = deck.length === 36 ? 36 : 52;
    if (!isShipped(keyNameOf(body.config, deckSize)))
      throw new LogError('the table was made with other shuffle keys than this program has');
    const blocks = this.#blocks();
    let state: TableState | undefined = await this.#start(blocks);
    const told = [...blocks.keys(), ...[...this.file.slots, ...this.file.epochs].map((s) => s.epoch)];
    const last = told.reduce((a, b) => Math.max(a, b), state.epoch);
    this.#miss(0, state.epoch);
    while (state !== undefined) {
      const { epoch } = state;
      state = await this.#epoch(state, blocks.get(epoch) ?? [], deckSize);
      if (state !== undefined || epoch >= last) continue;
      state = await this.#given(epoch, told);
      this.#miss(epoch, state.epoch);
    }
    this.#byKey.end();
    return { ...this.#report, signedByKey: this.#byKey.counts };
  }

  /** The log shows the epochs from `from` to the one before `to` not at all, or not to their end. */
  #miss(from: number, to: number): void {
    const epochs = Array.from({ length: Math.max(0, to - from) }, (_, i) => from + i);
    this.#report.missed = [...this.#report.missed, ...epochs];
  }

  /** The first state of the next epoch that this device was given after `epoch`, whose end it did not see. */
  async #given(epoch: number, told: readonly number[]): Promise<TableState> {
    const known = this.file.epochs.find((e) => e.epoch > epoch && e.state.length > 0);
    const next = told.filter((e) => e > epoch).reduce((a, b) => Math.min(a, b));
    const isBetween = (e: { readonly epoch: number }) => e.epoch > epoch && e.epoch < (known?.epoch ?? 0);
    const shown = this.file.blocks.map((b) => decodeSignedBlock(b).content).some(isBetween);
    if (known === undefined || shown || this.file.slots.some(isBetween))
      throw new LogError(
        `epoch ${next} never began: the log has neither its first state nor the end of the one before`,
      );
    return this.#certified(known);
  }

  /** @throws LogError or DecodeError where a quorum of each epoch before did not sign for this state */
  async #certified(known: LogFile['epochs'][number]): Promise<TableState> {
    const upTo = this.file.epochs.filter((e) => e.epoch <= known.epoch);
    const book = new EpochBook(this.#genesis, this.tools.ed25519);
    const checkpoints = upTo.map((e) => decodeCheckpoint(e.checkpoint));
    const state = await book.follow(checkpoints, known.state);
    if (state === undefined || state.epoch !== known.epoch)
      throw new LogError(`epoch ${known.epoch} begins with a state that nobody certified`);
    return state;
  }

  /** By epoch; in the one order that a file has them in. */
  #blocks(): Map<number, FileBlock[]> {
    const byEpoch = new Map<number, FileBlock[]>();
    let before: FileBlock | undefined;
    for (const bytes of this.file.blocks) {
      const signed = decodeSignedBlock(bytes);
      const { epoch } = signed.content;
      const next = { signed, id: blockId(signed.content), bytes };
      if (before !== undefined && compareBlocks(before, next) >= 0)
        throw new LogError('the blocks are not in order, or one is there twice');
      const same = byEpoch.get(epoch);
      if (same === undefined) byEpoch.set(epoch, [next]);
      else same.push(next);
      before = next;
    }
    return byEpoch;
  }

  async #start(blocks: ReadonlyMap<number, unknown>): Promise<TableState> {
    const [known] = this.file.epochs.filter((e) => e.state.length > 0);
    if (blocks.has(0) || blocks.size === 0 || known === undefined) return tableFromGenesis(this.#genesis);
    return this.#certified(known);
  }

  /** Checks one epoch from its first state; answers with the first state of the next one, if there is one. */
  async #epoch(
    start: TableState,
    blocks: readonly FileBlock[],
    deckSize: 36 | 52,
  ): Promise<TableState | undefined> {
    const verified = await this.#signed(start, blocks);
    const bytesOf = new Map(blocks.map((b) => [toHex(b.id), b.bytes]));
    const said = await this.#stops(start);
    // Without the blocks at which the others stopped, its end is not in this log.
    const stops = tipsOf(said).every((tip) => bytesOf.has(toHex(tip.digest))) ? said : [];
    const slots = this.#order(start, verified, tipsOf(stops));
    const records = slots.map((slot) => slotRecordOf(start, slot));
    this.#compare(start, records);
    this.#worker ??= await this.tools.worker(deckSize);
    const worker = this.#worker;
    const { heard } = this.tools;
    const verdictOf: VerdictOf = async (statement, digest) => {
      const judged = this.tools.known?.(digest) ?? (await worker.verify(statement));
      this.#report.proofs++;
      if (!judged.verdict.ok) this.#report.falseProofs++;
      heard?.judged?.(statement, digest, judged.verdict);
      return judged;
    };
    const { ed25519 } = this.tools;
    let state = start;
    const firstRoot = stateRoot(start);
    const log = { genesis: this.#genesis, start, slots: records, block: (id: string) => bytesOf.get(id) };
    for await (const next of replayLog(log, verdictOf, { worker, ed25519 }, heard)) {
      // Set aside, it is void without ever being the hand that is on.
      for (const hand of voidedAside(state, next)) this.ends.set(hand, next.height);
      await this.#byKey.slot(state, next, firstRoot, worker);
      state = next;
      heard?.seen?.(state);
      this.#count(state);
    }
    this.#report.epochs++;
    this.#report.blocks += verified.length;
    this.#report.slots += state.height - start.height;
    this.#conclude(state);
    const [stop] = stops;
    if (!state.epochEnds && stop === undefined) return undefined;
    const next = state.epochEnds ? nextEpoch(state) : adjournedEpoch(state, stop!.missing);
    await this.#checkpoint(start, next);
    return next;
  }

  /** Where this epoch was adjourned: what those who went on without somebody have signed. */
  async #stops(start: TableState): Promise<readonly Stop[]> {
    const told = this.file.epochs.find((e) => e.epoch === start.epoch + 1);
    if (told === undefined) return [];
    const { stops } = decodeCheckpoint(told.checkpoint);
    const book = new EpochBook(this.#genesis, this.tools.ed25519);
    if (!(await book.stopsHold(stops, start.epoch, membersOf(start))))
      throw new LogError(`epoch ${start.epoch} was not adjourned by all the others`);
    return stops;
  }

  async #signed(start: TableState, blocks: readonly FileBlock[]): Promise<VerifiedBlock[]> {
    const verified: VerifiedBlock[] = [];
    for (const { signed, id } of blocks) {
      const { author, round, tableId } = signed.content;
      if (!sameId(tableId, start.instance)) throw new LogError('a block belongs to another table');
      const member = start.validators[author];
      const holds =
        member !== undefined &&
        (await this.tools.ed25519.verify(member.key, blockSigningBytes(id), signed.signature));
      if (!holds)
        throw new LogError(`epoch ${start.epoch}, round ${round}: a block is not signed by its author`);
      verified.push(asVerified(signed, id));
    }
    return verified;
  }

  /** The committed slots, decided anew from the blocks alone. */
  #order(
    start: TableState,
    blocks: readonly VerifiedBlock[],
    tips: readonly BlockRef[],
  ): readonly CommittedSlot[] {
    const { epoch, validators, timeMs: startTimeMs } = start;
    const rules = rulesOf(start.config);
    const order = decideOrder(
      { instance: start.instance, epoch, validators: validators.length, startTimeMs, rules },
      blocks,
      tips,
    );
    if (order.accepted !== blocks.length)
      throw new LogError(`epoch ${epoch}: blocks are missing that others of the file stand on`);
    const twins = order.equivocations.map(({ author, round, a, b }) => {
      this.tools.heard?.contradicted?.(start, a, b);
      return { nickname: validators[author]!.nickname, epoch, round };
    });
    this.#report.equivocations = [...this.#report.equivocations, ...twins];
    return order.slots;
  }

  /** The file's own list may be shorter (it was written while the table went on), and says nothing else. */
  #compare(start: TableState, decided: readonly SlotRecord[]): void {
    let height = start.height;
    for (const told of this.file.slots) {
      if (told.epoch !== start.epoch) continue;
      height++;
      const own = decided[height - start.height - 1];
      if (own === undefined) throw new LogError(`slot ${height}: the blocks of the file do not decide it`);
      const same =
        told.height === own.height &&
        told.round === own.round &&
        told.author === own.author &&
        told.timeMs === own.timeMs &&
        told.blockIds.length === own.blockIds.length &&
        told.blockIds.every((id, i) => toHex(id) === own.blockIds[i]);
      if (!same) throw new LogError(`slot ${height}: the order in the file is not the one its blocks decide`);
    }
  }

  #count(state: TableState): void {
    const { hand } = state;
    if (hand?.phase !== 'done' || hand.outcome === undefined || hand.hand === this.#lastHand) return;
    this.#lastHand = hand.hand;
    this.ends.set(hand.hand, state.height);
    this.#report.hands++;
    for (const { seat, netChips } of hand.outcome.seats) {
      const who = state.validators.find((v) => v.seat === seat);
      if (who === undefined) continue;
      const key = toHex(who.key);
      const sum = (this.#net.get(key)?.netChips ?? 0) + netChips;
      this.#net.set(key, { nickname: who.nickname, netChips: sum });
    }
  }

  #conclude(state: TableState): void {
    const players = new Map(
      [...this.#net].map(([key, n]): [string, PlayerResult] => [key, { ...n, seat: -1, stackChips: 0 }]),
    );
    for (const v of state.validators) {
      if (v.seat === undefined) continue;
      const key = toHex(v.key);
      const stackChips = state.life.seats[v.seat]?.stackChips ?? 0;
      const netChips = this.#net.get(key)?.netChips ?? 0;
      players.set(key, { nickname: v.nickname, seat: v.seat, stackChips, netChips });
    }
    this.#report = {
      ...this.#report,
      height: state.height,
      stateRoot: toHex(stateRoot(state)),
      players: [...players.values()],
    };
  }

  /** The checkpoint that begins `next`, where the file has it, is the one this log leads to. */
  async #checkpoint(before: TableState, next: TableState): Promise<void> {
    const told = this.file.epochs.find((e) => e.epoch === next.epoch);
    if (told === undefined) return;
    const { body, signatures } = decodeCheckpoint(told.checkpoint);
    const root = checkpointRoot(checkpointOf(next));
    if (!equalBytes(checkpointRoot(body), root))
      throw new LogError(`the checkpoint of epoch ${next.epoch} is not what the log leads to`);
    for (const { validator, signature } of signatures) {
      const member = before.validators[validator];
      const message = checkpointSigningBytes(root);
      if (member === undefined || !(await this.tools.ed25519.verify(member.key, message, signature)))
        throw new LogError(`the checkpoint of epoch ${next.epoch} carries a false signature`);
    }
    if (told.state.length > 0 && !equalBytes(told.state, encodeState(next)))
      throw new LogError(`the state of epoch ${next.epoch} is not the one the log leads to`);
  }
}

function compareBlocks(a: FileBlock, b: FileBlock): number {
  const [x, y] = [a.signed.content, b.signed.content];
  return x.epoch - y.epoch || x.round - y.round || x.author - y.author || compareBytes(a.id, b.id);
}
