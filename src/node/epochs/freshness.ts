/**
 * Whether the epoch that a newcomer is shown is the one that is on (docs/CONSENSUS.md, Newcomers).
 *
 * Upon a certified history that ends with an epoch we are not in: every linked member of that epoch is asked for a
 *   fresh signature, again every second; with those of min(n, f + 1) others it is believed, and entered.
 * Upon such a question of a peer, about the epoch that we are in: signed, and passed on to the other members, whose
 *   answers are handed back, for the asker may be linked to too few. About an epoch that is over: told what came since.
 * Upon two certified histories that differ: neither is entered.
 *
 * Questions cost a signature each, so there is a budget for each asker and one for all together, in which everybody
 * has its turn, however often the others ask; what is passed on is charged to whoever passes it on, for it can name
 * any asker, and nobody may be muted by another. What is beyond is dropped without blame. Of a question that was
 * passed on one answer of each member is handed back.
 */
import { equalBytes, toHex } from '../../codec/decode.ts';
import {
  type FreshAnswer,
  type FreshQuestion,
  FreshQuestionType,
  freshSigningBytes,
} from '../../codec/fresh.ts';
import type { Member } from '../../codec/genesis.ts';
import type { GenesisRoot } from '../../codec/ids.ts';
import { faultsTolerated } from '../../codec/quorum.ts';
import { encodeMessage, type MessageOf } from '../../codec/wire.ts';
import type { Ed25519 } from '../../crypto/ed25519.ts';
import type { Network, PeerId } from '../../net/network.ts';
import { BudgetOfEach } from '../budgetOfEach.ts';
import type { Scheduler } from '../clock.ts';
import { FairQueue } from '../fairQueue.ts';
import type { Peers } from '../peers.ts';
import type { Examined } from './book.ts';

/** An answer may be lost, and members that are needed may be linked later; milliseconds. */
const askAgainMs = 1_000;

export const freshLimits = {
  /** Of each that asks for itself, and of all of them together. */
  asker: { burst: 4, perSecond: 0.5, names: 64 },
  askers: { burst: 32, perSecond: 8, names: 64 },
  /** Of each member that passes on what others ask. */
  carrier: { burst: 16, perSecond: 1, names: 32 },
} as const;

type Told = MessageOf<'epochs'>['body'];

interface FreshnessOptions {
  readonly instance: GenesisRoot;
  readonly network: Network;
  readonly scheduler: Scheduler;
  readonly ed25519: Pick<Ed25519, 'sign' | 'verify'>;
  /** SECRET: Ed25519 seed. */
  readonly secretKey: Uint8Array;
  readonly publicKey: Uint8Array;
  readonly peers: Peers;
  /** The epoch that this tab is in as a member; undefined where it is in none, or has not entered it yet. */
  readonly own: () =>
    | { readonly epoch: number; readonly root: Uint8Array; readonly members: readonly Member[] }
    | undefined;
  /** Our own key could not sign. */
  readonly onFatal: (error: unknown) => void;
  /** The asker is in an epoch that is over. */
  readonly tell: (to: PeerId) => void;
  /** Believed from now on: it is to be looked at again. */
  readonly onFresh: (from: PeerId, told: Told) => void;
  /** A certified history contradicts another one. */
  readonly onTwo: (one: readonly Member[], other: readonly Member[]) => void;
}

interface Pending {
  readonly from: PeerId;
  readonly told: Told;
  readonly examined: Examined;
  readonly question: FreshQuestion;
  /** Keys in hexadecimal of those whose fresh signature we have. */
  readonly answers: Set<string>;
  cancel: () => void;
}

export class Freshness {
  private pending: Pending | undefined;
  private believed: Uint8Array | undefined;
  private asked = 0;
  private stopped = false;
  private readonly askers: BudgetOfEach;
  private readonly questions: FairQueue<FreshQuestion>;
  private readonly carriers: BudgetOfEach;
  /** The last question of each asker that we have passed on, and whose answers are still to be handed back. */
  private readonly passedOn = new Map<PeerId, { question: FreshQuestion; awaited: Set<PeerId> }>();

  constructor(private readonly o: FreshnessOptions) {
    const nowMs = () => o.scheduler.nowMs();
    this.askers = new BudgetOfEach(nowMs, freshLimits.asker);
    this.carriers = new BudgetOfEach(nowMs, freshLimits.carrier);
    const serve = (asker: PeerId, question: FreshQuestion) => this.answerDirectly(asker, question);
    this.questions = new FairQueue(o.scheduler, freshLimits.askers, serve, o.onFatal);
  }

  stop(): void {
    this.stopped = true;
    this.questions.stop();
    this.settle();
  }

  /** Nothing is asked any more. */
  private settle(): void {
    this.pending?.cancel();
    this.pending = undefined;
  }

  /** Enough members of the epoch that this checkpoint begins have said that they are in it. */
  isFresh(root: Uint8Array): boolean {
    return this.believed !== undefined && equalBytes(this.believed, root);
  }

