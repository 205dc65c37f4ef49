import type { TableNumbers } from '../../client/contract/diagnostics.ts';

/** A table of four that waits for one. */
export const numbersFixture: TableNumbers = {
  tab: 'a',
  phase: 'playing',
  relay: 'connected',
  chain: {
    epoch: 0,
    height: 412,
    handOn: true,
    working: true,
    sinceSlotMs: 8_400,
    members: 4,
    linked: 2,
    quorum: 3,
    waitingFor: 2,
    participation: 0.5,
    contradictions: 0,
    faults: 0,
  },
  direct: 1,
  relayed: 0,
  rttMs: [34],
  actionMs: [81, 83, 90, 120],
  proofMs: [410, 380],
  refused: { stale: 2 },
};
