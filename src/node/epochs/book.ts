/**
 * The checkpoints of one table, from the genesis to the epoch that is on: who signed which, and which are
 * certified (docs/CONSENSUS.md, Epochs). A checkpoint is certified by a quorum of the epoch that it ends, or, where
 * that epoch was adjourned, by everybody who stopped in it.
 */
import type { Stop } from '../../codec/adjournment.ts';
import {
  type Checkpoint,
  type CheckpointBody,
  checkpointRoot,
  checkpointSigningBytes,
} from '../../codec/checkpoint.ts';
import { DecodeError, equalBytes, toHex } from '../../codec/decode.ts';
import { type Genesis, genesisRootOf, isSealed, type Member } from '../../codec/genesis.ts';
import type { GenesisRoot } from '../../codec/ids.ts';
import { type LinkMark, MARK_BYTES } from '../../codec/linkMark.ts';
import { OLDEST_RULES } from '../../consensus/rules.ts';
import type { Ed25519 } from '../../crypto/ed25519.ts';
import { checkpointFault, isEnough, stopsHold } from '../../light/checkpoint.ts';
import { checkpointOf } from '../../table/epoch/checkpoint.ts';
import { stateRoot } from '../../table/state/root.ts';
import { rulesOf } from '../../table/state/rulesOf.ts';
import type { TableState } from '../../table/state/state.ts';
import { decodeState, encodeState } from '../../table/state/stateBytes.ts';
import { type Dated, type HistoryPage, historyPages, PastPages } from './pages.ts';

interface Entry {
  readonly body: CheckpointBody;
  readonly root: Uint8Array;
  /** By number in the epoch that the checkpoint ends. */
  readonly signatures: Map<number, Uint8Array>;
  /** Where that epoch was adjourned. */
  readonly stops: readonly Stop[];
}

/** Signatures for a checkpoint that this tab has not come to itself; it will, or it is false. */
interface EarlySignature {
  readonly root: string;
  readonly validator: number;
  readonly signature: Uint8Array;
}

/** Who is a member of a later epoch has agreed to play it by other rules. */
export class OtherRules extends Error {
  constructor(readonly rules: number) {
    super(`the table is played by rules ${rules}`);
  }
}

/** A certified history that contradicts ours, or is not the one that our link is of. */
export class OtherHistory extends Error {
  constructor(
    readonly against: 'two' | 'link',
    readonly ours: readonly Member[],
    readonly theirs: readonly Member[],
  ) {
    super('another history');
  }
}

/** What was told of later epochs, and holds. */
export interface Examined {
  readonly added: readonly Entry[];
  readonly state: TableState;
  /** Of all checkpoints, the first epoch's first. */
  readonly roots: readonly Uint8Array[];
  /** The last epoch, the root of the checkpoint that begins it, and its members. */
  readonly epoch: number;
  readonly root: Uint8Array;
  readonly members: readonly Member[];
}

/** Each takes a quorum of keys that signed against what they had signed: there are few. */
const CONTRARY_KEPT = 8;

const isOf = ({ epoch, digest }: LinkMark, roots: readonly Uint8Array[]): boolean =>
  equalBytes(roots[epoch - 1]!.subarray(0, digest.length), digest);

const isSame = (a: readonly Uint8Array[], b: readonly Uint8Array[]): boolean =>
  a.length === b.length && a.every((root, i) => equalBytes(root, b[i]!));

const entryOf = ({ body, signatures, stops }: Checkpoint, root: Uint8Array): Entry => ({
  ...{ body, root, stops },
  signatures: new Map(signatures.map((s) => [s.validator, s.signature])),
});

