/**
 * DAGs as drawings, for tests: one line per round, one word per block.
 *
 *   1: A B C D
 *   2: A B C D[-A]
 *   3: A B[A B C] C[-D] D
 *
 * A block names every block of the round before (of twins the first), or those in brackets, or all but those with
 * a minus. `D'` is a second block of D; `B1` in brackets is the block of B in round 1; the own previous block is
 * always named first and needs a word only to choose between twins. `A!pay` carries the transaction "pay";
 * `A@250` has the time 250 ms after the start, otherwise the time is 100 ms per round.
 */
import { type BlockContent, type BlockRef, blockId } from '../codec/block.ts';
import { compareBytes } from '../codec/decode.ts';
import { namesState, OLDEST_RULES, type RulesVersion } from '../consensus/rules.ts';
import { asVerified, type ConsensusConfig, type VerifiedBlock } from '../consensus/types.ts';

export const drawnStartMs = 1_000_000;

export interface DrawnDag {
  /** By name such as `A1` or `D2'`, in the order drawn. */
  readonly blocks: ReadonlyMap<string, VerifiedBlock>;
  config(self?: number | null): ConsensusConfig;
}

const word = /^([A-M])('?)(?:\[([^\]]*)\])?(?:@(-?\d+))?(?:!(\w+))?$/;

/** @throws SyntaxError for a word that is no block */
export function drawDag(validators: number, drawing: string, rules: RulesVersion = OLDEST_RULES): DrawnDag {
  const tableId = new Uint8Array(32).fill(7);
  const blocks = new Map<string, VerifiedBlock>();
  for (const line of drawing.split('\n')) {
    const [head, rest] = line.trim().split(/:\s*/);
    if (head === undefined || rest === undefined) continue;
    const round = Number(head);
    for (const w of rest.match(/[A-M]'?(\[[^\]]*\])?\S*/g) ?? []) {
      const m = word.exec(w);
      if (m === null) throw new SyntaxError(`not a block: ${w}`);
      const name = `${m[1]}${round}${m[2]}`;
      const content: BlockContent = {
        tableId,
        epoch: 0,
        author: authorOf(m[1]!),
        round,
        parents: round === 1 ? [] : parentsOf(blocks, validators, m[1]!, round, m[3]),
        timeMs: drawnStartMs + (m[4] === undefined ? 100 * round : Number(m[4])),
        // A twin must differ from its sibling even where it names the same parents.
        transactions: [m[5] ?? '', m[2] === '' ? '' : `twin${round}`]
          .filter((t) => t !== '')
          .map((t) => new TextEncoder().encode(t)),
        ...(namesState(rules) ? { settled: { height: 0, root: new Uint8Array(32) } } : {}),
      };
      blocks.set(name, asVerified({ content, signature: new Uint8Array(64) }, blockId(content)));
    }
  }
  return {
    blocks,
    config: (self = null) => ({ tableId, epoch: 0, validators, self, startTimeMs: drawnStartMs, rules }),
  };
}

/** The letter of a validator. */
export const letterOf = (author: number): string => String.fromCharCode(65 + author);

const authorOf = (letter: string): number => letter.charCodeAt(0) - 65;

function parentsOf(
  blocks: ReadonlyMap<string, VerifiedBlock>,
  validators: number,
  self: string,
  round: number,
  list: string | undefined,
): BlockRef[] {
  const named = (list ?? '').match(/-?[A-M]\d*'?/g) ?? [];
  const negative = named.filter((w) => w.startsWith('-')).map((w) => w.slice(1));
  const positive = named.filter((w) => !w.startsWith('-'));
  const letters = Array.from({ length: validators }, (_, i) => letterOf(i));
  const words = positive.length > 0 ? positive : letters.filter((l) => !negative.includes(l));
  const refs: BlockRef[] = [];
  let own: BlockRef | undefined;
  for (const w of words) {
    const m = /^([A-M])(\d*)('?)$/.exec(w)!;
    const block = blocks.get(`${m[1]}${m[2] === '' ? round - 1 : m[2]}${m[3]}`);
    if (block === undefined) continue;
    const ref = { author: block.content.author, round: block.content.round, digest: block.id };
    if (m[1] === self) own = ref;
    else refs.push(ref);
  }
  if (own === undefined) own = latestOwn(blocks, self, round);
  refs.sort((a, b) => a.round - b.round || a.author - b.author || compareBytes(a.digest, b.digest));
  return own === undefined ? refs : [own, ...refs];
}

function latestOwn(
  blocks: ReadonlyMap<string, VerifiedBlock>,
  self: string,
  round: number,
): BlockRef | undefined {
  for (let r = round - 1; r >= 1; r--) {
    const block = blocks.get(`${self}${r}`);
    if (block !== undefined) return { author: block.content.author, round: r, digest: block.id };
  }
  return undefined;
}
