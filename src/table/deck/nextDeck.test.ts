/** The next deck while a hand is played: taken over, dropped without harm, and no stage for a lie or a replay. */
import { describe, expect, it } from 'vitest';
import { ahead, begin, bond, foldAround, next, sitOut, table } from '../../testing/nextDeckPlay.ts';
import { clearDeck, genesis, Play, seeded, spoiled, type Unsent } from '../../testing/tablePlay.ts';
import { limits } from '../state/limits.ts';
import { stateRoot } from '../state/root.ts';
import { lifeSeat, totalChips } from '../state/seats.ts';
import type { NextDeck } from '../state/state.ts';
import { tableView } from '../view/view.ts';
import { duties } from './duties.ts';
import { proofsToJudge } from './nextDeck.ts';

describe('the next deck', () => {
  it('is shuffled while the hand is played, and the next hand begins with dealing', async () => {
    const p = table([0, 1, 2, 3]);
    await p.deal();
    expect(p.state.hand).toMatchObject({ hand: 1, phase: 'play' });
    expect(next(p)).toMatchObject({ hand: 2, attempt: 0, phase: 'deal', dealtIn: [0, 1, 2, 3] });
    expect(next(p).deck.shuffles).toBe(4);
    const { deckDigest } = next(p).deck;
    foldAround(p);
    begin(p);
    expect(p.state.hand).toMatchObject({ hand: 2, attempt: 0, phase: 'deal', faults: [] });
    expect(p.state.hand!.deck.deckDigest).toEqual(deckDigest);
    expect(p.state.hand!.proofs.map((x) => `${x.step}${x.seat}`)).toEqual(
      ['key', 'shuffle'].flatMap((step) => [0, 1, 2, 3].map((seat) => step + seat)),
    );
    expect(p.state.nextDeck).toBeUndefined();
    expect(tableView(p.state, { seat: 0 }).hand).toMatchObject({
      stage: 'deal',
      proofs: { shufflesVerified: 4, shufflesExpected: 4 },
    });
    await p.work();
    expect(p.state.hand).toMatchObject({ hand: 2, phase: 'play' });
    expect(p.ownCards(3)?.cards).toHaveLength(2);
    expect(next(p)).toMatchObject({ hand: 3, attempt: 0, phase: 'deal' });
  });

  it('leaves no trace in the running hand: no line, no deadline, nobody awaited, no share', async () => {
    const p = table([0, 1, 2]);
    p.ahead = false;
    await p.deal();
    p.slot();
    const view = () => tableView(p.state, { seat: 0 });
    const before = { ...view(), deadline: p.state.deadline?.key };
    p.ahead = true;
    await p.work();
    expect(next(p).phase).toBe('deal');
    expect({ ...view(), deadline: p.state.deadline?.key }).toEqual(before);
    expect(next(p).deck.shares).toEqual({});
    expect(duties(p.state, 0, undefined)).toEqual([]);
    const shares: Unsent = {
      kind: 'shares',
      body: {
        hand: 2,
        attempt: 0,
        deckDigest: next(p).deck.deckDigest!,
        positions: [0, 1],
        shares: new Uint8Array(96),
        proof: new Uint8Array(128),
        escrow: new Uint8Array(0),
      },
    };
    expect(p.commit(0, shares)).toEqual({ applied: false, reason: 'stale' });
  });

  it('goes on from where it was when the hand begins: nobody is asked twice', async () => {
    const p = table([0, 1, 2]);
    p.twist.set(1, (tx) => (tx.kind === 'shuffle' && tx.body.hand === 2 ? undefined : tx));
    await p.deal();
    expect(next(p)).toMatchObject({ phase: 'shuffle', deck: { shuffles: 1 } });
    foldAround(p);
    begin(p);
    expect(p.state.hand).toMatchObject({ hand: 2, attempt: 0, phase: 'shuffle', deck: { shuffles: 1 } });
    expect(p.state.events.filter((e) => e.kind === 'shuffled').map((e) => e.seat)).toEqual([0, 1, 2, 0]);
    expect(p.state.deadline?.key).toBe('shuffle.2.0.1');
    p.twist.clear();
    await p.work();
    expect(p.state.hand).toMatchObject({ attempt: 0, phase: 'play', faults: [] });
  });

  it('silence costs nothing before the hand begins, and the usual after', async () => {
    const p = table([0, 1, 2], { bondChips: 30 });
    p.twist.set(2, (tx) => (tx.kind === 'deckKey' && tx.body.hand === 2 ? undefined : tx));
    await p.deal();
    foldAround(p);
    begin(p);
    expect(p.state.hand).toMatchObject({ hand: 2, phase: 'keys', faults: [] });
    p.passDeadline();
    await p.work();
    expect(p.state.hand).toMatchObject({ hand: 2, attempt: 1, dealtIn: [0, 1], phase: 'play' });
    expect(p.state.hand!.faults).toMatchObject([{ seat: 2, step: 'key', reason: 'silent' }]);
    expect(bond(p, 2)).toBe(30);
  });

  it('as many redeals are left as ever', async () => {
    const p = table([0, 1, 2]);
    await p.deal();
    const folder = p.toAct()!;
    sitOut(p, folder);
    p.twist.set(folder, () => undefined);
    foldAround(p);
    begin(p);
    expect(p.state.hand).toMatchObject({ firstAttempt: 1, attempt: 1 });
    expect(limits.attempts).toBe(12);
    expect(p.state.hand!.deck.context).toMatchObject({ hand: 2, attempt: 1 });
  });
});

