/** The rail: a table of whole nodes, fed to those who watch over a real relay, WebRTC and gossip. */
import { afterEach, describe, expect, it } from 'vitest';
import { type SignedBlock, SignedBlockType } from '../src/codec/block.ts';
import { ADMISSIONS, type TableConfig, tableIdOf } from '../src/codec/config.ts';
import { encodeRailLine, type RailLine } from '../src/codec/railChat.ts';
import { decodeMessage, encodeMessage } from '../src/codec/wire.ts';
import type { Network } from '../src/net/network.ts';
import type { GossipJudge } from '../src/net/rail/gossip.ts';
import { railLimits } from '../src/net/rail/limits.ts';
import type { GameNode } from '../src/node/gameNode.ts';
import { messageIdOf } from '../src/node/rail/judge.ts';
import { height, root, until } from '../src/testing/nodes.ts';
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

async function open(change: Partial<TableConfig> = {}): Promise<TestRail> {
  relay = await startRelay(bare);
  rail = await TestRail.create(relay.addresses, 4, change);
  await rail.table.start(3);
  return rail;
}

const following = (nodes: readonly GameNode[]): Promise<void> =>
  until(nodes, 'the table', () => nodes.every((n) => n.phase === 'watching'));

const sameRoot = (nodes: readonly GameNode[]): Promise<void> =>
  until(nodes, 'one root', () => nodes.every((n) => n.validator) && new Set(nodes.map(root)).size === 1);

/** All hands up to this one are over, at every one of them. */
const handOver = (nodes: readonly GameNode[], hand: number) => () =>
  nodes.every((n) => (n.validator?.part().hand?.hand ?? 0) > hand);

/** Resolves as soon as it holds, looked at after every event of this network. */
function seen(network: Network, holds: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (!holds()) return;
      unsubscribe();
      resolve();
    };
    const unsubscribe = network.subscribe(look);
    look();
  });
}

/** Signed by nobody. */
const lineOfNobody = ({ config }: TestRail['table']): RailLine => ({
  ...{ tableId: tableIdOf(config), key: new Uint8Array(32), number: 1, height: 0 },
  ...{ nickname: new Uint8Array(0), text: Uint8Array.of(104, 105), signature: new Uint8Array(64) },
});

