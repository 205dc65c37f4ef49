/**
 * Who of the members feeds the rail: f + 1 of them, so that one at least is honest, two at least. Nobody counts votes
 * for it: every member reckons by the links that it sees, and where two see different links one more feeds than need.
 *
 * Witnesses come first, for they have no player's device to spare; then players, another one first in each epoch.
 */
import { type Member, ROLES } from '../../codec/genesis.ts';
import { faultsTolerated } from '../../codec/quorum.ts';
import { railLimits } from '../../net/rail/limits.ts';

const WITNESS = ROLES.indexOf('witness');

/** Numbers of those whose turn it is, among the members for whom `isHere` holds. */
export function electFeeders(
  members: readonly Member[],
  epoch: number,
  isHere: (member: Member) => boolean,
): number[] {
  const n = members.length;
  const turned = members.map((_, i) => (epoch + i) % n);
  const order = [
    ...turned.filter((i) => members[i]!.role === WITNESS),
    ...turned.filter((i) => members[i]!.role !== WITNESS),
  ];
  const wanted = Math.max(railLimits.leastFeeders, faultsTolerated(n) + 1);
  return order.filter((i) => isHere(members[i]!)).slice(0, wanted);
}
