/**
 * Transactions: what a validator puts into its blocks. The author is the block's author.
 * On the wire a kind, a nonce and the body of that kind; in memory a discriminated union.
 */
import {
  ByteListType,
  ByteVectorType,
  ContainerType,
  ListBasicType,
  type Type,
  type ValueOf,
} from '@chainsafe/ssz';
import { MAX_CHIPS } from './config.ts';
import { DecodeError, decodeSsz, decodeText } from './decode.ts';
import { NO_SEAT, ROLES } from './genesis.ts';
import { checkHello, HelloType } from './hello.ts';
import { decodeKeyMessage, MOST_BYTES } from './keyMessages.ts';
import { limits } from './limits.ts';
import { Bytes32, Bytes48, Bytes64, Bytes96, U8, U32, U64 } from './primitives.ts';

/** An encoded transaction as it stands in a block. */
export const TransactionBytesType = new ByteListType(limits.transactionBytes + 16);

const positions = new ListBasicType(U8, limits.deckCards);

/** Verbs of a bet by wire number. */
export const BET_VERBS = ['fold', 'check', 'call', 'raiseTo'] as const;
export type BetVerb = (typeof BET_VERBS)[number];

const EmptyBody = new ContainerType({ version: U8 });
/** `amountChips` is the player's total on this street for `raiseTo` (an opening bet too), otherwise 0. */
const BetBody = new ContainerType({ hand: U32, decision: U32, verb: U8, amountChips: U64 });
const HandBody = new ContainerType({ hand: U32 });
/** How to come back with blinds owed: 0 post them, 1 wait for the big blind. */
const SitInBody = new ContainerType({ comeBack: U8 });
/** `agree`: 1 yes, 0 no. */
const TwiceBody = new ContainerType({ hand: U32, agree: U8 });
const DecisionBody = new ContainerType({ hand: U32, decision: U32 });
const ChipsBody = new ContainerType({ chips: U64 });
const SitDownBody = new ContainerType({
  seat: U8,
  key: Bytes32,
  chips: U64,
  nickname: new ByteListType(limits.nicknameBytes),
});
/** `proof`: Schnorr proof of knowledge, commitment then response. */
const DeckKeyBody = new ContainerType({
  hand: U32,
  attempt: U8,
  publicKey: Bytes48,
  proof: new ByteVectorType(80),
});
/** `deck`: 96 bytes a card, C1 then C2. `inputDigest` names the deck that was shuffled. */
const ShuffleBody = new ContainerType({
  hand: U32,
  attempt: U8,
  step: U8,
  inputDigest: Bytes32,
  deck: new ByteListType(limits.deckCards * 96),
  proof: new ByteListType(limits.shuffleProofBytes),
});
/** Decryption shares for `positions` of the deck named by `deckDigest`, one batched proof for all of them. */
const SharesBody = new ContainerType({
  hand: U32,
  attempt: U8,
  deckDigest: Bytes32,
  positions,
  shares: new ByteListType(limits.deckCards * 48),
  proof: new ByteListType(160),
  /** Escrow of the positions opened later; empty where the table has none. */
  escrow: new ByteListType(limits.escrowBytes),
});
const EscrowOpenBody = new ContainerType({
  hand: U32,
  attempt: U8,
  deckDigest: Bytes32,
  /** Seat of the absent player whose escrowed shares are opened. */
  seat: U8,
  positions,
  openings: new ByteListType(limits.deckCards * 48),
  proof: new ByteListType(160),
});
/** Escrow key of a validator for the epoch; `proof`: Schnorr proof of knowledge. */
const EscrowKeyBody = new ContainerType({ publicKey: Bytes48, proof: new ByteVectorType(80) });
/** `claim`: digest of what is claimed (mentalpoker/winClaim.ts), so that it is never judged against anything else. */
const WinBody = new ContainerType({
  hand: U32,
  attempt: U8,
  deckDigest: Bytes32,
  /** Index into `RELATIONS` there. */
  relation: U8,
  claim: Bytes32,
  proof: new ByteListType(limits.winProofBytes),
});
/** Kinds of evidence (codec/evidence.ts): two blocks of `accused` for one round; or its stop, and a later block. */
export const TWO_BLOCKS = 1;
export const SIGNED_ON = 2;
const EvidenceBody = new ContainerType({
  kind: U8,
  accused: U8,
  bytes: new ByteListType(limits.evidenceBytes),
});
/** `on`: 1 pause, 0 go on. */
const PauseBody = new ContainerType({ on: U8 });
/** Names the seat and the player in it, so that a vote never meets another one; `agree`: 1 for it, 0 against. */
const VoteOutBody = new ContainerType({ seat: U8, key: Bytes32, agree: U8 });
const TermsBody = new ContainerType({ smallBlindChips: U64, bigBlindChips: U64, actionTimeMs: U32 });
/** `agree`: 1 yes, 0 no. */
const TermsVoteBody = new ContainerType({ proposal: U32, agree: U8 });
/** A word on whether this key may sit down in this seat, or vote as a witness; `agree`: 1 let in, 0 no. */
const ConsentBody = new ContainerType({ key: Bytes32, role: U8, seat: U8, agree: U8 });
/**
 * A validator's channel key of the epoch; `proof`: Schnorr proof of knowledge. What is said about the table's key names
 * the instance of its epoch, so that a word that is said again in the next one is out of date there and no lie.
 */
