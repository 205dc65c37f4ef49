/** What a seat may ask for beside its decisions, and how a tournament stands: the screen's part of both. */
import { leastAfterTopUp } from '../../poker/life/requests.ts';
import { currentBlinds, payouts } from '../../poker/life/tournament.ts';
import { isTied } from '../hand/aside.ts';
import { nextStep } from '../hand/engine.ts';
import { judgeRabbit } from '../hand/rabbit.ts';
import { straddleOffer } from '../hand/straddle.ts';
import { lifeSeat, nicknameOf } from '../state/seats.ts';
import type { TableState } from '../state/state.ts';
import type { OffersView, ScheduledLevel, TournamentView } from './shapes.ts';

export function offersPart(state: TableState, seat: number | undefined): OffersView | undefined {
  if (seat === undefined) return undefined;
  const { life, config, hand } = state;
  const s = lifeSeat(life, seat);
  const cash = life.rules.kind === 'cash';
  const playing = s !== undefined && s.status !== 'expelled' && state.closed === undefined;
  const straddle = straddleOffer(state);
  const step = hand?.phase === 'play' ? nextStep(hand.engine) : undefined;
  const asked = hand !== undefined && step?.kind === 'choose' && step.seats.includes(seat);
  const room =
    cash && playing && !s.pending.leave
      ? Math.max(0, life.rules.maxTopUpChips - s.stackChips - s.pending.topUpChips)
      : 0;
  const brought = playing ? s.stackChips + s.pending.topUpChips : 0;
  const missing = playing ? leastAfterTopUp(life.rules, s) - brought : 0;
  const usual = life.rules.startingStackChips - config.bondChips - brought;
  return {
    topUpChips: room,
    topUpMinChips: room > 0 ? Math.max(1, missing) : 0,
    usualChips: Math.max(0, Math.min(room, usual)),
    straddle: straddle?.seat === seat ? { hand: straddle.hand, chips: straddle.chips } : undefined,
    twice: asked ? { hand: hand.hand, deadlineMs: state.deadline?.deadline.dueMs ?? undefined } : undefined,
    standUp: cash && playing && !s.pending.leave && !isTied(state, seat),
    leaving: s?.pending.leave === true,
    sitDownChips: cash && s === undefined && state.closed === undefined ? config.startingStackChips : 0,
    owesBlinds: playing && s.debt !== 'none',
    rabbit: hand?.dealtIn.includes(seat) === true && judgeRabbit(state, hand) === undefined,
  };
}

export function tournamentPart(state: TableState): TournamentView | undefined {
  const { life } = state;
  const t = life.tournament;
  if (t === null) return undefined;
  const { rules } = life;
  const level = rules.levels[t.level]!;
  const next = rules.levels[t.level + 1];
  const { smallBlindChips, bigBlindChips, ante } = currentBlinds(life);
  const timed = next !== undefined && level.durationMs > 0 && t.clockMs !== null;
  return {
    level: t.level + 1,
    levels: rules.levels.length,
    schedule: rules.levels.map(scheduled),
    smallBlindChips,
    bigBlindChips,
    anteChips: ante.chips,
    nextLevel: next && {
      smallBlindChips: next.smallBlindChips,
      bigBlindChips: next.bigBlindChips,
      anteChips: next.anteChips,
    },
    levelEndsMs: timed ? t.clockMs! + level.durationMs - t.levelElapsedMs : undefined,
    handsLeft: next !== undefined && level.hands > 0 ? Math.max(0, level.hands - t.levelHands) : undefined,
    prizesChips: payouts(rules.prizePoolChips, rules.payoutsBasisPoints, t.entrants),
    places: [...t.finished]
      .sort((a, b) => a.place - b.place)
      .map(({ seat, place, prizeChips }) => ({
        seat,
        nickname: nicknameOf(state, seat) ?? '',
        place,
        prizeChips,
      })),
  };
}

/** A level as screens are told of it; a configuration's and a tournament's levels have the same fields. */
export function scheduled(level: ScheduledLevel): ScheduledLevel {
  const { smallBlindChips, bigBlindChips, anteChips, hands, durationMs } = level;
  return { smallBlindChips, bigBlindChips, anteChips, hands, durationMs };
}
