/**
 * What a tab computes itself for a committed transaction: decode, judge, apply. The deck's arithmetic is a stand-in
 * that
 * answers at once, as a verdict that is there already does.
 */

import { CONFIG_VERSION } from '../src/codec/config.ts';
import { toHex } from '../src/codec/decode.ts';
import type { CombineDealingsArgs } from '../src/mentalpoker/threshold/keyCrypto.ts';
import { Executor } from '../src/node/execution/execute.ts';
import { slotVerdicts, type VerdictOf } from '../src/node/execution/facts.ts';
import { legalActions } from '../src/poker/hand.ts';
import { beginSlot } from '../src/table/apply/slot.ts';
import { tableFromGenesis } from '../src/table/epoch/create.ts';
import { nextEpoch } from '../src/table/epoch/epoch.ts';
import { stateRoot } from '../src/table/state/root.ts';
import { clearDeck, genesis, Play, seeded } from '../src/testing/tablePlay.ts';

const SEATS = [0, 1, 2, 3, 4, 5];
const HANDS = 12;
const ROUNDS = 25;

export interface Cost {
  readonly transactions: number;
  /** Microseconds of one transaction, of the best round: the others had to share the machine. */
  readonly applyUs: number;
  /** Of the state root after one settled slot, on the mean of the best round. */
  readonly rootUs: number;
  /** Where the game ended; the same for every correct implementation. */
  readonly root: string;
}

export async function measureApplying(): Promise<Cost> {
  const start = genesis(SEATS, {
    ...{ protocolVersion: CONFIG_VERSION, proofs: 0, claims: 0 },
    ...{ escrow: 1, startingStackChips: 400 },
  });
  const play = await playedGame(start);
  const { deck } = play;
  const verdictOf: VerdictOf = async (statement) => ({ verdict: deck.verify(statement), tookMs: 0 });
  const worker = {
    prepareDeck: async (a: Parameters<typeof deck.prepare>[0]) => deck.prepare(a) ?? null,
    openCards: async (requests: Parameters<typeof deck.open>[0][]) => requests.map((r) => deck.open(r)),
    recoverShares: async (a: Parameters<typeof deck.recover>[0]) => deck.recover(a),
    combineDealings: async (args: CombineDealingsArgs) => deck.combineDealings(args),
    dividePots: () => Promise.reject(new Error('no card is withheld here')),
  };
  const ed25519 = { verify: async () => false, isAdmissibleKey: () => false };
  const cost = {
    ...{ transactions: 0, root: '' },
    ...{ applyUs: Number.POSITIVE_INFINITY, rootUs: Number.POSITIVE_INFINITY },
  };
  for (let round = 0; round < ROUNDS; round++) {
    const executor = new Executor(verdictOf, { worker, ed25519 });
    let state = tableFromGenesis(start);
    let spentMs = 0;
    let rootMs = 0;
    let slots = 0;
    let transactions = 0;
    for (const { header, author, bytes } of play.log) {
      if (author < 0) {
        // The slot before is settled. Whatever did not change since is remembered by object identity, as in a tab.
        const settled = performance.now();
        stateRoot(state);
        rootMs += performance.now() - settled;
        slots++;
        if (state.epochEnds) state = nextEpoch(state);
        state = beginSlot(state, header, await slotVerdicts(state, verdictOf));
        continue;
      }
      const began = performance.now();
      state = await executor.transaction(state, author, bytes);
      spentMs += performance.now() - began;
      transactions++;
    }
    cost.transactions = transactions;
    cost.applyUs = Math.min(cost.applyUs, (1000 * spentMs) / transactions);
    cost.rootUs = Math.min(cost.rootUs, (1000 * rootMs) / slots);
    cost.root = toHex(stateRoot(state));
  }
  return cost;
}

/** Some hands with all streets, raises and folds; the same every time. */
async function playedGame(start: ReturnType<typeof genesis>): Promise<Play> {
  const random = seeded(11);
  const play = new Play(start, clearDeck(seeded(7)));
  await play.work();
  while (play.state.life.handsBegun < HANDS) {
    await play.deal();
    for (let seat = play.toAct(); seat !== undefined; seat = play.toAct()) {
      const legal = legalActions(play.state.hand!.engine)!;
      const dice = random(10);
      if (dice < 2 && legal.raise !== undefined) play.bet(seat, 'raiseTo', legal.raise.minTo);
      else if (legal.check) play.bet(seat, 'check');
      else if (dice < 8 && legal.callChips !== undefined) play.bet(seat, 'call');
      else play.bet(seat, 'fold');
      await play.work();
    }
  }
  return play;
}
