/**
 * npm run sim -- [--nodes] --seeds N [--from S] [--validators n] [--faults LIST]
 * Without --nodes the consensus cores alone, in a shell of their own: many seeds in little time. With --nodes the whole
 * nodes with deck and rules (nodes/main.ts).
 * --faults dkg, which stands alone: the table's key over several epochs (dkg.ts).
 * --stop-at-first ends with the first failing seed.
 * Runs seeds S..S+N−1; a failing one prints how to replay it and a picture of the last rounds of its DAG.
 */
import { type Arguments, parseArguments } from './arguments.ts';
import { type FaultKind, faultKinds } from './faults.ts';
import { runScenario } from './scenario.ts';

async function main(): Promise<number> {
  const typed = process.argv.slice(2);
  if (typed.includes('--nodes'))
    return (await import('./nodes/main.ts')).main(typed.filter((a) => a !== '--nodes'));
  let a: Arguments<FaultKind | 'dkg'>;
  try {
    a = parseArguments(typed, [...faultKinds, 'dkg']);
  } catch (error) {
    console.error((error as Error).message);
    return 2;
  }
  const faults = a.faults?.filter((f) => f !== 'dkg');
  if (a.faults !== undefined && faults?.length !== a.faults.length)
    return (await (await import('./dkg.ts')).runDkgSeeds(a.from, a.seeds, a.stopAtFirst)) === 0 ? 0 : 1;
  let failed = 0;
  let ran = 0;
  let bounded = 0;
  let worst = { used: 0, seed: 0 };
  for (let seed = a.from; seed < a.from + a.seeds; seed++) {
    if (failed > 0 && a.stopAtFirst) break;
    ran++;
    const result = runScenario({ seed, validators: a.validators, faults });
    if (result.budgetUsed !== undefined) {
      bounded++;
      if (result.budgetUsed > worst.used) worst = { used: result.budgetUsed, seed };
    }
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
  if (bounded > 0) {
    const share = Math.round(worst.used * 100);
    console.log(
      `latency: ${bounded} runs within bounds of their own; seed ${worst.seed} took ${share} % of its bound`,
    );
  }
  console.log(`${ran - failed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}

if (process.argv[1]?.endsWith('sim/main.ts')) process.exitCode = await main();
