/**
 * The list of open tables across relays of several hosts: each asks each of the others, again and again, for what was
 * listed there (`own=1`). Whoever floods is only asked as often as we like and read as far as we like;
 * nothing is passed on, so every relay names those whom it asks.
 */
import { readCapped } from '../src/net/readCapped.ts';
import { relayLimits } from './limits.ts';
import type { Listings } from './listings.ts';

export interface FederationOptions {
  /** Web origins of the others. */
  readonly origins: readonly string[];
  readonly listings: Listings;
  readonly refused: (reason: string) => void;
  /** By default once in `federationAskMs`. */
  readonly every?: (ms: number, run: () => void) => () => void;
}

export interface Federation {
  /** Asks all of them now; resolves when they have answered, or not. */
  ask(): Promise<void>;
  stop(): Promise<void>;
}

/** A web origin as a host names it; a sentence when it is none. */
export function federationOrigin(text: string): { readonly origin: string } | { readonly fault: string } {
  const fault = { fault: `FEDERATION: "${text}" is not https://host[:port].` };
  if (!URL.canParse(text)) return fault;
  const { protocol, hostname, origin, pathname } = new URL(text);
  const here = hostname === 'localhost' || hostname === '127.0.0.1';
  if (pathname !== '/' || (protocol !== 'https:' && !(protocol === 'http:' && here))) return fault;
  return { origin };
}

export function startFederation(o: FederationOptions): Federation {
  const stopping = new AbortController();
  let asking: Promise<void> | undefined;
  const askAll = async (): Promise<void> => {
    await Promise.all(o.origins.map((origin) => askOne(origin, o, stopping.signal)));
  };
  const ask = (): Promise<void> => {
    asking ??= askAll().finally(() => {
      asking = undefined;
    });
    return asking;
  };
  const stop = (o.every ?? everyMs)(relayLimits.federationAskMs, () => void ask());
  return {
    ask,
    async stop() {
      stop();
      stopping.abort();
      await asking;
    },
  };
}

function everyMs(ms: number, run: () => void): () => void {
  const timer = setInterval(run, ms);
  return () => clearInterval(timer);
}

async function askOne(origin: string, o: FederationOptions, stopping: AbortSignal): Promise<void> {
  const answer = await listedAt(origin, stopping);
  if (answer === undefined) return o.refused('federation-silent');
  for (const bytes of answer) {
    const refusal = await o.listings.offerFrom(origin, bytes);
    if (refusal !== undefined && refusal !== 'old') o.refused(`federation-${refusal}`);
  }
}

/** Undefined where it does not answer as it should. */
async function listedAt(origin: string, stopping: AbortSignal): Promise<readonly Uint8Array[] | undefined> {
  const signal = AbortSignal.any([stopping, AbortSignal.timeout(relayLimits.federationTimeoutMs)]);
  try {
    const answer = await fetch(`${origin}/tables.json?own=1`, { signal, redirect: 'error' });
    if (!answer.ok || answer.body === null) return undefined;
    const bytes = await readCapped(answer.body, relayLimits.federationAnswerBytes);
    return bytes === 'oversized' ? undefined : readAnswer(new TextDecoder().decode(bytes));
  } catch {
    // Not there, too slow, or no answer of a relay: it is asked again.
    return undefined;
  }
}

function readAnswer(text: string): readonly Uint8Array[] | undefined {
  const body: unknown = JSON.parse(text);
  const tables = typeof body === 'object' && body !== null && 'tables' in body ? body.tables : undefined;
  if (!Array.isArray(tables)) return undefined;
  return tables
    .slice(0, relayLimits.listingsPerRelay)
    .flatMap((t: unknown) => (typeof t === 'string' ? [new Uint8Array(Buffer.from(t, 'base64url'))] : []));
}
