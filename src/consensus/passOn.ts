/**
 * What a selective sender keeps from some is passed on to them before they have to ask.
 *
 * Upon a block that another block named before it came, and that came from somebody else than its author: the author
 *   is unreliable for the next 32 rounds.
 * Upon an own block that names one of an unreliable author: that one is sent along, to whoever is not known to hold
 *   it, if others say as well that they do not hear its author. Otherwise everybody who lacks it would lose a round
 *   trip in every round.
 */

import type { DagNode } from './dag.ts';
import { limits, pacing } from './limits.ts';
import { deafTo, holds } from './links.ts';
import { type ConsensusState, ownRound } from './state.ts';
import type { ValidatorIndex, VerifiedBlock } from './types.ts';

/** A block was accepted that was missing before; `from` sent it. */
export function noteWithheld(
  state: ConsensusState,
  block: VerifiedBlock,
  from: ValidatorIndex | undefined,
): void {
  const { author } = block.content;
  if (from === undefined || from === author || author === state.config.self) return;
  // Without a link that is how it has to come.
  if (!state.peers.linked[author]) return;
  const round = ownRound(state);
  const before = state.peers.withheld[author]!;
  // Once may be a coincidence of the network.
  if (round - before.round <= pacing.suspendRounds / 2) before.untilRound = round + pacing.suspendRounds;
  before.round = round;
}

/** Sends along what the own block names of unreliable authors. */
export function passOn(state: ConsensusState, own: DagNode): void {
  const { peers, dag } = state;
  const parents = own.parents.filter(
    (p) =>
      p.author !== own.author &&
      own.round <= peers.withheld[p.author]!.untilRound &&
      !state.shunned.has(p.author) &&
      deafTo(state, p.author) > 0,
  );
  if (parents.length === 0) return;
  for (let to = 0; to < dag.validators; to++) {
    if (to === own.author || !peers.linked[to]) continue;
    const lacked = parents
      .filter((p) => p.author !== to && !holds(state, to, p))
      .slice(0, limits.blocksPerSlot);
    if (lacked.length > 0)
      state.effects.push({
        kind: 'send',
        to,
        message: { kind: 'blocks', blocks: lacked.map((p) => p.block) },
      });
  }
}
