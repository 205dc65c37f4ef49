/**
 * Which slots are committed and which are skipped. Every validator owns one slot in every round.
 *
 * Upon ≥ q distinct authors' blocks of r+2 that certify B: the slot of B is committed (direct commit).
 * Upon ≥ q distinct authors' blocks of r+1 that vote for no block of the slot: it is skipped (direct skip).
 * Otherwise, upon the first committed slot from round r+3 on with only skipped ones before it from r+3 on (the
 *   anchor): B is committed iff a certificate for B is in the anchor's history, else the slot is skipped.
 *
 * Deviations: none. At most one twin of a slot can be certified, since two quorums of votes share an honest
 * author, who votes once.
 */
import { type Dag, type DagNode, type Decision, slotAt, traverse } from './dag.ts';
import { protocol } from './limits.ts';
import type { ValidatorIndex } from './types.ts';

/** Owner of the k-th slot of a round: the order rotates so that nobody is always first. */
export function slotOwner(round: number, k: number, validators: number): ValidatorIndex {
  return (round + k) % validators;
}

/** Decides every slot from `fromRound` on that can be decided; what was decided stays. */
export function decideSlots(dag: Dag, fromRound: number): void {
  for (let round = dag.highestRound - 1; round >= fromRound; round--) {
    for (let k = dag.validators - 1; k >= 0; k--) {
      const author = slotOwner(round, k, dag.validators);
      const slot = slotAt(dag, round, author);
      if (slot === undefined || slot.decision !== undefined) continue;
      slot.decision = decideDirectly(dag, round, author) ?? decideIndirectly(dag, round, author);
    }
  }
}

function decideDirectly(dag: Dag, round: number, author: ValidatorIndex): Decision | undefined {
  const certified = certifiedByQuorum(dag, round, author);
  if (certified !== undefined) return { kind: 'commit', node: certified };
  return blamedByQuorum(dag, round, author) ? { kind: 'skip' } : undefined;
}

function certifiedByQuorum(dag: Dag, round: number, author: ValidatorIndex): DagNode | undefined {
  const deciders = dag.rounds.get(round + protocol.waveRounds - 1);
  if (deciders === undefined || deciders.authors < dag.quorum) return undefined;
  for (const candidate of slotAt(dag, round, author)!.nodes) {
    const authors = deciders.slots.filter((s) =>
      s.nodes.some((n) => n.certifies[author] === candidate),
    ).length;
    if (authors >= dag.quorum) return candidate;
  }
  return undefined;
}

/** The slot is blamed, not one twin: an author who votes for either twin does not blame. */
function blamedByQuorum(dag: Dag, round: number, author: ValidatorIndex): boolean {
  const voters = dag.rounds.get(round + 1);
  if (voters === undefined || voters.authors < dag.quorum) return false;
  const authors = voters.slots.filter((s) => s.nodes.some((n) => n.votes[author] === undefined)).length;
  return authors >= dag.quorum;
}

function decideIndirectly(dag: Dag, round: number, author: ValidatorIndex): Decision | undefined {
  const anchor = anchorOf(dag, round);
  if (anchor === undefined) return undefined;
  const certificateRound = round + protocol.waveRounds - 1;
  const mark = traverse(dag, [anchor], certificateRound, () => true);
  for (const s of dag.rounds.get(certificateRound)?.slots ?? []) {
    for (const n of s.nodes) {
      const certified = n.mark === mark ? n.certifies[author] : undefined;
      if (certified !== undefined) return { kind: 'commit', node: certified };
    }
  }
  return { kind: 'skip' };
}

/** The first committed slot after the wave of `round` with nothing undecided between. */
function anchorOf(dag: Dag, round: number): DagNode | undefined {
  for (let later = round + protocol.waveRounds; later <= dag.highestRound; later++) {
    for (let k = 0; k < dag.validators; k++) {
      const decision = slotAt(dag, later, slotOwner(later, k, dag.validators))?.decision;
      if (decision === undefined) return undefined;
      if (decision.kind === 'commit') return decision.node;
    }
  }
  return undefined;
}
