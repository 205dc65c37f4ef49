import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  CONFIG_VERSION,
  checkTableConfig,
  GAMES,
  SECOND_DEFAULTS,
  type TableConfig,
} from '../../codec/config.ts';
import { DecodeError } from '../../codec/decode.ts';
import { encodeTransaction, type Transaction } from '../../codec/transactions.ts';
import { gameNamed } from '../../poker/catalogue.ts';
import {
  applyBytes,
  clearDeck,
  genesis,
  Play,
  seeded,
  spoiled,
  type Unsent,
} from '../../testing/tablePlay.ts';
import { showDuty } from '../deck/duties.ts';
import { showable } from '../deck/owed.ts';
import { awaited } from '../deck/turns.ts';
import { nextNonce } from '../state/nonces.ts';
import { stateRoot } from '../state/root.ts';
import { totalChips } from '../state/seats.ts';
import { tableView } from '../view/view.ts';

/** Cash with everything a table may have, or a sit-and-go. */
function format(random: (below: number) => number, game: number): Partial<TableConfig> {
  if (random(3) === 0) {
    const level = (times: number) => ({
      smallBlindChips: times,
      bigBlindChips: 2 * times,
      anteChips: random(2) * times,
      hands: 1 + random(3),
      durationMs: 0,
    });
    return {
      levels: [level(1), level(2), level(4), level(8)],
      payoutsBasisPoints: [{ share: 7_000 }, { share: 3_000 }],
    };
  }
  if (gameNamed(GAMES[game]!).forced === 'bring-in') return {};
  const bombPotHands = random(2) * 3;
  return {
    straddle: random(2),
    runItTwice: random(2),
    bombPotHands,
    bombPotChips: bombPotHands === 0 ? 0 : 6,
    rabbitHunt: random(2),
  };
}

/** Plays a table at random: bets of all kinds, silence, lies, sitting out and in. */
async function randomPlay(seed: number, game: number, players: number, steps: number): Promise<void> {
  const random = seeded(seed);
  const start = genesis(
    Array.from({ length: players }, (_, i) => i),
    {
      bondChips: random(2) * 20,
      startingStackChips: 40 + random(200),
      timeBankMs: 5_000,
      escrow: random(2),
      game,
      structure: GAMES[game]!.includes('stud') ? 2 : random(3),
      // Stud's deck is enough for eight.
      seats: game < 4 ? 9 : 8,
      ...format(random, game),
      ...(seed % 2 === 0
        ? { ...SECOND_DEFAULTS, protocolVersion: CONFIG_VERSION, proofs: 0, claims: 0 }
        : {}),
    },
  );
  checkTableConfig(start.body.config);
  const p = new Play(start, clearDeck(random));
  p.ahead = random(2) === 0;
  const total = totalChips(p.state);
  const check = () => {
    const where = `seed ${seed}, game ${game}, players ${players}`;
    expect(totalChips(p.state) - p.state.broughtChips, where).toBe(total);
    const rows = p.state.ledger ?? [];
    const inRows = rows.reduce((sum, row) => sum + row.broughtChips - row.takenChips, 0);
    expect(inRows, where).toBe(rows.length === 0 ? 0 : totalChips(p.state));
    const { hand } = p.state;
    const open = new Set(Object.values(hand?.deck.opened ?? {}));
    const seen = hand?.engine.players.flatMap((x) => x.cards.filter((c) => c !== null)) ?? [];
    expect(
      seen.filter((c) => !open.has(c)),
      where,
    ).toEqual([]);
  };
  for (let i = 0; i < steps && !p.state.over; i++) {
    const who = random(players);
    const luck = random(100);
    if (luck < 3) p.silent.add(who);
    else if (luck < 5) p.twist.set(who, (tx) => ('proof' in tx.body ? spoiled(tx) : tx));
    else if (luck < 8) p.commit(who, { kind: 'sitOut', body: { version: 0 } });
    else if (luck < 10) p.commit(who, { kind: 'topUp', body: { chips: 1 + random(100) } });
    else if (luck < 11) p.commit(who, { kind: 'standUp', body: { version: 0 } });
    else if (luck < 12) {
      const key = new Uint8Array(32).fill(who + 1);
      const nickname = new Uint8Array([80]);
      p.commit(who, { kind: 'sitDown', body: { seat: who, key, chips: 40, nickname } });
    } else if (luck < 14) {
      const offer = tableView(p.state, { seat: who }).offers?.straddle;
      if (offer !== undefined) {
        const { hand } = offer;
        expect(p.commit(who, { kind: 'straddle', body: { hand } }), `seed ${seed}`).toEqual({
          applied: true,
        });
      }
    } else if (luck < 20) {
      p.silent.delete(who);
      p.twist.delete(who);
      p.commit(who, { kind: 'sitIn', body: { comeBack: random(2) } });
    }
    await p.work();
    for (const { seat } of p.state.seats) {
      const asked = tableView(p.state, { seat }).offers?.twice;
      if (asked === undefined) continue;
      const body = { hand: asked.hand, agree: random(4) === 0 ? 0 : 1 };
      expect(p.commit(seat, { kind: 'runItTwice', body }), `seed ${seed}`).toEqual({ applied: true });
      await p.work();
    }
    await afterwards(p, random, who);
    check();
    // With every tab at work the table never waits for anything but a decision.
    if (p.silent.size === 0 && p.twist.size === 0)
      expect([undefined, 'action'], `seed ${seed}`).toContain(awaited(p.state)?.what);
    const seat = p.toAct();
    if (seat === undefined || random(25) === 0) {
      if (p.state.deadline !== undefined) p.passDeadline();
      else {
        p.silent.clear();
        p.twist.clear();
        for (let s = 0; s < players; s++) p.commit(s, { kind: 'sitIn', body: { comeBack: 0 } });
      }
    } else {
      const legal = tableView(p.state, { seat }).legal!;
      const choice = random(10);
      if (legal.raise !== undefined && choice < 3) {
        const { minToChips, maxToChips, totalsChips } = legal.raise;
        const between = (): number => minToChips + random(maxToChips - minToChips + 1);
        // An open pair gives the choice of two fixed bets, and of nothing between them.
        const any = totalsChips === undefined ? between() : totalsChips[random(totalsChips.length)]!;
        const to = choice === 0 ? maxToChips : any;
        expect(p.bet(seat, 'raiseTo', to), `seed ${seed}`).toEqual({ applied: true });
      } else if (legal.check) p.bet(seat, 'check');
      else if (legal.callChips !== undefined && choice < 8) p.bet(seat, 'call');
      else p.bet(seat, 'fold');
    }
    check();
  }
  expect(stateRoot(p.replay(start)), `seed ${seed}`).toEqual(stateRoot(p.state));
}

