/** How a libp2p connection reaches its far end: directly, through whom, and whether a TURN server forwards it. */
import type { Way } from './channel.ts';
import type { Connection } from './libp2pStream.ts';
import type { LinkKind, PeerId } from './network.ts';

/** Direct: nothing is carried by a third after the last WebRTC part. */
export function linkKind(connection: Connection): LinkKind {
  const last = connection.remoteAddr.toString().split('/webrtc').at(-1)!;
  const through = last.includes('/p2p-circuit') || connection.limits !== undefined;
  return connection.remoteAddr.toString().includes('/webrtc') && !through ? 'direct' : 'relayed';
}

/** Who carries a relayed connection. */
function hopOf(connection: Connection): PeerId | undefined {
  return connection.remoteAddr
    .toString()
    .match(/\/p2p\/[^/]+(?=\/p2p-circuit)/g)
    ?.at(-1)
    ?.slice('/p2p/'.length);
}

/** A direct connection may have been introduced by somebody, and needs nobody any more. */
export function wayOf(connection: Connection): Way {
  if (linkKind(connection) === 'relayed') return { hop: hopOf(connection) };
  return { throughTurn: () => runsThroughTurn(connection) };
}

/** What is asked of an RTCPeerConnection, a browser's or node-datachannel's. */
interface Measured {
  getStats(): Promise<ReadonlyMap<string, unknown>>;
}

/** The selected pair of candidates, as browsers report it in one of three ways (W3C webrtc-stats). */
interface Entry {
  readonly type?: string;
  readonly selectedCandidatePairId?: string;
  readonly selected?: boolean;
  readonly nominated?: boolean;
  readonly state?: string;
  readonly localCandidateId?: string;
  readonly remoteCandidateId?: string;
  readonly candidateType?: string;
}

async function runsThroughTurn(connection: Connection): Promise<boolean> {
  const measured = peerConnectionOf(connection);
  if (measured === undefined) return false;
  try {
    return usesTurn(await measured.getStats());
  } catch {
    // A connection that is over meanwhile has no statistics, and nobody asks how it ran.
    return false;
  }
}

/** Whether the candidates in use, ours or theirs, are a TURN server's. */
export function usesTurn(report: ReadonlyMap<string, unknown>): boolean {
  const entries = new Map<string, Entry>();
  // A report of a browser is a map in all but its type: it has no iterator in every one.
  report.forEach((entry, id) => {
    if (typeof entry === 'object' && entry !== null) entries.set(id, entry);
  });
  const all = [...entries.values()];
  const named = all.find((e) => e.type === 'transport' && e.selectedCandidatePairId !== undefined);
  const pairs = all.filter((e) => e.type === 'candidate-pair');
  const pair =
    (named === undefined ? undefined : entries.get(named.selectedCandidatePairId!)) ??
    pairs.find((e) => e.selected === true) ??
    pairs.find((e) => e.nominated === true && e.state === 'succeeded');
  return [pair?.localCandidateId, pair?.remoteCandidateId].some(
    (id) => id !== undefined && entries.get(id)?.candidateType === 'relay',
  );
}

/** libp2p keeps it to itself; a version that hides it elsewhere is one whose links are called direct. */
function peerConnectionOf(connection: Connection): Measured | undefined {
  const { maConn } = connection as { readonly maConn?: { readonly peerConnection?: Partial<Measured> } };
  const found = maConn?.peerConnection;
  return typeof found?.getStats === 'function' ? (found as Measured) : undefined;
}
