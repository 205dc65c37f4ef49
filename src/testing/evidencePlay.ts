/** A table at which one member is accused of two blocks for one round. */
import { ed25519 } from '@noble/curves/ed25519.js';
import { type BlockContent, blockId, blockSigningBytes, type SignedBlock } from '../codec/block.ts';
import type { TableConfig } from '../codec/config.ts';
import { encodeTwoBlocks } from '../codec/evidence.ts';
import type { Genesis } from '../codec/genesis.ts';
import { encodeTransaction, type Transaction } from '../codec/transactions.ts';
import { nextNonce } from '../table/state/nonces.ts';
import { lifeSeat, totalChips } from '../table/state/seats.ts';
import type { TableState } from '../table/state/state.ts';
import { clearDeck, genesis, type Outcome, Play, seeded } from './tablePlay.ts';

export const secret = (author: number) => new Uint8Array(32).fill(author + 1);

/** Real keys; the last `witnesses` of the members hold no seat. */
function signedGenesis(players: number, witnesses: number, change: Partial<TableConfig>): Genesis {
  const seats = Array.from({ length: players + witnesses }, (_, i) => i);
  const start = genesis(seats, change);
  const members = start.body.members.map((m, i) => ({
    ...m,
    key: ed25519.getPublicKey(secret(i)),
    ...(i < players ? {} : { role: 1, seat: 255 }),
  }));
  return { ...start, body: { ...start.body, members } };
}

export function table(players = 4, witnesses = 0, change: Partial<TableConfig> = { bondChips: 50 }) {
  const start = signedGenesis(players, witnesses, change);
  const p = new Play(start, clearDeck(seeded(3)));
  return { p, start };
}

export function block(
  p: Play,
  author: number,
  change: Partial<BlockContent> = {},
  signer = author,
): SignedBlock {
  const { tableId, epoch } = p.state;
  const content = {
    tableId,
    epoch,
    author,
    round: 7,
    parents: [],
    timeMs: 1_000,
    transactions: [],
    ...change,
  };
  return { content, signature: ed25519.sign(blockSigningBytes(blockId(content)), secret(signer)) };
}

/** Two blocks of the accused for one round; `change` makes the second one what it should not be. */
export function twins(
  p: Play,
  accused: number,
  change: Partial<BlockContent> = {},
  signer = accused,
): Uint8Array {
  return encodeTwoBlocks(block(p, accused), block(p, accused, { timeMs: 1_001, ...change }, signer));
}

/** The same, both blocks changed alike: of another epoch, or of the second version. */
export function twinsOf(
  p: Play,
  accused: number,
  change: Partial<BlockContent>,
  signer = accused,
): Uint8Array {
  return encodeTwoBlocks(block(p, accused, change), block(p, accused, { timeMs: 1_001, ...change }, signer));
}

export function accuse(p: Play, author: number, accused: number, bytes: Uint8Array): Outcome {
  const tx: Transaction = {
    kind: 'evidence',
    nonce: nextNonce(p.state, author),
    body: { kind: 1, accused, bytes },
  };
  return p.commitBytes(author, encodeTransaction(tx));
}

export const chips = (s: TableState) => totalChips(s) - s.broughtChips;
export const bonds = (s: TableState) => s.seats.map((x) => x.bondChips);
export const status = (s: TableState, seat: number) => lifeSeat(s.life, seat)?.status;
/** Everything but the slot, who was there, and the count of refusals. */
export const game = (s: TableState): unknown => ({
  ...s,
  validators: s.validators.map((v) => ({ ...v, refused: {}, lastOutput: undefined })),
  height: 0,
  round: 0,
  timeMs: 0,
  deadline: s.deadline?.key,
});
