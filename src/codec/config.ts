/**
 * The table's configuration, of which there are two versions. The first has no choice of proofs: its shuffles are
 * proved
 * with Groth16 alone. Old links and logs keep their bytes and their table id.
 *
 * Its SSZ hash tree root is the table id, so that a table URL cannot be bent
 * to other rules (a URL carries the configuration beside the id, and a mismatch is refused).
 */
import { ByteListType, ContainerType, ListCompositeType, type ValueOf } from '@chainsafe/ssz';
import { CURRENCIES, MAX_CHIP_VALUE } from './currencies.ts';
import { DecodeError, decodeSsz, decodeText } from './decode.ts';
import type { TableId } from './ids.ts';
import { limits } from './limits.ts';
import { Bytes16, Bytes32, safe, U8, U16, U32, U64 } from './primitives.ts';
import { PROOF_KINDS, type ProofKind } from './proofKinds.ts';
import { versioned } from './versioned.ts';

/** Games by their wire number. Append only. */
export const GAMES = ['holdem', 'omaha', 'omaha-hilo', 'short-deck', 'stud', 'stud-hilo', 'razz'] as const;
export type GameName = (typeof GAMES)[number];
/** Games without blinds: the cards decide who brings it in. */
const BRING_IN_GAMES: ReadonlySet<GameName> = new Set(['stud', 'stud-hilo', 'razz']);
/** Games in which a hand is two cards, so that it can be proved to win unseen. */
export const CLAIM_GAMES: ReadonlySet<GameName> = new Set(['holdem', 'short-deck']);
/** Seven cards each are enough for so many; with all of them to the end the last card is common. */
const BRING_IN_SEATS = 8;
/** Betting structures by their wire number. Append only. */
export const STRUCTURES = ['no-limit', 'pot-limit', 'fixed-limit'] as const;
export type StructureName = (typeof STRUCTURES)[number];
/** Kinds of ante by their wire number. Append only. */
export const ANTE_KINDS = ['none', 'each', 'big-blind'] as const;
export type AnteKind = (typeof ANTE_KINDS)[number];

/** Who lets a newcomer sit down at a running table, by wire number. Append only. */
export const ADMISSIONS = ['asked', 'open', 'closed'] as const;
export type Admission = (typeof ADMISSIONS)[number];

/**
 * One level of a tournament. A cash table has none. Ends after `hands` hands or `durationMs`, whichever is
 * non-zero.
 */
const BlindLevelType = new ContainerType(
  { smallBlindChips: U64, bigBlindChips: U64, anteChips: U64, hands: U16, durationMs: U32 },
  { typeName: 'BlindLevel' },
);