export class EpochBook {
  readonly instance: GenesisRoot;
  private readonly entries: Entry[] = [];
  private early: EarlySignature[] = [];
  /** What was examined last and holds: every member tells a newcomer the same, and it is followed only later. */
  private examined: Examined | undefined;
  /** Certified histories that are not ours, by all their roots: whoever tells one tells it again, and again. */
  private readonly contrary = new Map<string, OtherHistory>();
  /** Pages of a long history whose last page has not come yet. */
  private readonly past = new PastPages();
  /** The state with which the last epoch of the book began. */
  private state: TableState | undefined;

  constructor(
    readonly genesis: Genesis,
    private readonly ed25519: Pick<Ed25519, 'verify' | 'isAdmissibleKey'>,
    /** By which rules this app plays the table. */
    private readonly rules: number = rulesOf(genesis.body.config),
    /** What the link by which this tab came says of the table's past. */
    private readonly linked?: LinkMark,
  ) {
    this.instance = genesisRootOf(genesis.body);
  }

  /** The epoch that is on, as far as this book knows. */
  get epoch(): number {
    return this.entries.length;
  }

  /** Members of an epoch of the book. @throws RangeError for one beyond it */
  membersOf(epoch: number): readonly Member[] {
    if (epoch === 0) return this.genesis.body.members;
    const entry = this.entries[epoch - 1];
    if (!entry) throw new RangeError('no such epoch');
    return entry.body.members;
  }

  get members(): readonly Member[] {
    return this.membersOf(this.epoch);
  }

  /**
   * An epoch that this tab saw end: `next` is the state with which the new one begins. Its checkpoint's root.
   * @param stops where it was adjourned: those of all but the missing member, their signatures checked
   */
  async begin(next: TableState, stops: readonly Stop[] = []): Promise<Uint8Array> {
    if (next.epoch !== this.epoch + 1) throw new RangeError('epochs follow each other');
    const body = checkpointOf(next);
    const root = checkpointRoot(body);
    this.entries.push({ body, root, signatures: new Map(), stops });
    this.state = next;
    const early = this.early;
    this.early = [];
    for (const e of early) await this.sign(next.epoch, e.root, e.validator, e.signature);
    return root;
  }

  /**
   * A member's signature for the checkpoint that begins `epoch`.
   * @returns 'new', 'known', 'early' (no such checkpoint here yet), or 'false': it does not hold
   */
  async sign(
    epoch: number,
    root: string,
    validator: number,
    signature: Uint8Array,
  ): Promise<'new' | 'known' | 'early' | 'false'> {
    if (epoch === this.epoch + 1) {
      const member = this.members[validator];
      if (!member || !(await this.holds(member, root, signature))) return 'false';
      const known = this.early.some((e) => e.validator === validator);
      if (!known) this.early.push({ root, validator, signature });
      return known ? 'known' : 'early';
    }
    const entry = this.entries[epoch - 1];
    if (!entry) return 'early';
    if (toHex(entry.root) !== root) return 'false';
    if (entry.signatures.has(validator)) return 'known';
    const member = this.membersOf(epoch - 1)[validator];
    if (!member || !(await this.holds(member, root, signature))) return 'false';
    entry.signatures.set(validator, signature);
    return 'new';
  }

  private async holds(member: Member, root: string, signature: Uint8Array): Promise<boolean> {
    const bytes = Uint8Array.from(root.match(/../g) ?? [], (h) => Number.parseInt(h, 16));
    return this.ed25519.verify(member.key, checkpointSigningBytes(bytes), signature);
  }

  isCertified(epoch: number): boolean {
    const entry = this.entries[epoch - 1];
    if (entry === undefined) return false;
    return isEnough(new Set(entry.signatures.keys()), entry.stops, this.membersOf(epoch - 1).length);
  }

  /** Of the checkpoint that begins the epoch that is on, 32 bytes; undefined in the first epoch. */
  get root(): Uint8Array | undefined {
    return this.entries[this.epoch - 1]?.root;
  }

