/** What hellos, members and checkpoints say of apps and rules, and what an older app can read of a newer one. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { config, sealedConfig } from '../testing/lobbyRoom.ts';
import { decodeCheckpoint, encodeCheckpoint } from './checkpoint.ts';
import { DecodeError } from './decode.ts';
import {
  decodeGenesisBody,
  encodeGenesisBody,
  type GenesisBody,
  genesisRootOf,
  rulesUnder,
} from './genesis.ts';
import { type Hello, HelloType, helloSigningBytes, laterHello } from './hello.ts';
import { AVATARS, AWAYS, lookOf, NO_LOOK } from './look.ts';
import { decodeMessage, encodeMessage, laterHelloIn } from './wire.ts';

const bytes = (n: number, length = 32) => new Uint8Array(length).fill(n);
const text = (s: string) => new TextEncoder().encode(s);
const app = { rules: 2, build: bytes(7) };
const first: Hello = {
  tableId: bytes(1),
  key: bytes(2),
  role: 0,
  seat: 3,
  ready: 1,
  nickname: text('Anna'),
  revision: 5,
  epoch: 6,
  peerId: text('peer'),
  signature: bytes(4, 64),
};
const second: Hello = { ...first, ...app, avatar: 0, away: 0 };

/** As an app that is three fields further on would say it: what is new stands behind what is known. */
function fromTheFuture(hello: Hello): Uint8Array {
  const known = HelloType.serialize(hello);
  const more = 50;
  const out = new Uint8Array(known.length + more);
  out.set(known.subarray(0, 183));
  out.set(bytes(9, more), 183);
  out.set(known.subarray(183), 183 + more);
  const view = new DataView(out.buffer);
  for (const at of [67, 79]) view.setUint32(at, view.getUint32(at, true) + more, true);
  return out;
}

describe('a hello', () => {
  it.each([
    ['first', first],
    ['second', second],
  ] as const)('of the %s version comes back as it was said', (_, hello) => {
    const m = decodeMessage(encodeMessage({ kind: 'hello', body: hello }));
    expect(m.body).toEqual(hello);
  });

  it('of the first version has the bytes and the signature that it always had', () => {
    expect(HelloType.serialize(first)).toHaveLength(147 + 4 + 4);
    expect(HelloType.serialize(second)).toHaveLength(183 + 4 + 4);
    expect(helloSigningBytes(first)).not.toEqual(helloSigningBytes(second));
  });

  it('is signed with its rules and its build', () => {
    const said = [second, { rules: 3 }, { build: bytes(8) }, { avatar: 2 }, { away: 1 }].map((change) =>
      helloSigningBytes({ ...second, ...change }),
    );
    expect(new Set(said.map(String)).size).toBe(5);
  });

  it('shows its player as it says, and as nothing where an app knows more than this one', () => {
    const look = { avatar: AVATARS.indexOf('robot'), away: AWAYS.indexOf('food') };
    const read = HelloType.deserialize(HelloType.serialize({ ...second, ...look }));
    expect(lookOf(read)).toEqual({ avatar: 'robot', away: 'food' });
    for (const hello of [first, second, { ...second, avatar: 255, away: 255 }])
      expect(lookOf(HelloType.deserialize(HelloType.serialize(hello)))).toEqual(NO_LOOK);
  });

  it('of a later version is no hello to this app, which still reads whose it is', () => {
    const message = Uint8Array.of(1, ...fromTheFuture(second));
    expect(() => decodeMessage(message)).toThrow(DecodeError);
    expect(laterHelloIn(message)).toEqual({ nickname: text('Anna') });
  });

  it('that is known, cut off, or nonsense is no later one', () => {
    for (const known of [first, second]) expect(laterHello(HelloType.serialize(known))).toBeUndefined();
    const whole = fromTheFuture(second);
    for (let end = 0; end < 183; end++) expect(laterHello(whole.subarray(0, end))).toBeUndefined();
    const nameless = whole.slice();
    nameless.fill(0xff, 233, 237);
    expect(laterHello(nameless)).toBeUndefined();
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (b) => {
        const found = laterHello(b);
        expect(found === undefined || found.nickname.length <= 48).toBe(true);
      }),
    );
  });
});

describe('a genesis', () => {
  const member = (seat: number, more: object = {}) => ({
    ...{ role: 0, seat, key: bytes(seat + 1), nickname: text(`P${seat}`) },
    ...more,
  });
  const body: GenesisBody = {
    config: sealedConfig,
    members: [member(0, app), member(1, { ...app, build: bytes(8) })],
  };

  it('names every member’s build, and the rules that all play by', () => {
    expect(decodeGenesisBody(encodeGenesisBody(body))).toEqual(body);
    expect(rulesUnder(body)).toBe(2);
    const other = { ...body, members: [body.members[0]!, member(1, app)] };
    expect(genesisRootOf(other)).not.toEqual(genesisRootOf(body));
  });

  it('of the first version names neither', () => {
    const old: GenesisBody = { config, members: [member(0), member(1)] };
    expect(decodeGenesisBody(encodeGenesisBody(old))).toEqual(old);
    expect(rulesUnder(old)).toBeUndefined();
  });

  it.each([
    ['whose members play by different rules', [member(0, app), member(1, { ...app, rules: 3 })]],
    ['of the second version that does not name them', [member(0), member(1)]],
    ['that names them for some', [member(0, app), member(1)]],
  ])('%s is none', (_, members) => {
    expect(() => decodeGenesisBody(encodeGenesisBody({ config: sealedConfig, members }))).toThrow(
      DecodeError,
    );
  });

  it('of the first version that names them is none', () => {
    const members = [member(0, app), member(1, app)];
    expect(() => decodeGenesisBody(encodeGenesisBody({ config, members }))).toThrow(DecodeError);
  });
});

it.each([undefined, 2, 3])('a checkpoint says by which rules its epoch is played: %s', (rules) => {
  const checkpoint = {
    body: {
      ...(rules === undefined ? {} : { rules }),
      ...{ instance: bytes(1), epoch: 1, height: 5, timeMs: 6, stateRoot: bytes(2) },
      members: [{ role: 0, seat: 0, key: bytes(3), nickname: text('P') }],
    },
    signatures: [{ validator: 0, signature: bytes(5, 64) }],
    stops: [],
  };
  expect(decodeCheckpoint(encodeCheckpoint(checkpoint))).toEqual(checkpoint);
});