const firstFields = {
  protocolVersion: U16,
  name: new ByteListType(limits.tableNameBytes),
  /** Index into `GAMES`. */
  game: U8,
  /** Index into `STRUCTURES`. */
  structure: U8,
  smallBlindChips: U64,
  bigBlindChips: U64,
  /** Index into `ANTE_KINDS`. */
  anteKind: U8,
  anteChips: U64,
  startingStackChips: U64,
  /** Chips locked at sit-down and lost by provable cheating. 0 = no bond. */
  bondChips: U64,
  seats: U8,
  actionTimeMs: U32,
  timeBankMs: U32,
  /** 1 = board shares are escrowed, so that a hand survives a leaver; 2 = among three validators as well. */
  escrow: U8,
  /** Tournament levels; empty for a cash table. */
  levels: new ListCompositeType(BlindLevelType, 64),
  /** Places' shares of the prize pool in basis points, sum 10,000; empty for a cash table. */
  payoutsBasisPoints: new ListCompositeType(new ContainerType({ share: U16 }), limits.seats),
  /** 1 = under the gun may straddle for twice the big blind. */
  straddle: U8,
  /** 1 = an all-in with cards to come asks whether to run it twice. */
  runItTwice: U8,
  /** Every so many hands one is a bomb pot; 0 = never. */
  bombPotHands: U8,
  /** Each player's ante in a bomb pot; 0 without them. */
  bombPotChips: U64,
  /** 1 = after a hand that ended before the river anybody who was dealt in may ask what would have come. */
  rabbitHunt: U8,
  /** Digest of the key that shuffles are checked with (crypto/shuffleKey.ts); it names the kind of proofs as well. */
  crsDigest: Bytes32,
  /** Ed25519 public key of whoever made the table; it alone proposes the genesis. */
  creatorKey: Bytes32,
  salt: Bytes16,
};
const FirstConfigType = new ContainerType(firstFields, { typeName: 'TableConfig' });
const SecondConfigType = new ContainerType(
  {
    ...firstFields,
    /** Index into `PROOF_KINDS`. */
    proofs: U8,
    /** 1 = a showdown may be won by a proof, with the cards kept closed. */
    claims: U8,
    /** What one chip is worth among those who play, in hundredths of the currency; 0 = chips are only chips. */
    chipValue: U32,
    /** Index into `CURRENCIES`; 0 without a value. */
    currency: U8,
    /** Index into `ADMISSIONS`. */
    admission: U8,
    /** Cash: the least and the most that a stack, with its bond, is bought or topped up to. 0 = see `buyInsOf`. */
    minBuyInChips: U64,
    maxBuyInChips: U64,
    /** How long a result stands before the next hand: nobody called, and with hands shown; a run-out comes on top. */
    pauseUncalledMs: U16,
    pauseShownMs: U16,
    /** 1 = a fixed limit's cap holds for the last two players too. */
    capHeadsUp: U8,
  },
  { typeName: 'TableConfig' },
);

/** The fields of the second version are there from version 2 on, and only there. */
export type TableConfig = ValueOf<typeof FirstConfigType> & {
  proofs?: number;
  claims?: number;
  chipValue?: number;
  currency?: number;
  admission?: number;
  minBuyInChips?: number;
  maxBuyInChips?: number;
  pauseUncalledMs?: number;
  pauseShownMs?: number;
  capHeadsUp?: number;
};

/** Version of the proofs and of the first configurations. */
export const PROTOCOL_VERSION = 1;
/** Version of the configurations of new tables. */
export const CONFIG_VERSION = 2;

const isFirst = (value: { protocolVersion: number }): boolean => value.protocolVersion === PROTOCOL_VERSION;

export const TableConfigType = versioned<
  TableConfig,
  typeof FirstConfigType.fields,
  typeof SecondConfigType.fields
>(FirstConfigType, SecondConfigType, {
  isFirst,
  areFirst: (bytes, start, end) => end - start < 2 || bytes.getUint16(start, true) === PROTOCOL_VERSION,
});

/** Of a version that this app does not know, to judge by the first bytes: those of every version say which it is. */
export const isLaterConfig = (bytes: Uint8Array): boolean =>
  bytes.length >= 2 && bytes[0]! + 256 * bytes[1]! > CONFIG_VERSION;

/** How the table's shuffles are proved. */
export function proofsOf(config: TableConfig): ProofKind {
  return PROOF_KINDS[config.proofs ?? PROOF_KINDS.indexOf('groth16')]!;
}

/** Whether those who play are asked who may join them. Tables of the first version take anybody. */
export function admissionOf(config: Pick<TableConfig, 'protocolVersion' | 'admission'>): Admission {
  return isFirst(config) ? 'open' : ADMISSIONS[config.admission ?? SECOND_DEFAULTS.admission]!;
}

/** What a table of the second version is beside its proofs, unless its maker says otherwise. */
export const SECOND_DEFAULTS = {
  claims: 0,
  chipValue: 0,
  currency: 0,
  admission: ADMISSIONS.indexOf('asked'),
  minBuyInChips: 0,
  maxBuyInChips: 0,
  pauseUncalledMs: 1_500,
  pauseShownMs: 3_000,
  capHeadsUp: 0,
} as const;

/**
 * What a stack with its bond may be bought or topped up to. Unless the table says otherwise: from the big blind beside
 * the bond, up to what everybody starts with.
 */