  /** A certified history that we might follow: asks whether it is the present. */
  async ask(from: PeerId, told: Told, examined: Examined): Promise<void> {
    const { pending } = this;
    if (pending) {
      if (equalBytes(pending.examined.root, examined.root)) return;
      const shared = Math.min(pending.examined.roots.length, examined.roots.length) - 1;
      if (!equalBytes(pending.examined.roots[shared]!, examined.roots[shared]!))
        return this.o.onTwo(pending.examined.members, examined.members);
      if (pending.examined.epoch > examined.epoch) return;
    }
    const { epoch, root } = examined;
    const peerId = new TextEncoder().encode(this.o.network.self);
    const unnumbered = { instance: this.o.instance, epoch, root, nonce: await this.nonce(root), peerId };
    if (this.stopped || this.pending !== pending) return;
    pending?.cancel();
    this.pending = {
      ...{ from, told, examined, question: unnumbered },
      answers: new Set(),
      cancel: () => undefined,
    };
    this.askAll(this.pending);
  }

  /** Nobody without our key can tell it before we say it. */
  private async nonce(root: Uint8Array): Promise<Uint8Array> {
    const { ed25519, secretKey, network, scheduler } = this.o;
    const said = `dealerless/nonce/v1 ${toHex(root)} ${network.self} ${++this.asked} ${scheduler.nowMs()}`;
    const signature = await ed25519.sign(secretKey, new TextEncoder().encode(said));
    return signature.slice(0, 32);
  }

  private askAll(pending: Pending): void {
    const { network, peers, scheduler } = this.o;
    if (this.isEnough(pending)) {
      this.believe(pending);
      return;
    }
    const question = encodeMessage({ kind: 'freshQuestion', body: pending.question });
    for (const peer of peers.linked)
      if (peers.isMember(pending.examined.members, peer)) network.send(peer, question);
    pending.cancel = scheduler.after(askAgainMs, () => this.askAll(pending));
  }

  private isEnough({ examined: { members }, answers }: Pending): boolean {
    const others = members.filter((m) => !equalBytes(m.key, this.o.publicKey)).length;
    return answers.size >= Math.min(others, faultsTolerated(members.length) + 1);
  }

  private believe(pending: Pending): void {
    this.settle();
    this.believed = pending.examined.root;
    this.o.onFresh(pending.from, pending.told);
  }

  /** A member's word: for us, or for somebody whose question we have passed on. */
  async answer(from: PeerId, { question, key, signature }: FreshAnswer): Promise<void> {
    const { pending } = this;
    const { network, ed25519, publicKey } = this.o;
    const asker = new TextDecoder().decode(question.peerId);
    if (asker !== network.self) {
      const passed = this.passedOn.get(asker);
      if (!passed || !FreshQuestionType.equals(passed.question, question) || !passed.awaited.delete(from))
        return;
      network.send(asker, encodeMessage({ kind: 'freshAnswer', body: { question, key, signature } }));
      return;
    }
    if (!pending || !FreshQuestionType.equals(pending.question, question)) return;
    const isIn = pending.examined.members.some((m) => equalBytes(m.key, key)) && !equalBytes(key, publicKey);
    // Whoever passes it on need not have looked.
    if (!isIn || pending.answers.has(toHex(key))) return;
    if (!(await ed25519.verify(key, freshSigningBytes(question), signature))) return;
    pending.answers.add(toHex(key));
    if (this.pending === pending && this.isEnough(pending)) this.believe(pending);
  }

  /** Somebody asks whether an epoch is the present. */
  async question(from: PeerId, question: FreshQuestion): Promise<void> {
    const { peers, instance } = this.o;
    const own = this.o.own();
    if (!own || !equalBytes(question.instance, instance)) return;
    const asker = new TextDecoder().decode(question.peerId);
    const direct = asker === from;
    // Who watches may pass on what those on the rail ask, as if it asked itself: it costs the same.
    const carried = !direct && peers.isMember(own.members, from);
    if (question.epoch < own.epoch) return direct ? this.o.tell(from) : undefined;
    if (question.epoch !== own.epoch || !equalBytes(question.root, own.root)) return;
    if (direct) {
      // Asked again while it waits: it has its turn, and pays once.
      if (this.questions.has(from) || this.askers.take(from)) await this.questions.offer(from, question);
    } else if (carried ? this.carriers.take(from) : this.askers.take(from))
      await this.signFor(from, question);
  }

  /** It is this asker's turn. */
  private async answerDirectly(asker: PeerId, question: FreshQuestion): Promise<void> {
    const own = this.o.own();
    // The epoch may have ended while it waited; it asks again.
    if (this.stopped || own?.epoch !== question.epoch || !equalBytes(question.root, own.root)) return;
    await this.signFor(asker, question);
    this.passOn(asker, question, own.members);
  }

  private async signFor(to: PeerId, question: FreshQuestion): Promise<void> {
    const { network, ed25519, secretKey, publicKey } = this.o;
    const signature = await ed25519.sign(secretKey, freshSigningBytes(question));
    network.send(to, encodeMessage({ kind: 'freshAnswer', body: { question, key: publicKey, signature } }));
  }

  private passOn(asker: PeerId, question: FreshQuestion, members: readonly Member[]): void {
    const { network, peers } = this.o;
    const to = [...peers.linked].filter((peer) => peer !== asker && peers.isMember(members, peer));
    this.passedOn.delete(asker);
    this.passedOn.set(asker, { question, awaited: new Set(to) });
    if (this.passedOn.size > freshLimits.asker.names)
      this.passedOn.delete(this.passedOn.keys().next().value!);
    const bytes = encodeMessage({ kind: 'freshQuestion', body: question });
    for (const peer of to) network.send(peer, bytes);
  }
}
