/** What goes into the lobby and what comes out of it. */
import type { Genesis, GenesisBody, Member } from '../../codec/genesis.ts';
import type { Look } from '../../codec/look.ts';
import type { Message } from '../../codec/wire.ts';
import type { PeerId } from '../../net/network.ts';
import type { Hello, LobbyState } from './state.ts';

export type LobbyInput =
  | { readonly kind: 'nickname'; readonly nickname: Uint8Array }
  /** What is not given stays. */
  | { readonly kind: 'look'; readonly look: Partial<Look> }
  | { readonly kind: 'seat'; readonly seat: number }
  | { readonly kind: 'ready'; readonly ready: boolean }
  /** `witnesses`: false leaves out all who would vote without playing. */
  | { readonly kind: 'start'; readonly witnesses?: boolean }
  /** The creator wants whoever holds this seat off the table. */
  | { readonly kind: 'remove'; readonly seat: number }
  | { readonly kind: 'link'; readonly peer: PeerId; readonly up: boolean }
  /** Its tab has said that it cannot go on. */
  | { readonly kind: 'stopped'; readonly peer: PeerId }
  /** Signature checked, and the hello's peer id equals `from`. */
  | { readonly kind: 'hello'; readonly from: PeerId; readonly hello: Hello }
  /** Signature checked; passed on by somebody else than the one who signed it. */
  | { readonly kind: 'heard'; readonly hello: Hello }
  /** Its hello is of a later version than this app reads. */
  | { readonly kind: 'later'; readonly from: PeerId; readonly nickname: Uint8Array }
  /** The table has gone on by rules of this version; certified. */
  | { readonly kind: 'rules'; readonly rules: number }
  /** Two certified histories of the table, by the members of their last epochs. */
  | { readonly kind: 'pasts'; readonly pasts: readonly [readonly Member[], readonly Member[]] }
  /** A certified history is not the one that our link is of. */
  | { readonly kind: 'disbelieved' }
  /** Hex keys that the creator wants off the table. */
  | { readonly kind: 'removed'; readonly from: PeerId; readonly keys: readonly string[] }
  | { readonly kind: 'proposal'; readonly from: PeerId; readonly body: GenesisBody }
  /** Signature checked against `key` over the signing bytes of the proposal with this root. */
  | {
      readonly kind: 'signature';
      readonly root: string;
      readonly key: string;
      readonly signature: Uint8Array;
    }
  /** The proposal with this root was open as long as one may be. */
  | { readonly kind: 'patience'; readonly root: string }
  /** We are the creator: our seal is made and durable. */
  | { readonly kind: 'sealed'; readonly genesis: Genesis }
  /** All signatures checked. */
  | { readonly kind: 'genesis'; readonly genesis: Genesis }
  /** An epoch begins, with these members; certified, or our own word. */
  | {
      readonly kind: 'members';
      readonly members: readonly Member[];
      /** The seat is ours and we come back to it by ourselves: a hand that we are in waits for us. */
      readonly returning?: number | undefined;
      /** Somebody who is linked knows of a later epoch. */
      readonly isPast?: boolean;
    };

export type LobbyEffect =
  /** Sign and send my present hello, to all or to one. */
  | { readonly kind: 'hello'; readonly to: PeerId | undefined }
  /** Sign the genesis body; hand my signature back as an input and send it to all. */
  | { readonly kind: 'sign'; readonly body: GenesisBody; readonly root: string }
  /** Say `patience` when it has lasted long enough. */
  | { readonly kind: 'wait'; readonly root: string }
  /** We are the creator, and all members have signed: seal it, unless we have sealed one before. Durable, then said. */
  | { readonly kind: 'seal'; readonly body: GenesisBody; readonly signatures: readonly Uint8Array[] }
  | { readonly kind: 'broadcast'; readonly message: Message }
  | { readonly kind: 'send'; readonly to: PeerId; readonly message: Message }
  | { readonly kind: 'started'; readonly genesis: Genesis };

export type LobbyRefusal =
  | 'seat-taken'
  | 'no-such-seat'
  | 'not-seated'
  | 'not-creator'
  | 'not-ready'
  | 'already-started'
  | 'a-witness'
  | 'removed'
  | 'two-beginnings'
  | 'two-pasts';

export interface LobbyStep {
  readonly state: LobbyState;
  readonly effects: readonly LobbyEffect[];
  readonly refused?: LobbyRefusal;
}

export const nothing = (state: LobbyState): LobbyStep => ({ state, effects: [] });

export const refuse = (state: LobbyState, refused: LobbyRefusal): LobbyStep => ({
  state,
  effects: [],
  refused,
});
