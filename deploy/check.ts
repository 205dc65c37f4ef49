/**
 * `npm run check-host -- https://poker.example.org`: says in words whether friends outside will get direct links
 * through
 * this host. Best run from another network than the host's own (a phone's hotspot). Exit 0 = they will, 1 = they
 * will not.
 */
import { lookup } from 'node:dns/promises';
import { stunAddress } from '../relay/iceServers.ts';
import { isPrivateAddress } from '../relay/ipPrefix.ts';
import { askStun } from '../relay/stun.ts';
import { askTurn } from '../relay/turnProbe.ts';
import { decodeOffer, type IceServer } from '../src/net/iceServers.ts';

const origin = process.argv[2];
if (origin === undefined || !URL.canParse(origin)) {
  console.error('usage: npm run check-host -- https://your.host.name');
  process.exit(2);
}

let faults = 0;
const good = (line: string): void => console.log(`  ok    ${line}`);
const bad = (line: string): void => {
  faults += 1;
  console.log(`  FAULT ${line}`);
};

const page = new URL(origin);
const answer = await fetch(new URL('/relay.json', page)).catch((error: Error) => error);
if (answer instanceof Error || !answer.ok) {
  bad(
    `${page.origin} does not answer as a relay (${answer instanceof Error ? answer.message : answer.status}).`,
  );
  process.exit(1);
}
const body = (await answer.json()) as { addresses?: unknown; iceServers?: unknown };
const here = page.hostname === 'localhost' || isPrivateAddress(page.hostname);
if (here)
  bad(
    `${page.hostname} is reached from this house or machine only: friends outside need a name or a public address.`,
  );
if (page.protocol !== 'https:' && page.hostname !== 'localhost')
  bad(
    'Browsers allow what the game needs on https only: put a proxy with a certificate in front (docs/HOSTING.md).',
  );
const wss = Array.isArray(body.addresses) && body.addresses.every((a) => /\/(tls\/ws|wss)/.test(String(a)));
if (page.protocol === 'https:' && !wss)
  bad('The page is https but its relay addresses are not: set TRUST_PROXY=1 behind your proxy.');

const offer = decodeOffer(new TextEncoder().encode(JSON.stringify({ iceServers: body.iceServers ?? [] })));
const servers: readonly IceServer[] = offer?.servers ?? [];
const stun = servers.flatMap((s) => s.urls).filter((url) => url.startsWith('stun:'));
const turn = servers.filter((s) => s.urls.some((url) => url.startsWith('turn:')));

let seesOutside = false;
for (const url of stun) {
  const seen = await askStun(await addressed(stunAddress(url)!));
  if (seen === undefined)
    bad(`${url} does not answer: is its UDP port open in the firewall and forwarded by the router?`);
  else if (isPrivateAddress(seen.address) && !here)
    bad(`${url} sees this machine as ${seen.address}: ask again from outside the host's own network.`);
  else {
    seesOutside = true;
    good(`${url} answers; it sees this machine as ${seen.address}.`);
  }
}
if (stun.length === 0) bad('The host names no STUN server: links between houses stay relayed (STUN_URLS).');

for (const server of turn)
  for (const url of server.urls.filter((u) => u.startsWith('turn:'))) {
    const said = await askTurn(url, server.username ?? '', server.credential ?? '');
    if (said === 'ok') good(`${url} would carry traffic for a player behind any router.`);
    else bad(`${url}: ${said}`);
  }
if (turn.length === 0)
  console.log(
    '  note  There is no TURN server: pairs behind strict routers (some offices, some mobile networks) stay relayed.',
  );

if (faults === 0 && seesOutside) console.log('Friends outside will get direct links.');
else if (seesOutside)
  console.log('Friends outside will get direct links in most houses; mend the faults above for the rest.');
else
  console.log(
    'Friends outside will NOT get direct links: their game goes over the relay, and stops with it.',
  );
process.exit(faults === 0 ? 0 : 1);

async function addressed(server: { host: string; port: number }): Promise<{ host: string; port: number }> {
  const found = await lookup(server.host).catch(() => undefined);
  return found === undefined ? server : { host: found.address, port: server.port };
}
