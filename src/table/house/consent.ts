/**
 * Who is let in at a table that is played (docs/PROTOCOL.md, Consent). A stranger's own wish changes nothing here: it
 * becomes a matter of the table when somebody who sits says a word about it.
 *
 * Upon a seated player's word that names key, role and seat: it counts once, for or against, and may be changed while
 *   it is open. The first one begins the matter; after `consentHands` hands it is forgotten, whatever was said.
 * Upon the creator's yes, while it is seated and there, and nobody has objected: let in when `objectMs` have passed.
 * Upon everybody's yes: let in at once.
 * Upon any no: more than half of all who are seated, there or not, have to agree; all of them while there are two.
 * Upon a matter that begins while the creator is not seated or not there: the same. One who is there and silent is
 *   waited for, `creatorSilentMs`, then the same.
 * Upon an epoch: the times go on; a word that was being waited for is waited for anew only as far as it is unstamped.
 *
 * Nobody is asked about who still has a seat or left only by absence; about whoever was voted out or expelled always.
 */
import { type Admission, admissionOf, PROTOCOL_VERSION } from '../../codec/config.ts';
import { equalBytes, toHex } from '../../codec/decode.ts';
import { NO_SEAT } from '../../codec/genesis.ts';
import { faultsTolerated } from '../../codec/quorum.ts';
import type { BodyOf } from '../../codec/transactions.ts';
import { armDeadline, type Deadline, onSlot } from '../../consensus/deadline.ts';
import type { TableRefusal } from '../refusal.ts';
import { emit } from '../state/events.ts';
import type { Asking, Door } from '../state/houseState.ts';
import { limits } from '../state/limits.ts';
import { rulesOf } from '../state/rulesOf.ts';
import { lifeSeat, withHouse } from '../state/seats.ts';
import type { TableState } from '../state/state.ts';
import { isBarred, noteRequest, seatedPlayer, tooManyRequests } from './asking.ts';

const NOBODY: Door = { asking: [], guests: [], absent: [] };

export const doorOf = (state: TableState): Door => state.house.door ?? NOBODY;

/** Tables of the first version have no door: anybody may come in, but whoever was voted out. */
export const hasDoor = (state: TableState): boolean => state.config.protocolVersion !== PROTOCOL_VERSION;

function withDoor(state: TableState, change: Partial<Door>): TableState {
  return withHouse(state, { door: { ...doorOf(state), ...change } });
}

/** Who asks, as the words about it name it: key, role by wire number, seat (NO_SEAT for a witness). */
export interface Asker {
  readonly key: Uint8Array;
  readonly role: number;
  readonly seat: number;
}

/** Matters that somebody has spoken about and that are not forgotten yet. */
export function openAskings(state: TableState): Asking[] {
  return doorOf(state).asking.filter((a) => state.life.handsBegun - a.hand < limits.consentHands);
}

export function askingOf(state: TableState, { key, role, seat }: Asker): Asking | undefined {
  const player = toHex(key);
  return openAskings(state).find((a) => a.player === player && a.role === role && a.seat === seat);
}

/** Everybody who has a seat, there or not, with a vote or (a hand of theirs is set aside) without. */
function seatedPlayers(state: TableState): string[] {
  return state.life.seats.flatMap((s) =>
    s !== null && s.status !== 'expelled' && !s.pending.leave ? [s.player] : [],
  );
}

/** The creator, where it is seated and there. */
function creatorHere(state: TableState): string | undefined {
  const v = state.validators.find(({ key }) => equalBytes(key, state.config.creatorKey));
  return v?.absentSince === undefined ? seatedPlayer(state, v) : undefined;
}

/** How many of those who are seated agree and object, and how many have to agree once they decide. */
export function consentCount(
  state: TableState,
  a: Pick<Asking, 'yes' | 'no'>,
): { readonly yes: number; readonly no: number; readonly needed: number } {
  const all = seatedPlayers(state);
  const among = (list: readonly string[]): number => all.filter((p) => list.includes(p)).length;
  return {
    yes: among(a.yes),
    no: among(a.no),
    needed: all.length === 2 ? 2 : Math.floor(all.length / 2) + 1,
  };
}

