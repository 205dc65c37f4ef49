/**
 * npm run sim -- --seeds N [--from S] [--validators n] [--faults LIST]
 * --stop-at-first ends with the first failing seed.
 * Runs seeds S..S+N−1; a failing one prints how to replay it and a picture of the last rounds of its DAG.
 */
import { type FaultKind, faultKinds, runScenario } from './scenario.ts';

interface Arguments {
  readonly seeds: number;
  readonly from: number;
  readonly validators: number | undefined;
  readonly faults: readonly FaultKind[] | undefined;
  readonly stopAtFirst: boolean;
}

/** @throws RangeError with a sentence for whoever typed it */
export function parseArguments(args: readonly string[]): Arguments {
  const given = new Map<string, string>();
  const valued = args.filter((a) => a !== '--stop-at-first');
  for (let i = 0; i < valued.length; i += 2) {
    const name = valued[i]!;
    const value = valued[i + 1];
    if (!['--seeds', '--from', '--validators', '--faults'].includes(name))
      throw new RangeError(`Unknown option ${name}.`);
    if (value === undefined) throw new RangeError(`${name} needs a value.`);
    given.set(name, value);
  }
  const whole = (name: string, otherwise: number | undefined): number | undefined => {
    const text = given.get(name);
    if (text === undefined) return otherwise;
    if (!/^\d+$/.test(text)) throw new RangeError(`${name} needs a whole number.`);
    return Number(text);
  };
  const list = given.get('--faults');
  const faults = list?.split(',').filter((f) => f !== '' && f !== 'none');
  const unknown = faults?.find((f) => !faultKinds.some((k) => k === f));
  if (unknown !== undefined)
    throw new RangeError(`Unknown fault ${unknown}; there are: none ${faultKinds.join(' ')}.`);
  const validators = whole('--validators', undefined);
  if (validators !== undefined && (validators < 2 || validators > 13))
    throw new RangeError('--validators: 2 to 13.');
  return {
    seeds: whole('--seeds', 100)!,
    from: whole('--from', 1)!,
    validators,
    faults: faults as FaultKind[] | undefined,
    stopAtFirst: args.length > valued.length,
  };
}

function main(): number {
  let a: Arguments;
  try {
    a = parseArguments(process.argv.slice(2));
  } catch (error) {
    console.error((error as Error).message);
    return 2;
  }
  let failed = 0;
  let ran = 0;
  for (let seed = a.from; seed < a.from + a.seeds; seed++) {
    if (failed > 0 && a.stopAtFirst) break;
    ran++;
    const result = runScenario({ seed, validators: a.validators, faults: a.faults });
    if (a.seeds === 1) {
      console.log(
        `seed ${seed}: ${result.validators} validators, ${result.slots} slots, hash ${result.hash}`,
      );
      console.log(`faults: ${result.faults.join(' ') || 'none'}`);
      console.log(result.picture);
    }
    if (result.violation === undefined) continue;
    failed++;
    const extra = `${a.validators === undefined ? '' : ` --validators ${a.validators}`}${a.faults === undefined ? '' : ` --faults ${a.faults.join(',') || 'none'}`}`;
    console.log(`\nseed ${seed} FAILED (${result.validators} validators; ${result.faults.join(' ')})`);
    console.log(result.violation);
    if (a.seeds > 1) console.log(result.picture);
    console.log(`replay: npm run sim -- --seeds 1 --from ${seed}${extra}`);
  }
  console.log(`${ran - failed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}

if (process.argv[1]?.endsWith('main.ts')) process.exitCode = main();
