import { describe, expect, it } from 'vitest';
import { drawDag, drawnStartMs } from '../testing/drawnDag.ts';
import { limits, pacing } from './limits.ts';
import { status } from './status.ts';
import { type ConsensusState, createConsensus, restoreConsensus, step } from './step.ts';
import {
  asDurable,
  asVerified,
  type ConsensusEffect,
  type ConsensusInput,
  type VerifiedBlock,
} from './types.ts';

type Input = ConsensusInput extends infer T ? (T extends unknown ? Omit<T, 'nowMs'> : never) : never;

/** Validator A of four with a shell that signs and journals at once. */
class Shell {
  readonly own: VerifiedBlock[] = [];
  nowMs = drawnStartMs;

  constructor(readonly state: ConsensusState) {}

  feed(input: Input): ConsensusEffect[] {
    const effects = step(this.state, { ...input, nowMs: this.nowMs } as ConsensusInput);
    for (const e of [...effects]) {
      if (e.kind !== 'propose') continue;
      const block = asVerified({ content: e.content, signature: new Uint8Array(64) }, e.id);
      this.own.push(block);
      effects.push(...this.feed({ kind: 'proposed', block: asDurable(block) }));
    }
    return effects;
  }

  links(rttMs: number): this {
    for (const validator of [1, 2, 3]) {
      this.feed({ kind: 'link', validator, up: true });
      this.feed({ kind: 'rtt', validator, rttMs });
    }
    // As if that had been told: these tests are about other things.
    this.state.links.toldBits = 0b1110;
    this.feed({ kind: 'tick' });
    return this;
  }

  submit(): ConsensusEffect[] {
    return this.feed({ kind: 'submit', transaction: new Uint8Array([1]) });
  }
}

/** Blocks that B, C and D would make on top of what A made: each names all blocks of the round before. */
function others(shell: Shell, letters: string, rounds: number): VerifiedBlock[] {
  const lines = Array.from(
    { length: rounds },
    (_, i) => `${i + 1}: A@${i} ${[...letters].map((l) => `${l}@${i}`).join(' ')}`,
  );
  // A's real blocks differ from the drawn ones, so the drawing leaves A out above the first round.
  const dag = drawDag(4, lines.map((l) => l.replace(/A@\d+ /, '')).join('\n'));
  expect(shell.state.config.tableId).toEqual(dag.config().tableId);
  return [...dag.blocks.values()];
}

const create = (): Shell => new Shell(createConsensus(drawDag(4, '').config(0))).links(20);
const give = (shell: Shell, blocks: readonly VerifiedBlock[]): ConsensusEffect[] =>
  blocks.flatMap((block) => shell.feed({ kind: 'block', block, from: block.content.author }));

