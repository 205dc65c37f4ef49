import { describe, expect, it } from 'vitest';
import {
  buyInsOf,
  CONFIG_VERSION,
  checkTableConfig,
  decodeTableConfig,
  encodeTableConfig,
  MAX_CHIPS,
  PROTOCOL_VERSION,
  proofsOf,
  SECOND_DEFAULTS,
  type TableConfig,
  TableConfigType,
  tableIdOf,
} from './config.ts';
import { DecodeError, fromHex, toHex } from './decode.ts';
import { GenesisBodyType } from './genesis.ts';
import { PROOF_KINDS } from './proofKinds.ts';

const text = (s: string) => new TextEncoder().encode(s);

/** A configuration of the first version, and what the code of that version made of it. */
const first: TableConfig = {
  protocolVersion: PROTOCOL_VERSION,
  name: text('Tuesday'),
  game: 3,
  structure: 1,
  smallBlindChips: 5,
  bigBlindChips: 10,
  anteKind: 1,
  anteChips: 2,
  startingStackChips: 2000,
  bondChips: 100,
  seats: 6,
  actionTimeMs: 20_000,
  timeBankMs: 60_000,
  escrow: 1,
  levels: [],
  payoutsBasisPoints: [],
  straddle: 1,
  runItTwice: 1,
  bombPotHands: 10,
  bombPotChips: 20,
  rabbitHunt: 1,
  crsDigest: new Uint8Array(32).fill(7),
  creatorKey: new Uint8Array(32).fill(8),
  salt: new Uint8Array(16).fill(9),
};
const RECORDED =
  '01009f000000030105000000000000000a00000000000000010200000000000000d007000000000000640000000000000006204e0000' +
  '60ea000001a6000000a600000001010a14000000000000000107070707070707070707070707070707070707070707070707070707' +
  '07070707080808080808080808080808080808080808080808080808080808080808080809090909090909090909090909090909' +
  '54756573646179';
const RECORDED_ID = '611a416d419f2578c02b7361ed1467155b58f968a4f65106c9a4a92b0be49d6e';
const RECORDED_GENESIS = '47660851a8544beafad57145d35af057481e306251d73fc60362c33c8f529cf8';
const members = [{ role: 0, seat: 2, key: new Uint8Array(32).fill(1), nickname: text('Ann') }];

const second = (fields: Partial<TableConfig> = {}): TableConfig => ({
  ...first,
  protocolVersion: CONFIG_VERSION,
  proofs: 0,
  ...SECOND_DEFAULTS,
  ...fields,
});

describe('a configuration of the first version', () => {
  it('keeps its bytes, its table id and its genesis', () => {
    expect(toHex(encodeTableConfig(first))).toBe(RECORDED);
    const decoded = decodeTableConfig(fromHex(RECORDED));
    expect(decoded).toEqual(first);
    expect(toHex(tableIdOf(decoded))).toBe(RECORDED_ID);
    const body = { config: decoded, members };
    expect(toHex(GenesisBodyType.hashTreeRoot(body))).toBe(RECORDED_GENESIS);
    const bytes = GenesisBodyType.serialize(body);
    expect(GenesisBodyType.deserialize(bytes)).toEqual(body);
  });

  it('proves with Groth16, and cannot say otherwise', () => {
    expect(proofsOf(first)).toBe('groth16');
    const later = [
      ...[{ proofs: 0 }, { claims: 0 }, { chipValue: 5 }, { currency: 1 }, { admission: 0 }],
      ...[{ minBuyInChips: 0 }, { maxBuyInChips: 0 }, { pauseUncalledMs: 1_500 }, { pauseShownMs: 3_000 }],
      { capHeadsUp: 0 },
    ];
    for (const fields of later) expect(() => checkTableConfig({ ...first, ...fields })).toThrow(DecodeError);
    // Escrow among three came with the second.
    expect(() => checkTableConfig({ ...first, escrow: 2 })).toThrow(DecodeError);
    expect(decodeTableConfig(encodeTableConfig(second({ escrow: 2 })))).toMatchObject({ escrow: 2 });
  });
});

