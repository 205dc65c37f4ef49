/** npm run sim -- --nodes --seeds N [--from S] [--validators n] [--faults LIST] [--stop-at-first] */
import { type Arguments, parseArguments } from '../arguments.ts';
import { type NodeFaultKind, nodeFaultKinds, runNodeScenario } from './scenario.ts';

export async function main(args: readonly string[]): Promise<number> {
  let a: Arguments<NodeFaultKind>;
  try {
    a = parseArguments(args, nodeFaultKinds);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    console.error(error.message);
    return 2;
  }
  let failed = 0;
  let ran = 0;
  for (let seed = a.from; seed < a.from + a.seeds; seed++) {
    if (failed > 0 && a.stopAtFirst) break;
    ran++;
    const r = await runNodeScenario({ seed, players: a.validators, faults: a.faults });
    const faults = r.faults.join(' ') || 'none';
    console.log(
      `seed ${seed}: ${r.players} players, ${r.hands} hands, epoch ${r.epoch}, height ${r.height}, hash ${r.hash}, faults: ${[faults, ...r.liars].join(' ')}`,
    );
    if (r.violation === undefined) continue;
    failed++;
    const extra = `${a.validators === undefined ? '' : ` --validators ${a.validators}`}${a.faults === undefined ? '' : ` --faults ${a.faults.join(',') || 'none'}`}`;
    console.log(`seed ${seed} FAILED: ${r.violation}`);
    console.log(`replay: npm run sim -- --nodes --seeds 1 --from ${seed}${extra}`);
  }
  console.log(`${ran - failed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}
