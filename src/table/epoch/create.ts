/** Epoch 0 of a table, from the genesis that everyone seated has signed. */
import type { TableConfig } from '../../codec/config.ts';
import { toHex } from '../../codec/decode.ts';
import { type Genesis, genesisRootOf, type Member, ROLES } from '../../codec/genesis.ts';
import { nothingGrown } from '../../codec/merkle.ts';
import { OLDEST_RULES } from '../../consensus/rules.ts';
import { createLife, lifeRulesOf } from '../../poker/life/state.ts';
import { ESCROW_KEYS, escrowKeysAwaited } from '../deck/escrow.ts';
import { openFirst } from '../deck/nextDeck.ts';
import { freshKey } from '../key/generation.ts';
import { arm } from '../state/deadline.ts';
import { emptyHouse } from '../state/houseState.ts';
import { bound } from '../state/instance.ts';
import type { LedgerEntry } from '../state/ledgerState.ts';
import { limits } from '../state/limits.ts';
import { rulesOf } from '../state/rulesOf.ts';
import type { MemberState, Seat, TableState } from '../state/state.ts';

const text = new TextDecoder();

/** The genesis must have passed `decodeGenesis` and its signatures been checked. */
export function tableFromGenesis(genesis: Genesis): TableState {
  const { config, members } = genesis.body;
  const tableId = genesisRootOf(genesis.body);
  const players = members.filter((m) => ROLES[m.role] === 'player');
  const validators = members.map((m) =>
    freshValidator(m.key, text.decode(m.nickname), ROLES[m.role] === 'player' ? m.seat : undefined),
  );
  const seats: Seat[] = players.map((m) => ({
    seat: m.seat,
    nickname: text.decode(m.nickname),
    creditChips: 0,
    bondChips: config.bondChips,
    silent: false,
  }));
  const life = createLife(
    lifeRulesOf(config),
    players.map((m) => ({
      seat: m.seat,
      player: toHex(m.key),
      stackChips: config.startingStackChips - config.bondChips,
    })),
    // Nobody chooses who has the first button: the genesis root decides.
    players[tableId[0]! % players.length]!.seat,
  );
  const key = freshKey(config, validators.length, 0);
  const state: TableState = {
    tableId,
    epoch: 0,
    instance: tableId,
    config,
    validators,
    seats,
    life,
    escrowKeys: validators.map(() => undefined),
    escrowKeysClosed: false,
    ...(key === undefined ? {} : { key }),
    joins: [],
    epochEnds: false,
    epochFirstHand: 0,
    height: 0,
    round: 0,
    timeMs: 0,
    hand: undefined,
    nextDeck: undefined,
    aside: [],
    carryChips: 0,
    broughtChips: 0,
    ...(rulesOf(config) === OLDEST_RULES
      ? {}
      : { ledger: firstLedger(players, config), history: nothingGrown }),
    straddleNext: undefined,
    house: emptyHouse,
    over: false,
    deadline: undefined,
    events: [],
    nextEventId: 1,
  };
  return bound(openFirst(armFirst(state)));
}

function firstLedger(players: readonly Member[], { startingStackChips }: TableConfig): LedgerEntry[] {
  return players.map(({ key, seat }) => ({
    ...{ player: toHex(key), seat },
    ...{ broughtChips: startingStackChips, takenChips: 0 },
  }));
}

/** What stands before an epoch's first hand: everybody's escrow key, or a moment to look around. */
export function armFirst(state: TableState): TableState {
  return escrowKeysAwaited(state)
    ? arm(state, ESCROW_KEYS, limits.escrowKeyMs)
    : arm(state, `pause.${state.life.handsBegun}`, limits.firstHandMs);
}

/** A validator of whom the table knows nothing yet; `seat` undefined: a witness. */
export function freshValidator(key: Uint8Array, nickname: string, seat: number | undefined): MemberState {
  return {
    key,
    nickname,
    seat,
    highestNonce: -1,
    recentNonces: [],
    chatTimesMs: [],
    requestTimesMs: [],
    refused: {},
    expelled: false,
    lastOutput: undefined,
    absentSince: undefined,
  };
}