describe('the pacemaker', () => {
  it('does nothing when there is nothing to do', () => {
    const shell = create();
    expect(shell.feed({ kind: 'tick' }).filter((e) => e.kind !== 'timer')).toEqual([]);
    expect(status(shell.state)).toMatchObject({ ownRound: 0, working: false, waitingFor: [] });
  });

  it('starts a round for a transaction, and broadcasts only what was proposed and is durable', () => {
    const shell = create();
    const kinds = shell.submit().map((e) => e.kind);
    expect(kinds).toContain('propose');
    expect(kinds.indexOf('propose')).toBeLessThan(kinds.indexOf('broadcast'));
    expect(shell.own).toHaveLength(1);
    expect(status(shell.state)).toMatchObject({ ownRound: 1, working: true, waitingFor: [1, 2, 3] });
  });

  it('does not propose again before the last proposal is durable', () => {
    const state = createConsensus(drawDag(4, '').config(0));
    const first = step(state, { kind: 'submit', transaction: new Uint8Array([1]), nowMs: drawnStartMs });
    const second = step(state, { kind: 'submit', transaction: new Uint8Array([2]), nowMs: drawnStartMs });
    expect(first.filter((e) => e.kind === 'propose')).toHaveLength(1);
    expect(second.filter((e) => e.kind === 'propose')).toHaveLength(0);
  });

  it('follows into a round that exists, and not beyond it', () => {
    const shell = create();
    give(shell, others(shell, 'BCD', 2).slice(0, 1));
    expect(shell.own.map((b) => b.content.round)).toEqual([1]);
    shell.nowMs += 10_000;
    shell.feed({ kind: 'tick' });
    expect(shell.own).toHaveLength(1);
  });

  it('waits for the fourth block 1.5 round trips after the third, and not longer', () => {
    const shell = create();
    shell.submit();
    give(shell, others(shell, 'BCD', 1).slice(0, 2));
    expect(shell.state.timerAtMs).toBe(drawnStartMs + 30);
    shell.nowMs += 29;
    shell.feed({ kind: 'tick' });
    expect(shell.own).toHaveLength(1);
    shell.nowMs += 1;
    shell.feed({ kind: 'tick' });
    expect(shell.own.map((b) => b.content.round)).toEqual([1, 2]);
  });

  it('does not wait for a validator without a link', () => {
    const shell = create();
    shell.feed({ kind: 'link', validator: 3, up: false });
    shell.submit();
    give(shell, others(shell, 'BCD', 1).slice(0, 2));
    expect(shell.own).toHaveLength(2);
  });

  it('skips the wait when f+1 authors are in the next round', () => {
    const shell = create();
    shell.submit();
    const blocks = others(shell, 'BCD', 2);
    give(shell, blocks.slice(0, 2));
    expect(shell.own).toHaveLength(1);
    give(shell, [blocks[2]!, blocks[3]!, blocks[4]!]);
    expect(shell.own.length).toBeGreaterThanOrEqual(2);
  });

  describe('one that is late now and then', () => {
    /** Rounds in each of which D's block comes so many ms after the others', who all go on at once. */
    const lateness = (shell: Shell, latesMs: readonly number[]): void => {
      const blocks = others(shell, 'BCD', latesMs.length);
      shell.submit();
      for (const [i, lateMs] of latesMs.entries()) {
        const [b, c, d] = blocks.slice(3 * i, 3 * i + 3) as [VerifiedBlock, VerifiedBlock, VerifiedBlock];
        give(shell, [b, c]);
        shell.nowMs += lateMs;
        shell.feed({ kind: 'tick' });
        give(shell, [d]);
        shell.submit();
      }
    };
    const inTime = (rounds: number): number[] => new Array<number>(rounds).fill(0);
    const suspendedUntil = (latesMs: readonly number[]): number => {
      const shell = create();
      lateness(shell, latesMs);
      return shell.state.peers.suspendedUntil[3]!;
    };

    it('is waited for once, and not after the second time within 32 rounds, in a row or not', () => {
      expect(suspendedUntil([31, 0, 0])).toBe(0);
      expect(suspendedUntil([31, 31, 0])).toBe(2 + pacing.suspendRounds);
      expect(suspendedUntil([31, 0, 0, 31, 0, 31])).toBe(4 + pacing.suspendRounds);
      expect(suspendedUntil([31, ...inTime(pacing.suspendRounds), 31, 0])).toBe(0);
    });

    it('stays so for 32 rounds after it was late again, though nobody waited for it', () => {
      const again = 2 + pacing.suspendRounds - 4;
      expect(suspendedUntil([31, 31, ...inTime(again - 3), 31, 0, 0])).toBe(again + pacing.suspendRounds);
    });

    it('is not waited for either if it comes late in the wait twice, and somebody does not hear it at all', () => {
      const shell = create();
      lateness(shell, [20, 0, 20, 0]);
      expect(shell.state.peers.suspendedUntil[3]).toBe(0);
      const told = create();
      told.feed({ kind: 'frontier', from: 1, tips: [], missing: [], links: 0b0101 });
      lateness(told, [20, 0, 20, 0]);
      expect(told.state.peers.suspendedUntil[3]).toBe(3 + pacing.suspendRounds);
    });

    it('costs the others no wait while it is so', () => {
      const shell = create();
      lateness(shell, [31, 31]);
      const before = shell.own.length;
      give(shell, others(shell, 'BCD', 3).slice(6, 8));
      expect(shell.own).toHaveLength(before + 1);
    });
  });

  it('makes rounds for an unstamped deadline', () => {
    const shell = create();
    shell.feed({ kind: 'deadline', unstamped: true, dueAtMs: null });
    expect(shell.own).toHaveLength(1);
    give(shell, others(shell, 'BCD', 1));
    expect(shell.own).toHaveLength(1);
    shell.nowMs += 2 * pacing.deadlineSpacingMs;
    shell.feed({ kind: 'tick' });
    expect(shell.own).toHaveLength(2);
  });

  it('wakes up for a deadline that will be due', () => {
    const shell = create();
    const effects = shell.feed({ kind: 'deadline', unstamped: false, dueAtMs: drawnStartMs + 5000 });
    expect(effects).toContainEqual({ kind: 'timer', atMs: drawnStartMs + 5000 });
    expect(status(shell.state).working).toBe(false);
  });

  it('a tick that comes early sets the timer again', () => {
    const shell = create();
    shell.feed({ kind: 'deadline', unstamped: false, dueAtMs: drawnStartMs + 5000 });
    shell.nowMs += 4990;
    expect(shell.feed({ kind: 'tick' })).toContainEqual({ kind: 'timer', atMs: drawnStartMs + 5000 });
  });
});

