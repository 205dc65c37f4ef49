import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blockId, decodeSignedBlock, encodeSignedBlock } from './block.ts';
import {
  checkTableConfig,
  decodeTableConfig,
  encodeTableConfig,
  PROTOCOL_VERSION,
  type TableConfig,
  tableIdOf,
} from './config.ts';
import { DecodeError, decodeText, toHex } from './decode.ts';
import { decodeGenesis, decodeGenesisBody, encodeGenesisBody } from './genesis.ts';
import { limits } from './limits.ts';
import { decodeTransaction, encodeTransaction, type Transaction } from './transactions.ts';
import { decodeMessage, encodeMessage } from './wire.ts';

const text = (s: string) => new TextEncoder().encode(s);

const level = { smallBlindChips: 5, bigBlindChips: 10, anteChips: 0, hands: 5, durationMs: 0 };
const sitAndGo = { levels: [level], payoutsBasisPoints: [{ share: 10_000 }] };
const config = (): TableConfig => ({
  protocolVersion: PROTOCOL_VERSION,
  name: text('Friday'),
  game: 0,
  structure: 0,
  smallBlindChips: 1,
  bigBlindChips: 2,
  anteKind: 0,
  anteChips: 0,
  startingStackChips: 200,
  bondChips: 0,
  seats: 6,
  actionTimeMs: 30_000,
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
});

const decoders: [string, (b: Uint8Array) => unknown][] = [
  ['table configuration', decodeTableConfig],
  ['genesis', decodeGenesis],
  ['genesis body', decodeGenesisBody],
  ['block', decodeSignedBlock],
  ['transaction', decodeTransaction],
  ['message', decodeMessage],
  ['text', (b) => decodeText(b, 100, 'text')],
];

describe('untrusted bytes', () => {
  for (const [name, decode] of decoders) {
    it(`ten thousand random byte strings throw only the decoder's own error: ${name}`, () => {
      fc.assert(
        fc.property(fc.uint8Array({ maxLength: 600 }), (bytes) => {
          try {
            decode(bytes);
          } catch (error) {
            expect(error).toBeInstanceOf(DecodeError);
          }
        }),
        { numRuns: 10_000 },
      );
    });
  }

  it('every flipped byte of an honest configuration is another table or no table', () => {
    const honest = encodeTableConfig(config());
    const id = toHex(tableIdOf(config()));
    for (let i = 0; i < honest.length; i++) {
      const bent = honest.slice();
      bent[i]! ^= 1;
      let other: TableConfig;
      try {
        other = decodeTableConfig(bent);
      } catch (error) {
        expect(error).toBeInstanceOf(DecodeError);
        continue;
      }
      expect(toHex(tableIdOf(other)), `byte ${i}`).not.toBe(id);
    }
  });

  it('oversized input is refused before it is looked at', () => {
    expect(() => decodeSignedBlock(new Uint8Array(limits.blockBytes + 1))).toThrow('block: oversized');
    expect(() => decodeMessage(new Uint8Array(limits.messageBytes + 1))).toThrow('message: oversized');
  });

  it('trailing bytes are refused', () => {
    const bytes = encodeTableConfig(config());
    const longer = new Uint8Array(bytes.length + 1);
    longer.set(bytes);
    expect(() => decodeTableConfig(longer)).toThrow(DecodeError);
  });
});

describe('table configuration', () => {
  const refused: [string, Partial<TableConfig>][] = [
    ['one seat', { seats: 1 }],
    ['ten seats', { seats: 10 }],
    ['a stack below the big blind', { startingStackChips: 1 }],
    ['a small blind above the big blind', { smallBlindChips: 3 }],
    ['no big blind', { bigBlindChips: 0 }],
    ['fractional chips', { bigBlindChips: 1.5 }],
    ['negative chips', { startingStackChips: -5 }],
    ['chips beyond the safe integers', { startingStackChips: 2 ** 53 }],
    ['an ante of no kind', { anteChips: 1 }],
    ['a name that turns the line round', { name: text('a\u202eb') }],
    ['an unknown game', { game: 99 }],
    ['two seconds to act', { actionTimeMs: 2_000 }],
    ['payouts without levels', { payoutsBasisPoints: [{ share: 10_000 }] }],
    ['a first level above the stack', { ...sitAndGo, levels: [{ ...level, bigBlindChips: 100_000_000 }] }],
    [
      'levels out of order',
      { ...sitAndGo, levels: [level, { ...level, smallBlindChips: 0, bigBlindChips: 1 }] },
    ],
    ['a level without an end', { ...sitAndGo, levels: [{ ...level, hands: 0 }] }],
    ['payouts that are not the whole', { ...sitAndGo, payoutsBasisPoints: [{ share: 9_999 }] }],
    ['nine players of stud', { game: 4, seats: 9 }],
    [
      'a bring-in that is no less than the small bet',
      { game: 6, seats: 6, smallBlindChips: 10, bigBlindChips: 10 },
    ],
    ['a big-blind ante without blinds', { game: 4, seats: 6, anteKind: 2, anteChips: 1 }],
    ['a straddle in stud', { game: 4, seats: 6, straddle: 1 }],
    ['running a tournament twice', { ...sitAndGo, runItTwice: 1 }],
    ['a bomb pot without chips', { bombPotHands: 5 }],
    ['a bomb pot beyond the stack', { bombPotHands: 5, bombPotChips: 1_000_000_000 }],
  ];
  for (const [what, change] of refused) {
    it(`refuses ${what}`, () => {
      expect(() => checkTableConfig({ ...config(), ...change })).toThrow(DecodeError);
    });
  }

  it('accepts its own encoding', () => {
    expect(decodeTableConfig(encodeTableConfig(config()))).toEqual(config());
  });
});