describe('a configuration of the second version', () => {
  it.each(PROOF_KINDS)('names its proofs: %s', (kind) => {
    const config = second({ proofs: PROOF_KINDS.indexOf(kind), claims: 1 });
    const decoded = decodeTableConfig(encodeTableConfig(config));
    expect(decoded).toEqual(config);
    expect(proofsOf(decoded)).toBe(kind);
    const body = { config, members };
    expect(GenesisBodyType.deserialize(GenesisBodyType.serialize(body))).toEqual(body);
  });

  it('says what a chip is worth, or that it is only a chip', () => {
    const money = second({ chipValue: 5, currency: 1 });
    expect(decodeTableConfig(encodeTableConfig(money))).toEqual(money);
    const { chipValue: _, currency: __, ...silent } = second();
    expect(encodeTableConfig(silent)).toEqual(encodeTableConfig(second()));
    expect(tableIdOf(silent)).toEqual(tableIdOf(second()));
    expect(tableIdOf(money)).not.toEqual(tableIdOf(second({ chipValue: 6, currency: 1 })));
  });

  it('says what stacks may be bought up to, or leaves it at what is usual', () => {
    expect(buyInsOf(second({ bondChips: 20 }))).toEqual({ minChips: 30, maxChips: 2_000 });
    const open = second({ minBuyInChips: 400, maxBuyInChips: 5_000, structure: 2, capHeadsUp: 1 });
    expect(decodeTableConfig(encodeTableConfig(open))).toEqual(open);
    expect(buyInsOf(open)).toEqual({ minChips: 400, maxChips: 5_000 });
  });

  it('is another table for every choice, and never one of the first version', () => {
    const all = [first, ...[0, 1, 2].flatMap((proofs) => [0, 1].map((claims) => second({ proofs, claims })))];
    expect(new Set(all.map((config) => toHex(tableIdOf(config)))).size).toBe(7);
    for (const a of all) for (const b of all) expect(TableConfigType.equals(a, b)).toBe(a === b);
    for (const config of all) expect(TableConfigType.clone(config)).toEqual(config);
  });

  it.each<[string, Partial<TableConfig>]>([
    ['an unknown kind of proofs', { proofs: 3 }],
    ['claims that are neither on nor off', { claims: 2 }],
    ['an admission that there is not', { admission: 3 }],
    ['an escrow that there is not', { escrow: 3 }],
    ['claims in a game whose hands are more than two cards', { claims: 1, game: 1 }],
    [
      'claims in a tournament',
      {
        claims: 1,
        straddle: 0,
        runItTwice: 0,
        bombPotHands: 0,
        bombPotChips: 0,
        levels: [{ smallBlindChips: 5, bigBlindChips: 10, anteChips: 0, hands: 5, durationMs: 0 }],
        payoutsBasisPoints: [{ share: 10_000 }],
      },
    ],
    ['a currency without a value', { currency: 1 }],
    ['a value without a currency', { chipValue: 5 }],
    ['a currency that nobody knows', { chipValue: 5, currency: 200 }],
    ['a chip that is worth a fortune', { chipValue: 1_000_001, currency: 1 }],
    ['a version that nobody knows', { protocolVersion: 3 }],
    ['buying in again with less than the big blind and the bond', { minBuyInChips: 9 }],
    ['buying in again with more than one begins with', { minBuyInChips: 2_001 }],
    ['a largest stack below the first one', { maxBuyInChips: 1_999 }],
    ['a stack without end', { maxBuyInChips: MAX_CHIPS + 1 }],
    ['no pause at all', { pauseUncalledMs: 999 }],
    ['a pause without end', { pauseShownMs: 20_001 }],
    ['a cap where bets have no limit', { capHeadsUp: 1, structure: 0 }],
    ['a cap that is neither on nor off', { capHeadsUp: 2, structure: 2 }],
  ])('refuses %s', (_, fields) => {
    expect(() => decodeTableConfig(encodeTableConfig(second(fields)))).toThrow(DecodeError);
  });

  it('is none without its fields, and the first version none with them', () => {
    const bytes = encodeTableConfig(second());
    // The version changed and nothing else: the offsets no longer fit.
    for (const version of [0, 1, 3, 255]) {
      const bent = bytes.slice();
      bent[0] = version;
      expect(() => decodeTableConfig(bent)).toThrow(DecodeError);
    }
    const bent = fromHex(RECORDED);
    bent[0] = CONFIG_VERSION;
    expect(() => decodeTableConfig(bent)).toThrow(DecodeError);
    for (let length = 0; length < bytes.length; length++)
      expect(() => decodeTableConfig(bytes.subarray(0, length))).toThrow(DecodeError);
  });
});
