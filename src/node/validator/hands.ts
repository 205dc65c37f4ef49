/**
 * The hands of the consensus core: each of its effects goes to the room that carries it out.
 *
 * Upon a block to propose: signed and journaled first, handed back as durable, and only then sent.
 * Upon a block that entered the DAG: it waits for the journal's next write; evidence in it is looked at now.
 * Upon the epoch being closed: it is left as it stands; where somebody signed on after it had stopped, the tab stops.
 */
import type { TableState } from '../../table/state/state.ts';
import type { Applying } from './applying.ts';
import type { Contradictions } from './contradictions.ts';
import type { CoreHands, CoreLoop } from './coreLoop.ts';
import type { Journal } from './journal.ts';
import type { Wire } from './wire.ts';

interface HandsOptions {
  readonly loop: CoreLoop;
  readonly journal: Journal;
  readonly wire: Wire;
  readonly contradictions: Contradictions;
  readonly applying: Applying;
  readonly onFatal: (error: unknown) => void;
}

export function coreHands({
  loop,
  journal,
  wire,
  contradictions,
  applying,
  onFatal,
}: HandsOptions): CoreHands {
  return {
    propose: (content, id) => {
      const stored = journal.sign(content, id);
      void stored.then((block) => loop.feed({ kind: 'proposed', block })).catch(onFatal);
    },
    publish: (block) => wire.publish(block),
    send: (to, message) => wire.send(to, message),
    accepted: (block) => {
      journal.accepted(block);
      void contradictions.inBlock(block.content.transactions).catch(onFatal);
    },
    output: (slot) => applying.push(slot),
    closed: (liars) => {
      if (liars.length === 0) applying.close();
      else onFatal(new Error(`signed on after it had stopped: ${namesOf(applying.table, liars)}`));
    },
    rejected: (from) => wire.rejected(from),
    equivocation: ({ author, round, a, b, first }) => {
      if (first) contradictions.saw(author, round, a, b);
    },
  };
}

const namesOf = ({ validators }: TableState, numbers: readonly number[]): string =>
  numbers.map((v) => validators[v]?.nickname).join(', ');
