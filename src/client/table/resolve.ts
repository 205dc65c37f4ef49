/**
 * Where a short link leads: to a table that this device knows already, or to the one whose rules a player sends.
 *
 * - Known here: nobody is asked, and the table opens as by its long link.
 * - Otherwise the tab joins where the table meets and asks; nobody there means waiting until somebody is.
 */
import type { TableConfig } from '../../codec/config.ts';
import { tableIdOf } from '../../codec/config.ts';
import { equalBytes, toHex } from '../../codec/decode.ts';
import { meetingKeyOf } from '../../codec/meeting.ts';
import type { Ed25519 } from '../../crypto/ed25519.ts';
import type { Network } from '../../net/network.ts';
import { askForConfig } from '../../node/askConfig.ts';
import type { DeviceStorage } from '../../storage/storage.ts';
import { randomBytes } from '../create/identity.ts';
import type { ShortAddress } from '../create/shortLink.ts';
import { parseTableUrl, type TableAddress } from '../create/tableUrl.ts';
import type { OpeningClient } from './opening.ts';

export interface Resolved {
  readonly address: TableAddress;
  /** Where the question was asked; the table is played over the same links. */
  readonly network?: Network;
}

export interface ResolveOptions {
  readonly short: ShortAddress;
  readonly device: Pick<DeviceStorage, 'loadIdentities'>;
  readonly ed25519: Ed25519;
  readonly client: Pick<OpeningClient, 'asking' | 'closing'>;
  readonly connect: (meetingKey: Uint8Array, relays: readonly string[]) => Promise<Network>;
  /** The same, of this link, begun already. */
  readonly early?: Promise<Network> | undefined;
}

/** Undefined when the page has moved on. */
export async function resolveShort(o: ResolveOptions): Promise<Resolved | undefined> {
  const { short, ed25519, client } = o;
  const known = await knownHere(o);
  if (known) return { address: addressOf(known.config, known.relays, short) };
  const network = await (o.early ?? o.connect(short.meetingKey, short.relays));
  client.asking(network.relay());
  const unsubscribe = network.subscribe((event) => {
    if (event.kind === 'relay') client.asking(event.state);
  });
  const config = await askForConfig({
    ...{ network, ed25519, meetingKey: short.meetingKey, signal: client.closing },
    // Signs this question and nothing else.
    secretKey: ed25519.generateKeyPair(randomBytes).secretKey,
    nickname: '?',
  });
  unsubscribe();
  if (config === undefined) {
    await network.stop();
    return undefined;
  }
  return { address: addressOf(config, short.relays, short), network };
}

function addressOf(config: TableConfig, relays: readonly string[], { mark }: ShortAddress): TableAddress {
  return { tableId: toHex(tableIdOf(config)), config, relays, ...(mark ? { mark } : {}) };
}

/** The long link by which this device has been at the table. */
async function knownHere({ short, device }: ResolveOptions): Promise<TableAddress | undefined> {
  for (const { path } of await device.loadIdentities()) {
    const address = parseTableUrl(new URL(path, 'http://localhost'));
    if (typeof address !== 'string' && equalBytes(meetingKeyOf(address.config), short.meetingKey))
      return address;
  }
  return undefined;
}
