/** A table whose members make a key in earnest and sign what they are told to, right or wrong. */
import { ed25519 } from '@noble/curves/ed25519.js';
import { adjournSigningBytes } from '../codec/adjournment.ts';
import { blockSigningBytes } from '../codec/block.ts';
import { type Checkpoint, checkpointRoot, checkpointSigningBytes } from '../codec/checkpoint.ts';
import { ADMISSIONS, type TableConfig } from '../codec/config.ts';
import { toHex } from '../codec/decode.ts';
import { headerId } from '../codec/evidence.ts';
import { type Genesis, genesisRootOf, genesisSigningBytes, sealSigningBytes } from '../codec/genesis.ts';
import type { GenesisRoot } from '../codec/ids.ts';
import { type HandCheckpoint, keySigningBytes } from '../codec/keyMessages.ts';
import { quorumSize } from '../codec/quorum.ts';
import type { Receipt, ReceiptBlocks } from '../codec/receipt.ts';
import { type Closed, closedRest, type LedgerRow, type SeatRow, stateTreeRoot } from '../codec/stateTree.ts';
import type { G1Group } from '../crypto/group.ts';
import { ledgerRoot, seatsRoot } from '../light/lists.ts';
import { checkpointOf } from '../table/epoch/checkpoint.ts';
import { adjournedEpoch } from '../table/epoch/epoch.ts';
import { stateRoot } from '../table/state/root.ts';
import { appAt } from './appAt.ts';
import { KeyPlay, seedOf, signedGenesis } from './keyPlay.ts';
import { seededRandom } from './seededRandom.ts';

/** What a member said of the table's chips, by seat. */
export interface ToldChips {
  readonly height: number;
  readonly hand: number;
  /** Results by seat; everybody brought 200. */
  readonly results: Readonly<Record<number, number>>;
  /** Since when the table is closed. */
  readonly closed?: Closed;
}

/** A genesis that holds in every respect: the member at the first seat has made the table. */
export function wholeGenesis(seats: readonly number[], change: Partial<TableConfig> = {}): Genesis {
  const creatorKey = ed25519.getPublicKey(seedOf(seats[0]!));
  const { body } = signedGenesis(seats, { creatorKey, ...change });
  const members = body.members.map((m) => ({ ...m, ...appAt(body.config) }));
  const whole = { ...body, members };
  const signatures = seats.map((seat) => ed25519.sign(genesisSigningBytes(whole), seedOf(seat)));
  return {
    body: whole,
    signatures: [...signatures, ed25519.sign(sealSigningBytes(whole), seedOf(seats[0]!))],
  };
}

const BROUGHT = 200;

export class ReceiptTable {
  readonly play: KeyPlay;
  readonly chain: Checkpoint[] = [];
  /** State root with which the epoch that is on began. */
  firstRoot: Uint8Array;

  /** @param salt tells tables with one configuration apart */
  constructor(seats: readonly number[], group: G1Group, name = 'receipt', salt = seats.length) {
    const open = {
      ...{ admission: ADMISSIONS.indexOf('open'), actionTimeMs: 600_000 },
      salt: new Uint8Array(16).fill(salt),
    };
    this.play = new KeyPlay(wholeGenesis(seats, open), group, seededRandom(name));
    this.firstRoot = stateRoot(this.play.state);
    this.play.make();
  }

  get genesis(): Genesis {
    return this.play.start;
  }

  get seats(): number[] {
    return this.play.state.validators.map((v) => v.seat!);
  }

  join(seat: number): void {
    this.cut(() => this.play.join(seat));
  }

  leave(seat: number): void {
    this.cut(() => this.play.leave(seat));
  }

  /** Two of three go on without the one at this seat. */
  adjourn(seat: number): void {
    const before = this.seats;
    const missing = before.indexOf(seat);
    const { play } = this.play;
    play.state = adjournedEpoch(play.state, missing);
    play.round = 0;
    const body = checkpointOf(this.play.state);
    this.firstRoot = body.stateRoot;
    const message = checkpointSigningBytes(checkpointRoot(body));
    const others = before.map((_, validator) => validator).filter((v) => v !== missing);
    const signer = (validator: number): Uint8Array => seedOf(before[validator]!);
    const stops = others.map((validator) => {
      const stop = { validator, missing, round: 0, digest: new Uint8Array(32) };
      const said = { epoch: body.epoch - 1, stopped: 1, stop: { ...stop, signature: new Uint8Array(64) } };
      return { ...stop, signature: ed25519.sign(adjournSigningBytes(this.root, said), signer(validator)) };
    });
    const signatures = others.map((validator) => ({
      validator,
      signature: ed25519.sign(message, signer(validator)),
    }));
    this.chain.push({ body, signatures, stops });
    this.play.make();
  }

  /** Members change, a quorum of those before signs it, and a key is made or dealt on. */
  private cut(change: () => unknown): void {
    const before = this.seats;
    change();
    const body = checkpointOf(this.play.state);
    this.firstRoot = body.stateRoot;
    const message = checkpointSigningBytes(checkpointRoot(body));
    const signatures = before
      .slice(0, quorumSize(before.length))
      .map((seat, validator) => ({ validator, signature: ed25519.sign(message, seedOf(seat)) }));
    this.chain.push({ body, signatures, stops: [] });
    this.play.make();
  }

