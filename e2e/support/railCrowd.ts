/** People without a screen on the rail of a table: a process full of whole nodes, and one who lies. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Told, WatcherReport } from '../../bench/railWatchers.ts';

const program = join(import.meta.dirname, '..', '..', 'bench', 'railWatchers.ts');

export interface Crowd {
  /** Resolves when all of them follow the game, linked to some of the others. */
  following(): Promise<void>;
  reports(): Promise<readonly WatcherReport[]>;
  stop(): Promise<void>;
}

export function startCrowd(count: number, url: string): Crowd {
  const child = fork(program, [String(count), url, 'early'], { execArgv: ['--import', 'tsx'] });
  const hear = new Set<(told: Told) => void>();
  let following = 0;
  child.on('message', (told: Told) => {
    if (told.kind === 'following') following += told.count;
    for (const listener of [...hear]) listener(told);
  });
  const heard = <T>(found: (told?: Told) => T | undefined): Promise<T> =>
    new Promise((resolve, reject) => {
      const look = (told?: Told): void => {
        const what = found(told);
        if (what === undefined) return;
        hear.delete(look);
        resolve(what);
      };
      hear.add(look);
      child.once('exit', (code) => reject(new Error(`the crowd ended with ${code}`)));
      look();
    });
  return {
    following: async () => {
      await heard(() => (following >= count ? following : undefined));
    },
    reports: () => {
      child.send('report');
      return heard((told) => (told?.kind === 'report' ? told.watchers : undefined));
    },
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.send('stop');
      await once(child, 'exit');
    },
  };
}

/**
 * One who takes what it hears, passes nothing of it on, and sends forged blocks instead: signatures of nobody, a block
 * too large for one, and old ones again.
 */
export async function startForger(url: string) {
  const { parseTableUrl } = await import('../../src/client/create/tableUrl.ts');
  const { meetingKeyOf } = await import('../../src/codec/meeting.ts');
  const { decodeMessage, encodeMessage } = await import('../../src/codec/wire.ts');
  const { createNodeRail } = await import('../../src/net/rail/railNode.ts');
  const { railLimits } = await import('../../src/net/rail/limits.ts');
  const { messageIdOf } = await import('../../src/node/rail/judge.ts');
  const address = parseTableUrl(new URL(url));
  if (typeof address === 'string') throw new Error(address);
  const heard: Uint8Array[] = [];
  const { network, gossip } = await createNodeRail({
    meetingKey: meetingKeyOf(address.config),
    relayAddresses: address.relays,
    privateKeySeed: crypto.getRandomValues(new Uint8Array(32)),
    isFeeder: false,
    judge: {
      idOf: messageIdOf,
      judge: async (_from, message) => {
        heard.push(message);
        return 'ignore';
      },
      failed: (_from, error) => {
        throw error;
      },
    },
  });
  let cut = 0;
  let lies = 0;
  network.subscribe((event) => {
    if (event.kind === 'link' && event.link === undefined) cut++;
  });
  return {
    heard: () => heard.length,
    listeners: () => gossip.meshPeers().length,
    links: () => network.links().length,
    /** Links that others have ended. */
    cut: () => cut,
    lie(): void {
      const last = heard.at(-1);
      const message = last && decodeMessage(last);
      if (message?.kind !== 'blocks') return;
      const [first, ...others] = message.body.blocks;
      if (first === undefined) return;
      // Another forgery each time: what is said twice is not sent twice.
      for (let i = 0; i < 6; i++, lies++) {
        const wrong = 1 + ((lies >> 6) % 255);
        const signature = first.signature.map((byte, at) => (at === lies % 64 ? byte ^ wrong : byte));
        const blocks = [...others, { ...first, signature }];
        gossip.publish(encodeMessage({ kind: 'blocks', body: { blocks } }));
      }
      gossip.publish(new Uint8Array(railLimits.messageBytes + 1).fill(lies % 251));
      for (const old of heard.slice(0, 20)) gossip.publish(old);
      // True ones in other company.
      gossip.publish(encodeMessage({ kind: 'blocks', body: { blocks: [...others, first] } }));
    },
    stop: () => network.stop(),
  };
}
