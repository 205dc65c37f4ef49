/** The table before the game: who sits where, who is ready, and what witnesses would mean. */
import { decodeText } from '../../codec/decode.ts';
import { limits } from '../../codec/limits.ts';
import { faultsTolerated, quorumSize } from '../../consensus/quorum.ts';
import type { GameNode } from '../../node/gameNode.ts';
import { awaitedSignatures, canStart, isCreator, seating, witnesses } from '../../node/lobby/seating.ts';
import type { LobbyState } from '../../node/lobby/state.ts';
import { admittedWitnesses, witnessesTrusted } from '../../node/lobby/witnesses.ts';
import type { LobbyView, LobbyWitnessesView } from '../contract/view.ts';

export function presentLobby(node: GameNode): LobbyView {
  const s = node.lobby;
  const seats = [...seating(s)].sort(([a], [b]) => a - b);
  const mine = seats.find(([, p]) => p.peer === s.self)?.[0];
  return {
    seats: seats.map(([seat, p]) => ({
      seat,
      nickname: decodeText(p.nickname, limits.nicknameBytes, 'nickname'),
      ready: p.ready,
      you: p.peer === s.self,
    })),
    seatCount: s.config.seats,
    youAreCreator: isCreator(s),
    yourSeat: mine,
    youAreReady: s.ready,
    canStart: canStart(s),
    awaitingSignatures: awaitedSignatures(s),
    witnesses: presentWitnesses(s, seats.length),
    running: s.members !== undefined,
    watching: node.wishesToWatch,
  };
}

function presentWitnesses(s: LobbyState, players: number): LobbyWitnessesView | undefined {
  const offered = witnesses(s);
  if (offered.length === 0 || s.genesis) return undefined;
  const admitted = admittedWitnesses(players, offered.length);
  const validators = players + admitted;
  return {
    nicknames: offered.map((h) => decodeText(h.nickname, limits.nicknameBytes, 'nickname')),
    admitted,
    validators,
    faultsTolerated: faultsTolerated(validators),
    quorum: quorumSize(validators),
    trusted: witnessesTrusted(players, admitted),
    escrow: s.config.escrow === 1 && validators > 3,
  };
}
