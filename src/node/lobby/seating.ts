/** Who sits where in a lobby, and what a screen asks about it: queries of the lobby's state. Pure. */
import { equalBytes, toHex } from '../../codec/decode.ts';
import { NO_SEAT, ROLES } from '../../codec/genesis.ts';
import { OLDEST_RULES } from '../../consensus/rules.ts';
import type { PeerId } from '../../net/network.ts';
import type { Hello, LobbyState } from './state.ts';

export const PLAYER = ROLES.indexOf('player');
export const WITNESS = ROLES.indexOf('witness');

export const isCreator = (s: LobbyState): boolean => equalBytes(s.key, s.config.creatorKey);

/** Votes in the epoch that is on. */
export function isMember(s: LobbyState, key: Uint8Array): boolean {
  return s.members?.some((m) => equalBytes(m.key, key)) ?? false;
}

function peerOf(s: LobbyState, key: Uint8Array): PeerId | undefined {
  for (const [peer, h] of s.others) if (s.links.has(peer) && equalBytes(h.key, key)) return peer;
  return undefined;
}

/** By which rules the app of whoever said this plays the table. */
export const rulesSaid = (hello: Pick<Hello, 'rules'>): number => hello.rules ?? OLDEST_RULES;

/** Only with them we can play. */
const hasOurRules = (s: LobbyState, hello: Hello): boolean => rulesSaid(hello) === s.app.rules;

/** Names of those who are linked and whose app plays by other rules than ours: newer, and older. */
export function otherRules(s: LobbyState): { readonly newer: Uint8Array[]; readonly older: Uint8Array[] } {
  const linked = [...s.others].flatMap(([peer, h]) => (s.links.has(peer) ? [h] : []));
  const named = (which: (rules: number) => boolean): Uint8Array[] =>
    linked.filter((h) => which(rulesSaid(h))).map((h) => h.nickname);
  const later = [...s.later].flatMap(([peer, p]) => (s.links.has(peer) ? [p.nickname] : []));
  return {
    newer: [...named((rules) => rules > s.app.rules), ...later],
    older: named((rules) => rules < s.app.rules),
  };
}

/** Who holds each seat, me included; before the table has started, peers without a link do not count. */
export function seating(
  s: LobbyState,
): Map<number, { key: Uint8Array; nickname: Uint8Array; ready: boolean; peer: PeerId }> {
  const seats = new Map<number, { key: Uint8Array; nickname: Uint8Array; ready: boolean; peer: PeerId }>();
  for (const m of s.members ?? []) {
    if (m.seat === NO_SEAT) continue;
    const peer = equalBytes(m.key, s.key) ? s.self : peerOf(s, m.key);
    seats.set(m.seat, { key: m.key, nickname: m.nickname, ready: true, peer: peer ?? '' });
  }
  const claims = [...s.others.entries()]
    .filter(([peer, h]) => s.links.has(peer) && h.role === PLAYER && !isMember(s, h.key))
    .filter(([, h]) => hasOurRules(s, h))
    // Before the game begins the table is the creator's to fill.
    .filter(([, h]) => s.genesis !== undefined || !s.removed.has(toHex(h.key)))
    .map(([peer, h]) => ({ seat: h.seat, key: h.key, nickname: h.nickname, ready: h.ready === 1, peer }));
  if (!isMember(s, s.key))
    claims.push({ seat: s.seat, key: s.key, nickname: s.nickname, ready: s.ready, peer: s.self });
  claims.sort((a, b) => Number(b.ready) - Number(a.ready) || (toHex(a.key) < toHex(b.key) ? -1 : 1));
  for (const { seat, ...who } of claims) if (seat < s.config.seats && !seats.has(seat)) seats.set(seat, who);
  return seats;
}

/** Who would vote without playing, and is linked; those who came first come first. */
export function witnesses(s: LobbyState): Hello[] {
  // One that was restarted may for a while be there twice.
  const byKey = new Map<string, Hello>();
  for (const [peer, h] of s.others)
    if (s.links.has(peer) && h.role === WITNESS && hasOurRules(s, h)) byKey.set(toHex(h.key), h);
  return [...byKey.values()];
}

/** At least two are seated, all of them are ready (and linked: others do not count as seated). */
export function canStart(s: LobbyState): boolean {
  const seats = seating(s);
  return (
    isCreator(s) && s.genesis === undefined && seats.size >= 2 && [...seats.values()].every((p) => p.ready)
  );
}

/** Seats whose signature under the proposal is still awaited; NO_SEAT for a witness. */
export function awaitedSignatures(s: LobbyState): number[] {
  const p = s.proposal;
  return p ? p.body.members.filter((m) => !p.signatures.has(toHex(m.key))).map((m) => m.seat) : [];
}

/** Whoever opens the table again is for a while there twice; more of one key are one who takes places. */
const PEERS_OF_ONE = 2;

/**
 * Peers for whom there is always a place: the members; before the table begins its creator, and those who are seated
 * and whom it has not taken off.
 */
export function expectedPeers(s: LobbyState): PeerId[] {
  const expected = s.members ?? [{ key: s.config.creatorKey }, ...seating(s).values()];
  const peers = new Map<string, PeerId[]>(expected.map((m) => [toHex(m.key), []]));
  for (const [peer, h] of s.others) peers.get(toHex(h.key))?.push(peer);
  return [...peers.values()].flatMap((of) => of.slice(-PEERS_OF_ONE));
}
