/**
 * Epochs: who votes is fixed while one lasts, and changes between hands only (docs/CONSENSUS.md, Epochs).
 *
 * Upon a newcomer's hello, handed in by any member: it joins with the next epoch, if its seat is free and it may come
 *   in (house/consent.ts).
 * Upon the pause after a hand being over (or at once, where nothing is played) with somebody to come or go,
 *   or after `limits.epochHands` hands: the epoch ends with that slot's whole sub-DAG, so that every tab
 *   cuts at the same place; what is committed later in it is void and submitted again in the next.
 * Upon the next epoch: members are numbered anew, escrow keys are announced anew, and the first hand of it
 *   is dealt as ever. Chips, button, blinds owed, nonces and the clock go on; rounds count from 1 again.
 */
import { tableIdOf } from '../../codec/config.ts';
import { equalBytes, toHex } from '../../codec/decode.ts';
import { type Member, NO_SEAT, ROLES } from '../../codec/genesis.ts';
import { type Hello, helloSigningBytes } from '../../codec/hello.ts';
import { sameId } from '../../codec/ids.ts';
import { limits as codecLimits } from '../../codec/limits.ts';
import type { TransactionOf } from '../../codec/transactions.ts';
import { namesState, OLDEST_RULES } from '../../consensus/rules.ts';
import { mayWitness } from '../../consensus/witnesses.ts';
import { type LifeRequest, verifyRequest } from '../../poker/life/requests.ts';
import { isTied, setAside } from '../hand/aside.ts';
import { isBarred } from '../house/asking.ts';
import { doorRefusal, hasDoor, letIn, nextDoor } from '../house/consent.ts';
import { reconsider, settleAccounts } from '../house/requests.ts';
import { keyAfter } from '../key/generation.ts';
import type { TableRefusal } from '../refusal.ts';
import { emit } from '../state/events.ts';
import { bound } from '../state/instance.ts';
import { moved } from '../state/ledger.ts';
import { limits } from '../state/limits.ts';
import { rulesOf } from '../state/rulesOf.ts';
import { grant, lifeSeat, totalChips, withSeat } from '../state/seats.ts';
import type { SignatureCheck } from '../state/signature.ts';
import type { Join, MemberState, PastEpoch, TableState } from '../state/state.ts';
import { armFirst, freshValidator } from './create.ts';
import { evictable } from './presence.ts';

const text = new TextDecoder();

/** Undefined when it rests with the newcomer's signature. */
export function judgeAdmission(state: TableState, hello: Hello): TableRefusal | undefined {
  if (!sameId(hello.tableId, tableIdOf(state.config))) return 'wrong-table';
  if (hello.epoch !== state.epoch || hello.ready !== 1) return 'stale';
  if ((hello.rules ?? OLDEST_RULES) !== rulesOf(state.config)) return 'other-rules';
  if (!hasDoor(state)) {
    if (ROLES[hello.role] !== 'player') return 'not-a-player';
    if (isBarred(state, hello.key)) return 'voted-out';
  }
  if (state.validators.some((v) => equalBytes(v.key, hello.key))) return 'already-seated';
  if (state.joins.some((j) => equalBytes(j.key, hello.key))) return 'already-joining';
  if (hello.seat !== NO_SEAT && state.joins.some((j) => j.seat === hello.seat)) return 'seat-taken';
  if (state.validators.length + state.joins.length >= codecLimits.validators) return 'table-full';
  if (ROLES[hello.role] === 'witness') return judgeWitness(state, hello);
  if (returns(state, hello.seat, hello.key)) return undefined;
  const closed = hasDoor(state) ? doorRefusal(state, hello) : undefined;
  if (closed !== undefined) return closed;
  if (totalChips(state) + state.config.startingStackChips > limits.tableChips) return 'too-many-chips';
  return verifyRequest(state.life, sitDown(state, hello.seat, hello.key))?.code;
}

