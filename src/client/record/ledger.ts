/** Who has won what over an evening, and the fewest payments that settle it among friends. Pure arithmetic. */
import type { Transfer } from '../contract/record.ts';

interface Balance {
  readonly player: string;
  readonly chips: number;
}

/** Above this the exact search (2^n sums) would take too long to be worth it. */
const EXACT_PLAYERS = 16;

/**
 * The fewest transfers after which everybody is even. Players who split into groups that are even among
 * themselves need one transfer less for each group: the exact minimum is players − groups, with the most groups
 * possible. Exact for up to 16 players with a result, greedy beyond.
 * @throws RangeError when the results do not sum to zero or are no safe integers
 */
export function settleUp(results: readonly Balance[]): Transfer[] {
  if (!results.every((r) => Number.isSafeInteger(r.chips))) throw new RangeError('whole chips only');
  if (results.reduce((sum, r) => sum + r.chips, 0) !== 0)
    throw new RangeError('the results must sum to zero');
  const open = results.filter((r) => r.chips !== 0);
  if (open.length > EXACT_PLAYERS) return settleGreedily(open);
  return evenGroups(open).flatMap(settleGreedily);
}

/** Largest debtor pays largest creditor, again and again: at most one transfer fewer than there are players. */
export function settleGreedily(results: readonly Balance[]): Transfer[] {
  const left = results.map((r) => ({ ...r }));
  const transfers: Transfer[] = [];
  for (;;) {
    const to = left.reduce((a, b) => (b.chips > a.chips ? b : a), { player: '', chips: 0 });
    const from = left.reduce((a, b) => (b.chips < a.chips ? b : a), { player: '', chips: 0 });
    const chips = Math.min(to.chips, -from.chips);
    if (chips <= 0) return transfers;
    transfers.push({ from: from.player, to: to.player, chips });
    to.chips -= chips;
    from.chips += chips;
  }
}

/**
 * Splits the players into as many groups that sum to zero as there can be. `most[mask]` is how many prefixes with
 * sum zero the best order of the players in `mask` has; walking back from the full set, a group ends there.
 */
function evenGroups(players: readonly Balance[]): Balance[][] {
  const n = players.length;
  const all = 2 ** n - 1;
  const sum = new Float64Array(all + 1);
  const most = new Int8Array(all + 1);
  const last = new Int8Array(all + 1);
  for (let mask = 1; mask <= all; mask++) {
    const low = 31 - Math.clz32(mask & -mask);
    sum[mask] = sum[mask & (mask - 1)]! + players[low]!.chips;
    let best = -1;
    for (let i = 0; i < n; i++) {
      if ((mask & (1 << i)) === 0) continue;
      const before = most[mask ^ (1 << i)]!;
      if (before > best) {
        best = before;
        last[mask] = i;
      }
    }
    most[mask] = best + (sum[mask] === 0 ? 1 : 0);
  }
  const groups: Balance[][] = [];
  for (let mask = all; mask > 0; ) {
    const group: Balance[] = [];
    do {
      const i = last[mask]!;
      group.push(players[i]!);
      mask ^= 1 << i;
    } while (mask > 0 && sum[mask] !== 0);
    groups.push(group);
  }
  return groups;
}
