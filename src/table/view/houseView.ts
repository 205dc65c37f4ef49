/** What a screen shows of pauses and votes, and what its player may say about them. */
import { toHex } from '../../codec/decode.ts';
import { isPaused, judgePause, resumeCount } from '../house/pause.ts';
import { judgeRemoval, openRemovals, removalCount } from '../house/removal.ts';
import { actionTimeMs, judgeTerms, judgeTermsVote, openTerms, termsCount } from '../house/terms.ts';
import type { TableRefusal } from '../refusal.ts';
import { nicknameOf, validatorOf } from '../state/seats.ts';
import type { TableState } from '../state/state.ts';
import type { HouseView } from './shapes.ts';

/** @param seat of the player who looks; undefined for everybody else */
export function housePart(state: TableState, seat: number | undefined): HouseView {
  const author = seat === undefined ? undefined : validatorOf(state, seat);
  const may = (judge: (author: number) => TableRefusal | undefined): boolean =>
    author !== undefined && judge(author) === undefined;
  const keyAt = (s: number): Uint8Array | undefined => state.validators.find((v) => v.seat === s)?.key;
  const mayVote = (s: number, agree: number): boolean => {
    const key = keyAt(s);
    return key !== undefined && may((a) => judgeRemoval(state, a, { seat: s, key, agree }));
  };
  const { pause } = state.house;
  const open = openRemovals(state);
  const terms = openTerms(state);
  const asked = terms === undefined ? 0 : terms.number;
  const { rules } = state.life;
  // Any other blinds will do to ask whether this player may propose some.
  const other = { ...rules, bigBlindChips: rules.bigBlindChips + 1, actionTimeMs: actionTimeMs(state) };
  const refusedTerms = author === undefined ? 'not-seated' : judgeTerms(state, author, other);
  return {
    pause: pause && {
      seat: pause.seat,
      nickname: nicknameOf(state, pause.seat) ?? '',
      begun: isPaused(state),
      endsMs: isPaused(state) ? (state.deadline?.deadline.dueMs ?? undefined) : undefined,
      mayEnd: may((a) => judgePause(state, a, false)),
      ...resumeCount(state),
    },
    removals: open.map((r) => ({
      seat: r.seat,
      nickname: nicknameOf(state, r.seat) ?? '',
      passed: r.passed,
      you: author !== undefined && toHex(state.validators[author]!.key) === r.player,
      mayAgree: mayVote(r.seat, 1),
      mayDecline: mayVote(r.seat, 0),
      ...removalCount(state, r),
    })),
    terms: terms && {
      number: terms.number,
      nickname: nicknameOf(state, terms.seat) ?? '',
      smallBlindChips: terms.smallBlindChips,
      bigBlindChips: terms.bigBlindChips,
      actionTimeMs: terms.actionTimeMs,
      passed: terms.passed,
      mayAgree: may((a) => judgeTermsVote(state, a, { proposal: asked, agree: 1 })),
      mayDecline: may((a) => judgeTermsVote(state, a, { proposal: asked, agree: 0 })),
      ...termsCount(state, terms),
    },
    mayPause: may((a) => judgePause(state, a, true)),
    mayPropose: refusedTerms === undefined || refusedTerms === 'bad-terms',
    removable: state.seats.map((s) => s.seat).filter((s) => !open.some((r) => r.seat === s) && mayVote(s, 1)),
  };
}
