import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { DecodeError } from '../../codec/decode.ts';
import { encodeKeyMessage, KEY_MESSAGES, keySigningBytes } from '../../codec/keyMessages.ts';
import { createMclGroup } from '../../crypto/backendMcl.ts';
import { createNobleGroup } from '../../crypto/backendNoble.ts';
import { wrongShareFor } from '../../testing/bentDealings.ts';
import { seededRandom } from '../../testing/seededRandom.ts';
import { dealt, keyMade, sharingParty } from '../../testing/sharings.ts';
import { createDeckCrypto, type DeckCrypto } from '../deckCrypto.ts';
import type { Statement } from '../statement.ts';
import { decodeStatement, encodeStatement } from '../statementBytes.ts';
import type { KeyStatement } from './statements.ts';

const DEALER = 1;
const COMPLAINER = 2;
let deck: DeckCrypto;
let reference: DeckCrypto;
/** One of each kind that holds, and a dealing of a share that was dealt on. */
let honest: KeyStatement[];

beforeAll(async () => {
  const group = await createMclGroup();
  deck = createDeckCrypto(group, []);
  reference = createDeckCrypto(createNobleGroup(), []);
  const rng = seededRandom('key statements');
  const party = sharingParty(group, 4, rng);
  const { terms, channels } = party;
  const holder = { tableId: terms.tableId, instance: terms.instance, index: DEALER };
  const { publicKey, proof } = deck.key.perform({ kind: 'channelKey', holder }, rng);
  const dealing = dealt(group, party, DEALER, rng);
  const wrong = wrongShareFor(group, terms, DEALER, COMPLAINER, rng);
  const { secret } = channels.get(COMPLAINER)!;
  const complain = { terms, dealer: DEALER, complainer: COMPLAINER } as const;
  const complaint = deck.key.perform({ kind: 'complain', ...complain, bytes: wrong, secret }, rng);
  const digest = new Uint8Array(32).fill(5);
  const dealings = [DEALER, 2, 3].map((dealer) => ({ dealer, bytes: dealt(group, party, dealer, rng) }));
  const ready = { kind: 'ready', terms, dealings, receiver: COMPLAINER, secret, digest } as const;
  const { partial } = deck.key.perform(ready, rng)!;
  const { publicShare } = deck.key
    .combineDealings({ terms, dealings })!
    .holders.find(({ index }) => index === COMPLAINER)!;
  const made = keyMade(group, 4, rng);
  const from = { ...made.sharing, instance: terms.instance };
  const next = sharingParty(group, 4, rng, { epoch: 2, from });
  const dealtOn = dealt(group, next, DEALER, rng, made.shares.get(DEALER)!);
  honest = [
    { kind: 'channelKey', holder, publicKey, proof },
    { kind: 'dealing', terms, dealer: DEALER, dealing },
    { kind: 'complaint', ...complain, dealing: wrong, complaint },
    { kind: 'keyReady', digest, publicShare, partial },
    { kind: 'dealing', terms: next.terms, dealer: DEALER, dealing: dealtOn },
    signedStatement(made),
  ];
});

/** What the key that these have made says of a decision of the clock. */
function signedStatement({ sharing, shares }: ReturnType<typeof keyMade>): KeyStatement {
  const place = {
    instance: new Uint8Array(32).fill(1),
    firstRoot: new Uint8Array(32),
    height: 9,
    timeMs: 900,
  };
  const decision = { hand: 1, attempt: 0, decision: 2, seat: 3, deadlineMs: 700, tickMs: 800 };
  const said = { kind: 'timeout', ...place, ...decision } as const;
  const message = keySigningBytes(said);
  const rng = seededRandom('signed');
  const partials = sharing.holders.map(({ index: holder, publicShare }) => {
    const signature = deck.key.perform({ kind: 'sign', share: shares.get(holder)!, message }, rng);
    return { holder, publicShare, signature };
  });
  const { key, threshold } = sharing;
  const { signature } = deck.key.perform({ kind: 'combine', key, threshold, message, partials }, rng);
  const what = KEY_MESSAGES.indexOf('timeout');
  return { kind: 'keySigned', key, what, content: encodeKeyMessage(said), signature: signature! };
}

describe('what is said of the key', () => {
  it('holds where it is true, by either arithmetic, and survives its encoding', () => {
    for (const statement of honest) {
      const again = decodeStatement(encodeStatement(statement));
      expect(deck.verifyStatement(again), statement.kind).toEqual({ ok: true });
      expect(reference.verifyStatement(again), statement.kind).toEqual({ ok: true });
    }
  });

  it('does not hold with any bit changed, and never throws past its decoder', () => {
    fc.assert(
      fc.property(fc.nat(5), fc.nat(), fc.nat(7), (which, place, bit) => {
        const bytes = encodeStatement(honest[which]!);
        const at = place % bytes.length;
        bytes[at] = bytes[at]! ^ (1 << bit);
        let statement: Statement;
        try {
          statement = decodeStatement(bytes);
        } catch (error) {
          expect(error).toBeInstanceOf(DecodeError);
          return;
        }
        // A complaint is about a dealing that holds.
        const about = statement.kind === 'complaint' ? { ...statement, kind: 'dealing' as const } : statement;
        const all = [statement, about].every((s) => deck.verifyStatement(s).ok);
        expect(all, `byte ${at} of ${honest[which]!.kind}`).toBe(false);
      }),
      { numRuns: 200, verbose: 1 },
    );
  });

  it('gets a verdict whatever numbers and lists its terms are made of', () => {
    const u8 = fc.constantFrom(0, 1, 2, 3, 4, 5, 13, 14, 255);
    fc.assert(
      fc.property(
        fc.constantFrom(1, 2, 4),
        u8,
        u8,
        u8,
        fc.array(u8, { maxLength: 13 }),
        (which, ...numbers) => {
          const [threshold, dealer, complainer, indices] = numbers;
          const statement = honest[which]!;
          if (!('terms' in statement)) throw new Error('a kind without terms');
          const { channelKey } = statement.terms.receivers[0]!;
          const receivers = indices.map((index) => ({ index, channelKey }));
          const terms = { ...statement.terms, threshold, receivers };
          const bent = { ...statement, terms, dealer, ...('complainer' in statement ? { complainer } : {}) };
          const again = decodeStatement(encodeStatement(bent as KeyStatement));
          const verdict = deck.verifyStatement(again);
          expect(verdict.ok).toBe(false);
          expect(reference.verifyStatement(again)).toEqual(verdict);
        },
      ),
      { numRuns: 200, verbose: 1 },
    );
  });
});
