/**
 * What one validator holds of the consensus after the longest epoch there is: heap of the core alone, with blocks as
 * they come from the wire. An epoch ends at the hand boundary after `epochHands` hands or `epochBlocks` blocks, and
 * the next begins with an empty DAG, so a session of any number of hands holds no more than this and one hand.
 */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { decodeSignedBlock, encodeSignedBlock } from '../src/codec/block.ts';
import { asVerified, type VerifiedBlock } from '../src/consensus/types.ts';
import { limits } from '../src/table/state/limits.ts';
import { Session } from '../src/testing/consensusSession.ts';

const VALIDATORS = 4;
/** Shares, proofs and shuffles of a hand, per player: what the blocks carry beside their references. */
const HAND_BYTES = 40_000;
/** Rounds of a hand of four tabs, as seen in the browser tests. */
const HAND_ROUNDS = 150;
/** An action from idle takes three rounds here; among so many all bytes of a hand are spread. */
const ACTION_BYTES = Math.round((HAND_BYTES * VALIDATORS * 3) / HAND_ROUNDS);

function heapBytes(): number {
  setFlagsFromString('--expose_gc');
  (runInNewContext('gc') as () => void)();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

/** Through the codec, so that a block holds what a received one holds. */
function overTheWire(block: VerifiedBlock): VerifiedBlock {
  const signed = { content: block.content, signature: new Uint8Array(64) };
  return asVerified(decodeSignedBlock(encodeSignedBlock(signed)), block.id);
}

/** Prints and returns the figures. */
export async function run(_options: { json: boolean; args: string[] }): Promise<Record<string, number>> {
  const before = heapBytes();
  const session = new Session(false, overTheWire);
  const most = limits.epochBlocks + HAND_ROUNDS * VALIDATORS;
  while (session.state.dag.nodes.size < most) session.act(ACTION_BYTES);
  const bytes = heapBytes() - before;
  const blocks = session.state.dag.nodes.size;
  const figures = { blocks, heap_mb: bytes / 1e6, bytes_per_block: Math.round(bytes / blocks) };
  console.log(`the longest epoch of ${VALIDATORS} validators: ${blocks} blocks`);
  console.log(
    `  heap of the core  ${figures.heap_mb.toFixed(1)} MB (${figures.bytes_per_block} bytes a block)`,
  );
  return figures;
}
