/** Winning without showing at the table: who is offered it, what is refused by name, and what a lie costs. */
import { describe, expect, it } from 'vitest';
import type { TableConfig } from '../../codec/config.ts';
import { DecodeError } from '../../codec/decode.ts';
import { encodeTransaction, type Transaction } from '../../codec/transactions.ts';
import { RELATIONS, type WinRelation } from '../../mentalpoker/winClaim.ts';
import {
  BOARD,
  CLAIM_FIELDS,
  due,
  LAST_LOSES,
  LAST_TIES,
  LAST_WINS,
  order,
  SEATS,
  SHORT_WINS,
  show,
  showdown,
} from '../../testing/showdown.ts';
import { claimOf, clearDeck, genesis, Play, seeded, spoiled, type Unsent } from '../../testing/tablePlay.ts';
import { killHand } from '../hand/engine.ts';
import { stateRoot } from '../state/root.ts';
import { totalChips } from '../state/seats.ts';
import { handSummary } from '../view/summary.ts';
import { tableView } from '../view/view.ts';
import { claimOffer, standing, winDuty } from './claim.ts';
import { showDuty } from './duties.ts';

const muck = (p: Play) => p.commit(due(p), { kind: 'muck', body: { hand: p.state.hand!.hand } });
const own = (p: Play, seat: number) => p.ownCards(seat)!.cards as [number, number];

async function claim(p: Play, seat: number, relation: WinRelation): Promise<Unsent> {
  return p.deck.fulfil(winDuty(p.state, seat, relation)!, seat);
}

/** A message in the right form for whoever has no claim. */
function anyClaim(p: Play, change: { hand?: number; relation?: number; digest?: Uint8Array } = {}): Unsent {
  const { hand, attempt, deck } = p.state.hand!;
  return {
    kind: 'win',
    body: {
      hand: change.hand ?? hand,
      attempt,
      deckDigest: change.digest ?? deck.deckDigest!,
      relation: change.relation ?? 0,
      claim: new Uint8Array(32),
      proof: new Uint8Array(1_744).fill(1),
    },
  };
}

describe('the last to show', () => {
  it.each([
    ['hold’em', LAST_WINS, {}],
    ['short deck', SHORT_WINS, { game: 3 }],
  ] as const)('wins a pot of %s unseen, and every replica agrees', async (_, cards, change) => {
    const p = await showdown(cards, change);
    expect(claimOffer(p.state)).toBeUndefined();
    await show(p);
    expect(muck(p)).toEqual({ applied: true });
    const seat = due(p);
    const offer = standing(p.state, seat, own(p, seat))!;
    expect(offer.relation).toBe('better');
    expect(offer.pairs).toBeGreaterThan(1);
    const total = totalChips(p.state);
    expect(p.commit(seat, await claim(p, seat, 'better'))).toEqual({ applied: true });
    expect(p.state.hand).toMatchObject({ phase: 'done', faults: [] });
    expect(p.state.hand!.outcome!.seats.find((s) => s.seat === seat)).toMatchObject({
      netChips: 4,
      wonChips: 6,
    });
    expect(totalChips(p.state)).toBe(total);
    // Nobody sees the cards, and nobody holds what opens them: its own shares were never made.
    const view = tableView(p.state, { seat: (seat + 1) % 3 }).seats[seat]!;
    expect(view).toMatchObject({
      cards: [null, null],
      claimed: 'better',
      folded: false,
      handName: undefined,
    });
    const index = p.state.hand!.dealtIn.indexOf(seat);
    for (const position of winPositions(p, seat))
      expect(p.state.hand!.deck.shares[position]![index]).toBeUndefined();
    expect(p.state.events.filter((e) => e.kind === 'claim')).toMatchObject([
      { seat, text: 'better', cards: [] },
    ]);
    expect(handSummary(p.state, (seat + 1) % 3, undefined)!.winners).toMatchObject([{ seat, chips: 6 }]);
    expect(p.state.hand!.proofs.at(-1)).toMatchObject({ seat, step: 'win', ok: true });
    expect(stateRoot(p.replay(genesis(SEATS, { ...CLAIM_FIELDS, ...change })))).toEqual(stateRoot(p.state));
  });

  it('shares a pot unseen with an equal hand, and may show afterwards', async () => {
    const p = await showdown(LAST_TIES);
    await show(p);
    muck(p);
    const seat = due(p);
    expect(standing(p.state, seat, own(p, seat))!.relation).toBe('equal');
    expect(p.commit(seat, await claim(p, seat, 'equal'))).toEqual({ applied: true });
    expect(p.state.hand!.outcome!.seats.map((s) => s.wonChips).sort()).toEqual([0, 3, 3]);
    p.silent.clear();
    expect(p.commit(seat, await p.deck.fulfil(showDuty(p.state, seat)!, seat))).toEqual({ applied: true });
    expect(tableView(p.state, { seat: undefined }).seats[seat]!.cards).not.toContain(null);
  });

  it('is offered nothing with a hand that loses, nor where nothing would win', async () => {
    const p = await showdown(LAST_LOSES);
    await show(p);
    muck(p);
    const seat = due(p);
    expect(claimOffer(p.state)).toMatchObject({ seat });
    expect(standing(p.state, seat, own(p, seat))).toBeUndefined();
    const royal = await showdown(['Ah Kh', '2d 3d', '4c 4s', 'Qh Jh Th 5d 6d']);
    await show(royal);
    muck(royal);
    expect(claimOffer(royal.state)).toBeUndefined();
    expect(royal.commit(due(royal), anyClaim(royal))).toMatchObject({ reason: 'no-claim' });
  });
});