  /** The checkpoint that begins `epoch`, with the signatures there are. */
  checkpoint(epoch: number): Checkpoint | undefined {
    const entry = this.entries[epoch - 1];
    if (!entry) return undefined;
    const signatures = [...entry.signatures]
      .sort(([a], [b]) => a - b)
      .map(([validator, signature]) => ({ validator, signature }));
    return { body: entry.body, signatures, stops: [...entry.stops] };
  }

  /** What a newcomer needs, page by page; nothing unless the epoch that is on is certified and its state is held. */
  forNewcomer(): readonly HistoryPage[] {
    if (this.state === undefined) return [];
    const checkpoints: Checkpoint[] = [];
    for (let epoch = 1; epoch <= this.epoch; epoch++) {
      if (!this.isCertified(epoch)) return [];
      checkpoints.push(this.checkpoint(epoch)!);
    }
    return historyPages(checkpoints, encodeState(this.state), isSealed(this.genesis.body.config));
  }

  /**
   * Takes over what another member tells of epochs that this tab has not seen: all of it, or its last page.
   * @returns the first state of the last of them; undefined where it brings nothing new
   * @param check throws where this tab knows better than those who signed
   * @throws OtherRules where its last epoch is played by other rules than this app's
   * @throws DecodeError where signatures are missing or false, or the state is not the one they certify
   */
  async follow(
    checkpoints: readonly Checkpoint[],
    stateBytes: Uint8Array,
    check: (state: TableState) => void = () => undefined,
  ): Promise<TableState | undefined> {
    const examined = await this.examine(checkpoints, stateBytes);
    if (examined === undefined) return undefined;
    const { added, state, epoch } = examined;
    check(state);
    // While the signatures were checked this tab may have come there by itself.
    if (epoch <= this.epoch) return undefined;
    this.entries.push(...added.slice(this.entries.length - (epoch - added.length)));
    this.past.forget();
    this.early = [];
    this.state = state;
    this.examined = undefined;
    return state;
  }

  /**
   * Looks at what another member tells of epochs that this tab has not seen, and takes nothing over.
   * @returns undefined where it brings nothing new
   * @throws OtherHistory where it is certified and not ours, or not the one that our link is of
   * @throws OtherRules, DecodeError as `follow`
   */
  examine(page: readonly Checkpoint[], stateBytes: Uint8Array): Promise<Examined | undefined> {
    // One after the other: a page is of use only once the one before it is verified.
    return this.past.inTurn(async () => {
      const before = this.past.before(page, (epoch) => this.kept(epoch));
      if (before === undefined || !(await this.goesOn(before.at(-1), page[0]!))) return undefined;
      return this.look(before, page, stateBytes);
    });
  }

  /**
   * May be of another history than what we know of the past, which is nobody's fault. Looked at first: a word of a
   * stranger must not cost what a long past does.
   */
  private async goesOn(last: Dated | undefined, first: Checkpoint): Promise<boolean> {
    if (last === undefined) return true;
    const { members, epoch } = last.checkpoint.body;
    return (await checkpointFault(first, this.instance, epoch + 1, members, this.ed25519)) === undefined;
  }

  private kept(epoch: number): Dated | undefined {
    const checkpoint = this.checkpoint(epoch);
    return checkpoint && { checkpoint, root: this.entries[epoch - 1]!.root };
  }

