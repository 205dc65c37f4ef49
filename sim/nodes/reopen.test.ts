/** A table lives on however often its tabs are reloaded or killed, in whichever hand: three players and a witness. */
import { describe, expect, it } from 'vitest';
import type { GameNode } from '../../src/node/gameNode.ts';
import type { HandRecord } from '../../src/storage/storage.ts';
import { createRandom } from '../random.ts';
import { Evening } from './evening.ts';
import type { Player } from './world.ts';

const TIMES = 10;
const SEED = 20;

const handOf = (n: GameNode | undefined): number => n?.validator?.table.hand?.hand ?? 0;

/** A table where everybody is asked often, and nothing is ever decided by a clock. */
async function open(onMade: (player: number) => void): Promise<Evening> {
  const random = createRandom(SEED);
  const times = random.fork('times');
  return Evening.begin({
    seed: SEED,
    players: 3,
    witnesses: 1,
    random,
    latencyMs: () => times.between(5, 30),
    clockRate: () => 1,
    proofMs: () => times.between(5, 300),
    thinkMs: () => times.between(50, 500),
    lyingDisks: false,
    onMade,
    config: { startingStackChips: 2_000, actionTimeMs: 600_000 },
  });
}

class Reopening {
  private evening!: Evening;
  /** Whose node is on its way back to where its device left the table. */
  private readonly coming = new Set<number>();
  /** What a node made for a hand while it was not back. */
  readonly madeTooEarly: number[] = [];

  static async begin(): Promise<Reopening> {
    const made = new Reopening();
    made.evening = await open((player) => {
      if (made.coming.has(player)) made.madeTooEarly.push(player);
    });
    return made;
  }

  /** Everybody is in this hand, or past it; the hands before are short. */
  async playTo(hand: number): Promise<void> {
    const { evening } = this;
    const { players } = evening;
    const areIn = (h: number) => () => players.every((p) => handOf(p.node) >= h);
    evening.wake();
    evening.hasty = true;
    await evening.must(`hand ${hand - 1}`, areIn(hand - 1), 3_600_000);
    evening.hasty = false;
    await evening.must(`hand ${hand}`, areIn(hand), 600_000);
  }

  /** Every node, one after the other and twice all at once, so many times; somebody acts in between. */
  async reopenAll(times: number): Promise<void> {
    const { evening } = this;
    const random = createRandom(SEED).fork(`reopen ${times}`);
    for (let i = 0; i < times; i++) {
      const alone = evening.players.map((p) => [p]);
      for (const players of i < 2 ? [...alone, evening.players] : alone) {
        evening.wake();
        await evening.until(random.between(0, 1_500), () => false);
        evening.idle = true;
        await this.reopen(players, i % 2 === 0 ? 'crash' : 'close');
      }
    }
    evening.wake();
  }

  private async reopen(players: readonly Player[], how: 'crash' | 'close'): Promise<void> {
    const { evening } = this;
    const before = new Map<Player, { cards: unknown; hand: number; height: number; kept: HandRecord[] }>();
    for (const p of players) {
      const { validator } = p.node!;
      const { ownCards, settled } = validator!;
      const kept = await p.disk.game.loadHands();
      before.set(p, { cards: ownCards?.cards, hand: ownCards?.hand ?? 0, height: settled.height, kept });
      this.coming.add(p.index);
      evening.world[how](p);
    }
    for (const p of players) evening.open(p);
    const isBack = (p: Player): boolean => p.node?.validator?.replaying === false;
    await evening.must('it is back', () => {
      for (const p of players) if (isBack(p)) this.coming.delete(p.index);
      return players.every(isBack);
    });
    for (const [p, { cards, hand, height, kept }] of before) {
      const isWhereItWas = () => p.node!.validator!.settled.height >= height;
      await evening.must('it is where it was', isWhereItWas, 120_000);
      // Its cards come back as long as there are any to come back to.
      const isOn = () => handOf(p.node) === hand && p.node!.validator!.table.hand?.phase !== 'done';
      const sees = () => p.node!.validator!.ownCards?.hand === hand;
      if (cards !== undefined) await evening.must('it sees its cards', () => !isOn() || sees());
      if (cards !== undefined && sees()) expect(p.node!.validator!.ownCards?.cards).toEqual(cards);
      evening.compare(p);
      // What was in its history stays as it was; the disk may have lost the newest.
      const records = await p.disk.game.loadHands();
      // One without an end says where it stands, and says so again.
      for (const record of kept.filter((r) => r.unfinished === undefined)) {
        const again = records.find((r) => r.hand === record.hand);
        if (how === 'close') expect(again).toEqual(record);
        if (again?.finishedAt === record.finishedAt) expect(again).toEqual(record);
      }
    }
  }

  /** Nobody was hurt: chips and states were looked at all the time. */
  async end(): Promise<readonly Player[]> {
    const { evening } = this;
    const next = Math.max(...evening.players.map((p) => handOf(p.node))) + 1;
    await this.playTo(next);
    evening.idle = true;
    await evening.agree();
    return evening.players;
  }
}

describe('tabs and a witness that are reloaded and killed', () => {
  it('in hands 2, 5 and 20, ten times each: all come back, with cards and history, and play on', async () => {
    const table = await Reopening.begin();
    for (const hand of [2, 5, 20]) {
      await table.playTo(hand);
      await table.reopenAll(TIMES);
    }
    const players = await table.end();
    // Nothing was ever made for a hand that the journal holds.
    expect(table.madeTooEarly).toEqual([]);
    for (const p of players) {
      const { faults } = p.node!.validator!.table.hand!;
      expect(faults).toEqual([]);
      const hands = (await p.disk.game.loadHands()).map((h) => h.hand);
      expect(hands.length).toBeGreaterThanOrEqual(20);
      expect(new Set(hands).size).toBe(hands.length);
    }
  }, 1_200_000);
});
