import { describe, expect, it } from 'vitest';
import { encodeTransaction, type Transaction } from '../../codec/transactions.ts';
import { divide } from '../../poker/division.ts';
import { tableFromGenesis } from '../../table/epoch/create.ts';
import { stateRoot } from '../../table/state/root.ts';
import type { TableState } from '../../table/state/state.ts';
import { clearDeck, genesis, Play, seeded } from '../../testing/tablePlay.ts';
import { Executor, type SlotToExecute } from './execute.ts';
import type { FactMakers, VerdictOf } from './facts.ts';

const start = genesis([0, 1, 2]);
const deck = clearDeck(seeded(5));
const verdictOf: VerdictOf = async (statement) => ({ verdict: deck.verify(statement), tookMs: 3 });
const makers: FactMakers = {
  worker: {
    prepareDeck: async (args) => deck.prepare(args) ?? null,
    openCards: async (requests) => requests.map((r) => deck.open(r)),
    recoverShares: async (args) => deck.recover(args),
    combineDealings: async (args) => deck.combineDealings(args),
    dividePots: async (request) => divide(request),
  },
  ed25519: { verify: async () => true, isAdmissibleKey: () => true },
};

const chat = (nonce: number, text: string): Uint8Array =>
  encodeTransaction({ kind: 'chat', nonce, body: { text: new TextEncoder().encode(text) } });
const said = (s: TableState): (string | undefined)[] =>
  s.events.filter((e) => e.kind === 'chat').map((e) => e.text);

function slot(height: number, contents: SlotToExecute['contents']): SlotToExecute {
  return { height, round: height, timeMs: 1_000 + height, contents };
}

describe('the executor', () => {
  it('comes to the same state as the table, transaction by transaction, for a hand played out', async () => {
    const p = new Play(start, deck);
    await p.deal();
    for (let seat = p.toAct(); seat !== undefined; seat = p.toAct()) {
      if (p.bet(seat, 'check').applied || p.bet(seat, 'call').applied) await p.work();
      else throw new Error('neither check nor call');
    }
    expect(p.state.hand?.phase).toBe('done');
    const executor = new Executor(verdictOf, makers);
    let state = tableFromGenesis(start);
    for (const [i, { header, author, bytes }] of p.log.entries()) {
      if (author >= 0) continue;
      const { authors, ...times } = header;
      const next = p.log[i + 1];
      const carried = next !== undefined && next.author >= 0 ? next : undefined;
      const contents = authors.map((a) => ({
        author: a,
        round: header.round,
        transactions: carried?.author === a ? [carried.bytes] : [],
      }));
      state = await executor.slot(state, { ...times, contents });
      expect(bytes).toHaveLength(0);
    }
    expect(stateRoot(state)).toEqual(stateRoot(p.state));
  });

  it('executes the first of two blocks of one round, in the same slot and in a later one', async () => {
    const executor = new Executor(verdictOf, makers);
    const twin = (nonce: number, text: string) => ({
      author: 1,
      round: 1,
      transactions: [chat(nonce, text)],
    });
    let state = await executor.slot(tableFromGenesis(start), slot(1, [twin(0, 'first'), twin(1, 'second')]));
    state = await executor.slot(state, slot(2, [twin(2, 'third'), { ...twin(3, 'next'), round: 2 }]));
    expect(said(state)).toEqual(['first', 'next']);
    expect(state.validators[1]?.highestNonce).toBe(3);
    expect(state.validators[1]?.refused).toEqual({});
  });

  it('counts bytes that are no transaction, and goes on with the next one', async () => {
    const transactions = [
      new Uint8Array([9, 9, 9]),
      new Uint8Array(0),
      chat(0, 'still here'),
      chat(0, 'again'),
    ];
    const state = await new Executor(verdictOf, makers).slot(
      tableFromGenesis(start),
      slot(1, [{ author: 2, round: 1, transactions }]),
    );
    expect(said(state)).toEqual(['still here']);
    const counted = Object.values(state.validators[2]?.refused ?? {}).reduce((sum, n) => sum + n, 0);
    expect(counted).toBe(3);
    expect(state.validators[2]?.refused['nonce-used']).toBe(1);
  });

  it('tells what moved, what a proof cost and which own transactions are done', async () => {
    const p = new Play(start, deck);
    while (p.state.hand === undefined) p.passDeadline();
    const { hand, attempt } = p.state.hand.deck.context;
    const key: Transaction = {
      kind: 'deckKey',
      nonce: 4,
      body: { hand, attempt, publicKey: new Uint8Array(48).fill(2), proof: new Uint8Array(80).fill(1) },
    };
    const heard: string[] = [];
    const executor = new Executor(verdictOf, makers, {
      moved: (s) => void heard.push(`moved ${s.height}`),
      took: ({ id, tookMs }) => void heard.push(`${id} took ${tookMs}`),
      executed: (_before, author, { kind, nonce }) => void heard.push(`${kind} ${nonce} of ${author}`),
    });
    const height = p.state.height + 1;
    const contents = [{ author: 1, round: p.round + 1, transactions: [encodeTransaction(key)] }];
    await executor.slot(p.state, { height, round: p.round + 1, timeMs: p.timeMs + 5, contents });
    expect(heard).toEqual([`moved ${height}`, '1.0.key.1.0 took 3', 'deckKey 4 of 1', `moved ${height}`]);
  });

  it('never guesses: where a verdict cannot be had, nothing is applied', async () => {
    const p = new Play(start, deck);
    while (p.state.hand === undefined) p.passDeadline();
    const { hand, attempt } = p.state.hand.deck.context;
    const body = { hand, attempt, publicKey: new Uint8Array(48).fill(2), proof: new Uint8Array(80).fill(1) };
    const broken: VerdictOf = () => Promise.reject(new Error('worker died'));
    const bytes = encodeTransaction({ kind: 'deckKey', nonce: 0, body });
    await expect(new Executor(broken, makers).transaction(p.state, 1, bytes)).rejects.toThrow('worker died');
  });
});
