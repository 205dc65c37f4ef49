/** Everything that the pages of this app let anybody take away from a device. */
import { numbersReport, type TableNumbers } from '../../src/client/contract/diagnostics.ts';
import type { HandFormat } from '../../src/client/contract/record.ts';
import { services } from '../../src/client/contract/services.ts';
import { followNumbers } from '../../src/client/diagnostics/channel.ts';
import { answerForTable } from '../../src/client/diagnostics/tableNumbers.ts';
import { arrivalCode, backUp, handOver } from '../../src/client/move/move.ts';
import { ledgerCsv } from '../../src/client/record/ledgerCsv.ts';
import { makeReceipt } from '../../src/client/record/makeReceipt.ts';
import { openOwnStorage } from '../../src/client/record/ownStorage.ts';
import { emptyView } from '../../src/client/table/present.ts';
import type { Ed25519 } from '../../src/crypto/ed25519.ts';
import type { GameNode } from '../../src/node/gameNode.ts';
import { openIndexedDb } from '../../src/storage/indexedDb.ts';
import type { GameRecords } from '../../src/storage/storage.ts';
import type { Secret } from '../../src/testing/secretSearch.ts';
import { en } from '../../src/ui/messages/en/index.ts';
import { scoresText } from '../../src/ui/scores/scoresText.ts';
import { systemRandom } from '../../src/workers/inProcess.ts';

export interface TakenAway {
  /** By what it is. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** What locks some of them. */
  readonly secrets: readonly Secret[];
}

const text = (s: string): Uint8Array => new TextEncoder().encode(s);
const FORMATS: readonly HandFormat[] = ['phh', 'ohh', 'pokerstars'];

/** Of a table that is open here, as the page of numbers shows and copies them. */
async function numbersOf(node: GameNode): Promise<string> {
  const stop = answerForTable(node, () => emptyView);
  const tables = await new Promise<readonly TableNumbers[]>((resolve) => {
    const end = followNumbers((told) => {
      if (told.length === 0) return;
      end();
      resolve(told);
    });
  });
  stop();
  const device = {
    browser: 'b',
    language: 'en',
    cores: 2,
    isolated: true,
    webRtc: true,
    serviceWorker: true,
  };
  return numbersReport('0', { ...device, usedBytes: 1, quotaBytes: 2, build: undefined }, tables);
}

/** @param records of one whose table is open in `node`; the only game of this process's database from now on */
export async function takeAway(records: GameRecords, node: GameNode, ed25519: Ed25519): Promise<TakenAway> {
  const { id } = records.identity;
  const device = await openOwnStorage();
  await device.eraseAll();
  if ((await device.addGame(records, undefined)) !== 'added') throw new Error('the game is here already');
  const hands = (await services.listHands()).filter((h) => h.unfinished === undefined);
  // The newest may lack the blocks that decide its end.
  const shown = hands.toSorted((a, b) => b.hand - a.hand)[1]!;
  const receipt = once(async () => made('receipt', await makeReceipt(id)));
  const session = once(() => services.readSession(id));
  const o = { device, ed25519, randomBytes: systemRandom, nowMs: () => 7 };
  const backup = once(async () => made('backup', await backUp(o, id)));
  const other = await openIndexedDb(`other ${crypto.randomUUID()}`);
  const ways: [string, () => Promise<Uint8Array>][] = [
    ['saved game', async () => (await services.exportLog!(id)).bytes],
    ['shared hand', async () => made('hand', await services.shareHand!(id, shown.hand)).bytes],
    ...FORMATS.flatMap((format): typeof ways => [
      [`hand as ${format}`, async () => text(made(format, await services.exportHand(shown, format)).text)],
      [`session as ${format}`, async () => text((await services.exportSession!(id, format)).text)],
    ]),
    ['receipt', async () => (await receipt()).bytes],
    ['link to the receipt', async () => text((await receipt()).path)],
    ['settling up', async () => text(scoresText(await session(), 'Kitchen', en))],
    ['settling up, for spreadsheets', async () => text(ledgerCsv(await session()))],
    ['what pages know of the session', async () => text(JSON.stringify(await session()))],
    ['numbers for a report', async () => text(await numbersOf(node))],
    ['backup', async () => (await backup()).file.bytes],
    // The last: it takes the key from here.
    [
      'seat that moves',
      async () => made('seat', await handOver(o, id, await arrivalCode({ ...o, device: other }))).bytes,
    ],
  ];
  const files = new Map<string, Uint8Array>();
  for (const [what, make] of ways) files.set(what, await make());
  const secrets = [
    { name: 'passphrase', value: (await backup()).passphrase },
    { name: 'arrival key', value: (await other.arrivalKey())! },
  ];
  device.close();
  other.close();
  return { files, secrets };
}

/** @throws Error for a refusal, which is a word */
function made<T extends object>(what: string, result: T | string): T {
  if (typeof result === 'string') throw new Error(`${what}: ${result}`);
  return result;
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let known: Promise<T> | undefined;
  return () => {
    known ??= make();
    return known;
  };
}
