/**
 * Repairs faults of dependencies after every install (docs/DECISIONS.md).
 *
 * - A race in @libp2p/webrtc 6.0.33: on a busy machine the listener closes the `init` channel before the dialer sees
 *   `connected`; the dialer then waits for an `open` (or a `close`) event that has already been, and the dial times
 *   out. It must wait for `open` only while the channel is still connecting, and subscribe to `close` before it calls
 *   `close()`.
 * - The same library takes a connection that failed or closed while candidates were exchanged for one that is made,
 *   and waits for its channel until the dial times out. It must say so at once, so that the next attempt can begin.
 * - And it sends the length before a message as a message of its own, so that everything a table says costs both ends
 *   two messages of a data channel. Readers take them in any pieces; it must send both in one.
 * - @libp2p/multistream-select 7.0.28 waits for the answer also where there is nothing to choose from: a round trip for
 *   every stream and every encryption, eight of them one after the other until two tabs are linked. It must go on at
 *   once, as go-libp2p does, and end the stream if the answer is another one.
 * - @libp2p/yamux 8.0.3 answers every message with a new window, however much is left of it: twice as many messages to
 *   encrypt and read, at the relay too. It must wait until half is used, as go-yamux does.
 * - @libp2p/websockets 10.1.21 resets a connection by `close(1006)`, which throws in browsers, Node and `ws` alike:
 *   every connection given up stayed open at both ends, with its place at the relay. And it sends the length before a
 *   message as a message of its own, as @libp2p/webrtc does.
 * - The address manager of libp2p 3.3.11 throws for an address without a network part (`/webrtc/…/p2p-circuit`), out
 *   of an event handler where nobody catches it: any peer that grants a reservation nobody asked for could end a
 *   process. Such an address is not mapped, and that is the answer.
 *
 * The postinstall of package.json runs it. Doing it twice changes nothing; when an installed file is
 * neither the known original nor the known result, it fails, so that no other version slips through unpatched.
 */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

interface Patch {
  readonly packageName: string;
  readonly version: string;
  readonly file: string;
  /** SHA-256 of the file as published, and of the file as it must be. */
  readonly originalDigest: string;
  readonly patchedDigest: string;
  readonly edits: readonly { readonly from: string; readonly to: string }[];
}

const webrtcRace: Patch = {
  packageName: '@libp2p/webrtc',
  version: '6.0.33',
  file: 'dist/src/private-to-private/initiate-connection.js',
  originalDigest: 'd51204b70809a18db7faa6b44c54c231e7d40680f52cb3787cf6070132b93dae',
  patchedDigest: 'bd4c5333dd191eac803e119270af0c9fcf1127a658acc5fe35be18731e5c55fa',
  edits: [
    {
      from: `        if (channel.readyState !== 'open') {
            log.trace('wait for init channel to open');`,
      to: `        if (channel.readyState === 'connecting') {
            log.trace('wait for init channel to open');`,
    },
    {
      from: `        log.trace('closing init channel');
        channel.close();
        // wait for init channel to close before proceeding, otherwise the channel
        // id can be reused before both sides have seen the channel close
        log.trace('waiting for init channel to close');
        await pEvent(channel, 'close', {
            signal
        });
`,
      to: `        log.trace('closing init channel');
        // wait for init channel to close before proceeding, otherwise the channel
        // id can be reused before both sides have seen the channel close
        if (channel.readyState !== 'closed') {
            const closed = pEvent(channel, 'close', {
                signal
            });
            channel.close();
            log.trace('waiting for init channel to close');
            await closed;
        }
`,
    },
  ],
};

const webrtcFailure: Patch = {
  packageName: '@libp2p/webrtc',
  version: '6.0.33',
  file: 'dist/src/private-to-private/util.js',
  originalDigest: '7413d43a5ffb2bab12ff6351db6876e45f18e0caad8d0f90546c57389d85763f',
  patchedDigest: '80c2946fc50b82cedec8232f3765a2e51024e3af7e671b1838225fe5106a04a6',
  edits: [
    {
      from: `        if (options.signal?.aborted === true && pc.connectionState !== 'connected') {
`,
      to: `        const over = pc.connectionState === 'closed' || pc.connectionState === 'failed';
        if (over || (options.signal?.aborted === true && pc.connectionState !== 'connected')) {
`,
    },
  ],
};

