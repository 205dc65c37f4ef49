import type { Transaction } from '../codec/transactions.ts';
import { escrowBytes } from '../mentalpoker/escrowMessage.ts';
import type { RecoverSharesArgs } from '../mentalpoker/escrowOpen.ts';
import type { Statement, Verdict } from '../mentalpoker/statement.ts';
import type { CombineDealingsArgs } from '../mentalpoker/threshold/keyCrypto.ts';
import type { Sharing } from '../mentalpoker/threshold/sharing.ts';
import { isKeyStatement } from '../mentalpoker/threshold/statements.ts';
import { claimDigest, RELATIONS } from '../mentalpoker/winClaim.ts';
import { PAIR_BASE, winProofBytes } from '../mentalpoker/winProof.ts';
import type { Facts, Requirements } from '../table/apply/facts.ts';
import type { Duty, WinDuty } from '../table/deck/duties.ts';
import type { OpeningRequest } from '../table/deck/ownCards.ts';
import type { TableState } from '../table/state/state.ts';

/** What the deck's cryptography is to a table: pure answers, and the messages of one seat. */
export interface DeckStandIn {
  verify(statement: Statement): Verdict;
  prepare(request: NonNullable<Requirements['prepare']>): Facts['prepared'];
  open(request: OpeningRequest): number | undefined;
  openOwn(state: TableState, seat: number, request: OpeningRequest): number | undefined;
  /** Shares of an absent seat from enough openings. */
  recover(request: RecoverSharesArgs): Uint8Array | undefined;
  /** What dealings of the table's key come to. */
  combineDealings(args: CombineDealingsArgs): Sharing | null;
  /** The transaction that fulfils a duty, without its nonce. */
  fulfil(duty: Duty, seat: number): Promise<Unsent> | Unsent;
}
export type Unsent = Transaction extends infer T ? (T extends Transaction ? Omit<T, 'nonce'> : never) : never;

const VALID = 1;

/** Decks in clear, proofs that say whether they hold. `arrange` fixes the final order of a seat's shuffle. */
export function clearDeck(
  random: (below: number) => number,
  arrange?: (cards: number[]) => number[],
): DeckStandIn {
  const proof = (length: number): Uint8Array => new Uint8Array(length).fill(VALID);
  const cardAt = (deck: Uint8Array, position: number): number | undefined => {
    const n = deck[96 * position];
    return n === undefined || n < 1 || n > 52 ? undefined : n - 1;
  };
  const encode = (cards: readonly number[]): Uint8Array => {
    const deck = new Uint8Array(96 * cards.length);
    cards.forEach((c, i) => {
      deck[96 * i] = c + 1;
    });
    return deck;
  };
  return {
    combineDealings: () => {
      throw new Error('a deck in clear makes no key');
    },
    verify: (s) => {
      if (isKeyStatement(s)) throw new Error('a deck in clear knows no key');
      if (s.kind === 'win') {
        const [a, b] = s.positions.map((p) => cardAt(s.deck, p)!) as [number, number];
        const holds = s.proof[0] === VALID && s.pairs.includes(PAIR_BASE * a + b);
        return holds ? { ok: true } : { ok: false, reason: 'proof-fails' };
      }
      const escrowed = s.kind !== 'shares' || s.escrow === undefined || s.escrow.message[0] === VALID;
      return s.proof[0] === VALID && escrowed ? { ok: true } : { ok: false, reason: 'proof-fails' };
    },
    recover: ({ escrow, positions, openings }) =>
      new Set(openings.map((o) => o.receiver)).size < escrow.threshold
        ? undefined
        : new Uint8Array(48 * positions.length).fill(99),
    prepare: ({ publicKeys, size }) => ({
      joint: new Uint8Array(48).fill(publicKeys.length),
      deck: encode(Array.from({ length: size }, (_, i) => i)),
    }),
    open: ({ deck, position }) => cardAt(deck, position),
    openOwn: (_state, _seat, { deck, position }) => cardAt(deck, position),
    fulfil(duty, seat) {
      switch (duty.kind) {
        case 'handKey': {
          const { hand, attempt } = duty.ctx;
          return {
            kind: 'deckKey',
            body: { hand, attempt, publicKey: new Uint8Array(48).fill(seat + 1), proof: proof(80) },
          };
        }
        case 'shuffle': {
          const cards = Array.from({ length: duty.input.length / 96 }, (_, i) => cardAt(duty.input, i)!);
          for (let i = cards.length - 1; i > 0; i--) {
            const j = random(i + 1);
            [cards[i], cards[j]] = [cards[j]!, cards[i]!];
          }
          const deck = encode(arrange?.(cards) ?? cards);
          const { hand, attempt } = duty.ctx;
          return {
            kind: 'shuffle',
            body: { hand, attempt, step: duty.step, inputDigest: duty.inputDigest, deck, proof: proof(64) },
          };
        }
        case 'muck':
          return { kind: 'muck', body: { hand: duty.hand } };
        case 'win':
          return claimOf(duty, proof(winProofBytes(duty.claim.pairs.length)));
        case 'escrowKey':
          return {
            kind: 'escrowKey',
            body: { publicKey: new Uint8Array(48).fill(duty.receiver), proof: proof(80) },
          };
        case 'escrowOpen': {
          const { hand, attempt } = duty.ctx;
          const { owner, deckDigest } = duty;
          const openings = new Uint8Array(48 * duty.positions.length).fill(duty.receiver);
          return {
            kind: 'escrowOpen',
            body: {
              hand,
              attempt,
              deckDigest,
              seat: owner,
              positions: [...duty.positions],
              openings,
              proof: proof(128),
            },
          };
        }
        default:
          return {
            kind: duty.kind,
            body: {
              hand: duty.ctx.hand,
              attempt: duty.ctx.attempt,
              deckDigest: duty.deckDigest,
              positions: [...duty.positions],
              shares: new Uint8Array(48 * duty.positions.length).fill(seat + 1),
              proof: proof(128),
              escrow: proof(duty.escrow === undefined ? 0 : escrowBytes(duty.escrow)),
            },
          };
      }
    },
  };
}

/** The message of a claim. */
export function claimOf({ ctx, claim, deckDigest }: WinDuty, proof: Uint8Array): Unsent {
  const { hand, attempt } = ctx;
  const relation = RELATIONS.indexOf(claim.relation);
  return { kind: 'win', body: { hand, attempt, deckDigest, relation, claim: claimDigest(claim), proof } };
}

/** The same message with a proof that fails. */
export function spoiled(tx: Unsent): Unsent {
  if (!('proof' in tx.body)) throw new Error(`${tx.kind} has no proof`);
  return { ...tx, body: { ...tx.body, proof: new Uint8Array(tx.body.proof.length) } } as Unsent;
}