export function buyInsOf(c: TableConfig): { readonly minChips: number; readonly maxChips: number } {
  return {
    minChips: c.minBuyInChips || c.bigBlindChips + c.bondChips,
    maxChips: c.maxBuyInChips || c.startingStackChips,
  };
}

/** The table id: 32 bytes. */
export function tableIdOf(config: TableConfig): TableId {
  return TableConfigType.hashTreeRoot(config);
}

export function encodeTableConfig(config: TableConfig): Uint8Array {
  return TableConfigType.serialize(config);
}

/** @throws DecodeError for anything no table can be played with. */
export function decodeTableConfig(bytes: Uint8Array): TableConfig {
  const what = 'table configuration';
  const c = decodeSsz(TableConfigType, bytes, limits.configBytes, what);
  checkTableConfig(c);
  return c;
}

/** @throws DecodeError naming the first field that no table can be played with. */
export function checkTableConfig(c: TableConfig): void {
  const bad = (field: string): never => {
    throw new DecodeError('out-of-range', `table configuration: ${field}`);
  };
  decodeText(c.name, limits.tableNameBytes, 'table name');
  safe(
    'table configuration',
    c.smallBlindChips,
    c.bigBlindChips,
    c.anteChips,
    c.startingStackChips,
    c.bondChips,
    c.bombPotChips,
  );
  if (c.protocolVersion !== PROTOCOL_VERSION && c.protocolVersion !== CONFIG_VERSION) bad('protocolVersion');
  checkProofs(c, bad);
  if (c.game >= GAMES.length) bad('game');
  if (c.structure >= STRUCTURES.length) bad('structure');
  if (c.anteKind >= ANTE_KINDS.length) bad('anteKind');
  if (c.seats < 2 || c.seats > limits.seats) bad('seats');
  if (c.bigBlindChips < 1 || c.bigBlindChips > MAX_CHIPS) bad('bigBlindChips');
  if (c.smallBlindChips > c.bigBlindChips) bad('smallBlindChips');
  if ((c.anteKind === 0) !== (c.anteChips === 0)) bad('anteChips');
  if (c.anteChips > c.bigBlindChips) bad('anteChips');
  if (c.startingStackChips < c.bigBlindChips || c.startingStackChips > MAX_CHIPS) bad('startingStackChips');
  // The bond is locked from the starting stack; what is left must still be a stack.
  if (c.bondChips > 0 && c.bondChips + c.bigBlindChips > c.startingStackChips) bad('bondChips');
  const bringIn = BRING_IN_GAMES.has(GAMES[c.game]!);
  if (bringIn) {
    if (c.seats > BRING_IN_SEATS) bad('seats');
    // The small blind is the bring-in there, the big blind the small bet; nobody antes for all.
    if (c.smallBlindChips < 1 || c.smallBlindChips >= c.bigBlindChips) bad('smallBlindChips');
    if (ANTE_KINDS[c.anteKind] === 'big-blind') bad('anteKind');
  }
  if (c.actionTimeMs < 3_000 || c.actionTimeMs > 600_000) bad('actionTimeMs');
  if (c.timeBankMs > 600_000) bad('timeBankMs');
  if (c.escrow > (isFirst(c) ? 1 : 2)) bad('escrow');
  checkExtras(c, bringIn, bad);
  if (c.rabbitHunt > 1 || (c.rabbitHunt === 1 && bringIn)) bad('rabbitHunt');
  const first = c.levels[0];
  if (first !== undefined && first.bigBlindChips > c.startingStackChips - c.bondChips) bad('levels');
  let last = 0;
  for (const l of c.levels) {
    safe('blind level', l.smallBlindChips, l.bigBlindChips, l.anteChips);
    if (l.bigBlindChips < 1 || l.bigBlindChips > MAX_CHIPS || l.smallBlindChips > l.bigBlindChips)
      bad('levels');
    if (bringIn && (l.smallBlindChips < 1 || l.smallBlindChips >= l.bigBlindChips)) bad('levels');
    if (l.bigBlindChips < last || l.anteChips > l.bigBlindChips) bad('levels');
    if ((l.hands === 0) === (l.durationMs === 0)) bad('levels');
    last = l.bigBlindChips;
  }
  if ((c.levels.length === 0) !== (c.payoutsBasisPoints.length === 0)) bad('payouts');
  if (c.payoutsBasisPoints.length > 0) {
    if (c.payoutsBasisPoints.length > c.seats) bad('payouts');
    if (c.payoutsBasisPoints.reduce((a, p) => a + p.share, 0) !== 10_000) bad('payouts');
  }
}