const ChannelKeyBody = new ContainerType({
  instance: Bytes32,
  publicKey: Bytes48,
  proof: new ByteVectorType(80),
});
/** mentalpoker/threshold/dealing.ts. */
const DkgDealBody = new ContainerType({ instance: Bytes32, dealing: new ByteListType(limits.dealingBytes) });
/** `dealer`: number of whose dealing it is about; `complaint`: mentalpoker/threshold/complaint.ts. */
const DkgComplaintBody = new ContainerType({
  instance: Bytes32,
  dealer: U8,
  complaint: new ByteVectorType(176),
});
/** `digest` names what the sharing came to; `partial` under the share, `signature` under the member's own key. */
const DkgReadyBody = new ContainerType({
  instance: Bytes32,
  digest: Bytes32,
  partial: Bytes48,
  signature: Bytes64,
});
/** Something of this epoch that the key has signed: `what` and `content` as in keyMessages.ts. */
const KeySignedBody = new ContainerType({
  key: Bytes96,
  what: U8,
  content: new ByteListType(MOST_BYTES),
  signature: Bytes48,
});
const ChatBody = new ContainerType({ text: new ByteListType(limits.chatBytes) });

/** Every kind: its wire number and body. Numbers are for ever; append only. */
const kinds = {
  sitDown: { number: 10, type: SitDownBody },
  standUp: { number: 11, type: EmptyBody },
  sitOut: { number: 12, type: EmptyBody },
  sitIn: { number: 13, type: SitInBody },
  topUp: { number: 14, type: ChipsBody },
  /** A newcomer's own signed hello, handed in by a member. */
  admit: { number: 15, type: HelloType },
  /** Asks what would have come, after a hand that ended before the river. */
  rabbit: { number: 16, type: HandBody },
  deckKey: { number: 20, type: DeckKeyBody },
  shuffle: { number: 21, type: ShuffleBody },
  shares: { number: 22, type: SharesBody },
  escrowOpen: { number: 23, type: EscrowOpenBody },
  show: { number: 24, type: SharesBody },
  muck: { number: 25, type: HandBody },
  escrowKey: { number: 26, type: EscrowKeyBody },
  /** Takes the pot with the cards kept closed. */
  win: { number: 27, type: WinBody },
  bet: { number: 30, type: BetBody },
  timeBank: { number: 31, type: DecisionBody },
  straddle: { number: 32, type: HandBody },
  runItTwice: { number: 33, type: TwiceBody },
  /** Would have a hand that was set aside void; it is, once all who are in it say so. */
  voidHand: { number: 34, type: HandBody },
  /** Asks for a pause after the hand that is on, or to go on. */
  pause: { number: 40, type: PauseBody },
  /** A vote on standing another player up. */
  voteOut: { number: 41, type: VoteOutBody },
  /** Proposes other blinds and another time to act; and a word on such a proposal. */
  terms: { number: 42, type: TermsBody },
  termsVote: { number: 43, type: TermsVoteBody },
  /** A word on whether somebody who asks is let in. */
  consent: { number: 47, type: ConsentBody },
  evidence: { number: 50, type: EvidenceBody },
  chat: { number: 60, type: ChatBody },
  /** The table's key: to whom it is dealt, a dealing, a complaint about one, and that it has come out. */
  channelKey: { number: 70, type: ChannelKeyBody },
  dkgDeal: { number: 71, type: DkgDealBody },
  dkgComplaint: { number: 72, type: DkgComplaintBody },
  dkgReady: { number: 73, type: DkgReadyBody },
  /** That the key signs: once an epoch. */
  keySigned: { number: 74, type: KeySignedBody },
} as const;

type Kinds = typeof kinds;
export type TransactionKind = keyof Kinds;
export type BodyOf<K extends TransactionKind> = ValueOf<Kinds[K]['type']>;
/** A decoded transaction: `{kind, nonce, body}`, the body typed by the kind. */
export type Transaction = {
  [K in TransactionKind]: { kind: K; nonce: number; body: BodyOf<K> };
}[TransactionKind];
export type TransactionOf<K extends TransactionKind> = Extract<Transaction, { kind: K }>;

const byNumber = new Map<number, TransactionKind>(
  (Object.keys(kinds) as TransactionKind[]).map((k) => [kinds[k].number, k]),
);

const headerBytes = 5;

