/**
 * Does what the table says this seat owes: hand keys, shuffles, shares, escrow openings, showing, proving a win or
 * mucking. Each duty is done once per id; the secret of a hand key is durable before its public key leaves the tab, and
 * it is bound to the one deck that was committed: shares for any other deck are refused for ever.
 *
 * A shuffle may be begun before the one it stands on is committed. It leaves the tab, and is kept, only if it then is
 * owed upon the very deck it was made of.
 *
 * That a deck's secrets were erased is durable, too: no restart makes anything for it again, whatever is owed there by
 * what the device remembers of the table.
 */
import { equalBytes, toHex } from '../../codec/decode.ts';
import { decodeTransaction, encodeTransaction, type Transaction } from '../../codec/transactions.ts';
import type { DeckContext } from '../../mentalpoker/context.ts';
import type { Statement } from '../../mentalpoker/statement.ts';
import { claimDigest, RELATIONS } from '../../mentalpoker/winClaim.ts';
import type { GameStorage } from '../../storage/storage.ts';
import type { Duty, EscrowDuty, ShuffleDuty, WinDuty } from '../../table/deck/duties.ts';
import { isKeyOver } from '../../table/deck/keysKept.ts';
import type { OwnCards } from '../../table/deck/ownCards.ts';
import { ownOpenings } from '../../table/deck/ownCards.ts';
import type { TableState } from '../../table/state/state.ts';
import type { DeckWorker } from '../../workers/deckWorker.ts';

/** A transaction without its nonce, which the validator gives when it submits. */
export type Unnumbered = Transaction extends infer T
  ? T extends Transaction
    ? Omit<T, 'nonce'>
    : never
  : never;

/** A key is needed that this device does not hold and did not erase. */
export class MissingKeyError extends Error {
  override readonly name = 'MissingKeyError';
}

/** The prefix of a deck's secrets: of a hand's, or of an epoch's escrow keys, which are as of hand and attempt 0. */
const DECK = /^\d+:(?:[1-9]\d*:\d+|0:0):/;

const prefix = (ctx: DeckContext): string => `${ctx.epoch}:${ctx.hand}:${ctx.attempt}:`;

export class DeckWork {
  private readonly begun = new Set<string>();
  private readonly held = new Map<string, Uint8Array>();
  private readonly erased = new Set<string>();
  /** The last shuffle that was begun ahead. */
  private foreseen:
    | { readonly duty: ShuffleDuty; readonly made: ReturnType<DeckWorker['proveShuffle']> }
    | undefined;

  constructor(
    /** Undefined for a witness: it has no cards, but escrow is left with it. */
    private readonly seat: number | undefined,
    private readonly worker: DeckWorker,
    private readonly storage: GameStorage,
    /** Hears of own proofs that the worker has verified before it gave them out. */
    private readonly checked: (statement: Statement) => void = () => undefined,
  ) {}

  /** True exactly once per duty: the caller then awaits `perform`. */
  begin(duty: Duty): boolean {
    if (this.begun.has(duty.id)) return false;
    this.begun.add(duty.id);
    return true;
  }

  /**
   * The transaction that fulfils `duty`. What was made once is kept and given again word for word after a
   * restart: a second proof for the same step would be a second deck. Undefined when the hand came to its end
   * meanwhile and its key is gone. Rejects with MissingKeyError, or when workers or storage fail; the tab must then
   * stop, unless the hand of the missing key is over.
   */
  async perform(duty: Duty): Promise<Unnumbered | undefined> {
    if (duty.kind === 'muck') return { kind: 'muck', body: { hand: duty.hand } };
    const name = `${prefix(duty.ctx)}duty:${duty.id}`;
    const [kept, gone] = await Promise.all([this.storage.getSecret(name), this.isErased(duty.ctx)]);
    if (gone) return undefined;
    if (kept) return decodeTransaction(kept);
    const made = await this.make(duty);
    if (!made || this.erased.has(prefix(duty.ctx))) return undefined;
    await this.storage.putSecret(name, encodeTransaction({ ...made, nonce: 0 } as Transaction));
    return made;
  }

