/**
 * Which build of the app this page runs, and whether the host serves the same to whoever asks once more.
 *
 * The host lists the files of its build in a manifest (scripts/manifest.mjs), whose own digest names the build.
 * It is this page's build if it lists the very script that runs here, whose name changes with its content. A host that
 * lies in everything it serves can lie in this as well: what it cannot do is serve one player something else than the
 * others, or than the sources give, without a word of it standing somewhere.
 */
import { toHex } from '../../codec/decode.ts';
import type { OwnBuild, ServedBuild } from '../contract/build.ts';
import { fourWords } from './fourWords.ts';

const MANIFEST = '/manifest.sha256.json';
/** More files than any build has, and longer paths: a manifest is a host's word like any other. */
const MOST_FILES = 1000;

export interface BuildHost {
  readonly fetch: (path: string, init: RequestInit) => Promise<Response>;
  readonly sha256: (bytes: Uint8Array<ArrayBuffer>) => Promise<Uint8Array>;
  /** Path of the script that runs in this page. */
  readonly script: string | undefined;
}

interface Manifest {
  readonly digest: Uint8Array;
  readonly files: ReadonlyMap<string, string>;
}

/** Undefined where the page runs no build, or another one than the host has now. */
export async function ownBuild(host: BuildHost): Promise<OwnBuild | undefined> {
  // The service worker keeps the manifest with the build; without one the host has it.
  const manifest = await readManifest(host, 'default');
  if (manifest === undefined || host.script === undefined || !manifest.files.has(host.script))
    return undefined;
  return { digest: toHex(manifest.digest), words: fourWords(manifest.digest), files: manifest.files.size };
}

/**
 * Fetches every file of this page's build once more, past every cache.
 * @param beforeEach what is waited for before each file
 * @throws where the host does not answer, or asks to be left alone
 */
export async function compareServed(
  host: BuildHost,
  beforeEach: () => Promise<void> = async () => undefined,
): Promise<ServedBuild | undefined> {
  const own = await readManifest(host, 'default');
  if (own === undefined || host.script === undefined || !own.files.has(host.script)) return undefined;
  const differing: string[] = [];
  const served = await readManifest(host, 'no-store');
  if (served === undefined || toHex(served.digest) !== toHex(own.digest)) differing.push(MANIFEST);
  for (const [path, digest] of own.files) {
    await beforeEach();
    if ((await digestServed(host, path)) !== digest) differing.push(path);
  }
  return { compared: own.files.size, differing };
}

/** Undefined: not served. */
async function digestServed(host: BuildHost, path: string): Promise<string | undefined> {
  const response = await host.fetch(path, { cache: 'no-store' });
  // A host that has too much to do has not served another file.
  if (response.status === 429 || response.status >= 500) throw new Error(`${path}: ${response.status}`);
  if (!response.ok) return undefined;
  return toHex(await host.sha256(new Uint8Array(await response.arrayBuffer())));
}

async function readManifest(host: BuildHost, cache: RequestCache): Promise<Manifest | undefined> {
  const response = await host.fetch(MANIFEST, { cache });
  if (!response.ok) return undefined;
  const bytes = new Uint8Array(await response.arrayBuffer());
  const files = parseManifest(new TextDecoder().decode(bytes));
  return files && { digest: await host.sha256(bytes), files };
}

function parseManifest(text: string): Map<string, string> | undefined {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    // The host answers every path with its page where it has no manifest.
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
  const files = (json as { files?: unknown } | null)?.files;
  if (typeof files !== 'object' || files === null) return undefined;
  const entries = Object.entries(files).filter(
    (entry): entry is [string, string] => isPath(entry[0]) && isDigest(entry[1]),
  );
  return entries.length === Object.keys(files).length && entries.length <= MOST_FILES
    ? new Map(entries)
    : undefined;
}

const isPath = (path: string): boolean => /^\/[\w./-]{1,200}$/.test(path) && !path.includes('..');
const isDigest = (digest: unknown): boolean => typeof digest === 'string' && /^[0-9a-f]{64}$/.test(digest);

/** This page. */
export function thisHost(): BuildHost {
  const script = document.querySelector<HTMLScriptElement>('script[type="module"][src]');
  return {
    fetch: (path, init) => fetch(path, init),
    sha256: async (bytes) => new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)),
    script: script ? new URL(script.src).pathname : undefined,
  };
}
