/**
 * Practice tables of this page: their bots live in a worker of the tab and end with it.
 */
import type { Network } from '../../net/network.ts';
import type { TableClient } from '../contract/actions.ts';

export interface PracticeSession {
  /** This tab's links to the bots. */
  readonly network: Network;
  /** Of whoever practises. */
  readonly nickname: string;
  readonly bots: number;
  /** Ends the bots. */
  close(): void;
}

const sessions = new Map<string, PracticeSession>();

export function keepPractice(tableId: string, session: PracticeSession): void {
  sessions.set(tableId, session);
}

/** The session of a table made in this page; once, for it ends with the client that it is given to. */
export function takePractice(tableId: string): PracticeSession | undefined {
  const session = sessions.get(tableId);
  sessions.delete(tableId);
  return session;
}

/** Nobody else is waited for: sits down, gets ready, and starts as soon as all bots are. */
export function startAtOnce(client: TableClient, bots: number): void {
  const look = (): void => {
    const { lobby, phase } = client.view();
    if (phase === 'playing' || phase === 'ended' || phase === 'failed') unsubscribe();
    if (phase !== 'lobby' || lobby === undefined) return;
    if (lobby.yourSeat === undefined) client.takeSeat(0);
    else if (!lobby.youAreReady) client.setReady(true);
    else if (lobby.canStart && lobby.seats.length === bots + 1) client.start();
  };
  const unsubscribe = client.subscribe(look);
  look();
}