describe('the rail', () => {
  it('who watches comes to the same state, sees no card before it is shown, and no member has a link more', async () => {
    const { table } = await open();
    const three = [...table.nodes];
    const feeders = await Promise.all([rail!.feed(three[0]!), rail!.feed(three[1]!)]);
    const watchers = await Promise.all([rail!.watch('Wanda'), rail!.watch('Walter')]);
    const watching = watchers.map((w) => w.node);
    await following(watching);
    const all = [...three, ...watching];
    await table.callUntil(all, 'cards', () =>
      all.every((n) => n.validator?.part().hand?.stage === 'preflop'),
    );
    for (const n of watching) {
      expect(n.validator!.part().seats.flatMap((s) => s.cards)).toEqual(Array(6).fill(null));
      expect(n.validator!.ownCards).toBeUndefined();
    }
    // What they say to one another no member carries.
    const [wanda, walter] = watchers.map((w) => w.network);
    const told = new Promise<void>((resolve) => walter!.chat.onChange(resolve));
    await table.callUntil(all, 'a hand', handOver(all, 1));
    await sameRoot(all);
    for (const { net } of feeders) net.gossip.publishChat(encodeRailLine(lineOfNobody(table)));
    const text = (words: string): Uint8Array => new TextEncoder().encode(words);
    expect(await wanda!.chat.say(text('Wanda'), text('what a hand'))).toBe(true);
    await told;
    expect(walter!.chat.lines).toMatchObject([{ nickname: 'Wanda', text: 'what a hand', own: false }]);
    expect(three.map((n) => n.audience.size)).toEqual([0, 0, 0]);
    expect(three.map((n) => n.network.links().length)).toEqual([2, 2, 2]);
    for (const { network } of watchers)
      expect(network.neighbours().length, 'each other and two feeders').toBeLessThanOrEqual(3);
  });

  it('goes on when one of two feeders leaves', async () => {
    const { table } = await open();
    const three = [...table.nodes];
    const [first] = await Promise.all([rail!.feed(three[0]!), rail!.feed(three[1]!)]);
    const watching = [(await rail!.watch('Wanda')).node, (await rail!.watch('Walter')).node];
    const all = [...three, ...watching];
    await following(watching);
    await first.stop();
    await table.callUntil(all, 'a hand by the other one', handOver(all, 1));
    await sameRoot(all);
    expect(three.map((n) => n.network.links().length)).toEqual([2, 2, 2]);
  });

  it('follows into the next epoch; who comes only then hears from the members that it is the present', async () => {
    const { table } = await open({ admission: ADMISSIONS.indexOf('open') });
    const three = [...table.nodes];
    await rail!.feed(three[0]!);
    const wanda = await rail!.watch('Wanda');
    await following([wanda.node]);
    const dora = await table.open(4, 'Dora');
    await until(
      [dora],
      'the table',
      () => dora.phase === 'started-without-us' && dora.lobby.others.size >= 3,
    );
    dora.choose({ kind: 'seat', seat: 3 });
    dora.choose({ kind: 'ready', ready: true });
    const all = [...three, dora, wanda.node];
    await table.callUntil(all, 'the next epoch', () => all.every((n) => n.validator?.epoch === 1));
    const walter = await rail!.watch('Walter');
    await table.callUntil(
      [...all, walter.node],
      'the newcomer',
      () => walter.node.phase === 'watching' && walter.node.validator?.epoch === 1,
    );
    await sameRoot([...all, walter.node]);
  });

  it('a liar among them: what it forges is passed on to nobody, and it is cut off; the others keep up', async () => {
    const { table } = await open();
    const three = [...table.nodes];
    await rail!.feed(three[0]!);
    const wanda = await rail!.watch('Wanda');
    await following([wanda.node]);
    const blocks: SignedBlock[] = [];
    let lies = 0;
    // It takes whatever it hears, passes nothing of it on, and sends what it makes of it instead.
    const judge: GossipJudge = {
      idOf: messageIdOf,
      judge: async (_from, bytes) => {
        const message = decodeMessage(bytes);
        if (message.kind === 'blocks') blocks.push(...message.body.blocks);
        return 'ignore';
      },
      failed: (_from, error) => {
        throw error;
      },
    };
    const eve = await rail!.join(judge, false, { ...judge, judge: async () => 'ignore' });
    const forge = (): void => {
      const block = blocks.at(-1);
      if (block === undefined) return;
      const signature = block.signature.map((b, i) => (i === 3 ? b ^ 1 : b));
      const others = blocks.slice(-4, -1);
      eve.gossip.publish(
        encodeMessage({ kind: 'blocks', body: { blocks: [...others, { ...block, signature }] } }),
      );
      eve.gossip.publish(new Uint8Array(railLimits.messageBytes + 1).fill(blocks.length % 251));
      eve.gossip.publishChat(encodeRailLine({ ...lineOfNobody(table), number: ++lies }));
      eve.network.send(
        wanda.network.self,
        encodeMessage({ kind: 'blocks', body: { blocks: [{ ...block, signature }] } }),
      );
      eve.network.send(wanda.network.self, SignedBlockType.serialize(block));
    };
    const all = [...three, wanda.node];
    const stop = three[0]!.subscribe(forge);
    const points = () => wanda.network.penalties().get(eve.network.self) ?? {};
    const cut = () => !wanda.network.neighbours().some(({ peer }) => peer === eve.network.self);
    await table.callUntil(
      all,
      'it to be cut off',
      () => handOver(all, 1)() && (points()['bad-signature'] ?? 0) > 0 && cut(),
    );
    stop();
    await sameRoot(all);
    for (const n of three) expect([...n.network.penalties().keys()]).toEqual([]);
    expect(wanda.network.chat.lines, 'no line of nobody is shown').toEqual([]);
    await eve.network.stop();
  });

  it('a feeder that lags behind on purpose shows nothing before so many slots more are final', async () => {
    const { table } = await open();
    const three = [...table.nodes];
    const delaySlots = 20;
    await rail!.feed(three[0]!, true, delaySlots);
    const wanda = await rail!.watch('Wanda');
    await following([wanda.node]);
    const behind: number[] = [];
    wanda.node.subscribe(() => behind.push(height(three[0]!) - height(wanda.node)));
    await table.callUntil(three, 'slots', () => height(three[0]!) > 3 * delaySlots);
    await table.callUntil([...three, wanda.node], 'her to follow', () => height(wanda.node) > delaySlots);
    // A block that was there before a slot was final decides some of the slots that follow it.
    expect(Math.min(...behind)).toBeGreaterThan(delaySlots / 2);
  });

  it('who is alone with nobody that feeds asks in vain, and follows as soon as somebody does', async () => {
    const { table } = await open();
    const three = [...table.nodes];
    const wanda = await rail!.watch('Wanda');
    const walter = await rail!.watch('Walter');
    await seen(wanda.network, () => wanda.network.relay() === 'connected');
    expect(wanda.node.phase).toBe('lobby');
    await rail!.feed(three[2]!);
    await following([wanda.node, walter.node]);
    await sameRoot([...three, wanda.node, walter.node]);
  });
});