describe('repair', () => {
  it('asks every linked peer 1.5 round trips after the last progress, ever more seldom', () => {
    const shell = create();
    shell.submit();
    const asked: number[] = [];
    for (let ms = 1; ms <= 500; ms++) {
      shell.nowMs = drawnStartMs + ms;
      if (shell.feed({ kind: 'tick' }).some((e) => e.kind === 'send')) asked.push(ms);
    }
    expect(asked).toEqual([30, 90, 210, 450]);
  });

  it('waits longer where rounds take longer than the network does, but never longer than 150 ms', () => {
    const askedAfter = (roundMs: number): number => {
      const shell = create();
      const blocks = others(shell, 'BCD', 9);
      for (let round = 1; round <= 9; round++) {
        if (round === 1) shell.submit();
        shell.nowMs += roundMs;
        give(
          shell,
          blocks.filter((b) => b.content.round === round),
        );
      }
      const sinceMs = shell.nowMs;
      for (let ms = 1; ms <= 500; ms++) {
        shell.nowMs = sinceMs + ms;
        const effects = shell.feed({ kind: 'tick' });
        if (effects.some((e) => e.kind === 'send' && e.message.kind === 'frontier')) return ms;
      }
      throw new Error('nothing was asked');
    };
    expect(askedAfter(10)).toBe(30);
    expect(askedAfter(80)).toBe(100);
    expect(askedAfter(400)).toBe(150);
  });

  it('an idle validator answers with what the sender lacks, lowest rounds first', () => {
    const shell = create();
    give(shell, others(shell, 'BCD', 3));
    const answer = shell.feed({ kind: 'frontier', from: 1, tips: [], missing: [] });
    const sent = answer.flatMap((e) =>
      e.kind === 'send' && e.message.kind === 'blocks' ? e.message.blocks : [],
    );
    const rounds = sent.map((b) => b.content.round);
    expect(rounds).toEqual([...rounds].sort((a, b) => a - b));
    expect(new Set(sent.map((b) => b.key)).size).toBe(shell.state.dag.nodes.size);
  });

  it('answers one peer at most twenty times a second', () => {
    const shell = create();
    give(shell, others(shell, 'BCD', 1));
    let answers = 0;
    for (let i = 0; i < 1000; i++) {
      shell.nowMs = drawnStartMs + i;
      answers += shell
        .feed({ kind: 'frontier', from: 1, tips: [], missing: [] })
        .filter((e) => e.kind === 'send').length;
    }
    expect(answers).toBeLessThanOrEqual(45);
  });

  it('a link that opens gets our frontier', () => {
    const shell = create();
    shell.feed({ kind: 'link', validator: 2, up: false });
    const effects = shell.feed({ kind: 'link', validator: 2, up: true });
    expect(effects).toContainEqual({
      kind: 'send',
      to: 2,
      message: { kind: 'frontier', tips: [], missing: [], links: 0b1110 },
    });
  });
});

