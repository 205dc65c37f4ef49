/** The open tables that a host tells of. What it says is worth nothing: each listing is checked against its creator. */
import { admissionOf, GAMES, STRUCTURES, tableIdOf } from '../../codec/config.ts';
import { DecodeError, toHex } from '../../codec/decode.ts';
import { decodeListing, type Listing, listingSigningBytes } from '../../codec/listing.ts';
import { createEd25519, type Ed25519 } from '../../crypto/ed25519.ts';
import { checkRelayAddress } from '../../net/relayAddresses.ts';
import type { OpenTableView } from '../contract/openTables.ts';
import { fromBase64Url } from '../create/base64Url.ts';
import { formatTablePath } from '../create/tableUrl.ts';

/** Tables looked at of one answer, and characters of it; more are not shown. */
const MOST_TABLES = 1_000;
const MOST_CHARACTERS = 10_000_000;
const TIMEOUT_MS = 10_000;

/** Rejects where the host does not answer as it should. */
export async function openTables(
  origin: string,
  ask: typeof fetch = fetch,
): Promise<readonly OpenTableView[]> {
  const answer = await ask(new URL('/tables.json', origin), { signal: AbortSignal.timeout(TIMEOUT_MS) });
  if (!answer.ok) throw new Error(`the host answered ${answer.status}`);
  const text = await answer.text();
  if (text.length > MOST_CHARACTERS) throw new Error('the host’s answer is too long');
  const body: unknown = JSON.parse(text);
  const tables = typeof body === 'object' && body !== null && 'tables' in body ? body.tables : undefined;
  if (!Array.isArray(tables)) throw new Error('the host’s answer is no list of tables');
  const ed25519 = await createEd25519(crypto.subtle);
  const found = new Map<string, { listing: Listing; view: OpenTableView }>();
  for (const entry of tables.slice(0, MOST_TABLES) as unknown[]) {
    const listing = await checked(entry, ed25519);
    if (listing === undefined) continue;
    const view = viewOf(listing);
    const known = found.get(view.tableId);
    if (known === undefined || known.listing.issuedAtMs < listing.issuedAtMs)
      found.set(view.tableId, { listing, view });
  }
  return [...found.values()]
    .map((f) => f.view)
    .sort((a, b) => Math.sign(b.freeSeats) - Math.sign(a.freeSeats) || (a.tableId < b.tableId ? -1 : 1));
}

async function checked(entry: unknown, ed25519: Ed25519): Promise<Listing | undefined> {
  if (typeof entry !== 'string') return undefined;
  let listing: Listing;
  try {
    listing = decodeListing(fromBase64Url(entry));
  } catch (error) {
    if (error instanceof DecodeError) return undefined;
    throw error;
  }
  if (!listing.relays.every(checkRelayAddress)) return undefined;
  const { creatorKey } = listing.config;
  return (await ed25519.verify(creatorKey, listingSigningBytes(listing), listing.signature))
    ? listing
    : undefined;
}

function viewOf({ config, relays, freeSeats, playing }: Listing): OpenTableView {
  return {
    tableId: toHex(tableIdOf(config)),
    path: formatTablePath(config, relays),
    name: new TextDecoder().decode(config.name),
    game: GAMES[config.game]!,
    structure: STRUCTURES[config.structure]!,
    smallBlindChips: config.smallBlindChips,
    bigBlindChips: config.bigBlindChips,
    sitAndGo: config.levels.length > 0,
    seats: config.seats,
    freeSeats,
    playing: playing === 1,
    admission: admissionOf(config),
  };
}
