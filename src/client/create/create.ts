/** Makes a table: its configuration, its creator's key, and the URL to send around. */

import {
  ADMISSIONS,
  ANTE_KINDS,
  type AnteKind,
  CLAIM_GAMES,
  checkTableConfig,
  GAMES,
  SECOND_DEFAULTS,
  STRUCTURES,
  type TableConfig,
  tableIdOf,
} from '../../codec/config.ts';
import { CURRENCIES } from '../../codec/currencies.ts';
import { DecodeError, encodeText, toHex } from '../../codec/decode.ts';
import { isSealed } from '../../codec/genesis.ts';
import { limits } from '../../codec/limits.ts';
import { createEd25519 } from '../../crypto/ed25519.ts';
import { proofFields } from '../../crypto/shuffleKey.ts';
import { fetchRelayAddresses } from '../../net/relayAddresses.ts';
import { type CreateResult, type CreateTableOptions, PACES } from '../contract/create.ts';
import { defaultPayouts } from '../contract/payouts.ts';
import { storageFailure } from '../contract/storageFailure.ts';
import { openOwnStorage } from '../record/ownStorage.ts';
import { deckSizeOf } from './gameOf.ts';
import { makeIdentity, randomBytes } from './identity.ts';
import { levelLadder } from './levels.ts';
import { formatTablePath, parseTableUrl } from './tableUrl.ts';

function anteKindOf({ anteChips = 0, bigBlindAnte = false }: CreateTableOptions): AnteKind {
  if (anteChips === 0) return 'none';
  return bigBlindAnte ? 'big-blind' : 'each';
}

function levelsOf(options: CreateTableOptions & { anteChips: number }): TableConfig['levels'] {
  if (options.levels === undefined) return levelLadder(options, options.levelMinutes ?? 5);
  return options.levels.map(({ minutes, ...blinds }) => {
    return { ...blinds, hands: 0, durationMs: Math.round(minutes * 60_000) };
  });
}

function payoutsOf({ seats, payoutsBasisPoints }: CreateTableOptions): TableConfig['payoutsBasisPoints'] {
  return payoutsBasisPoints?.map((share) => ({ share })) ?? defaultPayouts(seats);
}

export async function createTable(
  options: CreateTableOptions,
  /** End of the address of a table that nobody joins through a relay. */
  alone = '',
): Promise<CreateResult> {
  let name: Uint8Array;
  try {
    name = encodeText(options.name.trim(), limits.tableNameBytes, 'table name');
  } catch (error) {
    if (error instanceof DecodeError) return { ok: false, reason: 'name' };
    throw error;
  }
  const game = GAMES.indexOf(options.game);
  const anteChips = options.anteChips ?? 0;
  const sitAndGo = options.format === 'sit-and-go';
  const rules: Rules = {
    ...proofFields(options.proofs ?? 'both', deckSizeOf(options.game)),
    ...SECOND_DEFAULTS,
    admission: ADMISSIONS.indexOf(options.admission ?? 'asked'),
    minBuyInChips: sitAndGo ? 0 : (options.minBuyInChips ?? 0),
    maxBuyInChips: sitAndGo ? 0 : (options.maxBuyInChips ?? 0),
    ...PACES[options.pace ?? 'usual'],
    capHeadsUp: options.capHeadsUp === true ? 1 : 0,
    claims: options.claims !== false && !sitAndGo && CLAIM_GAMES.has(options.game) ? 1 : 0,
    chipValue: options.money?.centsPerChip ?? 0,
    currency: options.money === undefined ? 0 : CURRENCIES.indexOf(options.money.currency),
    name,
    game,
    structure: STRUCTURES.indexOf(options.structure),
    smallBlindChips: options.smallBlindChips,
    bigBlindChips: options.bigBlindChips,
    anteKind: ANTE_KINDS.indexOf(anteKindOf(options)),
    anteChips,
    startingStackChips: options.startingStackChips,
    bondChips: options.bondChips ?? 0,
    seats: options.seats,
    actionTimeMs: options.actionSeconds * 1000,
    timeBankMs: (options.timeBankSeconds ?? 0) * 1000,
    escrow: options.escrow === false ? 0 : options.escrowOfThree === true ? 2 : 1,
    levels: sitAndGo ? levelsOf({ ...options, anteChips }) : [],
    payoutsBasisPoints: sitAndGo ? payoutsOf(options) : [],
    straddle: options.straddle === true ? 1 : 0,
    runItTwice: options.runItTwice === true ? 1 : 0,
    bombPotHands: options.bombPotHands ?? 0,
    bombPotChips: options.bombPotChips ?? 0,
    rabbitHunt: options.rabbitHunt === true ? 1 : 0,
  };
  return make(rules, alone);
}

/**
 * Another table by the rules of one that there was, made by whoever asks.
 * @param url the long address of that table
 */
export async function createAgain(url: URL): Promise<CreateResult> {
  const address = parseTableUrl(url);
  if (typeof address === 'string') return { ok: false, reason: 'numbers' };
  const { config } = address;
  const { creatorKey: _, salt: __, ...rules } = config;
  if (isSealed(config)) return make(rules, '');
  // One of the first version: what has come since is as usual.
  const proofs = proofFields('both', deckSizeOf(GAMES[config.game]!));
  return make({ ...SECOND_DEFAULTS, ...rules, ...proofs }, '');
}

type Rules = Omit<TableConfig, 'creatorKey' | 'salt'>;

async function make(rules: Rules, alone: string): Promise<CreateResult> {
  const ed25519 = await createEd25519(crypto.subtle);
  const keys = ed25519.generateKeyPair(randomBytes);
  const config: TableConfig = { ...rules, creatorKey: keys.publicKey, salt: randomBytes(16) };
  try {
    checkTableConfig(config);
  } catch (error) {
    if (error instanceof DecodeError) return { ok: false, reason: 'numbers' };
    throw error;
  }
  let relays: string[];
  try {
    relays = alone === '' ? await fetchRelayAddresses(location.origin) : [];
  } catch {
    return { ok: false, reason: 'relay-unreachable' };
  }
  const path = `${formatTablePath(config, relays)}${alone}`;
  try {
    const device = await openOwnStorage();
    try {
      const tableId = toHex(tableIdOf(config));
      const tableName = new TextDecoder().decode(config.name);
      await makeIdentity(device, ed25519, { tableId, path, tableName }, keys.secretKey);
    } finally {
      device.close();
    }
  } catch (error) {
    const reason = storageFailure(error);
    if (reason === undefined) throw error;
    return { ok: false, reason };
  }
  return { ok: true, url: new URL(path, location.origin).href };
}
