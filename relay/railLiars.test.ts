/** A rail on which two of three who feed it are of no use: one says nothing, and one lies about everything. */
import { afterEach, expect, it } from 'vitest';
import { CONFIG_VERSION } from '../src/codec/config.ts';
import { decodeMessage, encodeMessage } from '../src/codec/wire.ts';
import type { GossipJudge } from '../src/net/rail/gossip.ts';
import type { GameNode } from '../src/node/gameNode.ts';
import { messageIdOf } from '../src/node/rail/judge.ts';
import { root, until } from '../src/testing/nodes.ts';
import { TestRail } from '../src/testing/railTable.ts';
import { type Relay, startRelay } from './relay.ts';
import { bare } from './testRelay.ts';

let relay: Relay | undefined;
let rail: TestRail | undefined;
afterEach(async () => {
  await rail?.stop();
  await relay?.stop();
  [rail, relay] = [undefined, undefined];
});

/** Takes what it hears, and passes nothing of it on. */
const deaf = (heard: (message: Uint8Array) => void = () => undefined): GossipJudge => ({
  idOf: messageIdOf,
  judge: async (_from, message) => {
    heard(message);
    return 'ignore';
  },
  failed: (_from, error) => {
    throw error;
  },
});

const bent = (message: Uint8Array, at: number): Uint8Array =>
  message.map((byte, i) => (i === message.length - 1 - at ? byte ^ 1 : byte));

it('who watches follows by the third; whoever lies to it is shut out, whoever is silent is not', async () => {
  relay = await startRelay(bare);
  rail = await TestRail.create(relay.addresses, 4, { protocolVersion: CONFIG_VERSION });
  const { table } = rail;
  await table.start(3);
  const three = [...table.nodes];
  const silent = await rail.join(deaf(), true);
  const heard: Uint8Array[] = [];
  const liar = await rail.join(
    deaf((message) => heard.push(message)),
    true,
  );
  let lies = 0;
  liar.network.subscribe((event) => {
    if (event.kind !== 'message') return;
    const { kind } = decodeMessage(event.bytes);
    const send = (message: Uint8Array): void => liar.network.send(event.from, message);
    // How the table began, bent in what is signed; and blocks that nobody made.
    if (kind === 'watch')
      void three[0]!
        .rail()
        .head()
        .then((head) => {
          for (const message of head) send(bent(message, lies++ % 32));
        });
    const last = heard.at(-1);
    const said = last && decodeMessage(last);
    const block = said?.kind === 'blocks' ? said.body.blocks.at(-1) : undefined;
    if (kind !== 'frontier' || block === undefined) return;
    const signature = bent(block.signature, lies++ % 64);
    send(encodeMessage({ kind: 'blocks', body: { blocks: [{ ...block, signature }] } }));
  });
  const forge = (): void => {
    const last = heard.at(-1);
    if (last) liar.gossip.publish(bent(last, lies++ % 64));
  };
  await rail.feed(three[0]!);
  const watchers = [await rail.watch('Wanda'), await rail.watch('Walter')];
  const watching = watchers.map(({ node }) => node);
  const all = [...three, ...watching];
  await until(watching, 'the table', () => watching.every((n) => n.phase === 'watching'));
  const stop = three[0]!.subscribe(forge);
  const over = (n: GameNode): boolean => (n.validator?.part().hand?.hand ?? 0) > 1;
  const shutOut = () =>
    watchers.every(({ network }) => !network.neighbours().some(({ peer }) => peer === liar.network.self));
  await table.callUntil(all, 'a hand, and the liar’s end', () => all.every(over) && shutOut());
  stop();
  await until(all, 'one root', () => new Set(all.map(root)).size === 1);
  for (const { network } of watchers) {
    const points = network.penalties();
    expect(Object.keys(points.get(liar.network.self) ?? {}).length, 'it is counted').toBeGreaterThan(0);
    expect(points.get(silent.network.self)).toBeUndefined();
    expect(network.neighbours().some(({ peer }) => peer === silent.network.self)).toBe(true);
  }
  for (const n of three) expect([n.network.links().length, n.network.penalties().size]).toEqual([2, 0]);
  await Promise.all([silent.network.stop(), liar.network.stop()]);
});