/** Let in: by the creator's word that stood, by a vote that is on and enough, or by all: nobody is left to object. */
export function isLetIn(state: TableState, a: Asking): boolean {
  if (a.granted) return true;
  const all = seatedPlayers(state).length;
  const { yes, needed } = consentCount(state, a);
  return all > 0 && (yes === all || (isVoted(state, a) && yes >= needed));
}

function isVoted(state: TableState, a: Asking): boolean {
  return a.voted || (creatorHere(state) === undefined && a.objection === undefined);
}

/** It cannot be let in any more by those who have not spoken. */
export function isDeclined(state: TableState, a: Asking): boolean {
  const { no, needed } = consentCount(state, a);
  return !isLetIn(state, a) && isVoted(state, a) && seatedPlayers(state).length - no < needed;
}

/** Why this one is not let in as things stand; undefined: it may come. Seats and chips are not looked at. */
export function doorRefusal(state: TableState, asker: Asker): TableRefusal | undefined {
  const barred = isBarred(state, asker.key);
  if (!barred && doorOf(state).absent.includes(toHex(asker.key))) return undefined;
  const admission: Admission = admissionOf(state.config);
  if (admission === 'closed') return 'admission-closed';
  if (admission === 'open' && !barred) return undefined;
  const asking = askingOf(state, asker);
  return asking !== undefined && isLetIn(state, asking) ? undefined : 'not-let-in';
}

export function judgeConsent(
  state: TableState,
  author: number,
  body: BodyOf<'consent'>,
): TableRefusal | undefined {
  const player = seatedPlayer(state, state.validators[author]);
  if (!hasDoor(state)) return 'not-offered';
  if (player === undefined) return 'not-seated';
  if (state.life.tournament !== null) return 'tournament-closed';
  if (tooManyRequests(state, author)) return 'request-limit';
  if (state.validators.some((v) => equalBytes(v.key, body.key))) return 'already-seated';
  if (state.joins.some((j) => equalBytes(j.key, body.key))) return 'already-joining';
  const admission = admissionOf(state.config);
  if (admission === 'closed') return 'admission-closed';
  if (admission === 'open' && !isBarred(state, body.key)) return 'not-offered';
  if (body.seat !== NO_SEAT) {
    if (body.seat >= state.config.seats) return 'no-such-seat';
    const holder = lifeSeat(state.life, body.seat);
    if (holder !== undefined && holder.player !== toHex(body.key)) return 'seat-taken';
  }
  const open = askingOf(state, body);
  if (open === undefined) {
    const begun = openAskings(state).filter((a) => a.by === player).length;
    return begun >= limits.consents ? 'consent-limit' : undefined;
  }
  if (isLetIn(state, open)) return 'already-decided';
  return (body.agree === 1 ? open.yes : open.no).includes(player) ? 'already-voted' : undefined;
}

/** A word that `judgeConsent` lets pass. */
export function applyConsent(state: TableState, author: number, body: BodyOf<'consent'>): TableState {
  const { key, seat } = state.validators[author]!;
  const player = toHex(key);
  const open = askingOf(state, body);
  const voted = spoken(state, open ?? begun(state, player, body), player, body.agree === 1);
  const others = openAskings(state).filter((a) => a !== open);
  const noted = withDoor(noteRequest(state, author), { asking: [...others, voted] });
  return emit(noted, body.agree === 1 ? 'consent-yes' : 'consent-no', {
    seat,
    text: body.seat === NO_SEAT ? '' : String(body.seat + 1),
  });
}

function begun(state: TableState, by: string, { key, role, seat }: Asker): Asking {
  const here = creatorHere(state) !== undefined;
  return {
    ...{ player: toHex(key), role, seat, by, hand: state.life.handsBegun, yes: [], no: [] },
    objection: undefined,
    silence: here ? armDeadline(state.round, limits.creatorSilentMs) : undefined,
    voted: !here,
    granted: false,
  };
}

function spoken(state: TableState, a: Asking, player: string, agrees: boolean): Asking {
  const without = (list: readonly string[]): string[] => list.filter((p) => p !== player);
  const yes = agrees ? [...without(a.yes), player] : without(a.yes);
  const no = agrees ? without(a.no) : [...without(a.no), player];
  if (!agrees) return { ...a, yes, no, objection: undefined, silence: undefined, voted: true };
  const isWord = !a.voted && player === creatorHere(state);
  if (!isWord) return { ...a, yes, no };
  return { ...a, yes, no, objection: armDeadline(state.round, limits.objectMs), silence: undefined };
}

