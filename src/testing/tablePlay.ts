/**
 * A table played in one process, for tests: several replicas of the state, committed slots made by hand, and
 * a deck in clear (clearDeck.ts).
 */
import { ed25519 } from '@noble/curves/ed25519.js';
import { PROTOCOL_VERSION, type TableConfig } from '../codec/config.ts';
import type { Genesis } from '../codec/genesis.ts';
import {
  BET_VERBS,
  type BetVerb,
  decodeTransaction,
  encodeTransaction,
  type Transaction,
} from '../codec/transactions.ts';
import { isAdmissibleKey } from '../crypto/ed25519.ts';
import type { Verdict } from '../mentalpoker/statement.ts';
import { statementDigest } from '../mentalpoker/statementBytes.ts';
import { divide } from '../poker/division.ts';
import { applyJudged, refused } from '../table/apply/apply.ts';
import type { Applied, Facts } from '../table/apply/facts.ts';
import { judge } from '../table/apply/judge.ts';
import { recoveredOpenings } from '../table/apply/requirements.ts';
import { beginSlot } from '../table/apply/slot.ts';
import { type Duty, duties } from '../table/deck/duties.ts';
import { proofsToJudge } from '../table/deck/nextDeck.ts';
import type { OwnCards } from '../table/deck/ownCards.ts';
import { ownOpenings } from '../table/deck/ownCards.ts';
import { tableFromGenesis } from '../table/epoch/create.ts';
import { adjournedEpoch, nextEpoch } from '../table/epoch/epoch.ts';
import { sharingDue } from '../table/key/generation.ts';
import { divisionDue } from '../table/play/exit.ts';
import { nextNonce } from '../table/state/nonces.ts';
import type { SignatureCheck } from '../table/state/signature.ts';
import type { TableState } from '../table/state/state.ts';
import { decodeState, encodeState } from '../table/state/stateBytes.ts';

import type { DeckStandIn, Unsent } from './clearDeck.ts';

export { claimOf, clearDeck, type DeckStandIn, spoiled, type Unsent } from './clearDeck.ts';

const text = new TextEncoder();

export function config(change: Partial<TableConfig> = {}): TableConfig {
  return {
    protocolVersion: PROTOCOL_VERSION,
    name: text.encode('test table'),
    game: 0,
    structure: 0,
    smallBlindChips: 1,
    bigBlindChips: 2,
    anteKind: 0,
    anteChips: 0,
    startingStackChips: 200,
    bondChips: 0,
    seats: 9,
    actionTimeMs: 20_000,
    timeBankMs: 0,
    escrow: 0,
    levels: [],
    payoutsBasisPoints: [],
    straddle: 0,
    runItTwice: 0,
    bombPotHands: 0,
    bombPotChips: 0,
    rabbitHunt: 0,
    crsDigest: new Uint8Array(32).fill(7),
    creatorKey: new Uint8Array(32).fill(9),
    salt: new Uint8Array(16).fill(3),
    ...change,
  };
}

export function genesis(seats: readonly number[], change: Partial<TableConfig> = {}): Genesis {
  return {
    body: {
      config: config(change),
      members: seats.map((seat) => ({
        role: 0,
        seat,
        key: new Uint8Array(32).fill(seat + 1),
        nickname: text.encode(`P${seat}`),
      })),
    },
    signatures: seats.map(() => new Uint8Array(64)),
  };
}

/** Deterministic numbers below a bound, from a seed (xorshift32). */
export function seeded(seed: number): (below: number) => number {
  let x = (seed | 0) === 0 ? 0x9e3779b9 : seed | 0;
  return (below) => {
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    return (x >>> 0) % below;
  };
}

export interface Outcome {
  readonly applied: boolean;
  readonly reason?: string;
}

/** One committed history, applied by a number of replicas that must never differ. */
export class Play {
  state: TableState;
  round = 0;
  timeMs = 1_000;
  private height = 0;
  readonly log: {
    readonly header: Parameters<typeof beginSlot>[1];
    readonly author: number;
    readonly bytes: Uint8Array;
  }[] = [];
  /** Who was left out of an epoch without its word, and after how much of the log. */
  private readonly adjournments: { readonly at: number; readonly missing: number }[] = [];
  /** Tabs make the next deck while a hand is played. */
  ahead = true;
  /** Author numbers of whom no block is output but those with a transaction. */
  readonly gone = new Set<number>();
  /** Author numbers whose blocks name no settled height: their tables stand far behind. */
  readonly lagging = new Set<number>();
  /** Seats whose tab does nothing by itself. */
  readonly silent = new Set<number>();
  /** What a seat's tab sends instead of what it should. */
  readonly twist = new Map<number, (tx: Unsent, duty: Duty) => Unsent | undefined>();
  /** Told of each slot as a shell is: the states before and after it. */
  settled: (before: TableState, after: TableState) => void = () => undefined;
  /** As the slot that is on began. */
  private beforeSlot: TableState;

