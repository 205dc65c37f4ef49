/**
 * `--url URL`: which table a command that plays or watches without a page is to join. A long link says it all; behind a
 * short one whoever is at the table is asked for its rules, as a page does (client/table/resolve.ts).
 */
import { isShortUrl, parseShortUrl, type ShortAddress } from '../client/create/shortLink.ts';
import {
  formatTablePath,
  parseTableUrl,
  type TableAddress,
  type TableUrlFault,
} from '../client/create/tableUrl.ts';
import { tableIdOf } from '../codec/config.ts';
import { equalBytes, toHex } from '../codec/decode.ts';
import { meetingKeyOf } from '../codec/meeting.ts';
import type { Ed25519 } from '../crypto/ed25519.ts';
import { createNodeNetwork } from '../net/libp2pNode.ts';
import type { Network } from '../net/network.ts';
import { fetchRelayAddresses, RelayAddressError } from '../net/relayAddresses.ts';
import { askForConfig } from '../node/askConfig.ts';
import type { IdentityRecord } from '../storage/storage.ts';
import { systemRandom } from '../workers/inProcess.ts';

/** A table of which everything is known. */
export interface KnownTable {
  readonly address: TableAddress;
  /** The long link's path and fragment, as an identity record keeps it. */
  readonly path: string;
}

export type TableArgument =
  | ({ readonly kind: 'known' } & KnownTable)
  /** @property origin whose relay is meant where the link names none */
  | { readonly kind: 'short'; readonly short: ShortAddress; readonly origin: string };

const FAULTS: Record<TableUrlFault, string> = {
  'cut-off': 'the end of this address is missing (quote it: it contains & and #)',
  'bad-url': 'this is not the address of a table (quote it: it contains & and #)',
  'wrong-id': 'the address was changed: its rules are not those of its table',
  'newer-link': 'the address was made by a newer version of this program',
};

/** A sentence when it is not the address of a table that others can join. */
export function readTableArgument(text: string | undefined): TableArgument | string {
  if (text === undefined || !URL.canParse(text)) return "give the table's address with --url";
  const url = new URL(text);
  if (isShortUrl(url)) {
    const short = parseShortUrl(url);
    return typeof short === 'string' ? FAULTS[short] : { kind: 'short', short, origin: url.origin };
  }
  const address = parseTableUrl(url);
  if (typeof address === 'string') return FAULTS[address];
  if (address.relays.length === 0) return 'this table has no relay: nobody else can join it';
  return { kind: 'known', address, path: `${url.pathname}${url.hash}` };
}

export interface FindOptions {
  readonly ed25519: Ed25519;
  /** The tables that this device has been at: nobody is asked about those. */
  readonly identities: readonly IdentityRecord[];
  readonly say: (line: string) => void;
  /** Ends the asking. */
  readonly signal: AbortSignal;
  /** As a process does it, unless a test brings wires of its own. */
  readonly relaysOf?: (origin: string) => Promise<string[]>;
  readonly connect?: (meetingKey: Uint8Array, relays: readonly string[]) => Promise<Network>;
}

/**
 * Everything about the table; behind a short link it waits until somebody is there who tells.
 * @returns a sentence when the host names no relay; undefined when the signal came first
 * @throws NetworkError
 */
export async function findTable(
  table: TableArgument,
  o: FindOptions,
): Promise<KnownTable | string | undefined> {
  if (table.kind === 'known') return table;
  const { short, origin } = table;
  const mark = short.mark ? { mark: short.mark } : {};
  for (const { path } of o.identities) {
    const address = parseTableUrl(new URL(path, origin));
    if (typeof address !== 'string' && equalBytes(meetingKeyOf(address.config), short.meetingKey))
      return { address: { ...address, ...mark }, path };
  }
  const relays = short.relays.length > 0 ? short.relays : await relaysAt(origin, o);
  if (typeof relays === 'string') return relays;
  const network = await (o.connect ?? overTheRelay)(short.meetingKey, relays);
  o.say('asking whoever is at the table for its rules');
  const config = await askForConfig({
    ...{ network, ed25519: o.ed25519, meetingKey: short.meetingKey, nickname: '?', signal: o.signal },
    // Signs this question and nothing else.
    secretKey: o.ed25519.generateKeyPair(systemRandom).secretKey,
  }).finally(() => network.stop());
  if (config === undefined) return undefined;
  const address = { tableId: toHex(tableIdOf(config)), config, relays, ...mark };
  return { address, path: formatTablePath(config, relays) };
}

/** The same for a process: where there is no table, the code that it ends with. Why is printed. */
export async function tableOrExitCode(
  table: TableArgument,
  o: Omit<FindOptions, 'say'>,
): Promise<KnownTable | number> {
  const found = await findTable(table, { ...o, say: (line) => console.log(line) });
  if (found === undefined) return 0;
  if (typeof found !== 'string') return found;
  console.error(found);
  return 1;
}

/** Fires when this process is told to end. */
export function toldToEnd(): AbortSignal {
  const told = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => told.abort());
  return told.signal;
}

async function relaysAt(origin: string, o: FindOptions): Promise<string[] | string> {
  try {
    return await (o.relaysOf ?? fetchRelayAddresses)(origin);
  } catch (error) {
    if (error instanceof RelayAddressError) return error.message;
    throw error;
  }
}

function overTheRelay(meetingKey: Uint8Array, relays: readonly string[]): Promise<Network> {
  return createNodeNetwork({ meetingKey, relayAddresses: relays, privateKeySeed: systemRandom(32) });
}
