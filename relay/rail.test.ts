/** The rail: a table of whole nodes, fed to those who watch over a real relay, WebRTC and gossip. */
import { afterEach, describe, expect, it } from 'vitest';
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

describe('the rail', () => {
  it('who watches from it comes to the same state as the table, from what two members feed', async () => {
    relay = await startRelay(bare);
    rail = await TestRail.create(relay.addresses, 4);
    const { table } = rail;
    await table.start(3);
    const three = [...table.nodes];
    await Promise.all([rail.feed(three[0]!), rail.feed(three[1]!)]);
    const [wanda, walter] = await Promise.all([rail.watch('Wanda'), rail.watch('Walter')]);
    const watching = [wanda.node, walter.node];
    await until(watching, 'the table', () => watching.every((n) => n.phase === 'watching'));
    const all = [...three, ...watching];
    await table.callUntil(all, 'a showdown', () =>
      all.every((n) => n.validator?.part().hand?.stage === 'between-hands'),
    );
    await until(all, 'one root', () => new Set(all.map(root)).size === 1);
    expect(three.map((n) => n.audience.size)).toEqual([0, 0, 0]);
    expect(three.map((n) => n.network.links().length)).toEqual([2, 2, 2]);
  });
});