const winPositions = (p: Play, seat: number) => {
  const { records } = p.state.hand!.engine;
  return records
    .flatMap((r) => (r.kind === 'deal' ? r.requests : []))
    .flatMap((r) => (r.to === seat ? [r.position] : []));
};

describe('refused by name, unverified and without blame', () => {
  const refused = (p: Play, seat: number, tx: Unsent) => {
    const outcome = p.commit(seat, tx);
    expect(outcome.applied).toBe(false);
    expect(p.state.hand!.faults).toEqual([]);
    expect(p.state.hand!.proofs.some((x) => x.step === 'win')).toBe(false);
    return outcome.reason;
  };

  it('whoever is not the last: the first to show, and one after whom another comes', async () => {
    const p = await showdown(LAST_WINS);
    expect(refused(p, due(p), anyClaim(p))).toBe('no-claim');
    expect(refused(p, order(p)[2]!, anyClaim(p))).toBe('not-your-turn');
    await show(p);
    expect(refused(p, due(p), anyClaim(p))).toBe('no-claim');
  });

  it('who has shown, mucked, folded or lied, and who is not in the hand', async () => {
    const p = await showdown(LAST_WINS);
    const [first, second] = order(p);
    await show(p);
    muck(p);
    for (const seat of [first!, second!]) expect(refused(p, seat, anyClaim(p))).toBe('not-your-turn');
    const folded = new Play(genesis(SEATS, CLAIM_FIELDS), clearDeck(seeded(5)));
    await folded.deal();
    const out = folded.toAct()!;
    folded.bet(out, 'fold');
    expect(refused(folded, out, anyClaim(folded))).toBe('not-showdown');
  });

  it('another hand, another deck, another state of the showdown, another length', async () => {
    const p = await showdown(LAST_WINS);
    await show(p);
    muck(p);
    const seat = due(p);
    const honest = await claim(p, seat, 'better');
    if (honest.kind !== 'win') throw new Error('a claim');
    const { body } = honest;
    expect(refused(p, seat, anyClaim(p, { hand: 2 }))).toBe('stale');
    expect(refused(p, seat, { ...honest, body: { ...body, deckDigest: new Uint8Array(32) } })).toBe('stale');
    expect(refused(p, seat, { ...honest, body: { ...body, attempt: 1 } })).toBe('stale');
    expect(refused(p, seat, { ...honest, body: { ...body, claim: new Uint8Array(32) } })).toBe('stale');
    // Made as better and sent as equal: a claim of another list.
    expect(refused(p, seat, { ...honest, body: { ...body, relation: RELATIONS.indexOf('equal') } })).toMatch(
      /stale|no-claim/,
    );
    expect(refused(p, seat, { ...honest, body: { ...body, proof: body.proof.slice(48) } })).toBe('malformed');
    const bytes = encodeTransaction({ ...honest, body: { ...body, relation: 2 }, nonce: 99 } as Transaction);
    expect(() => p.commitBytes(p.author(seat), bytes)).toThrow(DecodeError);
  });

  it('a claim made before a tabled hand was declared dead is late, and not a lie', async () => {
    const p = await showdown(['Kh Kd', 'Ah Ad', 'As Ac', BOARD]);
    const [, second] = order(p);
    await show(p);
    await show(p);
    const seat = due(p);
    const before = await claim(p, seat, 'equal');
    // The best tabled hand lied about something else and is dead: another list of winners.
    p.state = killed(p, second!);
    expect(p.commit(seat, before)).toMatchObject({ applied: false, reason: 'stale' });
    expect(p.commit(seat, await claim(p, seat, 'better'))).toEqual({ applied: true });
  });

  it('after the clock, after the hand, and a second claim', async () => {
    const late = await showdown(LAST_WINS);
    await show(late);
    muck(late);
    const seat = due(late);
    const tx = await claim(late, seat, 'better');
    late.passDeadline();
    expect(late.state.hand!.phase).toBe('done');
    expect(refused(late, seat, tx)).toBe('not-showdown');
    expect(late.state.hand!.outcome!.seats.find((s) => s.seat === seat)!.wonChips).toBe(0);
    const twice = await showdown(LAST_WINS);
    await show(twice);
    muck(twice);
    const first = await claim(twice, due(twice), 'better');
    const [author] = [due(twice)];
    expect(twice.commit(author!, first)).toEqual({ applied: true });
    const again = twice.commit(author!, first);
    expect(again).toMatchObject({ applied: false, reason: 'not-showdown' });
    expect(twice.commit((author! + 1) % 3, first)).toMatchObject({ applied: false, reason: 'not-showdown' });
  });

  it('a table without claims, of either version of the configuration, and all-in showdowns', async () => {
    for (const change of [
      { claims: 0 },
      { protocolVersion: 1, proofs: undefined, claims: undefined, admission: undefined },
    ]) {
      const p = await showdown(LAST_WINS, change as Partial<TableConfig>);
      await show(p);
      muck(p);
      expect(claimOffer(p.state)).toBeUndefined();
      expect(refused(p, due(p), anyClaim(p))).toBe('not-offered');
    }
    const start = genesis(SEATS, CLAIM_FIELDS);
    const p = new Play(start, clearDeck(seeded(5)));
    await p.deal();
    for (const seat of SEATS) p.twist.set(seat, (tx) => (tx.kind === 'show' ? undefined : tx));
    p.bet(p.toAct()!, 'fold');
    p.bet(p.toAct()!, 'raiseTo', 180);
    p.bet(p.toAct()!, 'call');
    await p.work();
    for (const { seat } of p.state.hand!.engine.players)
      expect(refused(p, seat, anyClaim(p))).toBe('not-showdown');
  });
});

