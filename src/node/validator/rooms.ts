/** One validator's rooms, made and tied together: who is told of what. What each does stands in its own file. */
import { encodeMessage } from '../../codec/wire.ts';
import type { VerifiedBlock } from '../../consensus/types.ts';
import { askingDeadlines } from '../../table/house/consent.ts';
import { deadlinePacing } from '../../table/state/deadline.ts';
import { rulesOf } from '../../table/state/rulesOf.ts';
import { Accuser } from '../duties/accuser.ts';
import type { Unnumbered } from '../duties/deckWork.ts';
import { Duties } from '../duties/duties.ts';
import { EarlyProofs } from '../execution/earlyProofs.ts';
import { VerdictCache } from '../execution/verdicts.ts';
import { KeyKeeper } from '../key/keeper.ts';
import { KeySigner } from '../key/signer.ts';
import { Applying } from './applying.ts';
import { highestNonceIn, readRecord, signedOf } from './blockRecords.ts';
import { Contradictions } from './contradictions.ts';
import { CoreLoop } from './coreLoop.ts';
import { Divergence } from './divergence.ts';
import { coreHands } from './hands.ts';
import { Journal } from './journal.ts';
import { Links } from './links.ts';
import type { ValidatorOptions } from './options.ts';
import { Pending } from './pending.ts';
import { shunning } from './shunning.ts';
import { Standing } from './status.ts';
import { tellClock } from './tellClock.ts';
import { Waking } from './waking.ts';
import { Wire } from './wire.ts';

/** What this device's storage holds when a validator is opened. */
export interface Stored {
  readonly verdicts: ReadonlyMap<string, string>;
  /** Of the epoch. */
  readonly blocks: readonly VerifiedBlock[];
  /** Of the epoch's last stored slot; with which it began, where there is none. */
  readonly height: number;
  /** Numbers of hands in the history. */
  readonly hands: ReadonlySet<number>;
}

export async function loadStored({ storage, start }: ValidatorOptions): Promise<Stored> {
  const { epoch, height } = start;
  const [verdicts, records, slots, hands] = await Promise.all([
    storage.loadVerdicts(),
    storage.loadBlocks(epoch),
    storage.loadSlots(epoch),
    storage.loadHands(),
  ]);
  return {
    verdicts,
    blocks: records.map(readRecord),
    height: slots.at(-1)?.height ?? height,
    hands: new Set(hands.filter((h) => h.unfinished === undefined).map((h) => h.hand)),
  };
}

/** Later than any hand, and before what no hand waits for. */
const ALL_HANDS = Number.MAX_SAFE_INTEGER - 1;

/** 'share': one is owed that cannot be made now. 'key': it is open in another place, which may sign too. */
export type Silence = 'share' | 'key';

export class Rooms {
  readonly standing = new Standing();
  readonly applying: Applying;
  readonly loop: CoreLoop;
  readonly links: Links;
  readonly wire: Wire;
  readonly own: Pending;
  readonly duties: Duties;
  readonly early: EarlyProofs;
  /** Our part in the table's key; none for an observer. */
  readonly keeper: KeyKeeper | undefined;
  readonly signer: KeySigner;
  /** None for an observer. */
  readonly accuser: Accuser | undefined;
  readonly waking: Waking;
  readonly contradictions: Contradictions;
  /** Numbers of members whose state is not the table's. */
  readonly otherRules = new Set<number>();
  readonly silent = new Set<Silence>();
  private readonly divergence: Divergence;
  private readonly journal: Journal;
  /** The last height that the journal decides. */
  private readonly journalEnd: number;

