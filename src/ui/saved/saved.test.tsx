// @vitest-environment happy-dom
import { act } from 'react';
import { createRoot } from 'react-dom/client';
import { beforeAll, describe, expect, it } from 'vitest';
import type { OpenedView } from '../../client/contract/record.ts';
import { MessagesContext } from '../messages/context.ts';
import { de } from '../messages/de/index.ts';
import { en } from '../messages/en/index.ts';
import { es } from '../messages/es/index.ts';
import { testIds } from '../testIds.ts';
import { keepDropped } from './dropped.ts';
import { SavedPage } from './SavedPage.tsx';

beforeAll(() => {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
});

type Signed = Extract<OpenedView, { ok: true }>['report']['signedByKey'];
const none = { signed: 0, of: 0 };

function opened(signedByKey: Signed): OpenedView {
  const counts = { hands: 3, blocks: 90, proofs: 40, falseProofs: 0 };
  return {
    ok: true,
    report: { ...counts, missed: [], players: [], equivocations: [], signedByKey },
    tableName: 'Kitchen',
    hands: [],
    shared: undefined,
    replay: () => Promise.reject(new Error('no such hand')),
  };
}

/** What the page tells of signatures in a file that is opened so; undefined where it tells nothing. */
async function told(messages: typeof en, signedByKey: Signed): Promise<HTMLElement | undefined> {
  const place = document.body.appendChild(document.createElement('div'));
  const root = createRoot(place);
  keepDropped(new File([Uint8Array.of(1)], 'a.log'));
  await act(async () =>
    root.render(
      <MessagesContext value={messages}>
        <SavedPage openSaved={async () => opened(signedByKey)} />
      </MessagesContext>,
    ),
  );
  expect(place.querySelector(`[data-testid=${testIds.savedGood}]`)).not.toBeNull();
  return place.querySelector<HTMLElement>(`[data-testid=${testIds.savedSigned}]`) ?? undefined;
}

describe.each([en, de, es])('a saved game that is opened ($language)', (messages) => {
  const t = messages.saved;

  it('says how much of it the table’s key has signed, and what it means where something lacks it', async () => {
    const line = await told(messages, {
      hands: { signed: 2, of: 3 },
      timeouts: { signed: 1, of: 1 },
      closings: { signed: 1, of: 1 },
    });
    expect(line?.dataset).toMatchObject({ signed: '4', of: '5' });
    const all = [t.signedByKey(2, 3), t.signedTimeouts(1, 1), t.signedClosing, t.unsigned];
    expect(line?.textContent).toBe(all.join(' '));
  });

  it('says no more where all of it is signed, and nothing where there was no key', async () => {
    const line = await told(messages, { hands: { signed: 3, of: 3 }, timeouts: none, closings: none });
    expect(line?.textContent).toBe(t.signedByKey(3, 3));
    expect(await told(messages, { hands: none, timeouts: none, closings: none })).toBeUndefined();
  });
});
