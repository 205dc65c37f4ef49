/**
 * `npm run verify -- FILE`: verifies an exported game from nothing but the file. Exit code 0 and the result, or 1
 * and the first thing that does not hold; 2 for a command line without a file.
 */
import { readFile, stat } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { LOG_FILE_BYTES } from '../codec/logFile.ts';
import { createEd25519 } from '../crypto/ed25519.ts';
import type { LogReport, LogVerdict } from '../node/log/report.ts';
import { type VerifyTools, verifyLog } from '../node/log/verify.ts';
import type { DeckWorker } from '../workers/deckWorker.ts';
import { createNodeDeckWorker } from '../workers/nodeWorker.ts';

/** What verifying takes, in this process, for as long as `use` runs. */
export async function withVerifyTools<T>(use: (tools: VerifyTools) => Promise<T>): Promise<T> {
  const opened: DeckWorker[] = [];
  try {
    return await use({
      ed25519: await createEd25519(crypto.subtle),
      worker: async (deckSize) => {
        const worker = await createNodeDeckWorker({ deckSize });
        opened.push(worker);
        return worker;
      },
    });
  } finally {
    for (const worker of opened) worker.close();
  }
}

/** Verifies a file's bytes in this process. */
export function verifyBytes(bytes: Uint8Array): Promise<LogVerdict> {
  return withVerifyTools((tools) => verifyLog(bytes, tools));
}

/** @throws Error where it cannot be read, or is larger than any log */
export async function readLogFile(file: string): Promise<Uint8Array> {
  if ((await stat(file)).size > LOG_FILE_BYTES) throw new Error('the file is too large to be a log');
  return new Uint8Array(await readFile(file));
}

const signed = (chips: number): string => (chips > 0 ? `+${chips}` : String(chips));

function lines(r: LogReport): string[] {
  const epochs = r.epochs === 1 ? '' : `, ${r.epochs} epochs`;
  return [
    `${r.hands} ${r.hands === 1 ? 'hand' : 'hands'}, ${r.slots} slots, ${r.blocks} blocks${epochs}: every signature holds, and the order follows from the blocks.`,
    r.falseProofs === 0
      ? `${r.proofs} proofs judged again: all hold.`
      : `${r.proofs} proofs judged again: ${r.falseProofs} false, each recorded as its author's fault.`,
    ...r.equivocations.map(
      (e) => `${e.nickname} signed two blocks for round ${e.round} of epoch ${e.epoch}: proof of cheating.`,
    ),
    ...(r.missed.length === 0 ? [] : [missedLine(r.missed)]),
    ...r.players.map((p) => {
      const where = p.seat < 0 ? 'left' : `seat ${p.seat + 1}, ${p.stackChips} chips`;
      return `${p.nickname} (${where}): ${signed(p.netChips)}`;
    }),
    `state root after slot ${r.height}: ${r.stateRoot}`,
  ];
}

function missedLine(missed: readonly number[]): string {
  const which = missed.length === 1 ? `Epoch ${missed[0]} is` : `Epochs ${missed.join(', ')} are`;
  return `${which} not in this log to the end: its device was not there. What came of it is certified by the members of the time, and not played again here.`;
}

async function main(files: readonly string[]): Promise<number> {
  const [file] = files;
  if (file === undefined || files.length > 1) {
    console.error('usage: npm run verify -- FILE');
    return 2;
  }
  let verdict: LogVerdict;
  try {
    verdict = await verifyBytes(await readLogFile(file));
  } catch (error) {
    console.error(`${file}: ${error instanceof Error ? error.message : String(error)}`);
    return 1;
  }
  if (!verdict.ok) {
    console.error(`${file}: ${verdict.fault}`);
    return 1;
  }
  for (const line of lines(verdict.report)) console.log(line);
  return 0;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  process.exit(await main(process.argv.slice(2)));