  constructor(
    private readonly o: ValidatorOptions,
    stored: Stored,
    /** Called when the epoch is over. */
    end: () => void,
  ) {
    const { index, seat, start, members, secretKey, ed25519 } = o;
    const { instance } = start;
    const { storage, worker, scheduler, clock, onChange, onFatal } = o;
    const { standing } = this;
    const table = () => this.applying.table;
    const feed: CoreLoop['feed'] = (input) => this.loop.feed(input);
    const submit = (tx: Unnumbered) => this.own.submit(tx);

    const verdicts = new VerdictCache(worker, stored.verdicts, (digest, reason) => {
      storage.saveVerdict(digest, reason).catch(onFatal);
    });
    this.journal = new Journal({ start, storedHeight: stored.height, secretKey, ed25519, storage });
    this.applying = new Applying({
      ...{ start, standing, makers: o, onFatal },
      verdictOf: (statement, digest) => verdicts.of(statement, digest),
      store: (slots) => this.journal.storeSlots(slots),
      executed: (author, nonce) => this.own.done(author, nonce),
      told: (height, root) => feed({ kind: 'settled', height, root }),
      closeHand: (before) => this.duties.closeHand(before),
      settled: (before, after) => this.signer.settled(before, after),
      afterSlot: () => this.afterSlot(),
      adjourned: () => this.duties.adjourned(),
      end,
    });
    this.early = new EarlyProofs(verdicts, table, onFatal, (after) => this.duties.foresee(after));

    this.own = new Pending({
      ...{ author: index, table, feed, onChange },
      nowMs: () => scheduler.nowMs(),
      isAwake: () => this.waking.isAwake,
    });
    for (const block of stored.blocks)
      if (block.content.author === index) this.own.usedUp(highestNonceIn(block));
    this.duties = new Duties({
      ...{ index, seat, worker, storage, verdicts, table, submit, onChange, onFatal },
      mute: (on) => this.silence('share', on),
      handsKept: stored.hands,
      ...{ scheduler, tableTimeMs: () => o.clock.nowMs() },
      wallClockMs: o.wallClockMs,
      isStopped: () => standing.isStopped || this.divergence.doubts,
    });
    const facts: Applying['executor']['factsOf'] = (...of) => this.applying.executor.factsOf(...of);
    this.accuser =
      index === undefined
        ? undefined
        : new Accuser({
            ...{ self: index, scheduler, table, submit, onFatal },
            facts: (tx) => facts(table(), index, tx),
          });
    this.keeper =
      index === undefined
        ? undefined
        : new KeyKeeper({
            ...{ index, worker, storage, ed25519, secretKey, table, submit, onFatal },
            signedBy: (key) => this.signer.signedBy(key),
            isStopped: () => standing.isOver || standing.isStopped || this.divergence.doubts,
          });
    this.signer = new KeySigner({
      ...{ index, start, worker, storage, ed25519, secretKey, onFatal, onSigned: onChange },
      ...{ network: o.network, validatorOf: o.validatorOf, peerOf: o.peerOf },
      nowMs: () => scheduler.nowMs(),
      isStopped: () => standing.is === 'stopped' || this.divergence.doubts,
      isSilent: () => this.silent.has('key') || this.loop.core.own.keyElsewhere || !this.waking.isAwake,
    });
    this.waking = new Waking({
      mustWait: () => standing.isOver || this.replaying,
      carry: (pending) => this.own.carry(pending),
      accuse: (author, proof) => this.accuser?.saw(author, proof),
      carryAccusations: (accusations) => this.accuser?.carry(accusations),
      onAwake: () => {
        void this.duties.sweep().catch(onFatal);
        o.onAwake();
      },
    });
    this.contradictions = new Contradictions({
      ...{ instance, members, ed25519, self: index, epoch: start.epoch },
      shun: (validator) => feed({ kind: 'shun', validator }),
      proven: (author, proof) => {
        if (this.waking.isStarted) o.publish(encodeMessage({ kind: 'contradiction', body: proof }));
        this.waking.accuse(author, proof);
      },
    });

    this.divergence = new Divergence({
      ...{ start, storage, worker, makers: o, onFatal },
      wasRechecked: o.wasRechecked,
      halt: () => feed({ kind: 'stop' }),
      settled: () => this.journal.idle(),
      onCured: o.onCured,
    });

    const config = {
      ...{ tableId: instance, epoch: start.epoch, validators: members.length, self: index ?? null },
      ...{ startTimeMs: start.timeMs, rules: rulesOf(start.config) },
    };
    this.loop = new CoreLoop({ config, clock, scheduler, standing, onFatal }, stored.blocks);
    this.links = new Links({
      ...{ count: members.length, index, peerOf: o.peerOf, feed },
      links: () => o.network.links(),
    });
    this.wire = new Wire({
      ...{ validator: o, loop: this.loop },
      onBlock: (author, transactions) => this.early.arrived(author, transactions),
      onContradiction: (proof) => this.contradictions.received(proof),
      signer: () => this.signer,
    });
    this.journalEnd = start.height + this.loop.decided;
  }

  /** No block is made as long as there is a reason. */
  silence(why: Silence, on: boolean): void {
    if (on === this.silent.has(why)) return;
    if (on) this.silent.add(why);
    else this.silent.delete(why);
    this.loop.feed({ kind: 'mute', on: this.silent.size > 0 });
  }

  /** Puts out what the journal decides, and from then on what the core asks for. */
  begin(): void {
    const { loop, journal, wire, contradictions, applying, divergence, otherRules } = this;
    const { onFatal, tap } = this.o;
    const rooms = { loop, journal, wire, contradictions, applying, divergence, tap, otherRules };
    const signedOn = (block: VerifiedBlock): void => this.o.onSignedOn(signedOf(block));
    loop.begin(coreHands({ ...rooms, signedOn, onFatal }));
  }

  private afterSlot(): void {
    const { loop, o } = this;
    const members = o.index === undefined ? undefined : o.members.length;
    tellClock(loop.core, o.clock, members, (byMs) => loop.feed({ kind: 'adjusted', byMs }));
    this.look();
  }

  /** At the start and after each slot: what the table as it is now asks of this tab. */
  look(): void {
    this.waking.look();
    if (this.waking.isAwake) this.follow();
    this.o.onChange();
  }

  private follow(): void {
    const { o, loop } = this;
    const { table } = this.applying;
    const { hand } = table;
    // While cards are played, making the next deck is in no hurry; once they are not, everybody waits for it.
    o.worker.foreground(hand?.phase === 'play' ? hand.hand : ALL_HANDS);
    this.early.moved();
    for (const input of shunning(table, loop.core, o.index)) loop.feed(input);
    loop.feed({ kind: 'deadline', ...deadlinePacing(table, askingDeadlines(table)) });
    void this.duties.look().catch(o.onFatal);
    this.keeper?.look();
  }

  /** The table is not yet where this device left it. */
  get replaying(): boolean {
    return !this.standing.isOver && this.applying.settled.height < this.journalEnd;
  }
}
