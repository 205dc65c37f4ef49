/** The table before the game: who sits where, who is ready, and what witnesses would mean. */
import { admissionOf, type TableConfig } from '../../codec/config.ts';
import { faultsTolerated, quorumSize } from '../../codec/quorum.ts';
import { witnessesTrusted } from '../../consensus/witnesses.ts';
import type { GameNode } from '../../node/gameNode.ts';
import type { ListingState } from '../contract/openTables.ts';
import type { LobbyView, LobbyWitnessesView } from '../contract/view.ts';

type Reading = ReturnType<GameNode['seats']>;

export function presentLobby(
  node: GameNode,
  config: TableConfig,
  listing: ListingState | undefined,
): LobbyView {
  const reading = node.seats();
  const { seats, seatCount, yourSeat, youAreCreator, youAreReady, canStart, running } = reading;
  return {
    ...{ seats, seatCount, yourSeat, youAreCreator, youAreReady, canStart, running },
    awaitingSignatures: reading.awaitingSignatures,
    setback: reading.setback,
    admission: admissionOf(config),
    standing: node.asking(),
    mayWithdraw: reading.mayWithdraw,
    witnesses: presentWitnesses(reading, config),
    watching: node.wishesToWatch,
    ...(listing === undefined ? {} : { listing }),
  };
}

function presentWitnesses(
  { seats, witnesses: nicknames, admittedWitnesses: admitted }: Reading,
  { escrow }: TableConfig,
): LobbyWitnessesView | undefined {
  if (nicknames.length === 0) return undefined;
  const validators = seats.length + admitted;
  return {
    nicknames,
    admitted,
    validators,
    faultsTolerated: faultsTolerated(validators),
    quorum: quorumSize(validators),
    trusted: witnessesTrusted(seats.length, admitted),
    escrow: escrow === 1 && validators > 3,
  };
}
