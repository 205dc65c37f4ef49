// @vitest-environment happy-dom
/** A replayed hand says what the table's key says of it. */
import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeAll, expect, it } from 'vitest';
import type { HandSignatureView } from '../../client/contract/record.ts';
import { replayFixture } from '../gallery/fixtures.ts';
import { MessagesContext } from '../messages/context.ts';
import { de } from '../messages/de/index.ts';
import { en, type Messages } from '../messages/en/index.ts';
import { es } from '../messages/es/index.ts';
import { Replay } from './ReplayPage.tsx';

let root: Root | undefined;
beforeAll(() => {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
});
afterEach(() => {
  act(() => root?.unmount());
  document.body.replaceChildren();
});

function told(m: Messages, signature: HandSignatureView | undefined): Element | null {
  const place = document.body.appendChild(document.createElement('div'));
  root = createRoot(place);
  const replay = { ...replayFixture, signature };
  act(() =>
    root?.render(
      <MessagesContext value={m}>
        <Replay replay={replay} />
      </MessagesContext>,
    ),
  );
  return place.querySelector('[data-signature]');
}

it.each([en, de, es])('signed by the key, signed falsely, or not at all: in words', (m) => {
  const says: HandSignatureView[] = [
    { says: 'holds', holders: 4, spare: 1 },
    { says: 'holds', holders: 2, spare: 0 },
    { says: 'false' },
    { says: 'none' },
  ];
  const words = says.map((s) => {
    const shown = told(m, s);
    act(() => root?.unmount());
    expect(shown?.getAttribute('data-signature')).toBe(s.says);
    return shown?.textContent;
  });
  expect(new Set(words).size).toBe(4);
  expect(words[0]).toContain('4');
});

it('nothing of it where the table has no key', () => {
  expect(told(en, undefined)).toBeNull();
});
