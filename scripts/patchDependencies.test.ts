import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { multiaddr } from '@multiformats/multiaddr';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { applyPatch, patchDependencies, patchText } from './patchDependencies.ts';

type Mappings = new (
  components: unknown,
) => {
  has(address: unknown): boolean;
  remove(address: unknown): boolean;
  confirm(address: unknown, ttl: number): boolean;
  unconfirm(address: unknown, ttl: number): boolean;
};

/** Of which version it is, other packages say: no dependency of our own. */
type Uint8ArrayList = Iterable<Uint8Array> & { readonly byteLength: number };
async function listOf(...parts: Uint8Array[]): Promise<Uint8ArrayList> {
  const modules = new URL('../node_modules/', import.meta.url);
  const url = new URL(['uint8arraylist', 'dist/src/index.js'].join('/'), modules);
  const { Uint8ArrayList: List } = (await import(url.href)) as {
    Uint8ArrayList: new (...parts: Uint8Array[]) => Uint8ArrayList;
  };
  return new List(...parts);
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

describe('patching a dependency', () => {
  let modules: string;
  const patch = {
    packageName: 'p',
    version: '1.0.0',
    file: 'index.js',
    originalDigest: sha256('old text\n'),
    patchedDigest: sha256('new text\n'),
    edits: [{ from: 'old', to: 'new' }],
  };
  const put = (text: string, version = '1.0.0'): void => {
    writeFileSync(join(modules, 'p', 'package.json'), JSON.stringify({ version }));
    writeFileSync(join(modules, 'p', 'index.js'), text);
  };
  beforeEach(() => {
    modules = mkdtempSync(join(tmpdir(), 'modules-'));
    mkdirSync(join(modules, 'p'));
  });
  afterEach(() => rmSync(modules, { recursive: true }));

  it('happens once', () => {
    put('old text\n');
    expect(applyPatch(modules, patch)).toBe(true);
    expect(readFileSync(join(modules, 'p', 'index.js'), 'utf8')).toBe('new text\n');
    expect(applyPatch(modules, patch)).toBe(false);
  });

  it('fails for another version, another text, or a place that is not there once', () => {
    put('old text\n', '1.0.1');
    expect(() => applyPatch(modules, patch)).toThrow('1.0.1');
    put('old text!\n');
    expect(() => applyPatch(modules, patch)).toThrow('neither');
    expect(() => patchText('old old', patch.edits)).toThrow('2 times');
    expect(() => patchText('', patch.edits)).toThrow('0 times');
  });

  it('is done in this checkout', () => {
    const root = fileURLToPath(new URL('..', import.meta.url));
    patchDependencies(root);
    const file = join(root, 'node_modules/@libp2p/webrtc/dist/src/private-to-private/initiate-connection.js');
    expect(readFileSync(file, 'utf8')).toContain("channel.readyState === 'connecting'");
  });

  it('leaves an address without a network part unmapped, where the library threw', async () => {
    const home = '../node_modules/libp2p/dist/src/address-manager';
    const components = { logger: { forComponent: () => () => undefined } };
    const address = multiaddr('/webrtc/p2p/12D3KooWD3eckifWpRn9wQpMG9R9hX3sD158z7EqHWmweQAJU5SA/p2p-circuit');
    for (const [file, name] of [
      ['dns-mappings.js', 'DNSMappings'],
      ['ip-mappings.js', 'IPMappings'],
    ] as const) {
      const module: Record<string, Mappings> = await import(/* @vite-ignore */ `${home}/${file}`);
      const mappings = new module[name]!(components);
      expect(mappings.has(address)).toBe(false);
      expect(mappings.remove(address)).toBe(false);
      expect(mappings.confirm(address, 1)).toBe(false);
      expect(mappings.unconfirm(address, 1)).toBe(false);
    }
  });
});

describe('the patched exchange of candidates', () => {
  type Read = (connection: unknown, stream: unknown, options: unknown) => Promise<void>;
  const log = Object.assign(() => undefined, { trace: () => undefined, error: () => undefined });
  const waiting = { read: () => new Promise(() => undefined) };

  it.each(['closed', 'failed'])('says at once that a connection has %s', async (state) => {
    const url = new URL(
      '../node_modules/@libp2p/webrtc/dist/src/private-to-private/util.js',
      import.meta.url,
    );
    const { readCandidatesUntilConnected } = (await import(url.href)) as {
      readCandidatesUntilConnected: Read;
    };
    const connection = {
      connectionState: 'connecting',
      onconnectionstatechange: undefined as (() => void) | undefined,
    };
    const reading = readCandidatesUntilConnected(connection, waiting, { direction: 'initiator', log });
    connection.connectionState = state;
    connection.onconnectionstatechange!();
    await expect(reading).rejects.toThrow(state);
  });
});

describe('a WebSocket', () => {
  type ToConnection = (init: unknown) => {
    abort(error: Error): void;
    sendData(data: Uint8ArrayList): { readonly sentBytes: number };
  };
  const log = Object.assign(() => undefined, {
    trace: () => undefined,
    error: () => undefined,
    newScope: () => log,
  });

  /** As the standard has it, and `ws`: 1006 may be reported, not sent. */
  class Socket extends EventTarget {
    closed = false;
    readonly bufferedAmount = 0;
    readonly sent: number[][] = [];
    send(bytes: Uint8Array): void {
      this.sent.push([...bytes]);
    }
    close(code?: number): void {
      if (code !== undefined && code !== 1000) throw new RangeError(`code ${code} may not be sent`);
      this.closed = true;
    }
  }

  const load = async (): Promise<ToConnection> => {
    const url = new URL('../node_modules/@libp2p/websockets/dist/src/websocket-to-conn.js', import.meta.url);
    const { webSocketToMaConn } = (await import(url.href)) as { webSocketToMaConn: ToConnection };
    return webSocketToMaConn;
  };
  const remoteAddr = multiaddr('/ip4/192.0.2.1/tcp/1/ws');

  it('sends what belongs together as one message', async () => {
    const toConnection = await load();
    const websocket = new Socket();
    const connection = toConnection({ websocket, remoteAddr, direction: 'outbound', log });
    // As noise has it: the length, then the message.
    const data = await listOf(Uint8Array.of(0, 2), Uint8Array.of(7, 8));
    expect(connection.sendData(data).sentBytes).toBe(4);
    expect(connection.sendData(await listOf()).sentBytes).toBe(0);
    expect(websocket.sent).toEqual([[0, 2, 7, 8]]);
  });

  it('that is given up is closed, in a page and in Node', async () => {
    const webSocketToMaConn = await load();
    const inPage = new Socket();
    class ServerSocket extends Socket {
      ended = false;
      terminate(): void {
        this.ended = true;
      }
    }
    const inNode = new ServerSocket();
    for (const websocket of [inPage, inNode])
      webSocketToMaConn({
        websocket,
        remoteAddr,
        direction: 'outbound',
        log,
      }).abort(new Error('given up'));
    expect(inPage.closed).toBe(true);
    expect(inNode.ended).toBe(true);
  });
});

describe('a stream of yamux', () => {
  interface Frame {
    readonly type: number;
    readonly length: number;
  }
  interface YamuxStream {
    handleData(frame: unknown): void;
    recvWindowCapacity: number;
  }
  const WINDOW = 256 * 1024;
  const log = Object.assign(() => undefined, {
    trace: () => undefined,
    error: () => undefined,
    newScope: () => log,
  });

  it('gives a new window when half of it is used, and for every byte that came', async () => {
    const url = new URL('../node_modules/@libp2p/yamux/dist/src/stream.js', import.meta.url);
    const { YamuxStream, StreamState } = (await import(url.href)) as {
      YamuxStream: new (init: unknown) => YamuxStream;
      StreamState: { readonly Established: number };
    };
    const frames: Frame[] = [];
    const stream = new YamuxStream({
      ...{ streamId: 1, direction: 'outbound', state: StreamState.Established, log },
      getRTT: () => -1,
      sendFrame: (frame: Frame) => frames.push(frame) > 0,
    });
    const hear = async (bytes: number): Promise<void> => {
      const data = await listOf(new Uint8Array(bytes));
      stream.handleData({ header: { type: 0, flag: 0, streamID: 1, length: bytes }, data });
    };
    for (let i = 0; i < 3; i++) await hear(WINDOW / 8);
    expect(frames).toEqual([]);
    expect(stream.recvWindowCapacity).toBe((5 * WINDOW) / 8);
    await hear(WINDOW / 8);
    expect(frames.map(({ length }) => length)).toEqual([WINDOW / 2]);
    expect(stream.recvWindowCapacity).toBe(WINDOW);
  });
});

describe('the only protocol of a stream', () => {
  type Select = (stream: unknown, protocols: readonly string[]) => Promise<string>;
  const line = (text: string): number[] => [text.length + 1, ...new TextEncoder().encode(`${text}\n`)];
  const offer = [...line('/multistream/1.0.0'), ...line('/one/1')];

  class Stream {
    readonly heard: number[] = [];
    readonly sent: number[] = [];
    error: Error | undefined;
    onData(data: Uint8Array): void {
      this.heard.push(...data);
    }
    send(data: Uint8Array): boolean {
      this.sent.push(...data);
      return true;
    }
    abort(error: Error): void {
      this.error = error;
    }
  }

  async function selected(): Promise<Stream> {
    // Of which version it is, other packages say: no dependency of our own.
    const modules = new URL('../node_modules/', import.meta.url);
    const url = new URL(['@libp2p', 'multistream-select', 'dist/src/select.js'].join('/'), modules);
    const { select } = (await import(url.href)) as { select: Select };
    const stream = new Stream();
    expect(await select(stream, ['/one/1'])).toBe('/one/1');
    expect(stream.sent).toEqual(offer);
    return stream;
  }

  it('is spoken before the answer; the answer is taken off what comes, in whatever pieces', async () => {
    const whole = await selected();
    whole.onData(Uint8Array.from([...offer, 7, 8]));
    whole.onData(Uint8Array.of(9));
    expect(whole.heard).toEqual([7, 8, 9]);
    const pieces = await selected();
    for (const byte of [...offer, 7, 8]) pieces.onData(Uint8Array.of(byte));
    expect(pieces.heard).toEqual([7, 8]);
    expect(pieces.error).toBeUndefined();
  });

  it('another answer ends the stream, and nothing of it is heard', async () => {
    const stream = await selected();
    stream.onData(Uint8Array.from([...line('/multistream/1.0.0'), ...line('na')]));
    expect(stream.error?.message).toContain('/one/1');
    expect(stream.heard).toEqual([]);
  });
});
