// @vitest-environment happy-dom
/**
 * Every code that a player's doing can be answered with, through the very components that show it, in each
 * language.
 */

import { act, type ReactNode } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ActResult, TableClient } from '../../client/contract/actions.ts';
import type { ActRefusal, FaultReason, PeerRefusal } from '../../client/contract/refusals.ts';
import type { TableView } from '../../client/contract/view.ts';
import { Reactions, type Talk } from '../chat/Reactions.tsx';
import { CloseTable } from '../closing/CloseTable.tsx';
import { ClosingBanner } from '../closing/ClosingBanner.tsx';
import { closingIds } from '../closing/testIds.ts';
import { allTables } from '../gallery/stateFixtures.ts';
import { GUARD_MS } from '../guard/guard.ts';
import { HouseBanners } from '../house/HouseBanners.tsx';
import { Lobby } from '../lobby/Lobby.tsx';
import { EventLog } from '../log/EventLog.tsx';
import { MessagesContext } from '../messages/context.ts';
import { de } from '../messages/de/index.ts';
import { en, type Messages } from '../messages/en/index.ts';
import { es } from '../messages/es/index.ts';
import { ActionBar } from '../table/ActionBar.tsx';
import { AdjournOffer } from '../table/Adjourn.tsx';
import { Banners } from '../table/Banners.tsx';
import { LinkTable } from '../table/details/LinkTable.tsx';
import { SeatMenu } from '../table/SeatMenu.tsx';
import { noWishes } from '../table/wishes.ts';
import { testIds } from '../testIds.ts';
import { WatchOffer } from '../watch/WatchOffer.tsx';
import { ACT_REFUSALS } from '../words/refusals.ts';

let root: Root | undefined;
beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  act(() => root?.unmount());
  root = undefined;
  document.body.replaceChildren();
});
beforeAll(() => {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
});

/** A table that answers everything with the code that is set. */
class Refusing {
  code: ActRefusal = 'stale';
  private readonly no = (): ActResult => ({ ok: false, reason: this.code });
  constructor(readonly shown: TableView) {}
  readonly client: TableClient = {
    view: () => this.shown,
    nowMs: () => 0,
    subscribe: () => () => undefined,
    setNickname: this.no,
    setLook: this.no,
    takeSeat: this.no,
    setReady: this.no,
    remove: this.no,
    start: this.no,
    watch: this.no,
    act: this.no,
    scores: () => Promise.reject(new Error('no scores here')),
    exportScores: () => Promise.reject(new Error('no accounts here')),
    exportLog: () => Promise.reject(new Error('no log here')),
    shareHand: () => Promise.reject(new Error('no hand here')),
    close: async () => undefined,
  };
  readonly talk: Talk = { say: this.no, others: [], muted: new Set(), mute: () => undefined };
}

function draw(m: Messages, node: ReactNode): void {
  const place = document.createElement('div');
  document.body.append(place);
  root = createRoot(place);
  act(() => root?.render(<MessagesContext value={m}>{node}</MessagesContext>));
}

function find(testId: string): HTMLElement {
  const found = document.querySelector(`[data-testid="${testId}"]`);
  if (!(found instanceof HTMLElement)) throw new Error(`${testId} is not on the page`);
  return found;
}

const press = (testId: string) => act(() => find(testId).click());

/** Buttons of a decision sleep until they have been on the screen for a moment. */
const wake = () => act(() => vi.advanceTimersByTime(2 * GUARD_MS));

function type(testId: string, text: string): void {
  const field = find(testId) as HTMLInputElement;
  // React listens to the prototype's setter, not to the element's.
  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(field, text);
  act(() => field.dispatchEvent(new Event('input', { bubbles: true })));
}

const view = (name: string): TableView => {
  const found = allTables[name];
  if (!found) throw new Error(`no picture ${name}`);
  return found;
};
const missing: TableView = {
  ...view('your-turn'),
  chain: {
    ...view('your-turn').chain!,
    adjourn: {
      member: 1,
      nickname: 'Bob',
      afterMs: 0,
      agreed: ['Ada'],
      youAgreed: false,
      refused: undefined,
    },
  },
};

interface Place {
  readonly where: string;
  readonly shown: TableView;
  readonly draw: (table: Refusing) => ReactNode;
  /** Does what is refused. */
  readonly ask: () => void;
  readonly ready?: () => void;
  /** Codes that say nothing new to whoever pressed. */
  readonly quiet?: readonly ActRefusal[];
}

