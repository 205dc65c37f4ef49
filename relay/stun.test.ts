import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { isPrivateAddress, limitKey, networkKey } from './ipPrefix.ts';
import { relayLimits } from './limits.ts';
import { askStun, type StunServer, startStun } from './stun.ts';
import { answerBinding, bindingRequest, mappedAddress } from './stunMessage.ts';

const hex = (text: string): Buffer => Buffer.from(text.replaceAll(/\s/g, ''), 'hex');

/** The sample messages of RFC 5769: a request (2.1) and its answers over IPv4 (2.2) and IPv6 (2.3). */
const rfc5769 = {
  transactionId: hex('b7e7a701bc34d686fa87dfae'),
  request: hex(`
    00010058 2112a442 b7e7a701 bc34d686 fa87dfae 80220010 5354554e 20746573 7420636c 69656e74 00240004 6e0001ff
    80290008 932ff9b1 51263b36 00060009 6576746a 3a683676 59202020 00080014 9aeaa70c bfd8cb56 781ef2b5 b2d3f249
    c1b571a2 80280004 e57a3bcf`),
  answer4: hex(`
    0101003c 2112a442 b7e7a701 bc34d686 fa87dfae 8022000b 74657374 20766563 746f7220 00200008 0001a147 e112a643
    00080014 2b91f599 fd9e90c3 8c7489f9 2af9ba53 f06be7d7 80280004 c07d4c96`),
  answer6: hex(`
    01010048 2112a442 b7e7a701 bc34d686 fa87dfae 8022000b 74657374 20766563 746f7220 00200014 0002a147 0113a9fa
    a5d3f179 bc25f4b5 bed2b9d9 00080014 a382954e 4be67bf1 1784c97c 8292c275 bfe3ed41 80280004 c8fb0b4c`),
};
const home4 = { address: '192.0.2.1', port: 32_853 };
const home6 = { address: '2001:db8:1234:5678:11:2233:4455:6677', port: 32_853 };

describe('STUN messages', () => {
  it('are read and written as RFC 5769 has them', () => {
    const { transactionId, request, answer4, answer6 } = rfc5769;
    expect(mappedAddress(answer4, transactionId)).toEqual(home4);
    expect(mappedAddress(answer6, transactionId)).toEqual(home6);
    const own4 = answerBinding(request, home4.address, home4.port)!;
    const own6 = answerBinding(request, home6.address, home6.port)!;
    expect([own4.length, own6.length]).toEqual([32, 44]);
    // The mapped address stands behind the sample's SOFTWARE, which we do not send.
    expect(own4.subarray(20)).toEqual(answer4.subarray(36, 48));
    expect(own6.subarray(20)).toEqual(answer6.subarray(36, 60));
    expect(answerBinding(request, `::ffff:${home4.address}`, home4.port)).toEqual(own4);
  });

  it('are left unanswered unless they are whole binding requests', () => {
    const whole = rfc5769.request;
    const bent = (at: number, byte: number): Buffer => {
      const copy = Buffer.from(whole);
      copy[at] = byte;
      return copy;
    };
    // An indication, an answer, an allocation, another length, no cookie, a false fingerprint.
    for (const message of [bent(1, 0x11), bent(0, 1), bent(1, 3), bent(3, 0x54), bent(4, 0), bent(107, 0)])
      expect(answerBinding(message, '192.0.2.1', 1)).toBeUndefined();
    expect(answerBinding(whole.subarray(0, 104), '192.0.2.1', 1)).toBeUndefined();
    // "Answer from another address" (RFC 5780): whoever obeyed would send to whom it is told.
    const change = Buffer.concat([bindingRequest(new Uint8Array(12)), hex('00030004 00000006')]);
    change.writeUInt16BE(8, 2);
    expect(answerBinding(change, '192.0.2.1', 1)).toBeUndefined();
  });

  it('answer no random bytes, and answer every request with what it is seen by', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 120 }), (bytes) => {
        expect(answerBinding(Buffer.from(bytes), '192.0.2.1', 1)).toBeUndefined();
        expect(mappedAddress(Buffer.from(bytes), new Uint8Array(12))).toBeUndefined();
      }),
      { numRuns: 5_000 },
    );
    const port = fc.integer({ min: 1, max: 65_535 });
    const id = fc.uint8Array({ minLength: 12, maxLength: 12 });
    fc.assert(
      fc.property(id, fc.oneof(fc.ipV4(), fc.ipV6()), port, (transactionId, address, at) => {
        const answer = answerBinding(bindingRequest(transactionId), address, at)!;
        const seen = mappedAddress(answer, transactionId)!;
        expect(seen.port).toBe(at);
        expect(limitKey(seen.address)).toBe(limitKey(address));
        expect(
          mappedAddress(
            answer,
            transactionId.map((b) => b ^ 1),
          ),
        ).toBeUndefined();
      }),
    );
  });
});