/** All witnesses together stay what the others survive; and one is let in like anybody else. */
function judgeWitness(state: TableState, hello: Hello): TableRefusal | undefined {
  if (hello.seat !== NO_SEAT) return 'no-such-seat';
  const seats = [...state.validators, ...state.joins].map((v) => v.seat ?? NO_SEAT);
  const players = seats.filter((seat) => seat !== NO_SEAT).length;
  if (!mayWitness(players, seats.length - players + 1)) return 'too-many-witnesses';
  return doorRefusal(state, hello);
}

/** What has to hold besides: the newcomer's own signature. */
export function admissionSignature(hello: Hello): SignatureCheck {
  return { key: hello.key, message: helloSigningBytes(hello), signature: hello.signature };
}

/** An admission that `judgeAdmission` lets pass and whose signature holds. */
export function admit(state: TableState, { body }: TransactionOf<'admit'>): TableState {
  const join: Join = { seat: body.seat, key: body.key.slice(), nickname: text.decode(body.nickname) };
  const known = letIn(state, body);
  return { ...known, joins: [...known.joins, join] };
}

/** The seat is still in this player's name: it comes back to its own chips. */
function returns(state: TableState, seat: number, key: Uint8Array): boolean {
  const s = lifeSeat(state.life, seat);
  return s !== undefined && s.status !== 'expelled' && s.player === toHex(key);
}

function sitDown(state: TableState, seat: number, key: Uint8Array): LifeRequest {
  const chips = state.config.startingStackChips - state.config.bondChips;
  return { kind: 'sitDown', seat, player: toHex(key), chips, comeBack: 'wait' };
}

/** Author numbers that will not vote in the next epoch. */
export function departing(state: TableState): number[] {
  const absent = evictable(state);
  return state.validators.flatMap((v, author) =>
    stays(state, v) && !absent.includes(author) ? [] : [author],
  );
}

function stays(state: TableState, v: MemberState): boolean {
  if (v.expelled) return false;
  if (v.seat === undefined) return true;
  const s = lifeSeat(state.life, v.seat);
  return s !== undefined && s.player === toHex(v.key) && s.status !== 'expelled';
}

/** Somebody comes or goes, or the epoch is long enough; and somebody is left to go on. */
export function changesPending(state: TableState): boolean {
  const gone = departing(state);
  const players = state.validators.filter((v, author) => v.seat !== undefined && !gone.includes(author));
  const joining = state.joins.filter((j) => j.seat !== NO_SEAT);
  if (players.length + joining.length === 0) return false;
  const hands = state.life.handsBegun - state.epochFirstHand;
  const blocks = state.round * state.validators.length;
  const long = hands >= limits.epochHands || (hands > 0 && blocks >= limits.epochBlocks);
  return state.joins.length > 0 || gone.length > 0 || long;
}

/** Between hands: ends the epoch if there is reason to. */
export function closeEpoch(state: TableState): TableState | undefined {
  const playing = state.hand !== undefined && state.hand.phase !== 'done';
  if (playing || state.epochEnds || state.closed !== undefined || !changesPending(state)) return undefined;
  return { ...state, hand: undefined, nextDeck: undefined, deadline: undefined, epochEnds: true };
}

/**
 * The state with which the next epoch begins.
 * @param without author numbers of those who are left out besides: they are missing, and keep their seats
 * @throws RangeError unless the epoch is over (`epochEnds`)
 */
