/** What following the epochs of a table takes, and whom it tells. */
import type { LobbyShell } from '../lobby/lobbyShell.ts';
import type { NodeOptions } from '../options.ts';
import type { Peers } from '../peers.ts';
import type { Stage, StageEvent } from '../stage.ts';
import type { Audience } from '../watching/audience.ts';
import type { Watching } from '../watching/watching.ts';

export interface MembershipOptions {
  readonly node: NodeOptions;
  readonly peers: Peers;
  readonly lobby: LobbyShell;
  readonly watching: Watching;
  readonly audience: Audience;
  readonly stage: () => Stage;
  readonly move: (event: StageEvent) => void;
  /** An epoch is followed from now on. */
  readonly onEntered: () => void;
  /** The last epoch is closed here, and what was told of later ones can be looked at. */
  readonly onClosed: () => void;
  readonly onChange: () => void;
  readonly onFatal: (error: unknown) => void;
}
