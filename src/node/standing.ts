/** The stage in which a node is (stage.ts), moved by what happens to it, and what made it fail. */
import type { LobbyState } from './lobby/state.ts';
import { firstStage, type Stage, type StageEvent, shown, stageAfter } from './stage.ts';

/**
 * 'started-without-us': the table is being played and this tab has no seat in the epoch that is on; 'watching': the
 * same, and it follows.
 */
export type NodePhase = 'lobby' | 'signing' | 'playing' | 'started-without-us' | 'watching' | 'failed';

export class Standing {
  private now: Stage = firstStage;
  private error: unknown;

  get stage(): Stage {
    return this.now;
  }

  get phase(): NodePhase {
    const what = shown(this.now);
    return what === 'outside' ? 'started-without-us' : what;
  }

  /** What made it fail first; never holds a secret. */
  get fatal(): unknown {
    return this.error;
  }

  move(event: StageEvent): void {
    this.now = stageAfter(this.now, event);
  }

  /** The lobby has a genesis to sign, or has lost it. */
  lobbyChanged({ proposal }: Pick<LobbyState, 'proposal'>): void {
    const { at } = this.now;
    if (at === 'lobby' && proposal) this.move('proposed');
    else if (at === 'signing' && !proposal) this.move('voided');
  }

  fail(error: unknown): void {
    this.error ??= error ?? new Error('unknown');
    this.move('fail');
  }
}