/** To be called for every committed slot, when the state has its time and round. */
export function tickAskings(
  state: TableState,
  slot: { readonly round: number; readonly timeMs: number },
): TableState {
  const { door } = state.house;
  if (door === undefined || door.asking.length === 0) return state;
  const rules = rulesOf(state.config);
  const passed = (d: Deadline | undefined) => d && onSlot(d, slot, rules);
  const asking = door.asking.map((a) => {
    const objection = passed(a.objection);
    const silence = passed(a.silence);
    if (objection?.fired) return { ...a, objection: undefined, granted: true };
    if (silence?.fired) return { ...a, silence: undefined, voted: true };
    const same = objection?.deadline === a.objection && silence?.deadline === a.silence;
    return same ? a : { ...a, objection: objection?.deadline, silence: silence?.deadline };
  });
  return asking.every((a, i) => a === door.asking[i]) ? state : withDoor(state, { asking });
}

/** Times that the consensus must see passing. */
export function askingDeadlines(state: TableState): Deadline[] {
  return openAskings(state).flatMap((a) => [a.objection, a.silence].filter((d) => d !== undefined));
}

/** It is let in with the next epoch: nobody is asked about it any more, and whose word it was is remembered. */
export function letIn(state: TableState, asker: Asker): TableState {
  if (!hasDoor(state)) return state;
  const player = toHex(asker.key);
  const { asking, guests, absent } = doorOf(state);
  const a = askingOf(state, asker);
  const by = a && oneWord(state, a);
  const barred = state.house.barred.filter((p) => p !== player);
  const others = guests.filter((g) => g.player !== player);
  const kept = a === undefined ? guests : by === undefined ? others : [...others, { player, by }];
  const door = {
    asking: asking.filter((x) => x.player !== player),
    guests: kept,
    absent: absent.filter((p) => p !== player),
  };
  const isNew = asking.length + guests.length + absent.length + kept.length > 0;
  const unbarred = barred.length < state.house.barred.length ? withHouse(state, { barred }) : state;
  return isNew ? withDoor(unbarred, door) : unbarred;
}

/** Whose word alone it was: the creator's, or a vote of nobody but the creator and those it had let in. */
function oneWord(state: TableState, a: Asking): string | undefined {
  const creator = toHex(state.config.creatorKey);
  if (a.granted) return creator;
  const its = [
    creator,
    ...doorOf(state)
      .guests.filter((g) => g.by === creator)
      .map((g) => g.player),
  ];
  const yes = seatedPlayers(state).filter((p) => a.yes.includes(p));
  return yes.every((p) => its.includes(p)) ? creator : undefined;
}

/** Whoever let others in by its word alone, and they, are more than may fail of those who vote: they are trusted. */
export function hostTrusted(state: TableState): boolean {
  const { guests } = doorOf(state);
  const voting = state.validators.map((v) => toHex(v.key));
  const hosts = new Set(guests.map((g) => g.by));
  return [...hosts].some((by) => {
    const its = guests.filter((g) => g.by === by && voting.includes(g.player)).length;
    const together = its + (voting.includes(by) ? 1 : 0);
    return its > 0 && together >= faultsTolerated(voting.length) + 1;
  });
}

/**
 * Into the next epoch: rounds count anew there. Remembers who left only by absence, and who was expelled.
 * @param absent hex keys of those who are left out because they were away
 * @param expelled hex keys
 */
export function nextDoor(
  state: TableState,
  absent: readonly string[],
  expelled: readonly string[],
): TableState {
  if (!hasDoor(state)) return state;
  const last = (list: readonly string[], more: readonly string[], most: number): string[] =>
    [...list.filter((p) => !more.includes(p)), ...more].slice(-most);
  const barred = last(state.house.barred, expelled, limits.barred);
  const barring = expelled.length > 0 ? withHouse(state, { barred }) : state;
  const { door } = state.house;
  if (door === undefined && absent.length === 0) return barring;
  const anew = (d: Deadline | undefined) => d && { ...d, causeRound: 0 };
  return withDoor(barring, {
    asking: openAskings(state).map((a) => ({
      ...a,
      objection: anew(a.objection),
      silence: anew(a.silence),
    })),
    absent: last(doorOf(state).absent, absent, limits.absent),
  });
}
