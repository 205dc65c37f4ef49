/** What this tab's player would be at the table: seated and ready, or one who watches. */
import { NO_SEAT } from '../codec/genesis.ts';
import type { Membership } from './epochs/member.ts';
import type { LobbyShell } from './lobby/lobbyShell.ts';
import type { LobbyInput } from './lobby/steps.ts';
import type { NodeRefusal } from './refusal.ts';
import type { Standing } from './standing.ts';
import type { Watching } from './watching/watching.ts';

/** A choice in the lobby. */
export type Choice = Extract<
  LobbyInput,
  {
    kind: 'nickname' | 'look' | 'seat' | 'ready' | 'start' | 'remove';
  }
>;

interface WishesOptions {
  readonly standing: Standing;
  readonly shell: LobbyShell;
  readonly watching: Watching;
  readonly epochs: Membership;
  readonly onChange: () => void;
}

export class Wishes {
  constructor(private readonly o: WishesOptions) {}

  /** Answers with the reason a choice was refused. */
  choose(choice: Choice): NodeRefusal | undefined {
    const { shell, epochs, onChange } = this.o;
    const refused = shell.step(choice);
    if (refused === undefined && choice.kind !== 'look') epochs.admissions.askAnew();
    // Whoever sits down plays, or waits in the lobby to be let in.
    if (refused === undefined && choice.kind === 'seat' && shell.state.seat !== NO_SEAT) this.watch(false);
    onChange();
    return refused;
  }

  /** Which of two beginnings is the table nobody can tell who is in neither. */
  lobbyChanged(): void {
    const { shell, watching, epochs } = this.o;
    if (shell.state.rival && watching.wished && !epochs.isMember) this.watch(false);
  }

  /** Begins or ends to watch, now or as soon as the table is played. The reason where that cannot be. */
  watch(on: boolean): NodeRefusal | undefined {
    const { standing, shell, watching, epochs, onChange } = this.o;
    if (epochs.isMember) return 'already-started';
    if (on && shell.state.rival) return 'two-beginnings';
    if (on === watching.wished) return undefined;
    if (on && shell.state.seat !== NO_SEAT) shell.step({ kind: 'seat', seat: NO_SEAT });
    watching.set(on);
    const { at } = standing.stage;
    if (!on) epochs.unfollow();
    if (!on && at === 'watching') standing.move('leave');
    if (on && at === 'outside') epochs.follow();
    onChange();
    return undefined;
  }
}