  /** 48 bytes of the key in service, by all its holders. */
  sign(message: Uint8Array): Uint8Array {
    const { sharing, holderKeys } = this.play.state.key!.serving!;
    const partials = sharing.holders.map(({ index, publicShare }, i) => {
      const seat = this.seats.find((s) => toHex(ed25519.getPublicKey(seedOf(s))) === toHex(holderKeys[i]!))!;
      const share = this.play.tab(seat).shares.get(toHex(sharing.instance))!;
      const job = { kind: 'sign', share, message } as const;
      return { holder: index, publicShare, signature: this.play.crypto.perform(job, this.play.rng) };
    });
    const { key, threshold } = sharing;
    const job = { kind: 'combine', key, threshold, message, partials } as const;
    return this.play.crypto.perform(job, this.play.rng).signature!;
  }

  private key(): NonNullable<Receipt['key']> {
    const { word, signatures } = this.play.state.key!.serving!.certificate;
    const { table: _, ...made } = word;
    return { ...made, signatures: signatures.map((s) => ({ ...s })) };
  }

  private place(height: number) {
    const { instance } = this.play.state;
    return { instance, firstRoot: this.firstRoot, height, timeMs: 1_000 * height };
  }

  private ledger({ results }: ToldChips): LedgerRow[] {
    return Object.entries(results).map(([seat, chips]) => ({
      player: ed25519.getPublicKey(seedOf(Number(seat))),
      broughtChips: BROUGHT,
      takenChips: 0,
      tableChips: BROUGHT + chips,
    }));
  }

  private tree(told: ToldChips) {
    const { epoch, tableId: table } = this.play.state;
    const { height } = told;
    const ledger = this.ledger(told);
    const seats: SeatRow[] = ledger.map(({ player, tableChips }, i) => ({
      seat: Number(Object.keys(told.results)[i]),
      player,
      stackChips: tableChips,
      bondChips: 0,
      creditChips: 0,
      status: 0,
    }));
    const rest = { history: new Uint8Array(32).fill(4), rest: new Uint8Array(32).fill(5) };
    const { closed } = told;
    const tree = { timeMs: 1_000 * height, seats, ...rest, closed };
    const under = closed === undefined ? rest.rest : closedRest(closed, rest.rest);
    const root = stateTreeRoot({
      ...{ table, epoch, height, timeMs: tree.timeMs, history: rest.history, rest: under },
      seats: seatsRoot(seats),
      ledger: ledgerRoot(ledger),
    });
    return { ledger, tree, root };
  }

  /** The chain as far as `epochs`; without it as far as the key needs it. */
  private start(epochs = this.play.state.key?.serving?.certificate.word.epoch ?? 0) {
    return { genesis: this.genesis, chain: this.chain.slice(0, epochs) };
  }

  checkpoint(told: ToldChips, kind: 'checkpoint' | 'standing' = 'checkpoint', epochs?: number): Receipt {
    const { tableId: table, epoch } = this.play.state;
    const { tree, ledger, root } = this.tree(told);
    const { hand } = told;
    const message = { ...this.place(told.height), table, rules: 2, epoch, hand, stateRoot: root };
    const signature = this.sign(keySigningBytes({ kind, ...message }));
    return { ...this.start(epochs), key: this.key(), said: { kind, message, signature }, tree, ledger };
  }

  /** What is to be signed of the state that was really played, a hand being over in it. */
  playedCheckpoint(hand: number): { readonly kind: 'checkpoint' } & HandCheckpoint {
    const { state } = this.play;
    const { instance, height, timeMs, tableId: table, epoch } = state;
    return {
      ...({ kind: 'checkpoint', instance, firstRoot: this.firstRoot, height, timeMs, table } as const),
      ...{ rules: 2, epoch, hand, stateRoot: stateRoot(state) },
    };
  }

  closing(told: ToldChips, unfinished: number[] = []): Receipt {
    const { tableId: table, epoch } = this.play.state;
    const ledger = this.ledger(told);
    const message = {
      ...this.place(told.height),
      ...{ table, rules: 2, epoch, ledgerRoot: ledgerRoot(ledger), unfinished, closed: 1 },
    };
    const signature = this.sign(keySigningBytes({ kind: 'closing', ...message }));
    const said = { kind: 'closing', message, signature } as const;
    return { ...this.start(), key: this.key(), said, tree: undefined, ledger };
  }

  timeout(seat: number, height: number): Receipt {
    const message = {
      ...this.place(height),
      ...{ hand: 3, attempt: 0, decision: 2, seat, deadlineMs: 900 * height, tickMs: 901 * height },
    };
    const signature = this.sign(keySigningBytes({ kind: 'timeout', ...message }));
    const said = { kind: 'timeout', message, signature } as const;
    return { ...this.start(), key: this.key(), said, tree: undefined, ledger: [] };
  }

  /** Headers of blocks of these seats in place of a signature of the key. */
  blocks(told: ToldChips, seats: readonly number[] = this.seats): Receipt {
    const { epoch, instance } = this.play.state;
    const { tree, ledger, root } = this.tree(told);
    const headers: ReceiptBlocks['headers'] = seats.map((seat) => {
      const author = this.play.play.author(seat);
      const fields = { parents: new Uint8Array(32).fill(seat), transactions: new Uint8Array(32).fill(9) };
      const settled = { height: told.height, root };
      const header = { tableId: instance, epoch, author, round: 40 + seat, timeMs: 7, ...fields, settled };
      const signature = ed25519.sign(blockSigningBytes(headerId(header)), seedOf(seat));
      return { author, round: 40 + seat, timeMs: 7, ...fields, signature };
    });
    const { firstRoot } = this;
    const said = { kind: 'blocks', epoch, firstRoot, height: told.height, stateRoot: root, headers } as const;
    return { ...this.start(this.chain.length), key: undefined, said, tree, ledger };
  }

  /** The table's genesis root. */
  get root(): GenesisRoot {
    return genesisRootOf(this.genesis.body);
  }
}
