/** What the dialler knows of a listed peer with a higher id. */
import type { LinkKind } from './network.ts';

export interface DialState {
  /** When a direct link was last seen up. */
  directAtMs: number | undefined;
  readonly busy: Set<LinkKind>;
  readonly attempts: Record<LinkKind, number>;
  readonly notBeforeMs: Record<LinkKind, number>;
  /** Ends the direct attempt that is under way. */
  giveUp: AbortController | undefined;
}

export function neverDialled(): DialState {
  return {
    directAtMs: undefined,
    busy: new Set(),
    attempts: { direct: 0, relayed: 0 },
    notBeforeMs: { direct: 0, relayed: 0 },
    giveUp: undefined,
  };
}

/** What failed before says nothing any more: the next attempts are made at once. */
export function forgetFailures({ attempts, notBeforeMs }: DialState): void {
  for (const kind of ['direct', 'relayed'] as const) attempts[kind] = notBeforeMs[kind] = 0;
}
