import { describe, expect, it } from 'vitest';
import { BET_VERBS, encodeTransaction, type Transaction } from '../../codec/transactions.ts';
import { clearDeck, genesis, Play, seeded, type Unsent } from '../../testing/tablePlay.ts';
import { duties } from '../deck/duties.ts';
import { limits } from '../state/limits.ts';
import { stateRoot } from '../state/root.ts';
import type { TableState } from '../state/state.ts';
import { tableView } from '../view/view.ts';
import { applyJudged } from './apply.ts';
import { type Judged, judge } from './judge.ts';

function table(seats: number[] = [0, 1, 2]): Play {
  return new Play(genesis(seats), clearDeck(seeded(5)));
}

/** Everything but the count of refusals, the slot, and who was heard in it. */
function game(s: TableState): unknown {
  return {
    ...s,
    validators: s.validators.map((v) => ({ ...v, refused: {}, lastOutput: undefined })),
    height: 0,
    round: 0,
    timeMs: 0,
    deadline: s.deadline?.key,
  };
}

const bet = (hand: number, decision: number, verb: number, amountChips = 0): Unsent => ({
  kind: 'bet',
  body: { hand, decision, verb, amountChips },
});
const text = (s: string) => new TextEncoder().encode(s);

describe('refused and counted, changing nothing', () => {
  const cases: [string, (p: Play, turn: number) => [number, Unsent], string][] = [
    ['a bet out of turn', (_p, turn) => [(turn + 1) % 3, bet(1, 0, 2)], 'not-your-turn'],
    ['a bet for another hand', (_p, turn) => [turn, bet(2, 0, 2)], 'stale'],
    ['a bet for another decision', (_p, turn) => [turn, bet(1, 1, 2)], 'stale'],
    ['a raise below the minimum', (_p, turn) => [turn, bet(1, 0, 3, 3)], 'raise-too-small'],
    ['a raise beyond the stack', (_p, turn) => [turn, bet(1, 0, 3, 201)], 'raise-above-stack'],
    [
      'a muck outside the showdown',
      (_p, turn) => [turn, { kind: 'muck', body: { hand: 1 } }],
      'not-showdown',
    ],
    [
      'more chips than the table allows',
      (_p, turn) => [turn, { kind: 'topUp', body: { chips: 10 } }],
      'too-many-chips',
    ],
    [
      'coming back without having left',
      (_p, turn) => [turn, { kind: 'sitIn', body: { comeBack: 0 } }],
      'already-in',
    ],
    [
      'a time bank that is not there',
      (_p, turn) => [turn, { kind: 'timeBank', body: { hand: 1, decision: 0 } }],
      'time-bank-empty',
    ],
    ['an empty chat line', () => [0, { kind: 'chat', body: { text: new Uint8Array(0) } }], 'empty'],
    [
      'a second hand key',
      () => [
        0,
        {
          kind: 'deckKey',
          body: { hand: 1, attempt: 0, publicKey: new Uint8Array(48), proof: new Uint8Array(80) },
        },
      ],
      'stale',
    ],
    [
      'shares of cards that nobody asked for',
      (p) => [
        0,
        {
          kind: 'shares',
          body: {
            hand: 1,
            attempt: 0,
            deckDigest: p.state.hand!.deck.deckDigest!,
            positions: [6, 7, 8],
            shares: new Uint8Array(144),
            proof: new Uint8Array(128),
            escrow: new Uint8Array(0),
          },
        },
      ],
      'not-owed',
    ],
  ];
  for (const [what, make, reason] of cases) {
    it(what, async () => {
      const p = table();
      await p.deal();
      const before = game(p.state);
      const [seat, tx] = make(p, p.toAct()!);
      expect(p.commit(seat, tx)).toEqual({ applied: false, reason });
      expect(game(p.state)).toEqual(before);
      expect(p.state.validators[p.author(seat)]?.refused).toEqual({ [reason]: 1 });
    });
  }

  it('one judge before proposing and at apply', async () => {
    const p = table();
    await p.deal();
    const turn = p.toAct()!;
    const tx: Transaction = {
      kind: 'bet',
      nonce: 99,
      body: { hand: 1, decision: 0, verb: 3, amountChips: 3 },
    };
    expect(judge(p.state, p.author(turn), tx).refused).toBe('raise-too-small');
    expect(judge(p.state, 77, tx).refused).toBe('unknown-author');
  });

  it('nothing is applied to another state than the one it was judged on', async () => {
    const p = table();
    await p.deal();
    const turn = p.toAct()!;
    const call: Transaction = {
      kind: 'bet',
      nonce: 99,
      body: { hand: 1, decision: 0, verb: BET_VERBS.indexOf('call'), amountChips: 0 },
    };
    const judgement = judge(p.state, p.author(turn), call) as Judged;
    expect(judgement.refused).toBeUndefined();
    expect(applyJudged(p.state, judgement, {}).applied).toBe(true);
    const before = p.state;
    p.slot();
    expect(() => applyJudged(p.state, judgement, {})).toThrow('judged on another state');
    expect(() => applyJudged({ ...before }, judgement, {})).toThrow('judged on another state');
  });

  it('a shuffle out of turn, over another deck, or a second time', async () => {
    const p = table();
    p.twist.set(1, (tx) => (tx.kind === 'shuffle' ? undefined : tx));
    await p.deal();
    const { hand } = p.state;
    expect(hand?.deck.shuffles).toBe(1);
    const honest = await p.deck.fulfil(duties(p.state, 1, undefined)[0]!, 1);
    if (honest.kind !== 'shuffle') throw new Error('a shuffle was due');
    expect(p.commit(2, honest).reason).toBe('not-your-turn');
    expect(p.commit(2, { ...honest, body: { ...honest.body, step: 2 } }).reason).toBe('not-your-turn');
    expect(p.commit(0, { ...honest, body: { ...honest.body, step: 0 } }).reason).toBe('already-given');
    expect(p.commit(1, { ...honest, body: { ...honest.body, inputDigest: new Uint8Array(32) } }).reason).toBe(
      'stale',
    );
    expect(p.state.hand?.deck).toBe(hand?.deck);
    expect(p.state.hand?.faults).toEqual([]);
    expect(p.commit(1, honest)).toEqual({ applied: true });
  });
});

