/**
 * A STUN server beside the web port (the same number, UDP): it tells a tab behind a router the address that the rest
 * of the world sees, so that tabs in different houses find a direct way. It answers binding requests and nothing
 * else, never with more than 44 bytes, and remembers nobody.
 */
import { randomBytes } from 'node:crypto';
import { createSocket, type Socket } from 'node:dgram';
import { AddressRate } from './addressLimits.ts';
import { networkKey } from './ipPrefix.ts';
import { relayLimits } from './limits.ts';
import { answerBinding, bindingRequest, mappedAddress } from './stunMessage.ts';

export interface StunServer {
  readonly port: number;
  stop(): Promise<void>;
}

export interface StunOptions {
  readonly port: number;
  readonly host: string;
  /** Milliseconds of a steady clock. */
  readonly nowMs: () => number;
  /** Counts what was left unanswered, by reason. */
  readonly refused: (reason: string) => void;
  readonly answered: () => void;
}

/** @throws when the port is taken */
export async function startStun(o: StunOptions): Promise<StunServer> {
  const socket = createSocket({ type: o.host.includes(':') ? 'udp6' : 'udp4' });
  const everybody = new AddressRate(relayLimits.stunPerSecond, relayLimits.stunPerSecond, 1);
  const perNetwork = new AddressRate(
    relayLimits.stunPerNetworkPerSecond,
    relayLimits.stunPerNetworkPerSecond,
    relayLimits.rememberedAddresses,
  );
  socket.on('message', (message, from) => {
    const nowMs = o.nowMs();
    // First whether it is one at all: what is not costs nobody's share.
    const answer = answerBinding(message, from.address, from.port);
    if (answer === undefined) return o.refused('stun-malformed');
    if (!perNetwork.take(networkKey(from.address), nowMs) || !everybody.take('', nowMs))
      return o.refused('stun-rate');
    // An answer that cannot be sent (a forged address, a full buffer) is one that is asked for again.
    socket.send(answer, from.port, from.address, (error) => error !== null && o.refused('stun-send'));
    o.answered();
  });
  await bound(socket, o.port, o.host);
  socket.on('error', () => o.refused('stun-socket'));
  return {
    port: socket.address().port,
    stop: () => new Promise((resolve) => socket.close(() => resolve())),
  };
}

function bound(socket: Socket, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once('error', reject);
    socket.bind({ port, address: host }, () => {
      socket.off('error', reject);
      resolve();
    });
  });
}

/**
 * Asks a STUN server for this machine's address, three times at most.
 * @returns undefined when nobody answers or the name cannot be found
 */
export async function askStun(
  server: { readonly host: string; readonly port: number },
  timeoutMs: number = relayLimits.stunAskMs,
): Promise<{ readonly address: string; readonly port: number } | undefined> {
  const transactionId = randomBytes(12);
  const socket = createSocket({ type: server.host.includes(':') ? 'udp6' : 'udp4' });
  return await new Promise((resolve) => {
    const done = (found?: { address: string; port: number }): void => {
      clearInterval(again);
      clearTimeout(late);
      socket.close();
      resolve(found);
    };
    const ask = (): void => {
      socket.send(bindingRequest(transactionId), server.port, server.host, (error) => error && done());
    };
    const again = setInterval(ask, timeoutMs / 3);
    const late = setTimeout(() => done(), timeoutMs);
    socket.once('error', () => done());
    socket.on('message', (message) => {
      const found = mappedAddress(message, transactionId);
      if (found !== undefined) done(found);
    });
    ask();
  });
}
