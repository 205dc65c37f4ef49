/**
 * The hands of the consensus core: each of its effects goes to the room that carries it out.
 *
 * Upon a block to propose: signed and journaled first, handed back as durable, and only then sent.
 * Upon a block that entered the DAG: it waits for the journal's next write; evidence in it is looked at now.
 * Upon the epoch being closed: it is left as it stands. Upon a block of one that had stopped: the next epoch judges it.
 */
import type { VerifiedBlock } from '../../consensus/types.ts';
import type { Tap } from '../rail/tap.ts';
import type { Applying } from './applying.ts';
import type { Contradictions } from './contradictions.ts';
import type { CoreHands, CoreLoop } from './coreLoop.ts';
import type { Divergence } from './divergence.ts';
import type { Journal } from './journal.ts';
import type { Wire } from './wire.ts';

interface HandsOptions {
  readonly loop: CoreLoop;
  readonly journal: Journal;
  readonly wire: Wire;
  readonly contradictions: Contradictions;
  readonly applying: Applying;
  readonly divergence: Divergence;
  readonly tap: Tap;
  /** Who was found to play by other rules. */
  readonly otherRules: Set<number>;
  readonly signedOn: (block: VerifiedBlock) => void;
  readonly onFatal: (error: unknown) => void;
}

export function coreHands({
  loop,
  journal,
  wire,
  contradictions,
  applying,
  divergence,
  tap,
  otherRules,
  signedOn,
  onFatal,
}: HandsOptions): CoreHands {
  return {
    propose: (content, id) => {
      const stored = journal.sign(content, id);
      void stored.then((block) => loop.feed({ kind: 'proposed', block })).catch(onFatal);
    },
    publish: (block) => {
      wire.publish(block);
      tap.accepted(block);
    },
    send: (to, message) => wire.send(to, message),
    accepted: (block) => {
      journal.accepted(block);
      tap.accepted(block);
      void contradictions.inBlock(block.content.transactions).catch(onFatal);
    },
    output: (slot) => applying.push(slot),
    closed: () => applying.close(),
    signedOn,
    differs: (said) => divergence.differs(said, loop.core.roots.own.get(said.height)!),
    otherRules: (author) => otherRules.add(author),
    rejected: (from) => wire.rejected(from),
    equivocation: ({ author, round, a, b, first }) => {
      if (first) contradictions.saw(author, round, a, b);
    },
  };
}