  /** Openings of what was left with this validator; its escrow key stays for the whole epoch. */
  private async makeEscrow(duty: EscrowDuty): Promise<Unnumbered> {
    const { ctx, receiver } = duty;
    if (duty.kind === 'escrowKey') {
      const key = await this.worker.makeEscrowKey(ctx, receiver);
      await this.storage.putSecret(`${prefix(ctx)}key`, key.secret);
      return { kind: 'escrowKey', body: { publicKey: key.publicKey, proof: key.proof } };
    }
    const { publicKey, owner, joint, deck, deckDigest, escrow } = duty;
    const positions = [...duty.positions];
    const secret = await this.secret(duty.keyCtx);
    if (!secret) throw new MissingKeyError('the escrow key of this epoch is not on this device');
    const made = await this.worker.makeEscrowOpen({
      ctx,
      receiver,
      secret,
      publicKey,
      owner,
      joint,
      deck,
      escrow,
      positions,
    });
    const { hand, attempt } = ctx;
    return { kind: 'escrowOpen', body: { hand, attempt, deckDigest, seat: owner, positions, ...made } };
  }

  private async make(duty: Exclude<Duty, { kind: 'muck' }>): Promise<Unnumbered | undefined> {
    if (duty.kind === 'escrowKey' || duty.kind === 'escrowOpen') return this.makeEscrow(duty);
    const seat = this.seat;
    if (seat === undefined) throw new Error('a witness holds no cards');
    if (duty.kind === 'win') return this.makeWin(duty);
    const { ctx } = duty;
    const { hand, attempt } = ctx;
    if (duty.kind === 'handKey') {
      const key = await this.worker.makeHandKey(ctx, seat);
      if (this.erased.has(prefix(ctx))) return undefined;
      await this.storage.putSecret(`${prefix(ctx)}key`, key.secret);
      return { kind: 'deckKey', body: { hand, attempt, publicKey: key.publicKey, proof: key.proof } };
    }
    if (duty.kind === 'shuffle') {
      const { step, joint, input, inputDigest } = duty;
      const { deck, proof } = await this.shuffled(duty, seat);
      this.checked({ kind: 'shuffle', ctx, author: seat, step, joint, input, output: deck, proof });
      return { kind: 'shuffle', body: { hand, attempt, step, inputDigest, deck, proof } };
    }
    const { publicKey, joint, deck, deckDigest } = duty;
    const positions = [...duty.positions];
    await this.bindToDeck(ctx, deckDigest);
    const secret = await this.secret(ctx);
    if (this.erased.has(prefix(ctx))) return undefined;
    if (!secret) throw new MissingKeyError('the hand key of the running hand is not on this device');
    const made = await this.worker.makeShares({
      ctx,
      author: seat,
      secret,
      publicKey,
      joint,
      deck,
      positions,
      ...(duty.escrow === undefined ? {} : { escrow: duty.escrow }),
    });
    return { kind: duty.kind, body: { hand, attempt, deckDigest, positions, ...made } };
  }

  /** Begins a shuffle that will be owed if what has just arrived is committed. */
  foresee(duty: ShuffleDuty): void {
    const { seat } = this;
    if (seat === undefined || this.begun.has(duty.id) || this.erased.has(prefix(duty.ctx))) return;
    const made = this.proveShuffle(duty, seat);
    this.foreseen = { duty, made };
    // Whatever was wrong is found again, and told, by whoever is owed the shuffle.
    made.catch(() => undefined);
  }

  private async shuffled(duty: ShuffleDuty, seat: number): ReturnType<DeckWorker['proveShuffle']> {
    const { foreseen } = this;
    this.foreseen = undefined;
    const ahead = foreseen && isSameShuffle(foreseen.duty, duty) ? foreseen.made : undefined;
    return (await ahead?.catch(() => undefined)) ?? this.proveShuffle(duty, seat);
  }