/** What evidence against a seat does to its hand. */
function killed(p: Play, seat: number) {
  const hand = p.state.hand!;
  return { ...p.state, hand: { ...hand, engine: killHand(hand.engine, seat) } };
}

describe('a false claim costs what a lie costs', () => {
  it.each([
    ['a tie claimed as a win', LAST_TIES, 'better'],
    ['a hand that loses claimed as a tie', LAST_LOSES, 'equal'],
    ['a hand that loses claimed as a win', LAST_LOSES, 'better'],
  ] as const)('%s: hand, bond and seat', async (_, cards, relation) => {
    const p = await showdown(cards);
    await show(p);
    muck(p);
    const seat = due(p);
    const duty = winDuty(p.state, seat, relation);
    if (duty === undefined) throw new Error('there are such pairs on this board');
    const total = totalChips(p.state);
    const lie = claimOf(duty, new Uint8Array(await proofBytes(p, seat, relation)).fill(1));
    expect(p.commit(seat, lie)).toEqual({ applied: true, reason: 'fault:proof-fails' });
    expect(p.state.hand).toMatchObject({
      phase: 'done',
      faults: [{ seat, step: 'win', reason: 'proof-fails' }],
    });
    expect(p.state.hand!.outcome!.seats.find((s) => s.seat === seat)!.wonChips).toBe(0);
    expect(p.state.seats.find((s) => s.seat === seat)).toMatchObject({ bondChips: 0 });
    expect(totalChips(p.state)).toBe(total);
    expect(p.commit(seat, lie)).toMatchObject({ applied: false });
  });

  it('a proof that fails over a true hand, too; the hand that was shown has the pot', async () => {
    const p = await showdown(LAST_WINS);
    const [first] = order(p);
    await show(p);
    muck(p);
    const seat = due(p);
    expect(p.commit(seat, spoiled(await claim(p, seat, 'better')))).toMatchObject({
      reason: 'fault:proof-fails',
    });
    expect(p.state.hand!.outcome!.seats.find((s) => s.seat === first)!.wonChips).toBe(6);
  });
});

async function proofBytes(p: Play, seat: number, relation: WinRelation): Promise<number> {
  const tx = await claim(p, seat, relation);
  return tx.kind === 'win' ? tx.body.proof.length : 0;
}
