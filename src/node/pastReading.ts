/** What a screen says of a table's past that a newcomer cannot know by itself. A query. */
import { decodeText } from '../codec/decode.ts';
import { isSealed } from '../codec/genesis.ts';
import { limits } from '../codec/limits.ts';
import type { LobbyState } from './lobby/state.ts';

export interface PastReading {
  /** Names in each of two certified pasts that contradict each other. */
  readonly pasts: readonly (readonly string[])[] | undefined;
  /** A past was shown that is not the one our link is of, and was not believed. */
  readonly disbelieved: boolean;
  /** Our link says nothing of it: the members who are here are believed. */
  readonly onTheirWord: boolean;
}

/** @param unmarked a newcomer that has been told of later epochs, and whose link says nothing of them */
export function readPast(s: LobbyState, unmarked: boolean): PastReading {
  return {
    pasts: s.pasts?.map((members) =>
      members.map((m) => decodeText(m.nickname, limits.nicknameBytes, 'nickname')),
    ),
    disbelieved: s.disbelieved,
    onTheirWord: isSealed(s.config) && unmarked && !s.pasts,
  };
}
