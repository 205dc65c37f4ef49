/**
 * What screens and bots read of a node beside the table's own part: the lobby, links, the chain, and an adjournment
 * that is possible. Queries; nothing here changes anything.
 */
import { decodeText, equalBytes, toHex } from '../codec/decode.ts';
import { isSealed, NO_SEAT } from '../codec/genesis.ts';
import type { KeySigned } from '../codec/keyPartial.ts';
import { limits } from '../codec/limits.ts';
import type { Look } from '../codec/look.ts';
import { admittedWitnesses } from '../consensus/witnesses.ts';
import type { LinkKind, Misbehaviour, PeerId } from '../net/network.ts';
import { judgeAdjournment } from '../table/hand/aside.ts';
import type { CountedRefusal } from '../table/refusal.ts';
import type { TableState } from '../table/state/state.ts';
import {
  awaitedSignatures,
  canStart,
  isCreator,
  isMember,
  seating,
  WITNESS,
  witnesses,
} from './lobby/seating.ts';
import type { LobbyState, Setback } from './lobby/state.ts';
import type { Peers } from './peers.ts';
import type { AdjournmentRefusal } from './refusal.ts';
import type { Validator } from './validator/validator.ts';

export interface LobbyReading {
  /** Ascending by seat. */
  readonly seats: readonly {
    readonly seat: number;
    readonly nickname: string;
    readonly ready: boolean;
    readonly you: boolean;
    /** A member of the running table, and whether it is linked to us; absent for who would sit down. */
    readonly plays?: 'here' | 'away';
  }[];
  readonly seatCount: number;
  readonly yourSeat: number | undefined;
  readonly youAreCreator: boolean;
  readonly youAreReady: boolean;
  readonly canStart: boolean;
  /** Seats; NO_SEAT for a witness. */
  readonly awaitingSignatures: readonly number[];
  /** A running table takes newcomers, and there is a seat for us. */
  readonly mayJoin: boolean;
  /** The table has begun, and its members are known. */
  readonly running: boolean;
  /** Why this tab is not where its player left it. */
  readonly setback: Setback | undefined;
  /** Being ready can be taken back although the beginning is being signed. */
  readonly mayWithdraw: boolean;
  /** Names in each of two beginnings that contradict each other; undefined for an honest creator's table. */
  readonly beginnings: readonly (readonly string[])[] | undefined;
  /** Who would vote without playing, before the table has begun, and how many of them may. */
  readonly witnesses: readonly string[];
  readonly admittedWitnesses: number;
}

export function readLobby(s: LobbyState): LobbyReading {
  const held = seating(s);
  const seats = [...held]
    .sort(([a], [b]) => a - b)
    .map(([seat, p]) => ({
      ...{ seat, nickname: name(p.nickname), ready: p.ready, you: p.peer === s.self },
      ...(isMember(s, p.key) && { plays: p.peer === '' ? ('away' as const) : ('here' as const) }),
    }));
  const yourSeat = seats.find((p) => p.you)?.seat;
  const offered = s.genesis ? [] : witnesses(s);
  return {
    seats,
    seatCount: s.config.seats,
    yourSeat,
    youAreCreator: isCreator(s),
    youAreReady: s.ready,
    canStart: canStart(s),
    awaitingSignatures: awaitedSignatures(s),
    mayJoin: s.config.levels.length === 0 && (yourSeat !== undefined || seats.length < s.config.seats),
    running: s.members !== undefined,
    setback: s.setback,
    mayWithdraw: isSealed(s.config) && s.proposal?.sealing === false,
    beginnings: s.rival && [s.genesis!, s.rival].map((g) => g.body.members.map((m) => name(m.nickname))),
    witnesses: offered.map((h) => name(h.nickname)),
    admittedWitnesses: admittedWitnesses(seats.length, offered.length),
  };
}

/** What is counted of a peer: messages that its link was refused, and transactions that the table refused. */
export type PeerRefusal = CountedRefusal | Misbehaviour;

export interface LinkReading {
  readonly peer: PeerId;
  readonly kind: LinkKind | 'none';
  /** What forwards it, if it is neither straight nor over a relay: a TURN server, or another peer. */
  readonly by?: 'turn' | 'peer';
  /** Of the peer who does. */
  readonly byNickname?: string | undefined;
  readonly rttMs: number | undefined;
  readonly seat: number | undefined;
  readonly nickname: string | undefined;
  /** What its link was refused, and what it had committed and the table refused: out of turn, stale, wrong. */
  readonly refused: Readonly<Partial<Record<PeerRefusal, number>>>;
}