  constructor(
    start: Genesis,
    readonly deck: DeckStandIn,
  ) {
    this.state = tableFromGenesis(start);
    this.beforeSlot = this.state;
  }

  /** A committed slot with nothing in it, `ms` later; with a block of `author` whoever is gone. */
  slot(ms = 20, author?: number): void {
    this.begin(ms, author);
    this.endSlot();
  }

  private begin(ms: number, author?: number): void {
    this.beforeSlot = this.state;
    this.round += 1;
    this.height += 1;
    this.timeMs += ms;
    const authors = [...this.state.validators.keys()].filter((v) => v === author || !this.gone.has(v));
    const { height, round, timeMs } = this;
    const named = authors.flatMap((a) =>
      this.lagging.has(a) ? [] : [{ author: a, height: Math.max(0, height - 1), timeMs }],
    );
    const header = { height, round, timeMs, authors, named };
    this.state = slotBegun(this.state, header, this.verdicts(this.state), this.deck);
    this.log.push({ header, author: -1, bytes: new Uint8Array(0) });
  }

  /** Where the epoch ends with this slot, the next one begins. */
  private endSlot(): void {
    this.settled(this.beforeSlot, this.state);
    if (!this.state.epochEnds) return;
    this.state = nextEpoch(this.state);
    this.round = 0;
  }

  /** What is said about the proofs for the next deck once the hand is over. */
  private verdicts(state: TableState): Verdict[] {
    return proofsToJudge(state).map((s) => this.deck.verify(s));
  }

  /** Slots until the armed deadline has passed. */
  passDeadline(): void {
    // An epoch that is over begins with the next slot.
    if (this.state.epochEnds) this.slot();
    const key = this.state.deadline?.key;
    if (key === undefined) throw new Error('no deadline is armed');
    for (let i = 0; i < 600 && this.state.deadline?.key === key; i++) {
      const due = this.state.deadline.deadline.dueMs;
      this.slot(due === null ? 20 : Math.max(1, Math.min(due + 1_001 - this.timeMs, 5_000)));
    }
  }

  author(seat: number): number {
    return this.state.validators.findIndex((v) => v.seat === seat);
  }

  /** A slot whose one transaction is `tx`, through its bytes. */
  commit(seat: number, tx: Unsent, nonce?: number): Outcome {
    const author = this.author(seat);
    const whole = { ...tx, nonce: nonce ?? nextNonce(this.state, author) } as Transaction;
    return this.commitBytes(author, encodeTransaction(whole));
  }

  commitBytes(author: number, bytes: Uint8Array): Outcome {
    this.begin(20, author);
    this.log.push({ header: this.log.at(-1)!.header, author, bytes });
    const { state, applied, reason } = applyBytes(this.state, author, bytes, this.deck);
    this.state = state;
    this.endSlot();
    return reason === undefined ? { applied } : { applied, reason };
  }

  bet(seat: number, verb: BetVerb, amountChips = 0): Outcome {
    const { hand } = this.state;
    const decision = hand?.engine.decision ?? 0;
    return this.commit(seat, {
      kind: 'bet',
      body: { hand: hand?.hand ?? 0, decision, verb: BET_VERBS.indexOf(verb), amountChips },
    });
  }

  ownCards(seat: number): OwnCards | undefined {
    const { hand } = this.state;
    const requests = ownOpenings(this.state, seat);
    if (hand === undefined || requests.length === 0) return undefined;
    return {
      hand: hand.hand,
      attempt: hand.attempt,
      cards: requests.map((r) => this.deck.openOwn(this.state, seat, r)),
    };
  }

