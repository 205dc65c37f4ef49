/**
 * `npm run verify -- FILE…`: verifies exported games and receipts from nothing but the files. Exit code 0 and the
 * results, or 1 and the first thing in each that does not hold; 2 for a command line without a file. Of several
 * receipts of one table it says which is the last, and where two contradict each other, which is a fault as well.
 */
import { readFile, stat } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { checkReceipts } from '../client/record/receipt.ts';
import { LOG_FILE_BYTES } from '../codec/logFile.ts';
import { isReceipt } from '../codec/receipt.ts';
import { createEd25519 } from '../crypto/ed25519.ts';
import { hashTreesInWasm } from '../crypto/treeHasher.ts';
import type { KeySignedCounts, LogReport, LogVerdict, SignedOf } from '../node/log/report.ts';
import { type VerifyTools, verifyLog } from '../node/log/verify.ts';
import type { DeckWorker } from '../workers/deckWorker.ts';
import { createNodeDeckWorker } from '../workers/nodeWorker.ts';
import { breachLines, faultLine, receiptLines } from './receiptLines.ts';

/** What verifying takes, in this process, for as long as `use` runs. */
export async function withVerifyTools<T>(use: (tools: VerifyTools) => Promise<T>): Promise<T> {
  await hashTreesInWasm();
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
    ...keyLines(r.signedByKey),
    ...(r.missed.length === 0 ? [] : [missedLine(r.missed)]),
    ...r.players.map((p) => {
      const where = p.seat < 0 ? 'left' : `seat ${p.seat + 1}, ${p.stackChips} chips`;
      return `${p.nickname} (${where}): ${signed(p.netChips)}`;
    }),
    `state root after slot ${r.height}: ${r.stateRoot}`,
  ];
}

const signedOf = ({ signed, of }: SignedOf, one: string, many: string): string[] =>
  of === 0 ? [] : [`${signed} of ${of} ${of === 1 ? one : many}`];

/** None where there never was a key. */
function keyLines({ hands, timeouts, closings }: KeySignedCounts): string[] {
  const told = [
    ...signedOf(hands, 'hand', 'hands'),
    ...signedOf(timeouts, 'decision of the clock', 'decisions of the clock'),
    ...(closings.of === 0 ? [] : [`${closings.signed === 0 ? 'not ' : ''}the closing of the table`]),
  ];
  if (told.length === 0) return [];
  const missing = [hands, timeouts, closings].reduce((sum, { signed, of }) => sum + of - signed, 0);
  const holds = `Signed by the table's key since it was in service: ${told.join(', ')}; every signature of it holds.`;
  if (missing === 0) return [holds];
  return [
    holds,
    `${missing} ${missing === 1 ? 'carries' : 'carry'} none in this log: too few signed, or their signature had not come to this device. That is no fault; what the members' own keys signed proves it all the same.`,
  ];
}

function missedLine(missed: readonly number[]): string {
  const which = missed.length === 1 ? `Epoch ${missed[0]} is` : `Epochs ${missed.join(', ')} are`;
  return `${which} not in this log to the end: its device was not there. What came of it is certified by the members of the time, and not played again here.`;
}

type Read = { readonly file: string; readonly bytes: Uint8Array };

/** @returns whether it holds */
async function tellLog({ file, bytes }: Read): Promise<boolean> {
  const verdict = await verifyBytes(bytes);
  if (verdict.ok) for (const line of lines(verdict.report)) console.log(line);
  else console.error(`${file}: ${verdict.fault}`);
  return verdict.ok;
}

/** @returns whether all of them hold, and none contradicts another */
async function tellReceipts(read: readonly Read[]): Promise<boolean> {
  const checked = await checkReceipts(read.map((r) => r.bytes));
  for (const [i, r] of checked.receipts.entries()) {
    const { file } = read[i]!;
    if (!r.ok) console.error(`${file}: ${faultLine(r.fault)}`);
    else {
      const superseded = r.isLast ? '' : ' (superseded by a later one)';
      console.log([`${file}: the receipt holds${superseded}`, ...receiptLines(r.receipt)].join('\n'));
    }
  }
  const names = read.map((r) => r.file);
  for (const line of breachLines(checked, names)) console.error(line);
  return checked.breaches.length === 0 && checked.receipts.every((r) => r.ok);
}

/** What the command does. @returns its exit code */
export async function verifyFiles(files: readonly string[]): Promise<number> {
  if (files.length === 0) {
    console.error('usage: npm run verify -- FILE…');
    return 2;
  }
  const receipts: Read[] = [];
  let holds = true;
  for (const file of files) {
    try {
      const bytes = await readLogFile(file);
      if (isReceipt(bytes)) receipts.push({ file, bytes });
      else if (!(await tellLog({ file, bytes }))) holds = false;
    } catch (error) {
      console.error(`${file}: ${error instanceof Error ? error.message : String(error)}`);
      holds = false;
    }
  }
  if (receipts.length > 0 && !(await tellReceipts(receipts))) holds = false;
  return holds ? 0 : 1;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  process.exit(await verifyFiles(process.argv.slice(2)));
