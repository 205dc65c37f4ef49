/**
 * `npm run evidence -- FILE`: everything that an exported game holds against anybody, judged again from the bytes that
 * convict by themselves. Exit code 0 and a line for each accusation; 1 where the log itself does not hold; 2 for a
 * command line without a file.
 */
import { pathToFileURL } from 'node:url';
import { type Accusation, type Accusations, readAccusations } from '../node/log/accusations.ts';
import { readLogFile, withVerifyTools } from './verify.ts';

/** Reads a file's bytes in this process. */
export function accusationsIn(bytes: Uint8Array): Promise<Accusations> {
  return withVerifyTools((tools) => readAccusations(bytes, tools));
}

/** One line: who, what, and whether it holds. */
export function lineOf(a: Accusation): string {
  const where = a.hand === undefined ? `epoch ${a.epoch}` : `epoch ${a.epoch}, hand ${a.hand}`;
  const what =
    a.step === 'equivocation' ? `signed two blocks for round ${a.round}` : `${a.step}: ${a.reason}`;
  const by = a.accuser === undefined ? '' : `, brought by ${a.accuser}`;
  const held = a.holds ? 'holds' : 'DOES NOT HOLD: held against whoever brought it';
  return `${a.accused} (${where}) ${what}${by}: ${held} (${a.evidence.length} bytes of evidence)`;
}

async function main(files: readonly string[]): Promise<number> {
  const [file] = files;
  if (file === undefined || files.length > 1) {
    console.error('usage: npm run evidence -- FILE');
    return 2;
  }
  let told: Accusations;
  try {
    told = await accusationsIn(await readLogFile(file));
  } catch (error) {
    console.error(`${file}: ${error instanceof Error ? error.message : String(error)}`);
    return 1;
  }
  if (!told.ok) {
    console.error(`${file}: ${told.fault}`);
    return 1;
  }
  for (const accusation of told.accusations) console.log(lineOf(accusation));
  if (told.accusations.length === 0) console.log('nobody is accused of anything');
  return 0;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  process.exit(await main(process.argv.slice(2)));
