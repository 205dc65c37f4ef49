/** "Practise with bots": a table whose other players run in a worker of this tab. No relay, no network. */
import { encodeTableConfig } from '../../codec/config.ts';
import { createPortNetwork } from '../../net/portNetwork.ts';
import { systemScheduler } from '../../node/clock.ts';
import type { TableClient } from '../contract/actions.ts';
import { hasBringIn, PLAYABLE } from '../contract/games.ts';
import { MOST_BOTS, type PractiseOptions, practiceMark } from '../contract/practice.ts';
import { createTable } from '../create/create.ts';
import { parseTableUrl } from '../create/tableUrl.ts';
import { openTable } from '../table/open.ts';
import { failedClient } from '../table/opening.ts';
import { keepPractice, startAtOnce, takePractice } from './sessions.ts';
import type { BotWorkerStart } from './workerEntry.ts';

const NAMES = ['Ada', 'Blaise', 'Carl', 'Emmy', 'Grace'];
const YOU = 'you';

/** Makes the table and starts its bots; resolves with its path. Rejects where the browser cannot. */
export async function practise({ nickname, game, bots, strength }: PractiseOptions): Promise<string> {
  const names = NAMES.slice(0, Math.max(1, Math.min(MOST_BOTS, bots)));
  const bringIn = hasBringIn(game);
  const made = await createTable(
    {
      name: 'Practice',
      game,
      structure: PLAYABLE[game][0]!,
      smallBlindChips: 1,
      bigBlindChips: 2,
      startingStackChips: 200,
      seats: names.length + 1,
      anteChips: bringIn ? 1 : 0,
      actionSeconds: 300,
      // Bots do not leave before you do, and without it hands are dealt faster.
      escrow: false,
      // Bots ask nobody.
      admission: 'open',
    },
    practiceMark,
  );
  if (!made.ok) throw new Error(`no practice table: ${made.reason}`);
  const url = new URL(made.url);
  const address = parseTableUrl(url);
  if (typeof address === 'string') throw new Error(`no practice table: ${address}`);
  const peers = [YOU, ...names.map((_, i) => `bot-${i + 1}`)];
  const ports = mesh(peers);
  const worker = new Worker(new URL('./workerEntry.ts', import.meta.url), {
    type: 'module',
    name: 'bots',
  });
  worker.addEventListener('error', (event) => console.error('the bots stopped:', event.message));
  const start: BotWorkerStart = {
    config: encodeTableConfig(address.config),
    strength,
    bots: names.map((name, i) => ({ name, peer: peers[i + 1]!, ports: ports[i + 1]! })),
  };
  worker.postMessage(
    start,
    start.bots.flatMap((bot) => bot.ports.map(({ port }) => port)),
  );
  const network = createPortNetwork({ self: YOU, ports: ports[0]!, scheduler: systemScheduler });
  keepPractice(address.tableId, { network, nickname, bots: names.length, close: () => worker.terminate() });
  return `${url.pathname}${url.hash}`;
}

/** Opens a practice table of this page; its player sits down and starts without being asked. */
export async function openPractice(url: URL): Promise<TableClient> {
  const address = parseTableUrl(url);
  if (typeof address === 'string') return failedClient(address);
  const session = takePractice(address.tableId);
  if (session === undefined) return failedClient('practice-over');
  const { network, nickname, bots } = session;
  const client = await openTable(url, {
    company: { network, nickname, leave: () => session.close() },
  });
  startAtOnce(client, bots);
  return client;
}

/** A channel between every two; each peer's ends, in the order of `peers`. */
function mesh(peers: readonly string[]): { peer: string; port: MessagePort }[][] {
  const ends = peers.map((): { peer: string; port: MessagePort }[] => []);
  for (let a = 0; a < peers.length; a++)
    for (let b = a + 1; b < peers.length; b++) {
      const { port1, port2 } = new MessageChannel();
      ends[a]!.push({ peer: peers[b]!, port: port1 });
      ends[b]!.push({ peer: peers[a]!, port: port2 });
    }
  return ends;
}
