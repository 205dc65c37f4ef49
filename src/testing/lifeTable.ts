/** Tables for the tests of this folder, written in letters: 'AB-C' is A at seat 0, B at 1, C at 3. */

import { beginHand } from '../poker/life/blinds.ts';
import { applyRequest, type LifeRequest, verifyRequest } from '../poker/life/requests.ts';
import { noteAction, settleHand } from '../poker/life/settle.ts';
import { createLife, type HandPlan, type LifeRules, type TableLife } from '../poker/life/state.ts';

export const cashRules: LifeRules = {
  kind: 'cash',
  seats: 6,
  smallBlindChips: 1,
  bigBlindChips: 2,
  ante: { kind: 'none', chips: 0 },
  startingStackChips: 100,
  maxTopUpChips: 100,
  timeBankMs: 30_000,
  timeBankRefillMs: 1_000,
  levels: [],
  payoutsBasisPoints: [],
  prizePoolChips: 0,
};

/** Seats by letter; a seat keeps its letter when its player leaves. */
export class TestTable {
  life: TableLife;
  plan: HandPlan | undefined;
  readonly letters: string;

  constructor(letters: string, rules: Partial<LifeRules> = {}, button = 'A') {
    this.letters = letters;
    const players = [...letters].flatMap((letter, seat) =>
      letter === '-' ? [] : [{ seat, player: letter, stackChips: 100 }],
    );
    const all = { ...cashRules, seats: letters.length, ...rules };
    this.life = createLife(all, players, letters.indexOf(button));
  }

  seat(letter: string): number {
    return this.letters.indexOf(letter);
  }

  /** Begins and ends a hand; `stacks` changes some stacks. Words: 'btn A sb B bb C: ABC', '-' for a dead blind. */
  hand(stacks: Record<string, number> = {}, nowMs = 0): string {
    const words = this.begin(nowMs);
    if (this.life.inHand !== null) this.settle(stacks, nowMs);
    return words;
  }

  begin(nowMs = 0): string {
    const begun = beginHand(deepFreeze(this.life), nowMs);
    this.plan = begun?.plan;
    if (begun === undefined) return 'no hand';
    this.life = begun.life;
    const p = begun.plan;
    const name = (seat: number | null): string => (seat === null ? '-' : (this.letters[seat] ?? '?'));
    const posts = p.posts.map((x) => ` ${name(x.seat)} posts ${x.liveChips}+${x.deadChips}`).join('');
    const dealt = p.dealtIn.map((d) => name(d.seat)).join('');
    return `btn ${name(p.buttonSeat)} sb ${name(p.smallBlindSeat)} bb ${name(p.bigBlindSeat)}: ${dealt}${posts}`;
  }

  settle(stacks: Record<string, number> = {}, nowMs = 0): void {
    const after = this.life.inHand!.dealtIn.map((d) => ({
      seat: d.seat,
      stackChips: stacks[this.letters[d.seat]!] ?? d.stackChips,
    }));
    this.life = settleHand(deepFreeze(this.life), after, nowMs);
  }

  ask(request: LifeRequest): string {
    const refused = verifyRequest(this.life, request);
    if (refused !== undefined) return refused.code;
    this.life = applyRequest(deepFreeze(this.life), request);
    return 'ok';
  }

  /** 'A out', 'A in', 'A in post', 'A leaves', 'A expelled'. */
  say(words: string): string {
    const [letter, verb, how] = words.split(' ');
    const seat = this.seat(letter!);
    if (verb === 'out') return this.ask({ kind: 'sitOut', seat });
    if (verb === 'leaves') return this.ask({ kind: 'standUp', seat });
    if (verb === 'expelled') return this.ask({ kind: 'expel', seat });
    return this.ask({ kind: 'sitIn', seat, comeBack: how === 'post' ? 'post' : 'wait' });
  }

  sitDown(letter: string, comeBack: 'wait' | 'post' = 'wait', player = letter): string {
    return this.ask({ kind: 'sitDown', seat: this.seat(letter), player, chips: 100, comeBack });
  }

  timeout(letter: string): void {
    this.life = noteAction(this.life, this.seat(letter), true);
  }

  debt(letter: string): string {
    return this.life.seats[this.seat(letter)]?.debt ?? 'gone';
  }

  status(letter: string): string {
    return this.life.seats[this.seat(letter)]?.status ?? 'gone';
  }
}

/** Functions of this folder must not change what they are given; frozen input makes a change throw. */
function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const inner of Object.values(value)) deepFreeze(inner);
  }
  return value;
}