describe('the players change', () => {
  it('one sits out: another deck, another attempt, and still no shuffle is waited for', async () => {
    const p = table([0, 1, 2, 3]);
    await p.deal();
    const first = next(p);
    const quitter = p.toAct()!;
    sitOut(p, quitter);
    await p.work();
    const others = [0, 1, 2, 3].filter((s) => s !== quitter);
    expect(next(p)).toMatchObject({ hand: 2, attempt: 1, phase: 'deal', dealtIn: others });
    expect(next(p).deck.publicKeys).toHaveLength(3);
    foldAround(p);
    begin(p);
    expect(p.state.hand).toMatchObject({ attempt: 1, firstAttempt: 1, phase: 'deal', dealtIn: others });
    // What was said for the first deck is of no use with the second.
    expect(first.deck.context).toMatchObject({ attempt: 0 });
    await p.work();
    expect(p.state.hand?.phase).toBe('play');
  });

  it('one sits out in the pause after all was ready: dropped, and dealt from keys of its own', async () => {
    const p = table([0, 1, 2, 3]);
    await p.deal();
    foldAround(p);
    p.ahead = false;
    p.slot();
    sitOut(p, 2);
    begin(p);
    expect(p.state.hand).toMatchObject({ hand: 2, attempt: 1, phase: 'keys', dealtIn: [0, 1, 3] });
    await p.work();
    expect(p.state.hand).toMatchObject({ attempt: 1, phase: 'play', faults: [] });
  });

  it('one sits out and in again and again: the decks begun for a hand are counted', async () => {
    const p = table([0, 1, 2, 3]);
    await p.deal();
    for (let i = 0; i < 3; i++) {
      expect(sitOut(p, 3)).toEqual({ applied: true });
      expect(p.commit(3, { kind: 'sitIn', body: { comeBack: 1 } })).toEqual({ applied: true });
    }
    expect(next(p).attempt).toBe(limits.nextDecks - 1);
    await p.work();
    foldAround(p);
    begin(p);
    expect([limits.nextDecks - 1, limits.nextDecks]).toContain(p.state.hand!.attempt);
    await p.work();
    expect(p.state.hand?.phase).toBe('play');
  });

  it('one leaves: the epoch ends with the hand, and no deck of this one is made for the next', async () => {
    const p = table([0, 1, 2, 3]);
    await p.deal();
    const leaver = p.toAct()!;
    expect(p.commit(leaver, { kind: 'standUp', body: { version: 0 } })).toEqual({ applied: true });
    expect(next(p).phase).toBe('dropped');
    expect(duties(p.state, 0, undefined)).toEqual([]);
    foldAround(p);
    expect(lifeSeat(p.state.life, leaver)).toBeUndefined();
  });

  it('one is busted: the others have a deck of their own by the end of the pause', async () => {
    const p = table([0, 1, 2]);
    await p.deal();
    p.bet(p.toAct()!, 'fold');
    p.bet(p.toAct()!, 'raiseTo', 200);
    p.bet(p.toAct()!, 'call');
    await p.work();
    expect(p.state.hand?.phase).toBe('done');
    const busted = p.state.seats.find((s) => lifeSeat(p.state.life, s.seat)!.stackChips === 0);
    if (busted !== undefined) {
      expect(next(p)).toMatchObject({ attempt: 1, phase: 'deal' });
      expect(next(p).dealtIn).not.toContain(busted.seat);
    }
    begin(p);
    expect(p.state.hand?.phase).toBe('deal');
  });

  it('a bomb pot comes: same players, same button, the same deck', async () => {
    const p = table([0, 1, 2, 3], { bombPotHands: 2, bombPotChips: 6 });
    await p.deal();
    expect(next(p).buttonSeat).toBe(p.state.life.buttonSeat);
    foldAround(p);
    begin(p);
    expect(p.state.hand).toMatchObject({ phase: 'deal', plan: { bombPot: true } });
    await p.work();
    expect(p.state.hand?.phase).toBe('play');
  });

  it('a straddle is taken in the pause and touches no deck', async () => {
    const p = table([0, 1, 2, 3], { straddle: 1 });
    await p.deal();
    foldAround(p);
    const seat = [0, 1, 2, 3].find((s) => tableView(p.state, { seat: s }).offers?.straddle !== undefined)!;
    expect(p.commit(seat, { kind: 'straddle', body: { hand: 2 } })).toEqual({ applied: true });
    begin(p);
    expect(p.state.hand).toMatchObject({ phase: 'deal', attempt: 0 });
    await p.work();
    expect(p.state.events.some((e) => e.kind === 'blind' && e.text === 'straddle')).toBe(true);
  });

  it('a redeal of the hand before: the next deck is begun only once cards are dealt', async () => {
    const p = table([0, 1, 2, 3], { bondChips: 30 });
    p.twist.set(3, (tx) => (tx.kind === 'shares' ? undefined : tx));
    await p.deal();
    expect(p.state.hand?.phase).toBe('deal');
    expect(p.state.nextDeck).toBeUndefined();
    p.passDeadline();
    await p.work();
    expect(p.state.hand).toMatchObject({ attempt: 1, dealtIn: [0, 1, 2], phase: 'play' });
    expect(next(p)).toMatchObject({ hand: 2, attempt: 0, dealtIn: [0, 1, 2], phase: 'deal' });
  });

  it('a sit-and-go plays through with a deck ready for every hand but those after somebody went out', async () => {
    const level = { smallBlindChips: 10, bigBlindChips: 20, anteChips: 0, hands: 3, durationMs: 0 };
    const p = table([0, 1, 2], {
      levels: [level, { ...level, smallBlindChips: 20, bigBlindChips: 40 }],
      payoutsBasisPoints: [{ share: 10_000 }],
    });
    await p.deal();
    for (let i = 0; i < 5; i++) {
      foldAround(p);
      begin(p);
      expect(p.state.hand).toMatchObject({ phase: 'deal', attempt: 0 });
      await p.work();
    }
  });
});

