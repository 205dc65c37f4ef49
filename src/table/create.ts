/** Epoch 0 of a table, from the genesis that everyone seated has signed. */
import { toHex } from '../codec/decode.ts';
import { type Genesis, GenesisBodyType, ROLES } from '../codec/genesis.ts';
import { createLife, lifeRulesOf } from '../poker/life/state.ts';
import { arm } from './clock.ts';
import { ESCROW_KEYS, escrowKeysAwaited } from './escrow.ts';
import { limits } from './limits.ts';
import type { Seat, TableState, Validator } from './state.ts';

const text = new TextDecoder();

/** The genesis must have passed `decodeGenesis` and its signatures been checked. */
export function createTable(genesis: Genesis): TableState {
  const { config, members } = genesis.body;
  const tableId = GenesisBodyType.hashTreeRoot(genesis.body);
  const players = members.filter((m) => ROLES[m.role] === 'player');
  const validators: Validator[] = members.map((m) => ({
    key: m.key,
    nickname: text.decode(m.nickname),
    seat: ROLES[m.role] === 'player' ? m.seat : undefined,
    highestNonce: -1,
    recentNonces: [],
    chatTimesMs: [],
    requestTimesMs: [],
    refused: {},
  }));
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
  const state: TableState = {
    tableId,
    epoch: 0,
    config,
    validators,
    seats,
    life,
    escrowKeys: validators.map(() => undefined),
    escrowKeysClosed: false,
    height: 0,
    round: 0,
    timeMs: 0,
    hand: undefined,
    carryChips: 0,
    broughtChips: 0,
    straddleNext: undefined,
    over: false,
    deadline: undefined,
    events: [],
    nextEventId: 1,
  };
  return escrowKeysAwaited(state)
    ? arm(state, ESCROW_KEYS, limits.escrowKeyMs)
    : arm(state, 'pause.0', limits.firstHandMs);
}
