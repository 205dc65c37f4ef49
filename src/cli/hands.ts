/**
 * `npm run hands -- import FILE…`: reads hands of other programs (.phh, .phhs, .ohh, .jsonl), replays each by the
 * rules, prints what came of it, and as the last line `N passed, M failed`. A file's own stacks and pots have to agree.
 * `npm run hands -- export LOG --format ohh|phh|pokerstars|csv [--ended DATE]`: the whole session of an exported game,
 * verified from its bytes first, on standard output; csv is the ledger. A log knows the table's clock only: dates are
 * counted back from when it ended (ISO 8601), or else from when the file was written.
 * Exit code 1 where anything failed, could not be told, or there was nothing; 2 for a command line that says nothing.
 */
import { readFileSync, statSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { ledgerCsv } from '../client/record/ledgerCsv.ts';
import { closeBook, openBook, readState, type SessionBook } from '../client/record/numbers.ts';
import { noHands, readHands, type SessionHands } from '../client/record/playedHand.ts';
import { sessionNotes } from '../client/record/sessionNotes.ts';
import {
  SESSION_FORMATS,
  type SessionFormat,
  type SessionText,
  sessionText,
} from '../client/record/sessionText.ts';
import { tableIdOf } from '../codec/config.ts';
import { toHex } from '../codec/decode.ts';
import { verifyLog } from '../node/log/verify.ts';
import { type HandHistory, HistoryError } from '../poker/formats/history.ts';
import { splitOhh } from '../poker/formats/ohh/read.ts';
import { splitPhh } from '../poker/formats/phh.ts';
import { checkHistory, ReplayError, replayHand } from '../poker/formats/replay.ts';
import { readLogFile, withVerifyTools } from './verify.ts';

const usage = `usage: npm run hands -- import FILE…
       npm run hands -- export LOG --format ${[...SESSION_FORMATS, 'csv'].join('|')} [--ended DATE]`;

/** Larger files than any session's are not read. */
const MAX_IMPORT_BYTES = 64 * 1024 * 1024;

export interface ImportCounts {
  passed: number;
  failed: number;
}

/** Replays the hands of one file's bytes into `counts`, with a line for each. */
export function importHands(
  name: string,
  bytes: Uint8Array,
  counts: ImportCounts,
  report: (line: string) => void,
): void {
  const fail = (where: string, error: unknown): void => {
    if (!(error instanceof HistoryError || error instanceof ReplayError)) throw error;
    counts.failed++;
    report(`FAIL ${where}: ${error.message}`);
  };
  try {
    const hands = splitHands(name, bytes);
    if (hands.length === 0) throw new HistoryError('unreadable', 'there is no hand in it');
    for (const hand of hands) {
      const where = hand.name === '' ? name : `${name}#${hand.name}`;
      try {
        report(`${where}: ${outcomeOf(hand.decode())}`);
        counts.passed++;
      } catch (error) {
        fail(where, error);
      }
    }
  } catch (error) {
    fail(name, error);
  }
}

/** By its ending, or else by its first character: JSON begins with a brace. @throws HistoryError */
function splitHands(
  name: string,
  bytes: Uint8Array,
): { readonly name: string; readonly decode: () => HandHistory }[] {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new HistoryError('unreadable', 'the file is not UTF-8');
  }
  const json = /\.(ohh|jsonl?)$/i.test(name) || (!/\.phhs?$/i.test(name) && /^\s*\{/.test(text));
  return json ? splitOhh(text) : splitPhh(text);
}

/** Who won and lost, in units of the file. @throws ReplayError where it is no hand by the rules, or ends otherwise */
function outcomeOf(history: HandHistory): string {
  const fault = checkHistory(history);
  if (fault !== undefined) throw new ReplayError(fault);
  const { state, complete } = replayHand(history);
  const { players, scale } = history;
  const results = players.map((p, i) => {
    const player = state.players[i]!;
    const begun = state.setup.seats[i]!.stackChips;
    const net = Math.round(((player.stackChips - begun) / scale) * 100) / 100;
    return `${p.name === '' ? `p${i + 1}` : printable(p.name)} ${net > 0 ? '+' : ''}${net}`;
  });
  const raked = history.rake > 0 || (history.pots?.rake ?? 0) > 0 ? ' (before the rake)' : '';
  const name = history.handName === null ? '' : `hand ${printable(history.handName)}, `;
  return `${name}${history.structure} ${history.game}, ${results.join(', ')}${raked}${complete ? '' : ' (unfinished)'}`;
}

/** A terminal obeys control characters, and a file may hold any. */
function printable(text: string): string {
  return text.replace(/\p{C}/gu, '').slice(0, 60);
}

/** @throws Error with the first thing in the log that does not hold */
export async function exportSession(
  bytes: Uint8Array,
  format: SessionFormat | 'csv',
  endedMs: number,
): Promise<SessionText & { readonly notes: readonly string[] }> {
  let hands: SessionHands = noHands;
  let book: SessionBook | undefined;
  let lastMs = 0;
  const verdict = await withVerifyTools((tools) =>
    verifyLog(bytes, {
      ...tools,
      heard: {
        seen(state) {
          lastMs = state.timeMs;
          hands = readHands(hands, state, toHex(tableIdOf(state.config)));
          book = book === undefined ? openBook(state) : readState(book, state);
        },
      },
    }),
  );
  if (!verdict.ok) throw new Error(verdict.fault);
  if (book === undefined) throw new Error('an empty log');
  const session = closeBook(book, undefined);
  const notes = sessionNotes(session);
  if (format !== 'csv') return { ...sessionText(hands.hands, format, endedMs - lastMs, { notes }), notes };
  return { text: ledgerCsv(session), told: hands.hands.length, unfit: [], notes };
}

function importFiles(files: readonly string[]): number {
  const counts: ImportCounts = { passed: 0, failed: 0 };
  for (const file of files) {
    try {
      if (statSync(file).size > MAX_IMPORT_BYTES) throw new Error('the file is too large');
      importHands(file, readFileSync(file), counts, console.log);
    } catch (error) {
      counts.failed++;
      console.log(`FAIL ${file}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  console.log(`${counts.passed} passed, ${counts.failed} failed`);
  return counts.failed > 0 ? 1 : 0;
}

async function exportFile(
  file: string,
  format: SessionFormat | 'csv',
  ended: string | undefined,
): Promise<number> {
  try {
    const endedMs = ended === undefined ? statSync(file).mtimeMs : Date.parse(ended);
    if (Number.isNaN(endedMs)) throw new Error('that is no date');
    const { text, told, unfit, notes } = await exportSession(
      await readLogFile(file),
      format,
      Math.floor(endedMs),
    );
    process.stdout.write(text);
    for (const note of notes) console.error(note);
    for (const hand of unfit) console.error(`hand ${hand} cannot be told in this format`);
    console.error(`${told} ${told === 1 ? 'hand' : 'hands'} told, ${unfit.length} left out`);
    return told === 0 || unfit.length > 0 ? 1 : 0;
  } catch (error) {
    console.error(`${file}: ${error instanceof Error ? error.message : String(error)}`);
    return 1;
  }
}

function formatNamed(name: string | undefined): SessionFormat | 'csv' | undefined {
  return name === 'csv' ? name : SESSION_FORMATS.find((f) => f === name);
}

async function main(args: string[]): Promise<number> {
  try {
    const { positionals, values } = parseArgs({
      args,
      allowPositionals: true,
      options: { format: { type: 'string' }, ended: { type: 'string' } },
    });
    const [command, ...files] = positionals;
    const format = formatNamed(values.format);
    if (command === 'import' && files.length > 0 && values.format === undefined) return importFiles(files);
    const [log] = files;
    if (command === 'export' && log !== undefined && files.length === 1 && format !== undefined)
      return await exportFile(log, format, values.ended);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
  }
  console.error(usage);
  return 2;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  process.exitCode = await main(process.argv.slice(2));