describe('a proof of the wrong shape', () => {
  const cases: [string, (tx: Unsent) => Unsent][] = [
    [
      'a shuffle of fewer cards',
      (tx) => (tx.kind === 'shuffle' ? { ...tx, body: { ...tx.body, deck: tx.body.deck.slice(96) } } : tx),
    ],
    [
      'a shuffle of no card',
      (tx) => (tx.kind === 'shuffle' ? { ...tx, body: { ...tx.body, deck: new Uint8Array(0) } } : tx),
    ],
    [
      'shares with a short proof',
      (tx) => (tx.kind === 'shares' ? { ...tx, body: { ...tx.body, proof: new Uint8Array(5) } } : tx),
    ],
    [
      'shares with a long proof',
      (tx) => (tx.kind === 'shares' ? { ...tx, body: { ...tx.body, proof: new Uint8Array(160) } } : tx),
    ],
  ];
  for (const [what, bend] of cases) {
    it(`is counted as malformed and blames nobody: ${what}`, async () => {
      const p = table();
      p.twist.set(1, bend);
      await p.deal();
      expect(p.state.validators[1]?.refused).toEqual({ malformed: 1 });
      expect(p.state.hand?.faults).toEqual([]);
      p.twist.clear();
      await p.work();
      expect(p.state.hand?.phase).toBe('play');
    });
  }

  it('an empty shuffle proof is a proof that fails', async () => {
    const p = table();
    p.twist.set(1, (tx) =>
      tx.kind === 'shuffle' ? { ...tx, body: { ...tx.body, proof: new Uint8Array(0) } } : tx,
    );
    await p.deal();
    expect(p.state.hand?.faults).toMatchObject([{ seat: 1, step: 'shuffle' }]);
  });
});

describe('nonces', () => {
  it('are used once, in any order within the window', async () => {
    const p = table();
    const chat = (nonce: number) => {
      const tx: Transaction = { kind: 'chat', nonce, body: { text: text('x') } };
      p.slot(11_000);
      return p.commitBytes(0, encodeTransaction(tx)).reason;
    };
    expect(chat(100)).toBeUndefined();
    expect(chat(98)).toBeUndefined();
    expect(chat(98)).toBe('nonce-used');
    expect(chat(100)).toBe('nonce-used');
    expect(chat(100 - limits.nonceWindow)).toBe('nonce-old');
    expect(chat(99)).toBeUndefined();
    expect(p.state.validators[0]?.recentNonces).toEqual([98, 99, 100]);
  });

  it('of a refused transaction stay free', async () => {
    const p = table();
    await p.deal();
    const turn = p.toAct()!;
    expect(p.commit(turn, bet(1, 0, 3, 3), 500).applied).toBe(false);
    expect(p.commit(turn, bet(1, 0, 2), 500).applied).toBe(true);
  });
});

describe('chat', () => {
  it('is capped for each author and shown to all', async () => {
    const p = table();
    p.slot();
    const say = (seat: number) =>
      p.commit(seat, { kind: 'chat', body: { text: text('nice hand 👍') } }).reason;
    for (let i = 0; i < limits.chatLines; i++) expect(say(0)).toBeUndefined();
    expect(say(0)).toBe('chat-limit');
    expect(say(1)).toBeUndefined();
    p.slot(limits.chatWindowMs);
    expect(say(0)).toBeUndefined();
    const lines = tableView(p.state, { seat: 2 }).events.filter((e) => e.kind === 'chat');
    expect(lines[0]).toMatchObject({ seat: 0, nickname: 'P0', text: 'nice hand 👍' });
  });
});

describe('sitting out and in', () => {
  it('is capped for each author', () => {
    const p = table();
    p.slot();
    const flip = (i: number) =>
      p.commit(
        0,
        i % 2 === 0 ? { kind: 'sitOut', body: { version: 0 } } : { kind: 'sitIn', body: { comeBack: 0 } },
      ).reason;
    for (let i = 0; i < limits.requests; i++) expect(flip(i)).toBeUndefined();
    expect(flip(limits.requests)).toBe('request-limit');
    p.slot(limits.requestWindowMs);
    expect(flip(limits.requests)).toBeUndefined();
  });
});

describe('what a screen may know', () => {
  it('no card of another seat before it is tabled, whatever is asked', async () => {
    const p = table();
    await p.deal();
    const mine = p.ownCards(1)!;
    const view = tableView(p.state, { seat: 1, ownCards: mine });
    for (const s of view.seats) expect(s.cards.every((c) => (c === null) === (s.seat !== 1))).toBe(true);
    expect(
      tableView(p.state, { seat: undefined, ownCards: mine })
        .seats.flatMap((s) => s.cards)
        .every((c) => c === null),
    ).toBe(true);
    expect(view.legal === undefined).toBe(p.toAct() !== 1);
  });

  it('the public state holds no card that is not public', async () => {
    const p = table();
    await p.deal();
    expect(p.state.hand?.deck.opened).toEqual({});
    expect(stateRoot(p.state)).toHaveLength(32);
  });
});
