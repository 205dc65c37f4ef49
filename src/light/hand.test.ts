/** The signature of a hand in the history is of that hand, of its end, and of this table's key; or it is said so. */
import { beforeAll, expect, it } from 'vitest';
import type { KeySigned } from '../codec/keyPartial.ts';
import { createMclGroup } from '../crypto/backendMcl.ts';
import type { G1Group } from '../crypto/group.ts';
import type { TableState } from '../table/state/state.ts';
import { KeyPlay, signedGenesis } from '../testing/keyPlay.ts';
import { seededRandom } from '../testing/seededRandom.ts';
import { SigningDevices } from '../testing/signingDevices.ts';
import { handSignature } from './hand.ts';

let group: G1Group;
let over: TableState;
let signed: readonly KeySigned[];
beforeAll(async () => {
  group = await createMclGroup();
  const change = { actionTimeMs: 600_000, startingStackChips: 400 };
  const t = new KeyPlay(signedGenesis([0, 1, 2, 3], change), group, seededRandom('hand'));
  const d = new SigningDevices(t);
  await d.pass(60_000);
  await d.hand();
  over = t.state;
  await d.deliver();
  await d.hand();
  await d.deliver();
  signed = d.signers.get(0)!.all;
});

const changed = (change: (s: KeySigned) => Partial<KeySigned>): KeySigned[] =>
  signed.map((s) => ({ ...s, ...change(s) }));

it('holds for the end that it is of, whatever else was signed', () => {
  expect(signed).toHaveLength(2);
  expect(handSignature(group, over, signed)).toEqual({ says: 'holds', holders: 4, spare: 1 });
});

it('is none where that end has none', () => {
  expect(handSignature(group, over, signed.slice(1))).toEqual({ says: 'none' });
  expect(handSignature(group, over, [])).toEqual({ says: 'none' });
});

it('is false with the signature of another hand, another state, time, table or first root, and under no key', () => {
  const [, other] = signed;
  const lies: KeySigned[][] = [
    changed(() => ({ signature: other!.signature })),
    changed(({ signature }) => ({ signature: signature.map((b, i) => (i === 20 ? b ^ 1 : b)) })),
    ...(['stateRoot', 'table', 'firstRoot', 'instance'] as const).map((field) =>
      changed(({ message }) => ({
        message: { ...message, [field]: new Uint8Array(32) } as KeySigned['message'],
      })),
    ),
    changed(({ message }) => ({ message: { ...message, timeMs: 7 } as KeySigned['message'] })),
  ];
  for (const lie of lies) expect(handSignature(group, over, lie)).toEqual({ says: 'false' });
  // Signed rightly, and played otherwise.
  const elsewhere = { ...over, carryChips: over.carryChips + 1 };
  expect(handSignature(group, elsewhere, signed)).toEqual({ says: 'false' });
  const { serving: _, ...keyless } = over.key!;
  expect(handSignature(group, { ...over, key: keyless }, signed)).toEqual({ says: 'false' });
});
