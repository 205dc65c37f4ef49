/**
 * Members come and go: in many hands somebody stands up, asks for its seat again as soon as it is out, and at every
 * boundary of an epoch somebody's tab is killed.
 */
import type { Random } from '../random.ts';
import type { Evening } from './evening.ts';
import type { Player } from './world.ts';

const leastSeated = 3;

export interface Churn {
  /** The first node has come to another hand. */
  onHand(): void;
  /** Upon every change of a player's node. */
  look(player: Player): void;
  /** Nobody stands up any more; whoever is out still comes back. */
  stop(): void;
}

export function startChurn(evening: Evening, random: Random, mayKill: () => boolean): Churn {
  const { world } = evening;
  let newestEpoch = 0;
  let stopped = false;
  const seated = (): number =>
    Math.max(
      0,
      ...world.alive.map(
        (n) => n.validator?.table.validators.filter((v) => v.seat !== undefined).length ?? 0,
      ),
    );
  return {
    onHand() {
      if (stopped || !random.chance(0.7) || seated() <= leastSeated) return;
      const player = random.pick(evening.honest);
      world.time.after(random.between(0, 5_000), () => {
        player.node?.submit({ kind: 'standUp', body: { version: 0 } });
      });
    },
    look(player) {
      const { node } = player;
      if (node === undefined) return;
      const epoch = node.validator?.table.epoch ?? 0;
      if (epoch > newestEpoch) {
        newestEpoch = epoch;
        const victim = random.pick(evening.honest);
        world.time.after(random.between(0, 800), () => {
          if (!stopped && victim.node && mayKill()) evening.restart(victim, random.between(20, 1_500));
        });
      }
      if (node.phase !== 'started-without-us' || player.role !== 'player') return;
      const { seat, ready } = node.lobby;
      if (seat !== player.index) node.choose({ kind: 'seat', seat: player.index });
      else if (!ready) node.choose({ kind: 'ready', ready: true });
    },
    stop() {
      stopped = true;
    },
  };
}
