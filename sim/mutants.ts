/** Rules of the consensus, each broken in one way: the simulation has to notice (mutations.ts). */

export interface Mutation {
  readonly name: string;
  readonly file: string;
  /** Must occur exactly once. */
  readonly from: string;
  readonly to: string;
  /** The conditions under which the rule matters. */
  readonly faults: string;
  /** How many validators; the simulator's own choice unless given. */
  readonly validators?: number;
}

const core = 'src/consensus';
export const mutations: readonly Mutation[] = [
  {
    name: 'a vote is counted twice',
    file: `${core}/dag.ts`,
    from: 'const count = (counts.get(target) ?? 0) + 1;',
    to: 'const count = (counts.get(target) ?? 0) + 2;',
    faults: 'twins,drop,delay',
  },
  {
    name: 'the quorum is one too small',
    file: 'src/codec/quorum.ts',
    from: 'return validators - faultsTolerated(validators);',
    to: 'return validators - faultsTolerated(validators) - 1;',
    faults: 'delay,reorder,partition,equivocator',
  },
  {
    name: 'own blocks are sent before they are journaled',
    file: 'sim/validator.ts',
    from: 'this.durable.push(...this.notDurable, block);',
    to: 'time.after(300, () => this.durable.push(block));',
    faults: 'crash,delay',
  },
  {
    name: 'both twins apply',
    file: `${core}/linearise.ts`,
    from: '.outputs++ === 0',
    to: '.outputs++ >= 0',
    faults: 'equivocator',
  },
  {
    name: 'fair time is the highest instead of the median',
    file: `${core}/fairtime.ts`,
    from: 'lowerMedian(times)',
    to: 'Math.max(...times)',
    faults: 'liar',
  },
  {
    name: 'fair time is raised by one with every slot',
    file: `${core}/fairtime.ts`,
    from: 'Math.max(previousMs, lowerMedian(times))',
    to: 'Math.max(previousMs + 1, lowerMedian(times))',
    faults: 'none',
  },
  {
    name: 'a vote for the other twin blames the slot',
    file: `${core}/decide.ts`,
    from: 'n.votes[author] === undefined)).length',
    to: 'n.votes[author] !== slotAt(dag, round, author)?.nodes[0])).length',
    faults: 'equivocator,drop,delay',
  },
  {
    name: 'the anchor commits blocks it holds without a certificate',
    file: `${core}/decide.ts`,
    from: 'const certified = n.mark === mark ? n.certifies[author] : undefined;',
    to: 'const certified = n.mark === mark ? slotAt(dag, round, author)?.nodes[0] : undefined;',
    faults: 'delay,reorder,drop,withholder,partition',
  },
  {
    name: 'the search for an anchor passes undecided slots',
    file: `${core}/decide.ts`,
    from: 'if (decision === undefined) return undefined;',
    to: 'if (decision === undefined) continue;',
    faults: 'selective,drop,delay,reorder',
    validators: 7,
  },
  {
    name: 'undecided slots are passed in the output',
    file: `${core}/linearise.ts`,
    from: 'if (decision === undefined) return { slots, moved };',
    to: 'if (decision === undefined && prefix.round >= dag.highestRound - 2) return { slots, moved };',
    faults: 'delay,reorder,selective',
  },
  {
    name: 'sub-DAGs are output in the order of arrival',
    file: `${core}/linearise.ts`,
    from: 'fresh.sort(compareNodes);',
    to: 'fresh.sort((a, b) => a.heldAtMs - b.heldAtMs);',
    faults: 'delay,reorder,drop',
  },
  {
    name: 'nothing is repaired',
    file: `${core}/repair.ts`,
    from: 'if (!needsRepair(state)) {',
    to: 'if (state.nowMs > 0) {',
    faults: 'drop',
    // Where everybody is needed: among more the others' blocks bring what was lost.
    validators: 3,
  },
  {
    name: 'there is always work',
    file: `${core}/pacemaker.ts`,
    from: 'if (state.own.pending.length > 0) return true;',
    to: 'if (state.own.pending.length >= 0) return true;',
    faults: 'none',
  },
  {
    name: 'a restarted validator signs before it has asked what it signed',
    file: `${core}/recover.ts`,
    from: 'haveSpoken(state, recovery, dag.quorum - 1)',
    to: 'haveSpoken(state, recovery, 0)',
    faults: 'amnesia',
  },
  {
    name: 'after losing the journal, rounds are signed again',
    file: `${core}/recover.ts`,
    from: 'if (recovery === undefined ||',
    to: 'if (recovery !== undefined) state.own.latest = undefined;\n  if (recovery === undefined ||',
    faults: 'amnesia,delay',
  },
  {
    name: 'a second block for one round is not reported',
    file: `${core}/accept.ts`,
    from: 'reported.size < limits.reportsPerAuthor',
    to: 'reported.size < 0',
    faults: 'equivocator',
  },
  {
    name: 'one that contradicts itself is named as before',
    file: `${core}/shun.ts`,
    from: 'if (author !== state.config.self) state.shunned.add(author);',
    to: 'if (author === state.config.self) state.shunned.add(author);',
    faults: 'twins',
  },
  {
    name: 'a third twin is held against whoever passes it on',
    file: `${core}/accept.ts`,
    from: "'too-many-twins', false)",
    to: "'too-many-twins', true)",
    faults: 'twins',
  },
  {
    name: 'what is not in the own history of a shunned author is told as before',
    file: `${core}/shun.ts`,
    from: 'return shunned.has(node.author) && !node.inOwnHistory && config.self !== null;',
    to: 'return shunned.has(node.author) && !node.inOwnHistory && config.self === 99;',
    faults: 'twins,reorder',
  },
  {
    name: 'what a selective sender keeps from some is not passed on',
    file: `${core}/passOn.ts`,
    from: 'if (parents.length === 0) return;',
    to: 'if (parents.length >= 0) return;',
    faults: 'selective',
    // Three of ten: each round takes the blocks of all the others, and each of these names what somebody lacks.
    validators: 10,
  },
  {
    name: 'nobody passes on what one end of a missing pair does not hear',
    file: `${core}/links.ts`,
    from: 'if (between.length === 0 ||',
    to: 'if (between.length >= 0 ||',
    faults: 'missing-pair',
  },
  {
    name: 'rounds are made of whatever comes first where no q are linked',
    file: `${core}/links.ts`,
    from: 'return (stuck || !hasLinkedQuorum(state)) && linkedToBoth(state, self, author).length > 0;',
    to: 'return false;',
    faults: 'missing-pair',
    validators: 4,
  },
  {
    name: 'an author says as much as it likes',
    file: `${core}/rules.ts`,
    from: 'hasBudget = (rules: RulesVersion = OLDEST_RULES): boolean => rules >= 2;',
    to: 'hasBudget = (rules: RulesVersion = OLDEST_RULES): boolean => rules > 2;',
    faults: 'big-blocks',
  },
  {
    name: 'what blocks say of the state is not compared',
    file: `${core}/roots.ts`,
    from: 'if (mine === undefined || roots.differs) return;',
    to: 'if (mine !== undefined || roots.differs) return;',
    faults: 'other-rules',
  },
  {
    name: 'one liar makes the others believe that their state is not the table’s',
    file: `${core}/roots.ts`,
    from: 'largest + silent < dag.quorum',
    to: 'largest < says.length - silent',
    faults: 'other-rules',
  },
  {
    name: 'one that is named no more is named nowhere, also where it is needed',
    file: `${core}/shun.ts`,
    from: 'return found.slice(0, Math.max(0, needed));',
    to: 'return found.slice(0, 0 * needed);',
    faults: 'twins,crash',
    validators: 4,
  },
  {
    name: 'what somebody without a seat asks is answered as a member',
    file: 'sim/validator.ts',
    from: 'else if (!this.isMember(from)) return;',
    to: '',
    faults: 'strangers',
  },
  {
    name: 'a block in a member’s name is believed whoever signed it',
    file: 'sim/keys.ts',
    from: 'return given[0] === content.author + 1 &&',
    to: 'return given[0] !== content.author + 99 &&',
    faults: 'strangers',
  },
  {
    name: 'what messages take is an error of the clock',
    file: `${core}/clock.ts`,
    from: 'atLeastMs + underwayMs(state, node)',
    to: 'atLeastMs + 0 * underwayMs(state, node)',
    faults: 'none',
  },
  {
    name: 'own blocks from the log count as sent when they were read',
    file: `${core}/clock.ts`,
    from: ' && p.round >= saidFromRound)',
    to: ')',
    faults: 'churn,delay',
    validators: 2,
  },
  {
    name: 'whoever slept with a clock that stands still only slews',
    file: 'src/node/clock.ts',
    from: 'return move(error);\n    },',
    to: 'return 0;\n    },',
    faults: 'sleep-clock',
  },
];
