/** What a newcomer believes about who sits here, and what nobody can make it believe. */
import { beforeAll, describe, expect, it } from 'vitest';
import { type Checkpoint, checkpointRoot, checkpointSigningBytes } from '../../codec/checkpoint.ts';
import { DecodeError, toHex } from '../../codec/decode.ts';
import type { Genesis } from '../../codec/genesis.ts';
import { createEd25519, type Ed25519 } from '../../crypto/ed25519.ts';
import { tableFromGenesis } from '../../table/epoch/create.ts';
import { nextEpoch } from '../../table/epoch/epoch.ts';
import type { TableState } from '../../table/state/state.ts';
import { encodeState } from '../../table/state/stateBytes.ts';
import { config } from '../../testing/tablePlay.ts';
import { systemRandom } from '../../workers/inProcess.ts';
import { EpochBook } from './book.ts';

let ed25519: Ed25519;
beforeAll(async () => {
  ed25519 = await createEd25519(crypto.subtle);
});

function players(count: number) {
  const keys = Array.from({ length: count }, () => ed25519.generateKeyPair(systemRandom));
  const members = keys.map((k, seat) => ({
    role: 0,
    seat,
    key: k.publicKey,
    nickname: new TextEncoder().encode(`P${seat}`),
  }));
  const genesis: Genesis = { body: { config: config(), members }, signatures: [] };
  return { keys, genesis };
}

const ended = (state: TableState, chips = 0): TableState =>
  nextEpoch({ ...state, hand: undefined, epochEnds: true, carryChips: state.carryChips + chips });

/** A table whose `epochs` first epochs are over, as its members have it. */
async function table(count: number, epochs: number, signers = count) {
  const { keys, genesis } = players(count);
  const book = new EpochBook(genesis, ed25519);
  let state = tableFromGenesis(genesis);
  for (let i = 0; i < epochs; i++) {
    state = ended(state);
    const root = await book.begin(state);
    for (const [v, k] of keys.slice(0, signers).entries()) {
      const signature = await ed25519.sign(k.secretKey, checkpointSigningBytes(root));
      expect(await book.sign(state.epoch, toHex(root), v, signature)).toBe('new');
    }
  }
  return { keys, genesis, book, state };
}