it('addresses are counted by what one customer has', () => {
  expect(limitKey('192.0.2.7')).toBe('192.0.2.7/32');
  expect(limitKey('::ffff:192.0.2.7')).toBe('192.0.2.7/32');
  expect(networkKey('192.0.2.7')).toBe('192.0.2.0/24');
  expect(limitKey('2001:db8:1:2:3:4:5:6')).toBe(limitKey('2001:db8:1:2:ffff::'));
  expect(limitKey('2001:db8:1:2::')).not.toBe(limitKey('2001:db8:1:3::'));
  expect(limitKey('fe80::1%eth0')).toBe('fe80::/64');
  expect(limitKey('somebody')).toBe('somebody');
  expect(['10.1.2.3', '127.0.0.1', '100.64.1.1', 'fe80::1', 'fd00::1'].map(isPrivateAddress)).toEqual(
    Array(5).fill(true),
  );
  expect(['203.0.113.10', '2001:db8::1', 'x'].map(isPrivateAddress)).toEqual([false, false, false]);
});

describe('the STUN server', () => {
  const open: (StunServer | Socket)[] = [];
  afterEach(async () => {
    for (const o of open.splice(0))
      await ('stop' in o ? o.stop() : new Promise<void>((r) => o.close(() => r())));
  });

  it('tells who asks where it is seen, and says nothing to a flood and to malformed packets', async () => {
    let nowMs = 0;
    const refused: string[] = [];
    let answered = 0;
    const server = await startStun({
      port: 0,
      host: '127.0.0.1',
      nowMs: () => nowMs,
      refused: (reason) => refused.push(reason),
      answered: () => {
        answered += 1;
      },
    });
    open.push(server);
    expect(await askStun({ host: '127.0.0.1', port: server.port })).toMatchObject({ address: '127.0.0.1' });

    const socket = createSocket('udp4').bind(0, '127.0.0.1');
    open.push(socket);
    await once(socket, 'listening');
    const { port } = socket.address() as AddressInfo;
    const send = (message: Buffer): void => socket.send(message, server.port, '127.0.0.1');
    for (let i = 0; i < 60; i++) send(bindingRequest(new Uint8Array(12)));
    for (let i = 0; i < 40; i++) send(Buffer.from('GET / HTTP/1.1\r\n\r\n'));
    await expect.poll(() => answered + refused.length, { timeout: 60_000 }).toBe(1 + 100);
    expect(answered).toBe(relayLimits.stunPerNetworkPerSecond);
    expect(refused.filter((r) => r === 'stun-malformed')).toHaveLength(40);

    // Later they are answered again.
    nowMs = 1_000;
    const heard = once(socket, 'message');
    send(bindingRequest(new Uint8Array(12)));
    const [answer] = (await heard) as [Buffer];
    expect(mappedAddress(answer, new Uint8Array(12))).toEqual({ address: '127.0.0.1', port });
  });

  it('is not believed to be there when nobody answers', async () => {
    const silent = createSocket('udp4').bind(0, '127.0.0.1');
    open.push(silent);
    await once(silent, 'listening');
    expect(await askStun({ host: '127.0.0.1', port: silent.address().port }, 100)).toBeUndefined();
  });
});