describe('lies and replays', () => {
  for (const kind of ['deckKey', 'shuffle'] as const) {
    it(`a false ${kind}: no trace in the running hand, named when it is over, bond and seat lost`, async () => {
      const p = table([0, 1, 2, 3], { bondChips: 30 });
      p.twist.set(1, (tx) => (tx.kind === kind && tx.body.hand === 2 ? spoiled(tx) : tx));
      await p.deal();
      expect(p.state.hand).toMatchObject({ phase: 'play', faults: [] });
      expect(proofsToJudge(p.state)).toEqual([]);
      expect(p.toAct()).toBeDefined();
      foldAround(p);
      expect(p.state.hand).toMatchObject({ phase: 'done', faults: [] });
      p.slot();
      expect(p.state.hand!.faults).toMatchObject([
        {
          hand: 2,
          attempt: 0,
          seat: 1,
          step: kind === 'deckKey' ? 'key' : 'shuffle',
          reason: 'proof-fails',
        },
      ]);
      expect(p.state.hand!.faults[0]!.statement).toMatch(/^[0-9a-f]{64}$/);
      expect(lifeSeat(p.state.life, 1)?.status).toBe('expelled');
      expect(bond(p, 1)).toBe(0);
      expect(p.state.seats.every((s) => s.creditChips === 0)).toBe(true);
      expect(next(p).phase).toBe('dropped');
    });
  }

  it('who lies and leaves before it is judged leaves its bond behind', async () => {
    const p = table([0, 1, 2, 3], { bondChips: 30 });
    p.twist.set(1, (tx) => (tx.kind === 'shuffle' && tx.body.hand === 2 ? spoiled(tx) : tx));
    await p.deal();
    expect(p.commit(1, { kind: 'standUp', body: { version: 0 } })).toEqual({ applied: true });
    foldAround(p);
    expect(bond(p, 1)).toBe(30);
    p.slot();
    expect(bond(p, 1)).toBe(0);
    expect(p.state.hand!.faults).toMatchObject([{ seat: 1, step: 'shuffle' }]);
    const net = (s: number) => p.state.hand!.outcome!.seats.find((x) => x.seat === s)!.netChips;
    for (const s of [0, 2, 3]) expect(lifeSeat(p.state.life, s)!.stackChips).toBe(170 + net(s) + 10);
  });

  it('who leaves without a lie has its bond as soon as that is known', async () => {
    const p = table([0, 1, 2, 3], { bondChips: 30 });
    await p.deal();
    expect(p.commit(1, { kind: 'standUp', body: { version: 0 } })).toEqual({ applied: true });
    foldAround(p);
    expect(bond(p, 1)).toBe(30);
    p.slot();
    expect(bond(p, 1)).toBe(0);
    expect(p.state.hand!.faults).toEqual([]);
  });

  it('only the first false proof of a chain is held against anybody', async () => {
    const p = table([0, 1, 2, 3], { bondChips: 30 });
    for (const seat of [1, 2])
      p.twist.set(seat, (tx) => (tx.kind === 'shuffle' && tx.body.hand === 2 ? spoiled(tx) : tx));
    await p.deal();
    foldAround(p);
    p.slot();
    expect(p.state.hand!.faults.map((f) => f.seat)).toEqual([1]);
    expect(bond(p, 2)).toBe(30);
  });

  it('keys that make no joint key drop the deck, and the verdicts say whose fault it was', async () => {
    const start = genesis([0, 1, 2], { bondChips: 30 });
    const clear = clearDeck(seeded(5));
    let broken = false;
    const p = new Play(start, { ...clear, prepare: (r) => (broken ? null : clear.prepare(r)) });
    p.ahead = false;
    await p.deal();
    broken = true;
    p.ahead = true;
    p.twist.set(2, (tx) => (tx.kind === 'deckKey' ? spoiled(tx) : tx));
    await p.work();
    expect(next(p)).toMatchObject({ phase: 'dropped', attempt: 0 });
    foldAround(p);
    p.slot();
    expect(p.state.hand!.faults).toMatchObject([{ hand: 2, seat: 2, step: 'key' }]);
    expect(totalChips(p.state)).toBe(600);
  });

  it('by the wrong seat, twice, or over another deck: refused, and nobody is blamed', async () => {
    const p = table([0, 1, 2]);
    p.ahead = false;
    await p.deal();
    const keys = await Promise.all([0, 1, 2].map((seat) => ahead(p, seat)));
    for (const [seat, tx] of keys.entries()) {
      expect(p.commit(seat, tx)).toEqual({ applied: true });
      expect(p.commit(seat, tx)).toMatchObject({ applied: false });
    }
    const shuffle = await ahead(p, 0);
    if (shuffle.kind !== 'shuffle') throw new Error('a shuffle is due');
    const body = shuffle.body;
    expect(p.commit(1, shuffle)).toEqual({ applied: false, reason: 'not-your-turn' });
    expect(p.commit(1, { ...shuffle, body: { ...body, step: 1 } })).toMatchObject({
      reason: 'not-your-turn',
    });
    expect(p.commit(0, { ...shuffle, body: { ...body, attempt: 1 } })).toMatchObject({ reason: 'stale' });
    expect(p.commit(0, { ...shuffle, body: { ...body, hand: 3 } })).toMatchObject({ reason: 'stale' });
    expect(p.commit(0, { ...shuffle, body: { ...body, inputDigest: new Uint8Array(32) } })).toMatchObject({
      reason: 'stale',
    });
    expect(p.commit(0, { ...shuffle, body: { ...body, deck: body.deck.slice(96) } })).toMatchObject({
      reason: 'malformed',
    });
    expect(p.commit(0, shuffle)).toEqual({ applied: true });
    expect(p.commit(0, shuffle)).toEqual({ applied: false, reason: 'already-given' });
    foldAround(p);
    p.slot();
    expect(p.state.hand!.faults).toEqual([]);
  });

  it("what was said for this hand's deck is nothing for the next one, and the other way round", async () => {
    const p = table([0, 1, 2]);
    const said: { seat: number; tx: Unsent }[] = [];
    for (const seat of [0, 1, 2])
      p.twist.set(seat, (tx) => {
        said.push({ seat, tx });
        return tx;
      });
    p.ahead = false;
    await p.deal();
    for (const { seat, tx } of said) expect(p.commit(seat, tx)).toMatchObject({ applied: false });
    expect(next(p)).toMatchObject({ phase: 'keys', unjudged: [] });
    said.length = 0;
    p.ahead = true;
    await p.work();
    foldAround(p);
    begin(p);
    for (const { seat, tx } of said) expect(p.commit(seat, tx)).toMatchObject({ applied: false });
    expect(p.state.hand).toMatchObject({ hand: 2, phase: 'deal', faults: [] });
  });

  it('is covered by the state root, every proof of it', async () => {
    const p = table([0, 1, 2]);
    await p.deal();
    const root = stateRoot(p.state).toString();
    const bent = (change: Partial<NextDeck>) =>
      stateRoot({ ...p.state, nextDeck: { ...next(p), ...change } }).toString();
    expect(bent({})).toBe(root);
    expect(bent({ buttonSeat: next(p).buttonSeat + 1 })).not.toBe(root);
    expect(bent({ unjudged: next(p).unjudged.slice(1) })).not.toBe(root);
    expect(bent({ deck: { ...next(p).deck, deckDigest: new Uint8Array(32) } })).not.toBe(root);
    const [first, ...rest] = next(p).unjudged;
    const statement = { ...first!.statement, proof: new Uint8Array(80) };
    expect(bent({ unjudged: [{ ...first!, statement }, ...rest] })).not.toBe(root);
  });
});
