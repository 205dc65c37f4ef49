/** Whole nodes make the table's key while they play: with crashes at every step, and with members who come and go. */
import { describe, expect, it } from 'vitest';
import { toHex } from '../../src/codec/decode.ts';
import { createMclGroup } from '../../src/crypto/backendMcl.ts';
import { createKeyCrypto } from '../../src/mentalpoker/threshold/keyCrypto.ts';
import { shareOf } from '../../src/node/key/shares.ts';
import type { ServingKey } from '../../src/table/state/keyState.ts';
import { seededRandom } from '../../src/testing/seededRandom.ts';
import { createRandom } from '../random.ts';
import { Evening } from './evening.ts';
import type { Player } from './world.ts';

async function evening(seed: number, players = 4): Promise<Evening> {
  const random = createRandom(seed);
  const times = random.fork('times');
  return Evening.begin({
    seed,
    players,
    random,
    latencyMs: () => times.between(5, 30),
    clockRate: () => 1,
    proofMs: () => times.between(5, 300),
    thinkMs: () => times.between(50, 500),
    lyingDisks: false,
    config: { startingStackChips: 2_000, actionTimeMs: 600_000 },
  });
}

const keyOf = (p: Player) => p.node?.validator?.settled.key;
const servingOf = (p: Player): ServingKey | undefined => keyOf(p)?.serving;

/** Does what these players hold on their disks sign under the key? */
async function signs(players: readonly Player[], serving: ServingKey): Promise<boolean> {
  const crypto = createKeyCrypto(await createMclGroup());
  const message = Uint8Array.of(7);
  const rng = seededRandom('sign');
  const partials = [];
  for (const p of players) {
    const share = await shareOf(p.disk.game, serving.sharing.instance);
    const { members, index } = p.node!.validator!;
    const at = serving.holderKeys.findIndex((k) => toHex(k) === toHex(members[index!]!.key));
    if (share === undefined || at < 0) continue;
    const { index: holder, publicShare } = serving.sharing.holders[at]!;
    partials.push({ holder, publicShare, signature: crypto.perform({ kind: 'sign', share, message }, rng) });
  }
  const { key } = serving.sharing;
  const threshold = partials.length;
  if (threshold < 2) return false;
  return crypto.perform({ kind: 'combine', key, threshold, message, partials }, rng).signature !== undefined;
}

describe('four nodes that play', () => {
  it('have a key within a minute of the table’s time, and what each has erased is gone', async () => {
    const table = await evening(1);
    const { players } = table;
    await table.must('a key in service', () => players.every((p) => servingOf(p) !== undefined), 180_000);
    const serving = servingOf(players[0]!)!;
    expect(serving.sinceMs).toBeLessThan(70_000);
    expect(new Set(players.map((p) => toHex(servingOf(p)!.sharing.key))).size).toBe(1);
    // Whoever said nothing yet does so in its own time.
    await table.must(
      'everybody ready',
      () => players.every((p) => keyOf(p)!.generation!.ready.length === 4),
      60_000,
    );
    expect(await signs(players.slice(1), serving)).toBe(true);
    expect(await signs(players.slice(2), serving)).toBe(false);
    await table.must(
      'the log shows that it signs',
      () => players.every((p) => keyOf(p)!.asked?.signed === true),
      180_000,
    );
    await table.until(3_000, () => false);
    const epoch = `key:${toHex(serving.sharing.instance)}:`;
    for (const p of players) {
      expect(await p.disk.game.isErased(epoch)).toBe(true);
      expect(await p.disk.game.getSecret(`${epoch}channel`)).toBeUndefined();
    }
    expect(players[0]!.node!.validator!.settled.validators.every((v) => !v.expelled)).toBe(true);
    expect(players[0]!.node!.validator!.settled.hand!.hand).toBeGreaterThan(1);
  });

  it.each([2, 3])(
    'killed at every step, one after the other (seed %i): nobody is taken for a liar',
    async (seed) => {
      const table = await evening(seed);
      const { players } = table;
      const random = createRandom(seed).fork('crashes');
      const steps: [string, (p: Player) => boolean][] = [
        ['dealing', (p) => keyOf(p)?.generation !== undefined],
        ['a dealing', (p) => (keyOf(p)?.generation?.dealings.length ?? 0) > 0],
        ['all dealings', (p) => keyOf(p)?.generation?.dealings.length === 4],
        ['the outcome', (p) => keyOf(p)?.generation?.made !== undefined],
        ['one is ready', (p) => (keyOf(p)?.generation?.ready.length ?? 0) > 0],
        ['in service', (p) => servingOf(p) !== undefined],
      ];
      for (const [what, holds] of steps) {
        await table.must(what, () => players.some((p) => p.node !== undefined && holds(p)), 180_000);
        const victim = players[Math.floor(random.between(0, 4))]!;
        table.restart(victim, random.between(0, 1_500), random.chance(0.5) ? 'crash' : 'close');
      }
      await table.must('a key everywhere', () => players.every((p) => servingOf(p) !== undefined), 180_000);
      const serving = servingOf(players[0]!)!;
      await table.must('ready', () => (keyOf(players[0]!)?.generation?.ready.length ?? 0) >= 3, 60_000);
      expect(players[0]!.node!.validator!.settled.validators.every((v) => !v.expelled)).toBe(true);
      expect(await signs(players, serving)).toBe(true);
    },
  );
});