export function readLinks(peers: Peers, lobby: LobbyState, table: TableState | undefined): LinkReading[] {
  const standings = peers.standings();
  const seats = [...seating(lobby)];
  const nicknameOf = (peer: PeerId): string | undefined => {
    const hello = standings.find((s) => s.peer === peer)?.hello;
    return hello && name(hello.nickname);
  };
  return standings.map(({ peer, link, hello, refused }) => {
    const member = hello && table?.validators.find((v) => equalBytes(v.key, hello.key));
    return {
      peer,
      kind: link?.kind ?? 'none',
      ...(link?.turn === true ? { by: 'turn' as const } : {}),
      ...(link?.via === undefined ? {} : { by: 'peer' as const, byNickname: nicknameOf(link.via) }),
      rttMs: link?.rttMs,
      // A stranger's hello may name anybody's.
      seat: seats.find(([, { key }]) => hello && equalBytes(key, hello.key))?.[0],
      nickname: hello && name(hello.nickname),
      refused: { ...member?.refused, ...refused },
    };
  });
}

/** How those who are seated are shown, as far as they say so. */
export interface LookReading extends Look {
  readonly seat: number;
}

/** Of a running table's seats; before it begins, of those who have chosen one. */
export function readLooks(s: LobbyState, table: TableState | undefined): LookReading[] {
  const own: LobbyState['looks'] = new Map([[toHex(s.key), s.look]]);
  const seated = table?.validators ?? [s, ...s.others.values()];
  return seated.flatMap(({ key, seat = NO_SEAT }) => {
    const look = own.get(toHex(key)) ?? s.looks.get(toHex(key));
    return look === undefined || seat >= s.config.seats ? [] : [{ seat, ...look }];
  });
}

/** Nicknames of the linked players. */
export function playersHere(peers: Peers): string[] {
  return peers.here().flatMap((h) => (h.role === WITNESS ? [] : [name(h.nickname)]));
}

/** Author numbers index `members`. */
export interface ChainReading {
  readonly epoch: number;
  readonly faultsTolerated: number;
  /** Last committed slot. */
  readonly height: number;
  /** Hex of the state root after it. */
  readonly stateRoot: string;
  readonly round: number;
  readonly tableTimeMs: number;
  /** Own actions from tapping to final, milliseconds, the newest last. */
  readonly actionMs: readonly number[];
  /** Without whom nothing can be committed now. */
  readonly waitingFor: readonly number[];
  /** Numbers of those whose state is not the table's. */
  readonly otherRules: readonly number[];
  /** The own key signs, or may sign, in another place: this one says nothing. */
  readonly keyElsewhere: boolean;
  /** Messages that began from another state of the table, and were dropped. */
  readonly ofAnotherState: number;
  /** What the table's key has signed in this epoch, as far as this device has it. */
  readonly signed: readonly KeySigned[];
  readonly members: readonly {
    readonly nickname: string;
    readonly seat: number | undefined;
    readonly linked: boolean;
    /** It is not linked, and its tab said last that it cannot go on. */
    readonly stopped: boolean;
    /** It has signed the state that this tab had at this height, and those before. */
    readonly signedHeight: number | undefined;
  }[];
}

export function readChain(
  validator: Validator,
  peers: Peers,
  { stopped }: Pick<LobbyState, 'stopped'>,
): ChainReading {
  const { table } = validator;
  const { faultsTolerated, highestRound: round, waitingFor, signedHeights } = validator.status();
  const { startHeight } = validator;
  return {
    ...{ faultsTolerated, round, waitingFor },
    epoch: table.epoch,
    height: validator.settled.height,
    stateRoot: toHex(validator.root),
    tableTimeMs: table.timeMs,
    actionMs: validator.actionLatenciesMs(),
    otherRules: [...validator.otherRules],
    keyElsewhere: validator.isElsewhere,
    ofAnotherState: validator.ofAnotherState,
    signed: validator.signed,
    members: table.validators.map(({ nickname, seat, key }, author) => {
      // Blocks of an epoch are bound to the state with which it began.
      const signed = signedHeights?.[author];
      const signedHeight = signed === undefined || signed < 0 ? signed : Math.max(signed, startHeight);
      const linked = peers.isHere(key);
      return { nickname, seat, linked, stopped: !linked && stopped.has(toHex(key)), signedHeight };
    }),
  };
}

export interface AdjournmentReading {
  /** Author number and name of the one who is missing. */
  readonly member: number;
  readonly nickname: string;
  /** Names of those who would go on without it. */
  readonly agreed: readonly string[];
  readonly youAgreed: boolean;
  /** Why the table has to wait nevertheless. */
  readonly refused: AdjournmentRefusal | undefined;
}

/** Exactly one member is out of reach, and this tab has a vote. */
export function readAdjournment(
  { table, index }: Validator,
  peers: Peers,
  adjourners: (missing: number) => readonly number[],
): AdjournmentReading | undefined {
  const away = table.validators.flatMap(({ key }, author) => (peers.isHere(key) ? [] : [author]));
  const [member] = away;
  if (member === undefined || away.length !== 1 || index === undefined) return undefined;
  const agreed = adjourners(member);
  const nameOf = (author: number): string => table.validators[author]?.nickname ?? '';
  return {
    member,
    nickname: nameOf(member),
    agreed: agreed.map(nameOf),
    youAgreed: agreed.includes(index),
    refused: judgeAdjournment(table, member),
  };
}

function name(bytes: Uint8Array): string {
  return decodeText(bytes, limits.nicknameBytes, 'nickname');
}