/** After a hand one card may be shown, and what would have come may be asked for. */
async function afterwards(p: Play, random: (below: number) => number, seat: number): Promise<void> {
  const result = p.state.hand?.outcome;
  const may = showable(p.state, seat);
  if (p.state.hand?.phase === 'done' && may.length > 0 && random(2) === 0) {
    const duty = showDuty(p.state, seat, [may[random(may.length)]!])!;
    expect(p.commit(seat, await p.deck.fulfil(duty, seat))).toEqual({ applied: true });
    expect(showable(p.state, seat)).toHaveLength(may.length - 1);
  }
  if (tableView(p.state, { seat }).offers?.rabbit !== true) return;
  const { hand } = p.state.hand!;
  expect(p.commit(seat, { kind: 'rabbit', body: { hand } })).toEqual({ applied: true });
  await p.work();
  // The pause may end while the shares come in.
  if (p.state.hand?.hand === hand) expect(p.state.hand.outcome).toBe(result);
}

/** Plays a hand, and at every message tries bent copies of it on the state that it met. */
async function bentMessages(seed: number, tries: number): Promise<number> {
  const random = seeded(seed);
  const deck = clearDeck(random);
  const p = new Play(genesis([0, 1, 2], { bondChips: 10 }), deck);
  let judged = 0;
  const bend = (seat: number, tx: Unsent): void => {
    const author = p.author(seat);
    const honest = encodeTransaction({ ...tx, nonce: nextNonce(p.state, author) } as Transaction);
    for (let i = 0; i < tries; i++) {
      const bytes = random(8) === 0 ? honest.slice(0, random(honest.length)) : honest.slice();
      for (let k = 1 + random(3); k > 0 && bytes.length > 0; k--)
        bytes[random(Math.min(bytes.length, 300))] = random(256);
      try {
        const { state } = applyBytes(p.state, random(4) === 0 ? random(4) : author, bytes, deck);
        expect(totalChips(state), `seed ${seed}`).toBe(600);
        expect(stateRoot(state)).toHaveLength(32);
        judged++;
      } catch (error) {
        if (!(error instanceof DecodeError)) throw error;
      }
    }
  };
  for (const seat of [0, 1, 2]) {
    p.twist.set(seat, (tx) => {
      bend(seat, tx);
      return tx;
    });
  }
  await p.deal();
  for (let seat = p.toAct(); seat !== undefined; seat = p.toAct()) {
    const { hand, engine } = p.state.hand!;
    bend(seat, { kind: 'bet', body: { hand, decision: engine.decision, verb: 3, amountChips: 10 } });
    p.bet(seat, tableView(p.state, { seat }).legal?.check === true ? 'check' : 'call');
    await p.work();
  }
  expect(p.state.hand?.phase).toBe('done');
  return judged;
}

describe('whatever happens', () => {
  it('a bent message is decoded, judged and answered, and never stops a tab', {
    timeout: 120_000,
  }, async () => {
    let judged = 0;
    for (let seed = 1; seed <= 5; seed++) judged += await bentMessages(seed, 40);
    expect(judged).toBeGreaterThan(500);
  });

  it('no chip is made or lost, and two replicas agree', { timeout: 180_000 }, async () => {
    const seeds = fc.integer({ min: 1, max: 2 ** 31 - 1 });
    const games = fc.oneof(fc.constant(0), fc.integer({ min: 0, max: GAMES.length - 1 }));
    await fc.assert(
      fc.asyncProperty(seeds, games, fc.integer({ min: 2, max: 9 }), async (seed, game, players) => {
        await randomPlay(seed, game, game < 4 ? players : Math.min(players, 8), 60);
      }),
      { numRuns: 40 },
    );
  });
});