  private proveShuffle({ ctx, step, joint, input }: ShuffleDuty, author: number) {
    return this.worker.proveShuffle({ ctx, author, step, joint, input });
  }

  private async makeWin({ ctx, claim, deckDigest }: WinDuty): Promise<Unnumbered | undefined> {
    await this.bindToDeck(ctx, deckDigest);
    const secret = await this.secret(ctx);
    if (this.erased.has(prefix(ctx))) return undefined;
    if (!secret) throw new MissingKeyError('the hand key of the running hand is not on this device');
    const { hand, attempt } = ctx;
    const proof = await this.worker.proveWin(claim, secret);
    const relation = RELATIONS.indexOf(claim.relation);
    return { kind: 'win', body: { hand, attempt, deckDigest, relation, claim: claimDigest(claim), proof } };
  }

  /** Own hole cards as soon as everybody else's shares are in; undefined before. */
  async openOwn(table: TableState): Promise<OwnCards | undefined> {
    const hand = table.hand;
    if (!hand || this.seat === undefined) return undefined;
    const openings = ownOpenings(table, this.seat);
    if (openings.length === 0) return undefined;
    const secret = await this.secret(hand.deck.context);
    if (!secret) return undefined;
    const cards = await this.worker.openCards(
      openings.map((o) => ({ ...o, shares: [...o.shares], ownSecret: secret })),
    );
    return { hand: hand.hand, attempt: hand.attempt, cards };
  }

  /** Forgets the hand key: what was mucked stays closed whatever happens to this device later. */
  async erase(ctx: DeckContext): Promise<void> {
    const of = prefix(ctx);
    if (this.erased.has(of)) return;
    this.erased.add(of);
    this.held.get(of)?.fill(0);
    this.held.delete(of);
    if (!(await this.storage.isErased(of))) await this.storage.eraseSecrets(of);
  }

  /** Forgets whatever a table in this state asks nothing of any more, also of epochs that ended without this tab. */
  async sweep(table: TableState): Promise<void> {
    const decks = new Set((await this.storage.secretNames()).flatMap((name) => DECK.exec(name)?.[0] ?? []));
    for (const of of decks) {
      const [epoch, hand, attempt] = of.split(':').map(Number) as [number, number, number];
      if (!isKeyOver(table, { epoch, hand, attempt })) continue;
      const { tableId } = table;
      await this.erase({ tableId, epoch, hand, attempt, crsDigest: table.config.crsDigest });
    }
  }

  /** By this run of the program or an earlier one. */
  private async isErased(ctx: DeckContext): Promise<boolean> {
    const of = prefix(ctx);
    if (!this.erased.has(of) && (await this.storage.isErased(of))) this.erased.add(of);
    return this.erased.has(of);
  }

  private async secret(ctx: DeckContext): Promise<Uint8Array | undefined> {
    const held = this.held.get(prefix(ctx));
    if (held) return held;
    const [secret, gone] = await Promise.all([
      this.storage.getSecret(`${prefix(ctx)}key`),
      this.isErased(ctx),
    ]);
    if (!secret || gone) return undefined;
    this.held.set(prefix(ctx), secret);
    return secret;
  }

  private async bindToDeck(ctx: DeckContext, digest: Uint8Array): Promise<void> {
    const name = `${prefix(ctx)}deck`;
    const bound = await this.storage.getSecret(name);
    if (this.erased.has(prefix(ctx))) return;
    if (!bound) await this.storage.putSecret(name, digest);
    else if (!equalBytes(bound, digest))
      throw new Error(`the hand key is bound to deck ${toHex(bound).slice(0, 16)}`);
  }
}

/** The deck's digest and the joint key stand for all that a shuffle is made of, and where it belongs. */
const isSameShuffle = (a: ShuffleDuty, b: ShuffleDuty): boolean =>
  prefix(a.ctx) === prefix(b.ctx) &&
  a.step === b.step &&
  equalBytes(a.inputDigest, b.inputDigest) &&
  equalBytes(a.joint, b.joint);