export function nextEpoch(state: TableState, without: readonly number[] = []): TableState {
  if (!state.epochEnds) throw new RangeError('the epoch is not over');
  const gone = [...departing(state), ...without];
  const kept = state.validators.filter((_, author) => !gone.includes(author)).map(carried);
  const risen = evictable(state).reduce(standUp, { ...state, hand: undefined, nextDeck: undefined });
  const settled = settleAccounts(risen);
  const present = settled.seats.filter((s) => lifeSeat(settled.life, s.seat) !== undefined);
  const joined = state.joins.reduce(seatNewcomer, { ...settled, seats: present });
  const newcomers = state.joins.flatMap((j) => {
    if (j.seat === NO_SEAT) return [freshValidator(j.key, j.nickname, undefined)];
    return lifeSeat(joined.life, j.seat)?.player === toHex(j.key)
      ? [freshValidator(j.key, j.nickname, j.seat)]
      : [];
  });
  const validators = [...kept, ...newcomers].sort(byNumber);
  const keysOf = (authors: readonly number[]) => authors.map((a) => toHex(state.validators[a]!.key));
  const expelled = gone.filter((author) => state.validators[author]!.expelled);
  const key = keyAfter(state, validators);
  const away = evictable(state).filter((author) => stays(state, state.validators[author]!));
  const next = reconsider({
    ...nextDoor(joined, keysOf(away), keysOf(expelled)),
    epoch: state.epoch + 1,
    ...(namesState(rulesOf(state.config)) ? { pastEpochs: pastOf(state) } : {}),
    validators,
    joins: [],
    epochEnds: false,
    epochFirstHand: state.life.handsBegun,
    escrowKeys: validators.map(() => undefined),
    escrowKeysClosed: false,
    ...(key === undefined ? {} : { key }),
    round: 0,
    deadline: undefined,
  });
  return bound(next.over ? next : armFirst(next));
}

/** The last two epochs, whose blocks are evidence still. */
function pastOf(state: TableState): readonly PastEpoch[] {
  const { epoch, instance, validators, pastEpochs = [] } = state;
  const keys = validators.map((v) => v.key);
  const convicted = validators.flatMap((v, author) => (v.expelled ? [author] : []));
  return [...pastEpochs, { epoch, instance, keys, convicted }].slice(-limits.evidenceEpochs);
}

/**
 * The state with which the next epoch begins, the one before having been cut off because somebody was missing.
 * @param state with which it ended
 * @param missing author number
 */
export function adjournedEpoch(state: TableState, missing: number): TableState {
  return nextEpoch({ ...setAside(state, missing), epochEnds: true }, [missing]);
}

/** Who was away too long gets up with its chips; a tournament keeps its seat for it and deals it in. */
function standUp(state: TableState, author: number): TableState {
  const { seat } = state.validators[author]!;
  // Whose hand is set aside keeps its seat, however long it is gone.
  if (seat === undefined || isTied(state, seat)) return state;
  const risen = grant(state, { kind: 'standUp', seat });
  return risen === state ? state : emit(risen, 'leave', { seat });
}

function seatNewcomer(state: TableState, join: Join): TableState {
  if (join.seat === NO_SEAT) return state;
  if (returns(state, join.seat, join.key)) {
    const out = state.seats.find((s) => s.seat === join.seat)?.disqualified === true;
    return withSeat(state, join.seat, { silent: out });
  }
  const { bondChips, startingStackChips } = state.config;
  const granted = grant(state, sitDown(state, join.seat, join.key));
  if (lifeSeat(granted.life, join.seat)?.player !== toHex(join.key)) return state;
  const record = { seat: join.seat, nickname: join.nickname, creditChips: 0, bondChips, silent: false };
  const seats = [...granted.seats.filter((s) => s.seat !== join.seat), record].sort(
    (a, b) => a.seat - b.seat,
  );
  return emit(moved({ ...granted, seats }, toHex(join.key), bondChips, join.seat), 'sit-down', {
    seat: join.seat,
    chips: startingStackChips,
  });
}

/** Counts of refusals and the like are the epoch's; nonces are the key's for ever. */
function carried(v: MemberState): MemberState {
  return { ...v, refused: {} };
}

function byNumber(a: MemberState, b: MemberState): number {
  if (a.seat !== undefined && b.seat !== undefined) return a.seat - b.seat;
  if (a.seat === undefined && b.seat === undefined) return toHex(a.key) < toHex(b.key) ? -1 : 1;
  return a.seat === undefined ? 1 : -1;
}

/** The epoch's members as they are signed in a checkpoint. */
export function membersOf(state: TableState): Member[] {
  const encoder = new TextEncoder();
  return state.validators.map((v) => ({
    role: v.seat === undefined ? 1 : 0,
    seat: v.seat ?? NO_SEAT,
    key: v.key,
    nickname: encoder.encode(v.nickname),
  }));
}