describe('genesis', () => {
  const member = (seat: number, key: number) => ({
    role: 0,
    seat,
    key: new Uint8Array(32).fill(key),
    nickname: text(`p${seat}`),
  });
  const encode = (...members: ReturnType<typeof member>[]) =>
    encodeGenesisBody({ config: config(), members });

  it('is decoded when seats ascend', () => {
    expect(decodeGenesisBody(encode(member(0, 1), member(3, 2))).members).toHaveLength(2);
  });
  it('refuses one player alone', () =>
    expect(() => decodeGenesisBody(encode(member(0, 1)))).toThrow(DecodeError));
  it('refuses two players in one seat', () =>
    expect(() => decodeGenesisBody(encode(member(1, 1), member(1, 2)))).toThrow(DecodeError));
  it('refuses one key in two seats', () =>
    expect(() => decodeGenesisBody(encode(member(0, 1), member(1, 1)))).toThrow(DecodeError));
  it('refuses a seat the table has not', () =>
    expect(() => decodeGenesisBody(encode(member(0, 1), member(6, 2)))).toThrow(DecodeError));
});

describe('transactions', () => {
  const honest: Transaction[] = [
    { kind: 'bet', nonce: 7, body: { hand: 1, decision: 3, verb: 3, amountChips: 40 } },
    {
      kind: 'deckKey',
      nonce: 1,
      body: { hand: 1, attempt: 0, publicKey: new Uint8Array(48), proof: new Uint8Array(80) },
    },
    {
      kind: 'shares',
      nonce: 2,
      body: {
        hand: 1,
        attempt: 0,
        deckDigest: new Uint8Array(32),
        positions: [0, 1, 5],
        shares: new Uint8Array(144),
        proof: new Uint8Array(128),
        escrow: new Uint8Array(0),
      },
    },
    {
      kind: 'escrowKey',
      nonce: 3,
      body: { publicKey: new Uint8Array(48).fill(1), proof: new Uint8Array(80) },
    },
    {
      kind: 'escrowOpen',
      nonce: 4,
      body: {
        hand: 1,
        attempt: 0,
        deckDigest: new Uint8Array(32),
        seat: 3,
        positions: [8, 9, 10],
        openings: new Uint8Array(144),
        proof: new Uint8Array(128),
      },
    },
    { kind: 'sitOut', nonce: 9, body: { version: 0 } },
    { kind: 'chat', nonce: 10, body: { text: text('nice hand 👍') } },
  ];
  it('come back as they were sent', () => {
    for (const tx of honest) expect(decodeTransaction(encodeTransaction(tx))).toEqual(tx);
  });
  it('refuse positions twice, descending, or beyond the deck', () => {
    for (const positions of [[1, 1], [2, 1], [52]]) {
      const tx = structuredClone(honest[2]) as Extract<Transaction, { kind: 'shares' }>;
      tx.body.positions = positions;
      tx.body.shares = new Uint8Array(48 * positions.length);
      expect(() => decodeTransaction(encodeTransaction(tx))).toThrow(DecodeError);
    }
  });
  it('refuse an amount beside a fold', () => {
    const tx: Transaction = {
      kind: 'bet',
      nonce: 7,
      body: { hand: 1, decision: 3, verb: 0, amountChips: 40 },
    };
    expect(() => decodeTransaction(encodeTransaction(tx))).toThrow(DecodeError);
  });
});

describe('blocks', () => {
  const block = {
    content: {
      tableId: new Uint8Array(32).fill(1),
      epoch: 0,
      author: 2,
      round: 5,
      parents: [{ author: 2, round: 4, digest: new Uint8Array(32).fill(8) }],
      timeMs: 12_345,
      transactions: [text('tx')],
    },
    signature: new Uint8Array(64).fill(4),
  };
  it('have an id that depends on everything but the signature', () => {
    const id = toHex(blockId(block.content));
    expect(toHex(blockId({ ...block.content, timeMs: 12_346 }))).not.toBe(id);
    expect(toHex(blockId({ ...block.content, transactions: [] }))).not.toBe(id);
    expect(decodeSignedBlock(encodeSignedBlock(block))).toEqual(block);
  });
  it('of round 0 do not exist', () => {
    expect(() =>
      decodeSignedBlock(encodeSignedBlock({ ...block, content: { ...block.content, round: 0 } })),
    ).toThrow(DecodeError);
  });
  it('travel in messages', () => {
    expect(decodeMessage(encodeMessage({ kind: 'block', body: block }))).toEqual({
      kind: 'block',
      body: block,
    });
  });
});