  /** Lets every tab do what it has to, until none has anything left to do. */
  async work(): Promise<void> {
    const done = new Set<string>();
    for (let again = true; again; ) {
      again = false;
      for (const { seat } of this.state.seats) {
        if (this.silent.has(seat)) continue;
        for (const duty of duties(this.state, seat, this.ownCards(seat))) {
          const id = `${seat}/${duty.id}`;
          if (done.has(id) || (!this.ahead && this.isAhead(duty))) continue;
          done.add(id);
          const honest = await this.deck.fulfil(duty, seat);
          const twist = this.twist.get(seat);
          const tx = twist === undefined ? honest : twist(honest, duty);
          if (tx === undefined) continue;
          this.commit(seat, tx);
          again = true;
        }
      }
    }
  }

  /** Is this duty about the deck of the hand to come? */
  private isAhead(duty: Duty): boolean {
    return 'ctx' in duty && duty.ctx.hand > (this.state.hand?.hand ?? 0);
  }

  /** Whose decision it is, if anybody's. */
  toAct(): number | undefined {
    const engine = this.state.hand?.engine;
    if (this.state.hand?.phase !== 'play' || engine?.phase !== 'act') return undefined;
    return engine.players[engine.actor]?.seat;
  }

  /** From the pause to the first decision of the next hand. */
  async deal(): Promise<void> {
    while (this.state.hand === undefined || this.state.hand.phase === 'done') this.passDeadline();
    await this.work();
  }

  /** The others go on without this author, from a state that went through bytes as a newcomer's does. */
  adjourn(missing: number): void {
    this.adjournments.push({ at: this.log.length, missing });
    this.state = decodeState(encodeState(adjournedEpoch(this.state, missing)));
    this.round = 0;
  }

  /** The same history again in a fresh replica. */
  replay(start: Genesis): TableState {
    let state = tableFromGenesis(start);
    const adjourned = (at: number): void => {
      for (const a of this.adjournments) if (a.at === at) state = adjournedEpoch(state, a.missing);
    };
    for (const [i, { header, author, bytes }] of this.log.entries()) {
      adjourned(i);
      if (author < 0 && state.epochEnds) state = nextEpoch(state);
      if (author < 0) state = slotBegun(state, header, this.verdicts(state), this.deck);
      else state = applyBytes(state, author, bytes, this.deck).state;
    }
    adjourned(this.log.length);
    return state.epochEnds ? nextEpoch(state) : state;
  }
}

/** What a shell does as a slot begins. */
function slotBegun(
  state: TableState,
  header: Parameters<typeof beginSlot>[1],
  verdicts: Verdict[],
  deck: DeckStandIn,
): TableState {
  const due = divisionDue(state);
  const division = due === undefined ? undefined : divide(due);
  const dealings = sharingDue(state);
  return beginSlot(state, header, verdicts, division, dealings && deck.combineDealings(dealings));
}

/** The verifier's rule, at once: tests sign with real keys. */
function holds({ key, message, signature }: SignatureCheck): boolean {
  return isAdmissibleKey(key) && ed25519.verify(signature, message, key, { zip215: false });
}

/** What a shell does with one committed transaction. @throws DecodeError */
export function applyBytes(state: TableState, author: number, bytes: Uint8Array, deck: DeckStandIn): Applied {
  const tx = decodeTransaction(bytes);
  const judgement = judge(state, author, tx);
  if (judgement.refused !== undefined) return refused(state, author, judgement.refused);
  const need = judgement.requirements;
  // As the shell does: verdicts are remembered by digest, so every statement asked for must have one.
  if (need.statement !== undefined) statementDigest(need.statement);
  const verdict = need.statement === undefined ? undefined : deck.verify(need.statement);
  const ok = verdict?.ok === true;
  if (ok && need.recover !== undefined && tx.kind === 'escrowOpen') {
    const recovered = deck.recover(need.recover) ?? null;
    const requests =
      recovered === null ? [] : recoveredOpenings(state.hand!, tx.body.seat, tx.body.positions, recovered);
    const opened = requests.map((o) => deck.open(o));
    return applyJudged(state, judgement, { verdict, recovered, opened });
  }
  const ready = ok || need.deferred !== undefined;
  const { signatures } = need;
  const facts: Facts = {
    ...(signatures === undefined ? {} : { signaturesHold: signatures.every(holds) }),
    ...(verdict === undefined ? {} : { verdict }),
    ...(ready && need.prepare !== undefined ? { prepared: deck.prepare(need.prepare) ?? null } : {}),
    ...(ok ? { opened: need.openings.map((o) => deck.open(o)) } : {}),
  };
  return applyJudged(state, judgement, facts);
}