/** The fields of the second version: there exactly there. */
function checkProofs(c: TableConfig, bad: (field: string) => never): void {
  if (c.protocolVersion === PROTOCOL_VERSION) {
    if (c.proofs !== undefined) bad('proofs');
    if (c.claims !== undefined) bad('claims');
    if (c.chipValue !== undefined) bad('chipValue');
    if (c.currency !== undefined) bad('currency');
    if (c.admission !== undefined) bad('admission');
    if (c.minBuyInChips !== undefined || c.maxBuyInChips !== undefined) bad('buyIn');
    if (c.pauseUncalledMs !== undefined || c.pauseShownMs !== undefined) bad('pause');
    if (c.capHeadsUp !== undefined) bad('capHeadsUp');
    return;
  }
  if (c.proofs === undefined || PROOF_KINDS[c.proofs] === undefined) bad('proofs');
  const claimable = CLAIM_GAMES.has(GAMES[c.game]!) && c.levels.length === 0;
  if (c.claims === undefined || c.claims > 1 || (c.claims === 1 && !claimable)) bad('claims');
  if (c.chipValue === undefined || c.chipValue > MAX_CHIP_VALUE) bad('chipValue');
  if (c.currency === undefined || CURRENCIES[c.currency] === undefined) bad('currency');
  if ((c.currency === 0) !== (c.chipValue === 0)) bad('currency');
  if (c.admission === undefined || ADMISSIONS[c.admission] === undefined) bad('admission');
  checkBuyIns(c, bad);
  if (!isPause(c.pauseUncalledMs) || !isPause(c.pauseShownMs)) bad('pause');
  const limit = STRUCTURES[c.structure] === 'fixed-limit';
  if (c.capHeadsUp === undefined || c.capHeadsUp > 1 || (c.capHeadsUp === 1 && !limit)) bad('capHeadsUp');
}

/** Long enough to see who has won, and to look at cards; short enough for a game. */
const isPause = (ms: number | undefined): boolean => ms !== undefined && ms >= 1_000 && ms <= 20_000;

/** What everybody starts with lies between them; a tournament has neither. */
function checkBuyIns(c: TableConfig, bad: (field: string) => never): void {
  const { minBuyInChips: min = -1, maxBuyInChips: max = -1 } = c;
  if (min < 0 || max < 0) bad('buyIn');
  safe('table configuration', min, max);
  if (c.levels.length > 0 && (min > 0 || max > 0)) bad('buyIn');
  if (min > 0 && (min < c.bigBlindChips + c.bondChips || min > c.startingStackChips)) bad('minBuyInChips');
  if (max > 0 && (max < c.startingStackChips || max > MAX_CHIPS)) bad('maxBuyInChips');
}

/** Straddles, run it twice and bomb pots: for cash games with blinds and a board. */
function checkExtras(c: TableConfig, bringIn: boolean, bad: (field: string) => never): void {
  const cashWithBlinds = !bringIn && c.levels.length === 0;
  if (c.straddle > 1 || (c.straddle === 1 && !cashWithBlinds)) bad('straddle');
  if (c.runItTwice > 1 || (c.runItTwice === 1 && !cashWithBlinds)) bad('runItTwice');
  if ((c.bombPotHands === 0) !== (c.bombPotChips === 0)) bad('bombPotChips');
  if (c.bombPotChips > 0 && (!cashWithBlinds || c.bombPotChips > c.startingStackChips)) bad('bombPotChips');
}

/** No stack or blind may be larger: sums over nine seats stay far inside the safe integers. */
export const MAX_CHIPS = 1_000_000_000_000;
