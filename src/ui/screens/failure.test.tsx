// @vitest-environment happy-dom
/** A page that cannot go on says what happened: to its player, in the console, and as text to be handed on. */
import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { failureReport } from '../../client/contract/report.ts';
import { MessagesContext } from '../messages/context.ts';
import { de } from '../messages/de/index.ts';
import { en, type Messages } from '../messages/en/index.ts';
import { es } from '../messages/es/index.ts';
import { testIds } from '../testIds.ts';
import { FailureScreen } from './FailureScreen.tsx';

const at = { epoch: 0, height: 418, hand: 4, phase: 'play' };
const error = new Error('the hand key of the running hand is not on this device');
const report = failureReport({ code: 'internal', error, at });

let root: Root | undefined;
let said: unknown[][] = [];
beforeAll(() => {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
});
beforeEach(() => {
  said = [];
  vi.spyOn(console, 'error').mockImplementation((...what) => void said.push(what));
  vi.spyOn(console, 'warn').mockImplementation(() => undefined);
});
afterEach(() => {
  act(() => root?.unmount());
  root = undefined;
  document.body.replaceChildren();
  vi.restoreAllMocks();
});

function draw(m: Messages, given: string | undefined): HTMLElement {
  const place = document.body.appendChild(document.createElement('div'));
  root = createRoot(place);
  act(() =>
    root?.render(
      <MessagesContext value={m}>
        <FailureScreen sentence={m.failure.sentences.internal} code="internal" report={given} />
      </MessagesContext>,
    ),
  );
  return place;
}

const find = (place: HTMLElement, id: string): HTMLElement | null =>
  place.querySelector(`[data-testid="${id}"]`);

async function copy(place: HTMLElement, writeText: (text: string) => Promise<void>): Promise<void> {
  vi.spyOn(navigator.clipboard, 'writeText').mockImplementation(writeText);
  await act(async () => find(place, testIds.failureCopy)?.click());
}

describe('the page of a failure', () => {
  it.each([
    ['en', en],
    ['de', de],
    ['es', es],
  ] as const)('says in the console and, copied, to others what happened (%s)', async (_, m) => {
    const place = draw(m, report);
    expect(place.textContent).toContain(m.failure.sentences.internal);
    expect(place.textContent).toContain(m.failure.reportHint);
    const copied: string[] = [];
    await copy(place, async (text) => void copied.push(text));
    expect(copied).toHaveLength(1);
    expect(said).toEqual([[copied[0]]]);
    expect(copied[0]).toMatch(/^Dealerless \S+\nfailure: internal\nepoch 0, height 418, hand 4 \(play\)\n/);
    expect(copied[0]).toContain('Error: the hand key of the running hand is not on this device');
    expect(find(place, testIds.failureCopy)?.textContent).toBe(m.failure.reportCopied);
    expect(find(place, testIds.failureReport)).toBeNull();
  });

  it('shows the text where the browser lets nothing be copied', async () => {
    const place = draw(en, report);
    await copy(place, async () => {
      throw new DOMException('no', 'NotAllowedError');
    });
    const text = find(place, testIds.failureReport);
    expect(text).toBeInstanceOf(HTMLTextAreaElement);
    expect((text as HTMLTextAreaElement).value).toContain('not on this device');
    expect(find(place, testIds.failureCopy)?.textContent).toBe(en.failure.reportCopy);
  });

  it('offers no report where nothing is wrong with the page', () => {
    const place = draw(en, undefined);
    expect(find(place, testIds.failureCopy)).toBeNull();
    expect(said).toEqual([]);
  });
});