const webrtcMessage: Patch = {
  packageName: '@libp2p/webrtc',
  version: '6.0.33',
  file: 'dist/src/stream.js',
  originalDigest: '4710ea01d7d0d5d645176cab2ca2c71f5bf8f5fd34aa50a5da5f59bda7738eb3',
  patchedDigest: 'e3d7d9fe28f2b73971ec4176a27d24761f6237c1c700cd67c964b32242c2d54f',
  edits: [
    {
      from: `            // send message without copying data
            for (const buf of data) {
                this.channel.send(withArrayBuffer(buf));
            }
`,
      to: `            // in one: every message of a channel costs both ends more than the copy
            this.channel.send(withArrayBuffer(data.subarray()));
`,
    },
  ],
};

const onlyProtocol: Patch = {
  packageName: '@libp2p/multistream-select',
  version: '7.0.28',
  file: 'dist/src/select.js',
  originalDigest: '237ce885fb1f241a872c981f4b5c010bc51e8a20a19879442bec993fb0814153',
  patchedDigest: '0b1036adde195166291918322a014532ea8fde28a8fe8918fc3e21148b2588b6',
  edits: [
    {
      from: `    const log = stream.log.newScope('mss:select');
`,
      to: `    if (protocols.length === 1 && typeof stream.onData === 'function') {
        return selectOnly(stream, protocols[0]);
    }
    const log = stream.log.newScope('mss:select');
`,
    },
    {
      from: `    throw new UnsupportedProtocolError(\`Protocol selection failed - could not negotiate \${protocols}\`);
}
`,
      to: `    throw new UnsupportedProtocolError(\`Protocol selection failed - could not negotiate \${protocols}\`);
}
/**
 * The only protocol there is needs no answer before it is spoken: what the other side says first must be that it
 * agrees, in the same bytes. Anything else ends the stream.
 */
function selectOnly(stream, protocol) {
    const lines = [PROTOCOL_ID, protocol].map(line => lengthPrefixed.encode.single(uint8ArrayFromString(\`\${line}\\n\`)));
    const expected = new Uint8ArrayList(...lines).subarray();
    let at = 0;
    stream.onData = (data) => {
        const bytes = data.subarray();
        const length = Math.min(bytes.byteLength, expected.byteLength - at);
        for (let i = 0; i < length; i++) {
            if (bytes[i] !== expected[at + i]) {
                delete stream.onData;
                stream.abort(new UnsupportedProtocolError(\`Protocol selection failed - could not negotiate \${protocol}\`));
                return;
            }
        }
        at += length;
        if (at < expected.byteLength) {
            return;
        }
        delete stream.onData;
        if (bytes.byteLength > length) {
            stream.onData(bytes.subarray(length));
        }
    };
    stream.send(expected);
    return protocol;
}
`,
    },
    {
      from: `import { lpStream } from '@libp2p/utils';
`,
      to: `import { lpStream } from '@libp2p/utils';
import * as lengthPrefixed from 'it-length-prefixed';
import { Uint8ArrayList } from 'uint8arraylist';
`,
    },
  ],
};

const windowUpdates: Patch = {
  packageName: '@libp2p/yamux',
  version: '8.0.3',
  file: 'dist/src/stream.js',
  originalDigest: '6cf5de4a71780fcb691ec04beec016d0586b53edd9fbe2b7d02e3ee147f233a0',
  patchedDigest: '80b8e64736ebb96566b5e01ef8ffd59fb9ea866b8a23b7db1540dfcdf6f2b40d',
  edits: [
    {
      from: `        const flags = this.getSendFlags();
        // If the stream has already been established
`,
      to: `        const flags = this.getSendFlags();
        // as go-yamux: half a window is enough to go on with, and every update costs both ends a message
        if (flags === 0 && this.recvWindowCapacity > this.recvWindow / 2) {
            return;
        }
        // If the stream has already been established
`,
    },
  ],
};

const websockets: Patch = {
  packageName: '@libp2p/websockets',
  version: '10.1.21',
  file: 'dist/src/websocket-to-conn.js',
  originalDigest: 'aa466f2f6c833e252a7365b32a1d38a11a0a4dd65423535e43c1a9bdda5ac085',
  patchedDigest: '8a60215a6ac120057178a13e91685ce5963d14f5fd602b56ac1c5e2fe4ea96ec',
  edits: [
    {
      from: `        this.websocket.close(1006); // abnormal closure
`,
      to: `        // 1006 is for reports only: close() throws for it, and the socket would stay open
        if (typeof this.websocket.terminate === 'function') {
            this.websocket.terminate();
            return;
        }
        this.websocket.close();
`,
    },
    {
      from: `        for (const buf of data) {
            this.websocket.send(withArrayBuffer(buf));
        }
`,
      to: `        // in one: every message costs both ends more than the copy
        if (data.byteLength > 0) {
            this.websocket.send(withArrayBuffer(data.subarray()));
        }
`,
    },
  ],
};

