/** What screens and bots read of those who ask to be let in. A query; nothing here changes anything. */
import { decodeText, equalBytes, fromHex, toHex } from '../codec/decode.ts';
import { NO_SEAT, ROLES } from '../codec/genesis.ts';
import { limits } from '../codec/limits.ts';
import type { PeerId } from '../net/network.ts';
import {
  type Asker,
  askingOf,
  consentCount,
  hostTrusted,
  isDeclined,
  isLetIn,
  judgeConsent,
  openAskings,
} from '../table/house/consent.ts';
import type { Asking } from '../table/state/houseState.ts';
import type { TableState } from '../table/state/state.ts';
import type { Hello } from './lobby/state.ts';
import type { Validator } from './validator/validator.ts';

/** Somebody who asks to be let in. */
export interface AskerReading {
  /** Key in hexadecimal. */
  readonly player: string;
  /** Undefined where it is not linked to this tab. */
  readonly nickname: string | undefined;
  readonly role: (typeof ROLES)[number];
  /** Undefined for a witness. */
  readonly seat: number | undefined;
  /** How many who are seated agree, and how many must once they decide. */
  readonly yes: number;
  readonly needed: number;
  /** The creator has agreed: until this table time, once it is stamped, anybody may object. */
  readonly objection: { readonly endsMs: number | undefined } | undefined;
  readonly decided: 'let-in' | 'declined' | undefined;
  readonly mayAgree: boolean;
  readonly mayDecline: boolean;
}

export interface DoorReading {
  readonly askers: readonly AskerReading[];
  /** Somebody, with those whom it let in by its word alone, is more than may fail. */
  readonly hostTrusted: boolean;
}

/** Whoever is linked and asks, and whoever others have spoken about. */
export function readDoor(validator: Validator, linked: ReadonlyMap<PeerId, Hello>): DoorReading {
  const { table, index } = validator;
  const here = [...linked.values()].filter((h) => !table.joins.some((j) => equalBytes(j.key, h.key)));
  const known = here.map((h) => ({ ...h, nickname: name(h.nickname) }));
  const spoken = openAskings(table).flatMap(({ player, role, seat }) => {
    const asker = { key: fromHex(player), role, seat, nickname: undefined };
    const isKnown = known.some((h) => h.seat === seat && h.role === role && equalBytes(h.key, asker.key));
    return isKnown ? [] : [asker];
  });
  const may = (asker: Asker, agree: number): boolean =>
    index !== undefined && judgeConsent(table, index, { ...asker, agree }) === undefined;
  const askers = [...known, ...spoken].flatMap(({ key, role, seat, nickname }): AskerReading[] => {
    const asker = { key, role, seat };
    const asking = askingOf(table, asker);
    const [mayAgree, mayDecline] = [may(asker, 1), may(asker, 0)];
    // Nothing has been said about it, and nothing can be: no matter of this table's.
    if (asking === undefined && !mayAgree && !mayDecline) return [];
    return [
      {
        ...{ player: toHex(key), nickname, role: ROLES[role]!, mayAgree, mayDecline },
        seat: seat === NO_SEAT ? undefined : seat,
        ...consentCount(table, asking ?? { yes: [], no: [] }),
        objection: asking?.objection && { endsMs: asking.objection.dueMs ?? undefined },
        decided: asking && (isLetIn(table, asking) ? 'let-in' : declinedOf(table, asking)),
      },
    ];
  });
  return { askers, hostTrusted: hostTrusted(table) };
}

const declinedOf = (table: TableState, asking: Asking): 'declined' | undefined =>
  isDeclined(table, asking) ? 'declined' : undefined;

const name = (bytes: Uint8Array): string => decodeText(bytes, limits.nicknameBytes, 'nickname');
