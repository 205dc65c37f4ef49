/**
 * What lies and junk cost (second rules; docs/PROTOCOL.md, What can be counted against whom).
 *
 * Upon a proof or a signature that fails over the right statement: a lie whatever its kind, for whoever sends it has
 *   checked it before. Bond, seat and hand of a player, the vote of a witness; its nonce is spent.
 * Upon another proof of that author in the same slot: refused unverified, no second fault, no nonce spent.
 * Upon what no honest tab can send, though it proves nothing (bytes that are no transaction, a witness's bet, evidence
 *   that contradicts itself): counted. Twenty of one author in an epoch: it loses vote and seat, and leaves with chips
 *   and bond when the hand is over.
 * Upon what an honest tab sends when it loses a race (stale, not owed any more, already given): counted nowhere.
 */
import { toHex } from '../../codec/decode.ts';
import type { TransactionKind } from '../../codec/transactions.ts';
import { namesState } from '../../consensus/rules.ts';
import type { CountedRefusal } from '../refusal.ts';
import { emit } from '../state/events.ts';
import { limits } from '../state/limits.ts';
import { rulesOf } from '../state/rulesOf.ts';
import { lifeSeat, withHouse, withValidator } from '../state/seats.ts';
import type { TableState } from '../state/state.ts';

/** Are lies and junk priced at this table? */
export const hasPrices = ({ config }: Pick<TableState, 'config'>): boolean => namesState(rulesOf(config));

/** Reasons that do not depend on how far the table has come: no honest tab can run into them. */
const unsendable: ReadonlySet<string> = new Set<CountedRefusal>([
  ...(['oversized', 'malformed', 'not-canonical', 'unknown-kind', 'out-of-range', 'bad-text'] as const),
  ...(['bad-point', 'bad-scalar', 'bad-signature', 'fault-repeated'] as const),
  ...(['not-a-player', 'wrong-author', 'wrong-round'] as const),
]);

/** Transactions that something dear is verified for. */
const verified: ReadonlySet<TransactionKind> = new Set<TransactionKind>([
  ...([
    'deckKey',
    'shuffle',
    'shares',
    'show',
    'win',
    'escrowKey',
    'escrowOpen',
    'evidence',
    'admit',
    'channelKey',
    'dkgDeal',
    'dkgComplaint',
    'dkgReady',
    'keySigned',
  ] as const),
]);

/** A proof of this author failed in this slot: nothing of it is verified until the next. */
export function isRefusedUnverified(state: TableState, author: number, kind: TransactionKind): boolean {
  return verified.has(kind) && state.failedInSlot?.includes(author) === true;
}

export function noteFailed(state: TableState, author: number): TableState {
  return { ...state, failedInSlot: [...(state.failedInSlot ?? []), author] };
}

/** Counts what no honest tab can send. The state is the same object where nothing is counted. */
export function countUnsendable(state: TableState, author: number, reason: CountedRefusal): TableState {
  const v = state.validators[author];
  if (v === undefined || v.expelled || !unsendable.has(reason)) return state;
  const refused = { ...v.refused, [reason]: (v.refused[reason] ?? 0) + 1 };
  const counted = withValidator(state, author, { refused });
  const sum = Object.values(refused).reduce((a, b) => a + b, 0);
  return sum < limits.unsendable ? counted : putOut(counted, author);
}

/** Its vote is gone now, its seat with the next pause, as after a vote (house/removal.ts); it keeps what is its own. */
function putOut(state: TableState, author: number): TableState {
  const { key, seat, nickname } = state.validators[author]!;
  const out = withValidator(state, author, { expelled: true });
  const player = toHex(key);
  const text = 'junk: malformed';
  if (seat === undefined || lifeSeat(state.life, seat)?.player !== player)
    return emit(out, 'fault', { nickname, text });
  const removal = { player, seat, by: player, hand: state.life.handsBegun, yes: [], no: [], passed: true };
  const others = state.house.removals.filter((r) => r.player !== player);
  return emit(withHouse(out, { removals: [...others, removal] }), 'fault', { seat, text });
}
