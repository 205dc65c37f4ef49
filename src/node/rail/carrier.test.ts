/** Questions for a fresh word on their way along the rail. */
import { describe, expect, it } from 'vitest';
import type { FreshAnswer, FreshQuestion } from '../../codec/fresh.ts';
import { decodeMessage } from '../../codec/wire.ts';
import type { PeerId } from '../../net/network.ts';
import { createManualScheduler } from '../../testing/manualScheduler.ts';
import { FreshCarrier } from './carrier.ts';

const question = (nonce: number): FreshQuestion => ({
  instance: new Uint8Array(32).fill(1) as FreshQuestion['instance'],
  epoch: 1,
  root: new Uint8Array(32).fill(2),
  nonce: new Uint8Array(32).fill(nonce),
  peerId: new TextEncoder().encode('asker'),
});

/** One who watches, whose neighbour nearest to a feeder is Nora. */
function carrier() {
  const scheduler = createManualScheduler();
  const sent: string[] = [];
  const carrying = new FreshCarrier({
    scheduler: { nowMs: scheduler.now, after: scheduler.after },
    send: (to, message) => sent.push(`${decodeMessage(message).kind} to ${to}`),
    toMembers: () => false,
    upstream: (but) => (but === 'Nora' ? 'Olaf' : 'Nora') as PeerId,
  });
  const ask = (from: string, nonce = 1) => carrying.question(from as PeerId, question(nonce));
  const answer = (nonce = 1): boolean =>
    carrying.answer({
      question: question(nonce),
      key: new Uint8Array(32),
      signature: new Uint8Array(64),
    } satisfies FreshAnswer);
  return { scheduler, sent, ask, answer };
}

describe('a question for a fresh word', () => {
  it('goes towards a feeder, and its answer back to who asked', () => {
    const { sent, ask, answer } = carrier();
    ask('Ada');
    expect(answer()).toBe(true);
    expect(sent).toEqual(['freshQuestion to Nora', 'freshAnswer to Ada']);
    expect(answer(2)).toBe(false);
  });

  it('ends where it has come round, however many pass it on', () => {
    const { sent, ask } = carrier();
    ask('Ada');
    for (const from of ['Nora', 'Olaf', 'Bob']) ask(from);
    expect(sent).toEqual(['freshQuestion to Nora']);
  });

  it('may come another way when it is asked again, and its answer goes back that way', () => {
    const { scheduler, sent, ask, answer } = carrier();
    ask('Ada');
    scheduler.advance(1_000);
    ask('Bob');
    answer();
    expect(sent).toEqual(['freshQuestion to Nora', 'freshQuestion to Nora', 'freshAnswer to Bob']);
  });
});