/** Every method that asks where an address is on the network asks first whether it is. */
const asked = (method: string): Patch['edits'][number] => ({
  from: `    ${method} {
        const config = getNetConfig(ma);`,
  to: `    ${method} {
        if (!isNetworkAddress(ma)) {
            return false;
        }
        const config = getNetConfig(ma);`,
});

const dnsMappings: Patch = {
  packageName: 'libp2p',
  version: '3.3.11',
  file: 'dist/src/address-manager/dns-mappings.js',
  originalDigest: '7149dabd5ed2130b7e2d090008a2b4075223e9148661135328b1f229dc7eab5b',
  patchedDigest: '07727497d9933e5620f8de490bc2ae4ae07ef451db7ea4430ba8e0cfb29af503',
  edits: ['has(ma)', 'remove(ma)', 'confirm(ma, ttl)', 'unconfirm(ma, ttl)'].map(asked),
};

const ipMappings: Patch = {
  packageName: 'libp2p',
  version: '3.3.11',
  file: 'dist/src/address-manager/ip-mappings.js',
  originalDigest: '6af3832d61ed0413ad887788221af408768657282cc7a02286eb7439878b3dcb',
  patchedDigest: '334457225a24b2af105fc9420a06f7ab55f727ae7e2502f637a379b8dd218de6',
  edits: ['has(ma)', 'remove(ma)'].map(asked),
};

const patches = [
  webrtcRace,
  webrtcFailure,
  webrtcMessage,
  onlyProtocol,
  windowUpdates,
  websockets,
  dnsMappings,
  ipMappings,
];

export class PatchError extends Error {
  override name = 'PatchError';
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** The patched text of a file. @throws PatchError when an edit's place is not there exactly once. */
export function patchText(text: string, edits: Patch['edits']): string {
  let out = text;
  for (const { from, to } of edits) {
    if (out.split(from).length !== 2)
      throw new PatchError(`expected exactly once:\n${from}\nfound ${out.split(from).length - 1} times`);
    out = out.replace(from, () => to);
  }
  return out;
}

/** Patches one package below `modules`; true when it changed the file. @throws PatchError */
export function applyPatch(modules: string, patch: Patch): boolean {
  const home = join(modules, patch.packageName);
  const { version } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as { version: unknown };
  if (version !== patch.version)
    throw new PatchError(
      `${patch.packageName} is ${String(version)}, the patch is for ${patch.version}. Check whether the fault is still there (docs/DECISIONS.md) and update or drop the patch.`,
    );
  const path = join(home, patch.file);
  const text = readFileSync(path, 'utf8');
  const digest = sha256(text);
  if (digest === patch.patchedDigest) return false;
  if (digest !== patch.originalDigest)
    throw new PatchError(`${path} is neither the published file nor the patched one (sha256 ${digest}).`);
  const out = patchText(text, patch.edits);
  if (sha256(out) !== patch.patchedDigest)
    throw new PatchError(`${path}: the result has an unexpected digest (${sha256(out)}).`);
  // A new file in its place: the old one may be shared with another checkout, as some package managers link them.
  writeFileSync(`${path}.new`, out);
  renameSync(`${path}.new`, path);
  return true;
}

/** Applies every patch, and throws away vite's pre-bundled copies, which would go on serving the old text. */
export function patchDependencies(root: string): void {
  const modules = join(root, 'node_modules');
  const changed = patches.filter((patch) => applyPatch(modules, patch));
  const cache = join(modules, '.vite');
  if (changed.length > 0 && existsSync(cache)) rmSync(cache, { recursive: true });
  for (const patch of patches)
    console.log(
      `${patch.packageName} ${patch.version} ${patch.file}: ${changed.includes(patch) ? 'patched' : 'already patched'}`,
    );
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  try {
    patchDependencies(fileURLToPath(new URL('..', import.meta.url)));
  } catch (error) {
    console.error(`Patching dependencies failed: ${error instanceof Error ? error.message : String(error)}`);
    process.exit(1);
  }
}
