import { describe, expect, it } from 'vitest';
import { toHex } from '../../codec/decode.ts';
import { type GenesisBody, genesisRootOf } from '../../codec/genesis.ts';
import { config as tableConfig } from '../../testing/tablePlay.ts';
import { isBegunByCreator } from './genesis.ts';
import { createLobby } from './lobby.ts';
import type { Hello, LobbyState } from './state.ts';

const key = (n: number) => new Uint8Array(32).fill(n);
const name = (s: string) => new TextEncoder().encode(s);
const CREATOR = 1;
const config = tableConfig({ creatorKey: key(CREATOR) });

const genesisOf = (...keys: number[]): GenesisBody => ({
  config,
  members: keys.map((n, seat) => ({ role: 0, seat, key: key(n), nickname: name(`p${n}`) })),
});

/** A tab in the lobby, linked to peers with these keys. */
function tab(n: number, linked: Record<string, number> = {}): LobbyState {
  const s = createLobby(config, 'me', key(n), name('me'), 0);
  const hello = (k: number): Hello => ({
    tableId: key(0),
    key: key(k),
    role: 0,
    seat: 255,
    ready: 0,
    nickname: name('x'),
    revision: 1,
    epoch: 0,
    peerId: name('x'),
    signature: new Uint8Array(64),
  });
  return { ...s, others: new Map(Object.entries(linked).map(([peer, k]) => [peer, hello(k)])) };
}

const proposed = (s: LobbyState, body: GenesisBody): LobbyState => ({
  ...s,
  proposal: { body, root: toHex(genesisRootOf(body)), signatures: new Map(), from: 'host', sealing: false },
});

describe('who has begun a table', () => {
  it('two strangers with keys of their own end nobody’s lobby', () => {
    const forged = genesisOf(8, 9);
    for (const me of [CREATOR, 2, 3])
      expect(isBegunByCreator(tab(me, { stranger: 8, host: CREATOR }), 'stranger', forged)).toBe(false);
  });

  it('a creator who plays has signed, and that is enough from anybody', () => {
    expect(isBegunByCreator(tab(4, { p2: 2 }), 'p2', genesisOf(CREATOR, 2))).toBe(true);
  });

  it('under an open proposal only what was proposed is begun', () => {
    const s = proposed(tab(2, { host: CREATOR }), genesisOf(2, 3));
    expect(isBegunByCreator(s, 'p3', genesisOf(2, 3))).toBe(true);
    expect(isBegunByCreator(s, 'host', genesisOf(2, 4))).toBe(false);
  });

  it('a creator without a seat is believed by its own tab’s word, and no other while it is there', () => {
    const s = tab(4, { host: CREATOR, p2: 2 });
    expect(isBegunByCreator(s, 'host', genesisOf(2, 3))).toBe(true);
    expect(isBegunByCreator(s, 'p2', genesisOf(2, 3))).toBe(false);
  });

  it('a creator without a seat who is away leaves only the members’ word', () => {
    expect(isBegunByCreator(tab(4, { p2: 2 }), 'p2', genesisOf(2, 3))).toBe(true);
  });

  it('the creator believes nobody but itself', () => {
    expect(isBegunByCreator(tab(CREATOR, { p2: 2 }), 'p2', genesisOf(2, 3))).toBe(false);
    expect(isBegunByCreator(proposed(tab(CREATOR), genesisOf(2, 3)), 'p2', genesisOf(2, 3))).toBe(true);
  });
});
