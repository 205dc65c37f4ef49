import { describe, expect, it } from 'vitest';
import { usesTurn } from './libp2pWay.ts';

type Stats = Record<string, unknown>;

const report = (...entries: Stats[]) => new Map(entries.map((entry) => [String(entry.id), entry]));
const ours: Stats = { id: 'L1', type: 'local-candidate', candidateType: 'srflx' };
const ourTurn: Stats = { id: 'L2', type: 'local-candidate', candidateType: 'relay' };
const theirs: Stats = { id: 'R1', type: 'remote-candidate', candidateType: 'prflx' };
const theirTurn: Stats = { id: 'R2', type: 'remote-candidate', candidateType: 'relay' };
const pair = (id: string, local: Stats, remote: Stats, more: Stats = {}): Stats => {
  return { id, type: 'candidate-pair', localCandidateId: local.id, remoteCandidateId: remote.id, ...more };
};

describe('whether a connection runs through a TURN server', () => {
  it('is what its selected pair of candidates says, by either end', () => {
    const transport: Stats = { id: 'T', type: 'transport', selectedCandidatePairId: 'P' };
    expect(usesTurn(report(transport, ours, theirs, pair('P', ours, theirs)))).toBe(false);
    expect(usesTurn(report(transport, ourTurn, theirs, pair('P', ourTurn, theirs)))).toBe(true);
    expect(usesTurn(report(transport, ours, theirTurn, pair('P', ours, theirTurn)))).toBe(true);
  });

  it('is not what a pair says that was tried and not taken', () => {
    const tried = pair('Q', ourTurn, theirs, { state: 'succeeded', nominated: false });
    const taken = pair('P', ours, theirs, { state: 'succeeded', nominated: true });
    expect(usesTurn(report(ours, ourTurn, theirs, tried, taken))).toBe(false);
    const selected = pair('Q', ourTurn, theirs, { selected: true });
    expect(usesTurn(report(ours, ourTurn, theirs, selected, taken))).toBe(true);
  });

  it('is no where nothing is known', () => {
    expect(usesTurn(new Map())).toBe(false);
    expect(usesTurn(new Map<string, unknown>([['x', null]]))).toBe(false);
    const dangling: Stats = { id: 'T', type: 'transport', selectedCandidatePairId: 'gone' };
    expect(usesTurn(report(dangling, pair('P', ourTurn, theirs)))).toBe(false);
  });
});
