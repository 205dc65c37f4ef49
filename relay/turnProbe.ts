/**
 * Asks a TURN server for an allocation, as a browser would, and gives it back (RFC 8656; long-term credentials of
 * RFC 8489).
 */
import { createHash, createHmac, randomBytes } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { lookup } from 'node:dns/promises';
import { connect } from 'node:net';
import { relayLimits } from './limits.ts';

const COOKIE = 0x2112a442;
const ALLOCATE = 0x0003;
const REFRESH = 0x0004;
const SUCCESS = 0x0100;
const ATTRIBUTE = {
  username: 0x0006,
  integrity: 0x0008,
  error: 0x0009,
  lifetime: 0x000d,
  realm: 0x0014,
  nonce: 0x0015,
  transport: 0x0019,
};
const UDP = Buffer.from([17, 0, 0, 0]);

type Exchange = (message: Buffer) => Promise<Buffer | undefined>;

/** 'ok', or a sentence that says what is wrong. */
export async function askTurn(url: string, username: string, credential: string): Promise<string> {
  const parts = /^turn:(?:\[([^\]]+)\]|([^:?]+))(?::(\d+))?(?:\?transport=(udp|tcp))?$/.exec(url);
  if (parts === null) return 'this is no address of a TURN server.';
  const found = await lookup(parts[1] ?? parts[2]!).catch(() => undefined);
  if (found === undefined) return 'its name cannot be found.';
  const server = { host: found.address, port: Number(parts[3] ?? 3478) };
  const link = parts[4] === 'tcp' ? overTcp(server) : overUdp(server);
  try {
    const first = await link.ask(message(ALLOCATE, [[ATTRIBUTE.transport, UDP]]));
    if (first === undefined) return 'it does not answer: is its port open in the firewall?';
    const [realm, nonce] = [attribute(first, ATTRIBUTE.realm), attribute(first, ATTRIBUTE.nonce)];
    if (realm === undefined || nonce === undefined)
      return 'it asks for no credentials: anybody could send through it.';
    const key = createHash('md5').update(`${username}:${realm.toString()}:${credential}`).digest();
    const proof: [number, Buffer][] = [
      [ATTRIBUTE.username, Buffer.from(username)],
      [ATTRIBUTE.realm, realm],
      [ATTRIBUTE.nonce, nonce],
    ];
    const second = await link.ask(message(ALLOCATE, [[ATTRIBUTE.transport, UDP], ...proof], key));
    if (second === undefined) return 'it stopped answering.';
    if (second.readUInt16BE(0) !== (ALLOCATE | SUCCESS)) {
      const error = attribute(second, ATTRIBUTE.error);
      const code = error === undefined ? '?' : error[2]! * 100 + error[3]!;
      return code === 401
        ? 'it refuses the credentials: TURN_SECRET is not its static-auth-secret, or its clock is wrong.'
        : `it refuses to carry traffic (error ${code}).`;
    }
    await link.ask(message(REFRESH, [[ATTRIBUTE.lifetime, Buffer.alloc(4)], ...proof], key));
    return 'ok';
  } finally {
    link.close();
  }
}

function message(type: number, attributes: readonly (readonly [number, Buffer])[], key?: Buffer): Buffer {
  const parts = attributes.map(([kind, value]) => {
    const out = Buffer.alloc(4 + Math.ceil(value.length / 4) * 4);
    out.writeUInt16BE(kind, 0);
    out.writeUInt16BE(value.length, 2);
    value.copy(out, 4);
    return out;
  });
  const head = Buffer.alloc(20);
  head.writeUInt16BE(type, 0);
  head.writeUInt32BE(COOKIE, 4);
  randomBytes(12).copy(head, 8);
  const body = Buffer.concat(parts);
  // The length that is signed counts the signature already (RFC 8489, 14.5).
  head.writeUInt16BE(body.length + (key === undefined ? 0 : 24), 2);
  if (key === undefined) return Buffer.concat([head, body]);
  const mark = Buffer.from([0, ATTRIBUTE.integrity, 0, 20]);
  return Buffer.concat([
    head,
    body,
    mark,
    createHmac('sha1', key)
      .update(Buffer.concat([head, body]))
      .digest(),
  ]);
}

function attribute(answer: Buffer, kind: number): Buffer | undefined {
  for (let at = 20; at + 4 <= answer.length; ) {
    const length = answer.readUInt16BE(at + 2);
    if (answer.readUInt16BE(at) === kind) return answer.subarray(at + 4, at + 4 + length);
    at += 4 + Math.ceil(length / 4) * 4;
  }
  return undefined;
}

interface Server {
  readonly host: string;
  readonly port: number;
}

function overUdp({ host, port }: Server): { ask: Exchange; close(): void } {
  const socket = createSocket(host.includes(':') ? 'udp6' : 'udp4');
  // Unreachable is silence, which is told.
  socket.on('error', () => undefined);
  const ask: Exchange = (out) =>
    new Promise((resolve) => {
      const done = (answer?: Buffer): void => {
        clearTimeout(late);
        clearInterval(again);
        socket.off('message', hear);
        resolve(answer);
      };
      const hear = (answer: Buffer): void => {
        if (answer.length >= 20 && answer.subarray(8, 20).equals(out.subarray(8, 20))) done(answer);
      };
      const send = (): void => socket.send(out, port, host, (error) => error && done());
      const again = setInterval(send, relayLimits.stunAskMs / 3);
      const late = setTimeout(() => done(), relayLimits.stunAskMs);
      socket.on('message', hear);
      send();
    });
  return { ask, close: () => socket.close() };
}

function overTcp({ host, port }: Server): { ask: Exchange; close(): void } {
  const socket = connect({ host, port });
  socket.on('error', () => undefined);
  let held = Buffer.alloc(0);
  const ask: Exchange = (out) =>
    new Promise((resolve) => {
      const done = (answer?: Buffer): void => {
        clearTimeout(late);
        socket.off('data', hear);
        socket.off('close', gone);
        resolve(answer);
      };
      const gone = (): void => done();
      const hear = (data: Buffer): void => {
        held = Buffer.concat([held, data]);
        const length = held.length < 20 ? Number.POSITIVE_INFINITY : 20 + held.readUInt16BE(2);
        if (held.length < length) return;
        const answer = held.subarray(0, length);
        held = held.subarray(length);
        done(answer);
      };
      const late = setTimeout(() => done(), relayLimits.stunAskMs);
      socket.on('data', hear);
      socket.once('close', gone);
      socket.write(out);
    });
  return { ask, close: () => socket.destroy() };
}