  /** @param before the first of which `page` is known to go on from */
  private async look(
    before: readonly Dated[],
    page: readonly Checkpoint[],
    stateBytes: Uint8Array,
  ): Promise<Examined | undefined> {
    const checkpoints = [...before.map((d) => d.checkpoint), ...page];
    if (checkpoints.length <= this.epoch) return undefined;
    const isLast = stateBytes.length > 0;
    // Of a member that lags, or of the past: too little for whoever knows by its link that there was more.
    if (isLast && this.linked && checkpoints.length < this.linked.epoch) return undefined;
    const added: Entry[] = [];
    const roots = [...before.map((d) => d.root), ...page.map((c) => checkpointRoot(c.body))];
    const parts = roots.findIndex((root, i) => this.entries[i] && !equalBytes(this.entries[i].root, root));
    if (parts < 0 && this.examined && isSame(this.examined.roots, roots)) return this.examined;
    const known = this.contrary.get(roots.map(toHex).join());
    if (known) throw known;
    const verified = this.past.verified(roots);
    let members = this.genesis.body.members as readonly Member[];
    for (const [i, told] of checkpoints.entries()) {
      const isOurs = this.entries[i] !== undefined && (parts < 0 || i < parts);
      const c = verified[i] ?? told;
      // The first of a page that goes on was looked at.
      const isKnown = isOurs || verified[i] !== undefined || (i === before.length && i > 0);
      const fault = isKnown
        ? undefined
        : await checkpointFault(c, this.instance, i + 1, members, this.ed25519);
      if (fault !== undefined) throw new DecodeError('malformed', `checkpoint: ${fault}`);
      if (!isOurs) added.push(entryOf(c, roots[i]!));
      members = c.body.members;
    }
    if (!isLast) {
      this.past.keep([...verified, ...checkpoints.slice(verified.length)], roots);
      return undefined;
    }
    // What the link says settles it: nobody is asked to choose between two pasts where one is not the link's.
    if (this.linked && !isOf(this.linked, roots)) throw this.contradicts('link', roots, members);
    if (parts >= 0) throw this.contradicts('two', roots, members);
    const last = checkpoints[checkpoints.length - 1]!.body;
    this.checkRules(last);
    const state = decodeState(stateBytes);
    if (!equalBytes(stateRoot(state), last.stateRoot)) throw new DecodeError('malformed', 'state: root');
    const root = roots[roots.length - 1]!;
    this.examined = { added, state, roots, members, root, epoch: checkpoints.length };
    return this.examined;
  }

  /** Certified and not ours, for ever: what this book holds stays, and so does its link. */
  private contradicts(
    against: OtherHistory['against'],
    roots: readonly Uint8Array[],
    members: readonly Member[],
  ): OtherHistory {
    const found = new OtherHistory(against, this.members, members);
    if (this.contrary.size >= CONTRARY_KEPT) this.contrary.delete(this.contrary.keys().next().value!);
    this.contrary.set(roots.map(toHex).join(), found);
    return found;
  }

  /** Our link was made when the table had come further than this book has. */
  get isBehindLink(): boolean {
    return this.linked !== undefined && this.epoch < this.linked.epoch;
  }

  /** What a link that is made now says of the table's past; undefined until it has one that is certified. */
  get mark(): LinkMark | undefined {
    const entry = this.entries[this.epoch - 1];
    return entry && this.isCertified(this.epoch)
      ? { epoch: this.epoch, digest: entry.root.slice(0, MARK_BYTES) }
      : undefined;
  }

  /** @throws OtherRules for a checkpoint of an epoch that is played by other rules than this app plays the table by */
  private checkRules({ rules = OLDEST_RULES }: CheckpointBody): void {
    if (rules !== this.rules) throw new OtherRules(rules);
  }

  /** If there are any: all but one of the epoch's members have stopped, without that one, and signed it. */
  async stopsHold(stops: readonly Stop[], epoch: number, signers: readonly Member[]): Promise<boolean> {
    return stopsHold(this.instance, stops, epoch, signers, this.ed25519);
  }

  /** What this device stored of an epoch; its own word needs no quorum. */
  restore(c: Checkpoint, state: Uint8Array): void {
    if (c.body.epoch !== this.epoch + 1) throw new RangeError('epochs follow each other');
    this.entries.push(entryOf(c, checkpointRoot(c.body)));
    this.state = state.length === 0 ? undefined : decodeState(state);
  }

  /** First state of the epoch that is on, if this tab has it. */
  get start(): TableState | undefined {
    return this.state;
  }
}
