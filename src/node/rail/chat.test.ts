/** Talk of those who watch, heard as it comes: forged, again, too much of it, from long ago. */
import { describe, expect, it } from 'vitest';
import { encodeRailLine, type RailLine, railLineSigningBytes } from '../../codec/railChat.ts';
import { createEd25519 } from '../../crypto/ed25519.ts';
import { railLimits } from '../../net/rail/limits.ts';
import { systemRandom } from '../../workers/inProcess.ts';
import { RailChat } from './chat.ts';

const tableId = new Uint8Array(32).fill(7);
const ed25519 = await createEd25519(crypto.subtle);
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Somebody who watches: what it says goes to `said`, whom it blames to `blamed`. */
function watcher() {
  const now = { ms: 0, height: 1_000 as number | undefined };
  const said: Uint8Array[] = [];
  const blamed: string[] = [];
  const chat = new RailChat({
    ...{ tableId, ed25519, secretKey: systemRandom(32) },
    scheduler: { nowMs: () => now.ms },
    height: () => now.height,
    publish: (message) => said.push(message),
    rejected: (from, why) => blamed.push(`${from} ${why}`),
    failed: (_from, error) => {
      throw error;
    },
  });
  return { chat, now, said, blamed };
}

const speaker = ed25519.generateKeyPair(systemRandom);

async function line(change: Partial<RailLine> = {}, { secretKey } = speaker): Promise<Uint8Array> {
  const unsigned: RailLine = {
    ...{ tableId, key: ed25519.publicKeyOf(secretKey), number: 1, height: 1_000 },
    ...{ nickname: bytes('Wanda'), text: bytes('what a hand'), signature: new Uint8Array(64) },
    ...change,
  };
  return encodeRailLine({
    ...unsigned,
    signature: await ed25519.sign(secretKey, railLineSigningBytes(unsigned)),
  });
}

describe('a line of one who watches', () => {
  it('is heard by the others as it was said, and shown to its speaker as the own', async () => {
    const [wanda, walter] = [watcher(), watcher()];
    let changes = 0;
    walter.chat.onChange(() => changes++);
    expect(await wanda.chat.say(bytes('Wanda'), bytes('hello'))).toBe(true);
    expect(await walter.chat.judge('n', wanda.said[0]!)).toBe('accept');
    expect(walter.chat.lines).toMatchObject([{ nickname: 'Wanda', text: 'hello', own: false }]);
    expect(wanda.chat.lines).toMatchObject([{ nickname: 'Wanda', text: 'hello', own: true }]);
    expect(changes).toBe(1);
    expect(await wanda.chat.judge('n', wanda.said[0]!), 'it comes round again').toBe('ignore');
    expect(wanda.chat.lines).toHaveLength(1);
  });

  it('that is none, too long, empty, invisible in what it does, of another table or forged costs its bringer', async () => {
    const { chat, blamed } = watcher();
    const good = await line();
    const bad: [Uint8Array, string][] = [
      [new Uint8Array(0), 'malformed'],
      [new Uint8Array(10_000), 'malformed'],
      [await line({ text: new Uint8Array(0) }), 'malformed'],
      [await line({ text: bytes('   ') }), 'malformed'],
      [await line({ text: Uint8Array.of(0xff, 0xfe) }), 'malformed'],
      [await line({ text: bytes('all in \u202e!') }), 'malformed'],
      [await line({ nickname: bytes('Al\u0000ice') }), 'malformed'],
      [await line({ tableId: new Uint8Array(32) }), 'wrong-table'],
      [good.map((b, i) => (i === 100 ? b ^ 1 : b)), 'bad-signature'],
      [await line({ key: ed25519.generateKeyPair(systemRandom).publicKey }), 'bad-signature'],
    ];
    for (const [message, why] of bad) {
      expect(await chat.judge('liar', message), why).toBe('reject');
      expect(blamed.splice(0)).toEqual([`liar ${why}`]);
    }
    expect(chat.lines).toEqual([]);
    expect(await chat.judge('n', good)).toBe('accept');
  });

  it('said again, or from long ago, is not passed on and costs nobody anything', async () => {
    const { chat, now, blamed } = watcher();
    const first = await line();
    const second = await line({ number: 2 });
    expect(await chat.judge('n', second)).toBe('accept');
    expect(await chat.judge('n', first)).toBe('ignore');
    expect(await chat.judge('n', second)).toBe('ignore');
    now.height = 1_000 + railLimits.chatHeights + 1;
    expect(await chat.judge('n', await line({ number: 3 }))).toBe('ignore');
    now.height = undefined;
    expect(await chat.judge('n', await line({ number: 4 })), 'who follows no table carries nothing').toBe(
      'ignore',
    );
    expect([blamed, chat.lines.length]).toEqual([[], 1]);
  });

  it('has its share: of one speaker five at once, of many not more than can be read; whoever floods pays', async () => {
    const { chat, now, blamed } = watcher();
    let passed = 0;
    for (let number = 1; number <= 20; number++)
      if ((await chat.judge('n', await line({ number }))) === 'accept') passed++;
    expect(passed).toBe(railLimits.chatBurst);
    for (let i = 0; i < railLimits.chatOfNeighbourBurst; i++) {
      const key = ed25519.generateKeyPair(systemRandom);
      if ((await chat.judge(`n${i % 4}`, await line({}, key))) === 'accept') passed++;
    }
    expect(passed).toBe(railLimits.chatAllBurst);
    expect(blamed).toEqual([]);
    for (let i = 0; i < railLimits.chatOfNeighbourBurst; i++) await chat.judge('n', new Uint8Array(3));
    expect(blamed.filter((b) => b === 'n flood')).not.toHaveLength(0);
    now.ms += 60_000;
    expect(await chat.judge('n', await line({ number: 99 }))).toBe('accept');
    expect(chat.lines.length).toBeLessThanOrEqual(railLimits.chatKept);
  });

  it('an eager one is told before anything is sent', async () => {
    const { chat, said } = watcher();
    const taken: boolean[] = [];
    for (let i = 0; i < railLimits.chatBurst + 1; i++)
      taken.push(await chat.say(bytes(''), bytes(`line ${i}`)));
    expect(taken).toEqual([...Array(railLimits.chatBurst).fill(true), false]);
    expect(said).toHaveLength(railLimits.chatBurst);
  });

  it('of so many speakers the last are remembered', async () => {
    const { chat, now } = watcher();
    for (let i = 0; i < railLimits.chatKept + 5; i++) {
      now.ms += 2_000;
      const key = ed25519.generateKeyPair(systemRandom);
      expect(await chat.judge('n', await line({ text: bytes(`line ${i}`) }, key))).toBe('accept');
    }
    expect(chat.lines).toHaveLength(railLimits.chatKept);
    expect(chat.lines.at(-1)!.text).toBe(`line ${railLimits.chatKept + 4}`);
  });
});
