/** Who has put in what, and who can win it. */
import { type Draft, isLive, note, setPlayer } from './draft.ts';
import type { HandState, PlayerState, Pot } from './state.ts';

/** What a player put in that others have to match to contest it: bets, and antes where they are trimmed. */
function contested(state: HandState, player: PlayerState, withBets: boolean): number {
  const bets = withBets ? player.liveChips : player.liveChips - player.betChips;
  return state.setup.trimAntes ? bets + player.anteChips : bets;
}

/** What a player put in that belongs to the main pot whatever others match. */
function uncontested(state: HandState, player: PlayerState): number {
  return state.setup.trimAntes ? player.deadChips : player.deadChips + player.anteChips;
}

/**
 * Main pot first, then side pots by all-in level. Levels with the same contenders are one pot; a level without
 * any (its contenders were killed) falls to the pot below.
 * `withBets`: count this street's bets as if they were collected.
 */
export function potsOf(state: HandState, withBets: boolean): Pot[] {
  const { players, setup } = state;
  const amounts = players.map((p) => contested(state, p, withBets));
  const levels = new Set<number>();
  players.forEach((p, i) => {
    if (isLive(p) && amounts[i]! > 0) levels.add(amounts[i]!);
  });
  const pots: { chips: number; eligibleSeats: number[] }[] = [];
  const add = (chips: number, eligibleSeats: number[]): void => {
    const below = pots[pots.length - 1];
    if (below === undefined) {
      if (chips > 0) pots.push({ chips, eligibleSeats });
    } else if (eligibleSeats.length === 0 || eligibleSeats.length === below.eligibleSeats.length) {
      below.chips += chips;
    } else if (chips > 0) {
      pots.push({ chips, eligibleSeats });
    }
  };
  const dead = players.reduce((sum, p) => sum + uncontested(state, p), setup.deadChips);
  add(
    dead,
    players.filter(isLive).map((p) => p.seat),
  );
  let below = 0;
  for (const level of [...levels].sort((a, b) => a - b)) {
    let chips = 0;
    const eligible: number[] = [];
    players.forEach((p, i) => {
      chips += Math.max(0, Math.min(amounts[i]!, level) - below);
      if (isLive(p) && amounts[i]! >= level) eligible.push(p.seat);
    });
    add(chips, eligible);
    below = level;
  }
  // What folded or killed hands put in above every live one.
  let above = 0;
  for (const amount of amounts) above += Math.max(0, amount - below);
  if (above > 0) {
    const top = pots[pots.length - 1];
    if (top !== undefined) top.chips += above;
    else pots.push({ chips: above, eligibleSeats: players.filter(isLive).map((p) => p.seat) });
  }
  return pots;
}

/** Everything in the middle, this street's bets included. */
export function totalPot(state: HandState): number {
  return state.players.reduce(
    (sum, p) => sum + p.liveChips + p.anteChips + p.deadChips,
    state.setup.deadChips,
  );
}

/** Gives the part of the highest bet that nobody matched back to its owner, if he is still in the hand. */
export function returnUncalledBet(draft: Draft): void {
  let top = 0;
  let second = 0;
  let owner = -1;
  draft.players.forEach((p, i) => {
    if (p.betChips > top) {
      second = top;
      top = p.betChips;
      owner = i;
    } else if (p.betChips > second) {
      second = p.betChips;
    }
  });
  const player = draft.players[owner];
  if (player === undefined || !isLive(player) || top === second) return;
  const chips = top - second;
  setPlayer(draft, owner, {
    stackChips: player.stackChips + chips,
    betChips: player.betChips - chips,
    liveChips: player.liveChips - chips,
    allIn: false,
  });
  note(draft, { kind: 'refund', seat: player.seat, chips });
}