describe('the book of epochs', () => {
  it('a newcomer follows a table from the genesis to the epoch that is on', async () => {
    const { genesis, book, state } = await table(4, 3);
    const told = book.forNewcomer()[0]!;
    const mine = new EpochBook(genesis, ed25519);
    const start = await mine.follow(told.checkpoints, told.state);
    expect(start).toMatchObject({ epoch: 3, height: state.height });
    expect(mine.epoch).toBe(3);
    expect(await mine.follow(told.checkpoints, told.state)).toBeUndefined();
  });

  it('what all its members tell alike is verified once, and then followed; what differs is verified anew', async () => {
    const { genesis, book, state } = await table(4, 3);
    const told = book.forNewcomer()[0]!;
    let verified = 0;
    const counting = {
      isAdmissibleKey: (key: Uint8Array) => ed25519.isAdmissibleKey(key),
      verify: (...of: Parameters<Ed25519['verify']>) => {
        verified++;
        return ed25519.verify(...of);
      },
    };
    const mine = new EpochBook(genesis, counting);
    const first = await mine.examine(told.checkpoints, told.state);
    expect(verified).toBe(12);
    expect(await mine.examine(told.checkpoints, told.state)).toBe(first);
    // Signatures that somebody leaves out were there before.
    const bare = told.checkpoints.map((c) => ({ ...c, signatures: [] }));
    expect(await mine.examine(bare, told.state)).toBe(first);
    expect(await mine.examine(bare.slice(1), told.state), 'what comes before is not known').toBeUndefined();
    const bent = { ...bare[2]!, body: { ...bare[2]!.body, timeMs: 1 } };
    await expect(mine.examine([...bare.slice(0, 2), bent], told.state)).rejects.toThrow(DecodeError);
    expect(await mine.follow(told.checkpoints, told.state)).toMatchObject({ height: state.height });
    expect(verified).toBe(12);
    expect(mine.forNewcomer()[0]!.checkpoints).toEqual(told.checkpoints);
  });

  it('three of four signatures are a quorum, two are not', async () => {
    const enough = await table(4, 1, 3);
    expect(enough.book.forNewcomer()).toHaveLength(1);
    const few = await table(4, 1, 2);
    expect(few.book.isCertified(1)).toBe(false);
    expect(few.book.forNewcomer()).toEqual([]);
    const mine = new EpochBook(few.genesis, ed25519);
    const told = [few.book.checkpoint(1)!];
    await expect(mine.follow(told, encodeState(few.state))).rejects.toThrow(DecodeError);
    expect(mine.epoch).toBe(0);
  });

  it('a false signature is told from a true one, and one that comes early is kept', async () => {
    const { keys, genesis, state } = await table(4, 0);
    const book = new EpochBook(genesis, ed25519);
    const next = ended(state);
    const other = new EpochBook(genesis, ed25519);
    const root = await other.begin(next);
    const signature = await ed25519.sign(keys[1]!.secretKey, checkpointSigningBytes(root));
    expect(await book.sign(1, toHex(root), 2, signature)).toBe('false');
    expect(await book.sign(1, toHex(root), 9, signature)).toBe('false');
    expect(await book.sign(1, toHex(root), 1, signature)).toBe('early');
    await book.begin(next);
    expect(await book.sign(1, toHex(root), 1, signature)).toBe('known');
    expect(await book.sign(1, toHex(new Uint8Array(32)), 1, signature)).toBe('false');
  });

  it('believes no other members, state, table or order than a quorum signed', async () => {
    const { keys, genesis, book, state } = await table(4, 2);
    const { checkpoints, state: bytes } = book.forNewcomer()[0]!;
    const [first, second] = checkpoints as [Checkpoint, Checkpoint];
    const refused = async (list: Checkpoint[], with_ = bytes) => {
      const mine = new EpochBook(genesis, ed25519);
      await expect(mine.follow(list, with_)).rejects.toThrow(DecodeError);
      expect(mine.epoch).toBe(0);
    };
    const bent = (c: Checkpoint, body: Partial<Checkpoint['body']>): Checkpoint => ({
      ...c,
      body: { ...c.body, ...body },
    });
    const mallory = ed25519.generateKeyPair(systemRandom).publicKey;
    const [m, ...rest] = second.body.members;
    await refused([first, bent(second, { members: [{ ...m!, key: mallory }, ...rest] })]);
    await refused([first, bent(second, { stateRoot: new Uint8Array(32) })]);
    await refused([bent(first, { instance: new Uint8Array(32) }), second]);
    expect(await new EpochBook(genesis, ed25519).follow([second], bytes)).toBeUndefined();
    await refused([first, first]);
    await refused([first, second], encodeState({ ...state, carryChips: 1_000_000 }));
    await refused([first, second], new Uint8Array(10));
    // One member signing in the names of all.
    const root = checkpointRoot(second.body);
    const own = await ed25519.sign(keys[0]!.secretKey, checkpointSigningBytes(root));
    const forged = {
      ...second,
      signatures: [0, 1, 2, 3].map((validator) => ({ validator, signature: own })),
    };
    await refused([first, forged]);
  });

  it('an epoch that is played by other rules is not entered, once it is known that its members agreed to them', async () => {
    const { keys, genesis, book } = await table(4, 1);
    const { checkpoints, state } = book.forNewcomer()[0]!;
    const body = { ...checkpoints[0]!.body, rules: 3 };
    const sign = (of: Uint8Array) =>
      Promise.all(
        keys.map(async (k, validator) => ({
          validator,
          signature: await ed25519.sign(k.secretKey, checkpointSigningBytes(of)),
        })),
      );
    const mine = new EpochBook(genesis, ed25519);
    const raised = { body, signatures: await sign(checkpointRoot(body)), stops: [] };
    await expect(mine.follow([raised], state)).rejects.toMatchObject({ rules: 3 });
    expect(mine.epoch).toBe(0);
    // One that says so without them is a lie like any other.
    const alone = { ...raised, signatures: await sign(checkpointRoot(checkpoints[0]!.body)) };
    await expect(mine.follow([alone], state)).rejects.toThrow(DecodeError);
  });

  it('a newcomer whose link says how far the table was believes no history without that', async () => {
    const { genesis, book } = await table(4, 3);
    const told = book.forNewcomer()[0]!;
    const second = { epoch: 2, digest: checkpointRoot(told.checkpoints[1]!.body).slice(0, 16) };
    const by = (mark: { epoch: number; digest: Uint8Array }) =>
      new EpochBook(genesis, ed25519, undefined, mark);
    const mine = by(second);
    expect(mine.isBehindLink).toBe(true);
    expect((await mine.follow(told.checkpoints, told.state))?.epoch).toBe(3);
    expect(mine.isBehindLink).toBe(false);
    expect(mine.mark).toEqual({ epoch: 3, digest: checkpointRoot(told.checkpoints[2]!.body).slice(0, 16) });
    // What those who have left sign among themselves, or what was long ago.
    for (const mark of [
      { epoch: 2, digest: new Uint8Array(16) },
      { epoch: 1, digest: second.digest },
    ]) {
      const other = by(mark);
      await expect(other.follow(told.checkpoints, told.state)).rejects.toMatchObject({ against: 'link' });
      expect(other.epoch).toBe(0);
    }
    // A member that lags says no more than it knows: nobody's lie, and not enough.
    expect(
      await by({ epoch: 4, digest: second.digest }).follow(told.checkpoints, told.state),
    ).toBeUndefined();
  });

  it('a newcomer by such a link need not choose between two pasts, of which one is not the link’s', async () => {
    const { keys, genesis, book } = await table(4, 2);
    const told = book.forNewcomer()[0]!;
    const forged = new EpochBook(genesis, ed25519);
    let state = ended(tableFromGenesis(genesis), 5);
    for (let epoch = 1; epoch <= 3; epoch++) {
      const root = await forged.begin(state);
      for (const [v, k] of keys.entries())
        await forged.sign(
          epoch,
          toHex(root),
          v,
          await ed25519.sign(k.secretKey, checkpointSigningBytes(root)),
        );
      if (epoch < 3) state = ended(state);
    }
    const lie = forged.forNewcomer()[0]!;
    const mark = book.mark!;
    const mine = new EpochBook(genesis, ed25519, undefined, mark);
    await expect(mine.follow(lie.checkpoints, lie.state)).rejects.toMatchObject({ against: 'link' });
    expect((await mine.follow(told.checkpoints, told.state))?.epoch).toBe(2);
    await expect(mine.follow(lie.checkpoints, lie.state)).rejects.toMatchObject({ against: 'link' });
    // Without one both are shown.
    const unmarked = new EpochBook(genesis, ed25519);
    await unmarked.follow(told.checkpoints, told.state);
    await expect(unmarked.follow(lie.checkpoints, lie.state)).rejects.toMatchObject({ against: 'two' });
  });

  it('a table of its own past does not follow another history', async () => {
    const { keys, genesis, book } = await table(4, 1);
    const split = new EpochBook(genesis, ed25519);
    const elsewhere = ended(tableFromGenesis(genesis), 5);
    const root = await split.begin(elsewhere);
    for (const [v, k] of keys.entries())
      await split.sign(1, toHex(root), v, await ed25519.sign(k.secretKey, checkpointSigningBytes(root)));
    const beyond = ended(elsewhere);
    const next = await split.begin(beyond);
    for (const [v, k] of keys.entries())
      await split.sign(2, toHex(next), v, await ed25519.sign(k.secretKey, checkpointSigningBytes(next)));
    const told = split.forNewcomer()[0]!;
    await expect(book.follow(told.checkpoints, told.state)).rejects.toThrow(/another history/);
  });

  it('another history is verified once, however often it is told', async () => {
    const { keys, genesis, book } = await table(4, 1);
    const ours = book.forNewcomer()[0]!;
    let verified = 0;
    const mine = new EpochBook(genesis, {
      isAdmissibleKey: (key: Uint8Array) => ed25519.isAdmissibleKey(key),
      verify: (...of: Parameters<Ed25519['verify']>) => {
        verified++;
        return ed25519.verify(...of);
      },
    });
    await mine.follow(ours.checkpoints, ours.state);
    const split = new EpochBook(genesis, ed25519);
    let state = ended(tableFromGenesis(genesis), 5);
    for (let epoch = 1; epoch <= 2; epoch++) {
      const root = await split.begin(state);
      for (const [v, k] of keys.entries())
        await split.sign(
          epoch,
          toHex(root),
          v,
          await ed25519.sign(k.secretKey, checkpointSigningBytes(root)),
        );
      state = ended(state);
    }
    const told = split.forNewcomer()[0]!;
    verified = 0;
    for (let i = 0; i < 5; i++)
      await expect(mine.examine(told.checkpoints, told.state)).rejects.toMatchObject({ against: 'two' });
    expect(verified).toBe(8);
    // Nobody is muted by it: what differs from it in one word is looked at.
    const bent = { ...told.checkpoints[1]!, body: { ...told.checkpoints[1]!.body, timeMs: 7 } };
    await expect(mine.examine([told.checkpoints[0]!, bent], told.state)).rejects.toThrow(DecodeError);
    expect(verified).toBeGreaterThan(8);
  });
});
