/**
 * Where an epoch ends that is adjourned: up to three validators, so that a quorum is everybody, and one is missing.
 *
 * Upon having stopped: no block is proposed any more; the own latest block is the tip that we sign for.
 * Upon the tips of all others: the epoch is what the tips' histories hold, the same for whoever has them. Every
 *   slot that is two rounds or more below the highest tip is decided: committed if a certificate for its block is
 *   there, otherwise skipped; nothing later is. Then the decided prefix is output, and the epoch is closed.
 *
 * Upon a block of one that stopped, beyond its tip, before or after that: the epoch is closed all the same, and its
 *   signer has lied; the next epoch judges it (table/epoch/evidence.ts). What it signed on decides nothing that the
 *   closing does not have: whatever is committed or skipped took a block of the other one that stopped, too.
 *
 * Whatever anybody has decided is in it (docs/PROTOCOL.md, Adjournment): a direct commit took a block of r+2 of
 *   everybody that certifies it, also of those who stopped, whose blocks are in the tips' histories; a direct skip
 *   took a block of everybody that does not vote, so there is no certificate; an indirect decision took an anchor
 *   whose history holds everybody's blocks of r+2.
 */
import type { BlockRef } from '../codec/block.ts';
import { type Dag, type DagNode, keyOf, slotAt, traverse } from './dag.ts';
import { slotOwner } from './decide.ts';
import { protocol } from './limits.ts';
import { advancePrefix, type Prefix } from './linearise.ts';
import { haveSpoken } from './recover.ts';
import type { ConsensusState } from './state.ts';
import type { CommittedSlot, ValidatorIndex } from './types.ts';

/**
 * The own last block of the epoch, or 'none'; undefined while it is not known: one is being made, or more must be
 * heard.
 */
export function lastOwnBlock(state: ConsensusState): BlockRef | 'none' | undefined {
  const { own, config, recovery, dag } = state;
  if (!state.stopped || own.proposing !== undefined || own.keyElsewhere) return undefined;
  // After a restart everybody else who is there says first what it has of ours: whoever names a tip below a block that
  // it has signed, and that somebody holds, would be taken for one that stopped and signed on.
  if (recovery !== undefined && !haveSpoken(state, recovery, dag.validators - 2)) return undefined;
  for (const w of state.pool.waiting.values()) if (w.block.content.author === config.self) return undefined;
  if (own.latest === undefined) return 'none';
  return { author: own.latest.author, round: own.latest.round, digest: own.latest.block.id };
}

/** A block of one that said that it had stopped, and not at or below the last one it named: it has lied. */
export function isSignedOn({ closing }: ConsensusState, { round, author, block }: DagNode): boolean {
  const tip = closing?.find((t) => t.author === author);
  if (tip === undefined) return false;
  return round > tip.round || (round === tip.round && block.key !== keyOf(tip.digest));
}

/** Closes the epoch if that was asked for and the tips are held: outputs what they decide, and decides no more. */
export function closeIfHeld(state: ConsensusState): void {
  const { closing, dag, prefix } = state;
  if (closing === undefined || state.closed) return;
  const tips: DagNode[] = [];
  for (const { digest } of closing) {
    const node = dag.nodes.get(keyOf(digest));
    if (node === undefined) return;
    tips.push(node);
  }
  state.closed = true;
  for (const slot of closingSlots(dag, prefix, tips)) state.effects.push({ kind: 'output', slot });
  state.effects.push({ kind: 'closed' });
  for (const node of dag.nodes.values())
    if (isSignedOn(state, node)) state.effects.push({ kind: 'signed-on', block: node.block });
}

/** Decides what is left and returns the slots that are committed by it. Mutates `dag` and `prefix`. */
function closingSlots(dag: Dag, prefix: Prefix, tips: readonly DagNode[]): readonly CommittedSlot[] {
  const top = tips.reduce((highest, t) => Math.max(highest, t.round), 0);
  const mark = traverse(dag, tips, prefix.round, () => true);
  for (let round = prefix.round; round <= dag.highestRound; round++) {
    for (let k = 0; k < dag.validators; k++) {
      const author = slotOwner(round, k, dag.validators);
      const slot = slotAt(dag, round, author);
      if (slot === undefined) continue;
      if (round + protocol.waveRounds - 1 > top) slot.decision = undefined;
      else slot.decision ??= certifiedIn(dag, round, author, mark);
    }
  }
  return advancePrefix(dag, prefix).slots;
}

function certifiedIn(dag: Dag, round: number, author: ValidatorIndex, mark: number) {
  for (const { nodes } of dag.rounds.get(round + protocol.waveRounds - 1)?.slots ?? []) {
    for (const n of nodes) {
      const certified = n.mark === mark ? n.certifies[author] : undefined;
      if (certified !== undefined) return { kind: 'commit', node: certified } as const;
    }
  }
  return { kind: 'skip' } as const;
}
