/**
 * Each (author, nonce) is applied once. Blocks may be output out of the order in which their author made
 * its transactions (a late block, a re-submission), so a window below the highest nonce stays open.
 */
import { limits } from './limits.ts';
import type { MemberState, TableState } from './state.ts';

/** Reason code, or undefined when the nonce may still be used. */
export function checkNonce(v: MemberState, nonce: number): 'nonce-used' | 'nonce-old' | undefined {
  if (nonce > v.highestNonce) return undefined;
  if (nonce <= v.highestNonce - limits.nonceWindow) return 'nonce-old';
  return v.recentNonces.includes(nonce) ? 'nonce-used' : undefined;
}

export function spendNonce(v: MemberState, nonce: number): MemberState {
  const highestNonce = Math.max(v.highestNonce, nonce);
  const recentNonces = [...v.recentNonces, nonce]
    .filter((n) => n > highestNonce - limits.nonceWindow)
    .sort((a, b) => a - b);
  return { ...v, highestNonce, recentNonces };
}

/** The first nonce above everything applied for this author; own transactions still under way come on top. */
export function nextNonce(state: TableState, author: number): number {
  return (state.validators[author]?.highestNonce ?? -1) + 1;
}