describe('restart', () => {
  /** What a peer says to A's question what it has of A's. */
  const answer = (shell: Shell, from: number): ConsensusEffect[] => {
    const missing = [{ author: 0, round: 1, digest: new Uint8Array(32) }];
    return shell.feed({ kind: 'frontier', from, tips: [], missing });
  };
  const played = (): Shell => {
    const shell = create();
    shell.submit();
    give(shell, others(shell, 'BCD', 3));
    return shell;
  };

  it('rebuilds the state, and signs nothing before q−1 peers were heard', () => {
    const before = played();
    const stored = [...before.state.dag.nodes.values()].map((n) => n.block);
    const { state, effects } = restoreConsensus(before.state.config, stored.reverse(), drawnStartMs + 1000);
    expect(state.dag.nodes.size).toBe(before.state.dag.nodes.size);
    expect(state.prefix).toEqual(before.state.prefix);
    expect(effects.every((e) => e.kind === 'output')).toBe(true);
    const shell = new Shell(state).links(20);
    shell.nowMs = drawnStartMs + 1000;
    expect(shell.submit().some((e) => e.kind === 'propose')).toBe(false);
    expect(status(state).recovering).toBe(true);
    // Said before they were asked: it may be silent about what they hold without its history.
    for (const from of [1, 2, 3]) shell.feed({ kind: 'frontier', from, tips: [], missing: [] });
    answer(shell, 1);
    expect(shell.own).toHaveLength(0);
    expect(status(state).recovering).toBe(true);
    answer(shell, 2);
    expect(status(state).recovering).toBe(false);
  });

  it('is told, before it is answered, of the own block that its peer holds without the history', () => {
    const peer = create();
    const dag = drawDag(4, '1: A B C D\n2: A B C D\n3: A B C D');
    const lost = [...dag.blocks.values()].find((b) => b.content.author === 1 && b.content.round === 3)!;
    peer.feed({ kind: 'block', block: lost, from: 2 });
    const missing = [{ author: 1, round: 1, digest: new Uint8Array(32) }];
    const told = peer
      .feed({ kind: 'frontier', from: 1, tips: [], missing })
      .flatMap((e) => (e.kind === 'send' && e.to === 1 ? [e.message] : []));
    expect(told[0]).toMatchObject({ kind: 'blocks', blocks: [{ key: lost.key }] });
    const [first] = told[1]?.kind === 'frontier' ? told[1].missing : [];
    expect(first).toEqual(missing[0]);
  });

  it('of peers that do not know the question goes on four seconds after it heard them', () => {
    const { state } = restoreConsensus(played().state.config, [], drawnStartMs + 1000);
    const shell = new Shell(state).links(20);
    for (const from of [1, 2]) shell.feed({ kind: 'frontier', from, tips: [], missing: [] });
    shell.nowMs = drawnStartMs + 1000 + limits.recoveryMs;
    shell.feed({ kind: 'tick' });
    expect(status(state).recovering).toBe(true);
    shell.nowMs += 1;
    shell.feed({ kind: 'tick' });
    expect(status(state).recovering).toBe(false);
  });

  it('a lost journal: signs only two rounds above everything anyone has', () => {
    const before = played();
    const { state } = restoreConsensus(before.state.config, [], drawnStartMs + 1000);
    const shell = new Shell(state).links(20);
    give(
      shell,
      [...before.state.dag.nodes.values()].map((n) => n.block),
    );
    for (const from of [1, 2]) answer(shell, from);
    expect(status(state).recovering).toBe(false);
    expect(state.jump).toEqual({ fromRound: before.state.dag.highestRound + 2 });
    shell.submit();
    expect(shell.own).toHaveLength(0);
  });

  it('an own block from elsewhere silences us', () => {
    const shell = create();
    const foreign = drawDag(4, '1: A!elsewhere');
    give(shell, [...foreign.blocks.values()]);
    expect(status(shell.state).keyElsewhere).toBe(true);
    expect(shell.submit().some((e) => e.kind === 'propose')).toBe(false);
  });
});
