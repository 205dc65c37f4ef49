/**
 * `npm run bench -- NAME [--json] [--all] [--proofs KIND] [ARGS…]`: runs one benchmark and prints its table; with
 * --json the
 * last line is one JSON object of numbers. Exit code 2 for a name that does not exist, 1 for a failed run.
 */
import { existsSync } from 'node:fs';

import { PROOF_KINDS, type ProofKind } from '../src/codec/proofKinds.ts';

export interface BenchOptions {
  readonly json: boolean;
  /** Evaluator only: all 133,784,560 seven-card hands. */
  readonly all: boolean;
  /** `--proofs KIND`; both unless given. */
  readonly proofs: ProofKind;
  /** What else stood on the command line, e.g. directories. */
  readonly args: string[];
}

export interface Bench {
  run(options: BenchOptions): Promise<Record<string, number>>;
}

/** One file a name, beside this one. */
const NAMES = [
  'shuffle',
  'win',
  'hand',
  'rules',
  'evaluator',
  'consensus',
  'verify',
  'threshold',
  'memory',
  'start',
  'rail',
  'page',
  'evening',
] as const;

function fileOf(name: string): URL {
  return new URL(`./${name}.ts`, import.meta.url);
}

async function main(argv: string[]): Promise<number> {
  const available = NAMES.filter((name) => existsSync(fileOf(name)));
  const at = argv.indexOf('--proofs');
  const proofs = at < 0 ? 'both' : PROOF_KINDS.find((kind) => kind === argv[at + 1]);
  if (proofs === undefined) {
    console.error(`bench: --proofs ${PROOF_KINDS.join(' | ')}`);
    return 2;
  }
  const words = at < 0 ? argv : argv.toSpliced(at, 2);
  const [name, ...rest] = words.filter((a) => !a.startsWith('--'));
  if (name === undefined || !(available as string[]).includes(name)) {
    console.error(
      `bench: ${name === undefined ? 'give a name' : `no benchmark '${name}'`}; there are: ${available.join(', ')}`,
    );
    return 2;
  }
  const json = argv.includes('--json');
  const bench = (await import(fileOf(name).href)) as Bench;
  const numbers = await bench.run({ json, all: argv.includes('--all'), proofs, args: rest });
  if (json) console.log(JSON.stringify(numbers));
  return 0;
}

main(process.argv.slice(2)).then(
  (code) => {
    // Threads of a benchmark, native ones among them, would keep it alive.
    process.exit(code);
  },
  (error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  },
);
