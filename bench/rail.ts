/**
 * `bench rail [table [SPECTATORS] [HANDS] | mesh | relay | hosting [HANDS]]`, all but the last unless one is named:
 * the rail of a real table (railTable.ts), a thousand in a simulation of the mesh (railMesh.ts), a relay with peers
 * that do nothing (railRelay.ts); what a relay, a rail and a witness cost a host (railHosting.ts). All on this machine,
 * whose name is printed, for its cores are shared by everybody.
 */
import { cpus, hostname } from 'node:os';
import { measureHosting } from './railHosting.ts';
import { simulateMesh } from './railMesh.ts';
import { measureRelay } from './railRelay.ts';
import { measureTable } from './railTable.ts';

const SPECTATORS = 100;
const HANDS = 3;

const count = (text: string | undefined, otherwise: number): number => {
  const n = Number(text ?? otherwise);
  if (!Number.isInteger(n) || n < 1) throw new RangeError(`rail: ${text} is no number of one or more`);
  return n;
};

export async function run({ args }: { args: string[] }): Promise<Record<string, number>> {
  const [part, first, second] = args;
  const parts = ['table', 'mesh', 'relay', 'hosting'];
  if (part !== undefined && !parts.includes(part)) throw new RangeError(`rail: one of ${parts.join(', ')}`);
  console.log(`rail: on ${hostname()} (${cpus().length} cores, ${cpus()[0]?.model ?? 'unknown'})`);
  const isAsked = (name: string): boolean => (part === undefined ? name !== 'hosting' : part === name);
  return {
    ...(isAsked('mesh') ? mesh() : {}),
    ...(isAsked('relay') ? await relay() : {}),
    ...(isAsked('table') ? await measureTable(count(first, SPECTATORS), count(second, HANDS)) : {}),
    ...(isAsked('hosting') ? await measureHosting(count(first, HANDS)) : {}),
  };
}

function mesh(): Record<string, number> {
  const found = simulateMesh();
  const { mesh_p50_ms: p50, mesh_p95_ms: p95, mesh_reached: reached, mesh_copies: copies } = found;
  console.log(
    `  a simulation of 1,000: P50 ${p50.toFixed(0)} ms, P95 ${p95.toFixed(0)} ms, ${(100 * reached).toFixed(2)} % reached by the mesh alone, ${copies.toFixed(1)} copies each, a feeder sends ${found.mesh_feeder_sends.toFixed(1)}`,
  );
  return { ...found };
}

async function relay(): Promise<Record<string, number>> {
  const found = await measureRelay();
  const { relay_peers: peers, relay_idle_kb: idle, relay_peer_kb: each } = found;
  console.log(
    `  a relay has ${(idle / 1024).toFixed(0)} MB resident without peers, ${each.toFixed(1)} KB more for each of ${peers} idle ones`,
  );
  return { ...found };
}