const PLACES: readonly Place[] = [
  {
    where: 'the action bar',
    shown: view('your-turn'),
    draw: (t) => <ActionBar view={t.shown} client={t.client} nowMs={t.client.nowMs} />,
    ready: wake,
    ask: () => press(testIds.actionFold),
    quiet: ['pending'],
  },
  {
    where: 'the seat menu',
    shown: view('your-turn'),
    draw: (t) => (
      <SeatMenu
        view={t.shown}
        client={t.client}
        list={{ wishes: noWishes, wish: () => undefined }}
        done={() => undefined}
      />
    ),
    ask: () => press(testIds.sitOutNext),
  },
  {
    where: 'the lobby',
    shown: view('lobby'),
    draw: (t) => <Lobby client={t.client} view={t.shown} inviteUrl="https://example.org/t/1" />,
    ask: () => press(testIds.ready),
  },
  {
    where: 'the banners of the house',
    shown: view('votes'),
    draw: (t) => <HouseBanners house={t.shown.house} client={t.client} nowMs={t.client.nowMs} />,
    ask: () => press(testIds.voteYes),
  },
  {
    where: 'closing the table, asked',
    shown: view('closing'),
    draw: (t) => <ClosingBanner view={t.shown} client={t.client} />,
    ask: () => press(closingIds.closingAgree),
  },
  {
    where: 'closing the table, asking',
    shown: view('closing'),
    draw: (t) => <CloseTable view={t.shown} client={t.client} />,
    ask: () => {
      press(closingIds.closingAsk);
      press(closingIds.closingConfirm);
    },
  },
  {
    where: 'the event log',
    shown: view('your-turn'),
    draw: (t) => <EventLog events={[]} talk={t.talk} />,
    ready: () => type(testIds.chatInput, 'hello'),
    ask: () => press(testIds.chatSend),
  },
  {
    where: 'the reactions',
    shown: view('your-turn'),
    draw: (t) => <Reactions talk={t.talk} />,
    ready: () => press(testIds.reactions),
    ask: () => press(testIds.reaction),
  },
  {
    where: 'going on without somebody',
    shown: missing,
    draw: (t) => <AdjournOffer view={t.shown} client={t.client} />,
    ask: () => press(testIds.adjourn),
  },
  {
    where: 'the offer to watch',
    shown: view('lobby'),
    draw: (t) => <WatchOffer client={t.client} wished={false} />,
    ask: () => press(testIds.watch),
  },
];

const LANGUAGES = { en, de, es };

describe.each(Object.entries(LANGUAGES))('a refusal in %s', (_, m) => {
  it.each(PLACES)('is a sentence in $where, whatever the code', (place) => {
    const table = new Refusing(place.shown);
    draw(m, place.draw(table));
    place.ready?.();
    for (const code of ACT_REFUSALS) {
      table.code = code;
      place.ask();
      const said = document.querySelector('[role="alert"]')?.textContent ?? '';
      if (place.quiet?.includes(code)) {
        expect(said, code).toBe('');
        continue;
      }
      expect(said, code).toMatch(/^[\p{Lu}¿¡].*[.!?]$/u);
      expect(said, code).not.toMatch(/\.\.|\(\)|undefined/);
      if (code.includes('-')) expect(said).not.toContain(code);
      expect(said.length, code).toBeGreaterThan(10);
    }
  });
});

describe.each(Object.entries(LANGUAGES))('what is held against somebody in %s', (_, m) => {
  const reasons = Object.keys(m.faultReasons) as FaultReason[];
  it.each(reasons)('%s is said in words on the banner', (reason) => {
    const shown = view('fault');
    const seats = shown.seats.map((s) => ({ ...s, faults: s.faults.map((f) => ({ ...f, reason })) }));
    draw(m, <Banners view={{ ...shown, seats }} client={undefined} open={() => undefined} />);
    const banner = find(testIds.faultBanner);
    expect(banner.textContent).not.toMatch(/\.\.|undefined/);
    if (reason.includes('-')) expect(banner.textContent).not.toContain(reason);
    // Silence is no crime.
    expect(banner.getAttribute('role')).toBe(reason === 'silent' ? 'status' : 'alert');
    expect(banner.textContent?.includes(m.fault.silentNote)).toBe(reason === 'silent');
  });

  it('messages that were refused are counted by kind', () => {
    const codes: PeerRefusal[] = [
      ...ACT_REFUSALS.filter(isOfATable),
      'bad-signature',
      'flood',
      'proof-fails',
      'bad-text',
    ];
    const refused = Object.fromEntries(codes.map((code) => [code, 2]));
    const links = [{ peerId: 'x', seat: 1, nickname: 'Bob', kind: 'direct', rttMs: 3, refused } as const];
    draw(m, <LinkTable view={{ ...view('your-turn'), links }} />);
    const rows = [...document.querySelectorAll(`[data-testid="${testIds.refusedRow}"]`)];
    const counted = rows.map((row) => Number(row.getAttribute('data-count')));
    expect(counted.reduce((a, b) => a + b, 0)).toBe(2 * codes.length);
    expect(rows.length).toBe(Object.keys(m.peerRefusals).length);
    for (const row of rows) expect(row.textContent).toMatch(/^\d+ [^-]+$/);
  });
});

const OWN: readonly ActRefusal[] = [
  'not-open',
  'pending',
  'amount',
  'not-playing',
  'watching',
  'not-now',
  'busy',
];
/** Codes that a peer's transaction can be refused with, and not only what this tab does. */
function isOfATable(code: ActRefusal): code is ActRefusal & PeerRefusal {
  return (
    !OWN.includes(code) &&
    !/^(name|line)-|^not-(missing|creator|ready)$|^a-witness$|^already-started$/.test(code)
  );
}
