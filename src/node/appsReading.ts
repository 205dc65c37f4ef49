/** What screens read of the apps at a table: which build each says it runs, and who plays by other rules. A query. */
import { NO_BUILD } from '../codec/app.ts';
import { decodeText, equalBytes } from '../codec/decode.ts';
import { NO_SEAT } from '../codec/genesis.ts';
import { limits } from '../codec/limits.ts';
import { otherRules, rulesSaid, WITNESS } from './lobby/seating.ts';
import type { LobbyState } from './lobby/state.ts';

export interface AppsReading {
  /** Of this app, 32 bytes; undefined where it is not known. */
  readonly build: Uint8Array | undefined;
  /** Everybody else who is seated or votes, with the build they say they run; undefined where it is not known. */
  readonly others: readonly { readonly nickname: string; readonly build: Uint8Array | undefined }[];
  /** Nicknames of those who are linked and cannot play with this app, for theirs is newer, or older. */
  readonly newer: readonly string[];
  readonly older: readonly string[];
  /** The table itself is played by other rules than this app's. */
  readonly table: 'newer' | 'older' | undefined;
}

export function readApps(s: LobbyState): AppsReading {
  const { newer, older } = otherRules(s);
  return {
    build: known(s.app.build),
    others: othersOf(s).map(({ nickname, build }) => ({ nickname: name(nickname), build: known(build) })),
    newer: newer.map(name),
    older: older.map(name),
    table: s.strangeRules === undefined ? undefined : s.strangeRules > s.app.rules ? 'newer' : 'older',
  };
}

interface Said {
  readonly key: Uint8Array;
  readonly nickname: Uint8Array;
  readonly build?: Uint8Array;
}

/** A hello is newer than what its sender said at the beginning: it may have loaded the page again since. */
function othersOf(s: LobbyState): Said[] {
  const here = [...s.others].flatMap(([peer, h]) => (s.links.has(peer) ? [h] : []));
  if (s.members === undefined)
    return here.filter((h) => rulesSaid(h) === s.app.rules && (h.role === WITNESS || h.seat !== NO_SEAT));
  const founders = s.genesis?.body.members ?? [];
  return s.members
    .filter((m) => !equalBytes(m.key, s.key))
    .map((m) => [...here, ...founders].find((h) => equalBytes(h.key, m.key)) ?? m);
}

const known = (build: Uint8Array | undefined): Uint8Array | undefined =>
  build === undefined || equalBytes(build, NO_BUILD) ? undefined : build;

const name = (bytes: Uint8Array): string => decodeText(bytes, limits.nicknameBytes, 'nickname');
