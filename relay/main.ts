/**
 * `npm start` runs this after building. Environment:
 * PORT (4600); HOST (127.0.0.1: browsers allow what the app needs only on localhost or behind TLS, so a wider
 * address is useful behind a proxy or in a container; 0.0.0.0 for all); RELAY_KEY_FILE (keeps the relay's peer
 * id); ANNOUNCE (multiaddrs, comma-separated); TRUST_PROXY=1 (X-Forwarded-For, -Host and -Proto are true);
 * LOG_LEVEL (warn);
 * DIST (the built app); STUN_URLS (instead of the relay's own STUN server), TURN_URLS and TURN_SECRET (a TURN server
 * with coturn's `use-auth-secret`); SIBLINGS (https addresses of the host's other relays); FEDERATION
 * (https addresses of other hosts' relays, whose open tables are shown as well); ALLOWED_ORIGINS (web origins
 * whose pages may use this relay besides its own), comma-separated. Arguments: --witness (offers a witness to every
 * table), --witness-state DIR (which keeps its keys and journals there, so that it outlives a restart),
 * --witness-metrics [HOST:]PORT (where it serves the game's numbers); --rail (feeds those who watch tables here, and
 * keeps for them what they miss), --rail-metrics [HOST:]PORT.
 */
import { parseArgs } from 'node:util';
import { federationOrigin } from './federation.ts';
import { relayLimits } from './limits.ts';
import { RelaySettingsError, startRelay } from './relay.ts';
import { siblingAddress } from './siblings.ts';

const { env } = process;
const port = Number(env.PORT ?? 4600);
if (!Number.isInteger(port) || port < 0 || port > 65_535) {
  console.error(`PORT must be a number from 0 to 65535, not "${env.PORT}".`);
  process.exit(1);
}

/** A comma-separated list; undefined where the variable is not there. */
function list(...names: readonly string[]): string[] | undefined {
  const value = names.map((name) => env[name]).find((v) => v !== undefined);
  return value
    ?.split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

const USAGE = `usage: npm start [-- --witness [--witness-state DIR] [--witness-metrics [HOST:]PORT]
                      --rail [--rail-metrics [HOST:]PORT]]`;

interface Arguments {
  readonly witness?: boolean;
  readonly 'witness-state'?: string;
  readonly 'witness-metrics'?: string;
  readonly rail?: boolean;
  readonly 'rail-metrics'?: string;
}

function readArguments(): Arguments {
  try {
    const string = { type: 'string' } as const;
    const options = {
      witness: { type: 'boolean' },
      'witness-state': string,
      'witness-metrics': string,
      rail: { type: 'boolean' },
      'rail-metrics': string,
    } as const;
    return parseArgs({ options }).values;
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    console.error(USAGE);
    return process.exit(2);
  }
}
const given = readArguments();
const siblings = (list('SIBLINGS') ?? []).map(siblingAddress);
for (const sibling of siblings) {
  if (!('fault' in sibling)) continue;
  console.error(sibling.fault);
  process.exit(1);
}
const federation = (list('FEDERATION') ?? []).slice(0, relayLimits.federation).map(federationOrigin);
for (const other of federation) {
  if (!('fault' in other)) continue;
  console.error(other.fault);
  process.exit(1);
}
const rail = given.rail === true || given['rail-metrics'] !== undefined;
const witness = given.witness || given['witness-state'] !== undefined;

try {
  const relay = await startRelay({
    port,
    host: env.HOST ?? '127.0.0.1',
    keyFile: env.RELAY_KEY_FILE,
    announce: list('ANNOUNCE') ?? [],
    siblings: siblings.flatMap((s) => ('address' in s ? [s.address] : [])),
    federation: federation.flatMap((f) => ('origin' in f ? [f.origin] : [])),
    allowedOrigins: list('ALLOWED_ORIGINS'),
    ice: {
      stunUrls: list('STUN_URLS', 'STUN_URL'),
      turnUrls: list('TURN_URLS', 'TURN_URL'),
      turnSecret: env.TURN_SECRET,
    },
    trustProxy: env.TRUST_PROXY === '1',
    logLevel: env.LOG_LEVEL ?? 'warn',
    rail: rail ? { metrics: given['rail-metrics'] } : undefined,
    witness: witness ? { stateDir: given['witness-state'], metrics: given['witness-metrics'] } : undefined,
    ...(env.DIST === undefined ? {} : { dist: env.DIST }),
  });
  console.log(`Dealerless is at ${relay.url}  (Ctrl-C stops it)`);
  if (witness) console.log('Every table is offered a witness: a validator without cards.');
  if (rail) console.log('Every table that is watched here has a rail: it is fed, and keeps what is missed.');
  let stopping = false;
  const stop = (): void => {
    if (stopping) return;
    stopping = true;
    // A second signal does not wait for anybody.
    for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1));
    const gone = relay.drain().then(() => relay.stop());
    gone.then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  };
  // Without `once`: the second signal finds its own listeners and this one, which does nothing then.
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
} catch (error) {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE') console.error(`Port ${port} is taken: set PORT to another one.`);
  else console.error(error instanceof RelaySettingsError ? error.message : error);
  process.exit(1);
}