export function encodeTransaction(tx: Transaction): Uint8Array {
  const { number, type } = kinds[tx.kind];
  const body = (type as Type<unknown>).serialize(tx.body);
  const out = new Uint8Array(headerBytes + body.length);
  const view = new DataView(out.buffer);
  view.setUint8(0, number);
  view.setUint32(1, tx.nonce, true);
  out.set(body, headerBytes);
  return out;
}

/** What a transaction says to be, without looking at its body. */
export const claimedKind = (bytes: Uint8Array): TransactionKind | undefined => byNumber.get(bytes[0] ?? 0);

/** @throws DecodeError */
export function decodeTransaction(bytes: Uint8Array): Transaction {
  if (bytes.length < headerBytes) throw new DecodeError('malformed', 'transaction');
  if (bytes.length > headerBytes + limits.transactionBytes) throw new DecodeError('oversized', 'transaction');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const kind = byNumber.get(view.getUint8(0));
  if (kind === undefined) throw new DecodeError('unknown-kind', 'transaction');
  const body = decodeSsz(
    kinds[kind].type as Type<unknown>,
    bytes.subarray(headerBytes),
    limits.transactionBytes,
    kind,
  );
  const tx = { kind, nonce: view.getUint32(1, true), body } as Transaction;
  check(tx);
  return tx;
}

function check(tx: Transaction): void {
  const bad = (field: string): never => {
    throw new DecodeError('out-of-range', `${tx.kind}: ${field}`);
  };
  const chips = (n: number): void => {
    if (!Number.isSafeInteger(n) || n < 0 || n > MAX_CHIPS) bad('chips');
  };
  switch (tx.kind) {
    case 'standUp':
    case 'sitOut':
      if (tx.body.version !== 0) bad('version');
      break;
    case 'sitIn':
      if (tx.body.comeBack > 1) bad('comeBack');
      break;
    case 'runItTwice':
      if (tx.body.agree > 1) bad('agree');
      break;
    case 'pause':
      if (tx.body.on > 1) bad('on');
      break;
    case 'voteOut':
      if (tx.body.agree > 1) bad('agree');
      if (tx.body.seat >= limits.seats) bad('seat');
      break;
    case 'terms':
      chips(tx.body.smallBlindChips);
      chips(tx.body.bigBlindChips);
      break;
    case 'termsVote':
      if (tx.body.agree > 1) bad('agree');
      break;
    case 'consent':
      if (tx.body.agree > 1) bad('agree');
      if (tx.body.role >= ROLES.length) bad('role');
      if (tx.body.role === 0 ? tx.body.seat >= limits.seats : tx.body.seat !== NO_SEAT) bad('seat');
      break;
    case 'topUp':
      chips(tx.body.chips);
      break;
    case 'admit':
      checkHello(tx.body);
      break;
    case 'sitDown':
      chips(tx.body.chips);
      if (tx.body.seat >= limits.seats) bad('seat');
      decodeText(tx.body.nickname, limits.nicknameBytes, 'nickname');
      break;
    case 'bet':
      chips(tx.body.amountChips);
      if (tx.body.verb >= BET_VERBS.length) bad('verb');
      if (tx.body.verb !== 3 && tx.body.amountChips !== 0) bad('amountChips');
      break;
    case 'shuffle':
      if (tx.body.deck.length % 96 !== 0) bad('deck');
      break;
    case 'shares':
    case 'show':
      ascending(tx.body.positions, bad);
      if (tx.body.shares.length !== 48 * tx.body.positions.length) bad('shares');
      break;
    case 'win':
      if (tx.body.relation > 1) bad('relation');
      break;
    case 'escrowOpen':
      ascending(tx.body.positions, bad);
      if (tx.body.openings.length !== 48 * tx.body.positions.length) bad('openings');
      break;
    case 'evidence':
      // What its bytes say is judged where the accused are known.
      if (tx.body.kind !== TWO_BLOCKS && tx.body.kind !== SIGNED_ON) bad('kind');
      if (tx.body.accused >= limits.validators) bad('accused');
      break;
    case 'dkgComplaint':
      if (tx.body.dealer === 0 || tx.body.dealer > limits.validators) bad('dealer');
      break;
    case 'keySigned': {
      const { kind } = decodeKeyMessage(tx.body.what, tx.body.content);
      if (kind !== 'checkpoint' && kind !== 'timeout') bad('what');
      break;
    }
    case 'chat':
      decodeText(tx.body.text, limits.chatBytes, 'chat');
      break;
  }
}

/** Positions are strictly ascending, so that one set has one encoding and no position is counted twice. */
function ascending(list: number[], bad: (field: string) => never): void {
  for (let i = 0; i < list.length; i++) {
    if (list[i]! >= limits.deckCards) bad('positions');
    if (i > 0 && list[i]! <= list[i - 1]!) bad('positions');
  }
}
