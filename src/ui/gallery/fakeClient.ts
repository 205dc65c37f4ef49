/** A client of a table that is not there: it shows one view, and what is pressed becomes pending, then final. */
import type { ActResult, TableAction, TableClient } from '../../client/contract/actions.ts';
import type { ActRefusal } from '../../client/contract/refusals.ts';
import type { TableView } from '../../client/contract/view.ts';
import { sessionFixture, stoppedSession } from './sessionFixture.ts';

const FINAL_AFTER_MS = 1200;
/** Tests send this event to the window; the table then goes on to the next of its views. */
const NEXT = 'gallery-next';
/** And this one: what is pending has become final. Where tests say what happens next, it does not by itself. */
const FINAL = 'gallery-final';
/** And this one, with a code as its detail: from then on whatever is pressed is refused with that. */
const REFUSE = 'gallery-refuse';

/** @param later what happens next, one view for each step a test asks for */
export function fakeClient(first: TableView, later: readonly TableView[] = []): TableClient {
  let view = first;
  const listeners = new Set<() => void>();
  const opened = performance.now();
  const set = (change: Partial<TableView>): ActResult => {
    view = { ...view, ...change };
    for (const listener of listeners) listener();
    return { ok: true };
  };
  const rest = [...later];
  const onNext = () => {
    const next = rest.shift();
    if (next) set({ ...next, pending: undefined });
  };
  window.addEventListener(NEXT, onNext);
  const onFinal = () => void set({ pending: undefined, legal: undefined });
  window.addEventListener(FINAL, onFinal);
  let refusal: ActRefusal | undefined;
  const onRefuse = (event: Event) => {
    refusal = (event as CustomEvent<ActRefusal>).detail;
  };
  window.addEventListener(REFUSE, onRefuse);
  const unlessRefused = (done: () => ActResult): ActResult =>
    refusal === undefined ? done() : { ok: false, reason: refusal };
  const act = (action: TableAction): ActResult => unlessRefused(() => play(action));
  const play = (action: TableAction): ActResult => {
    if (action.kind === 'chat') {
      const id = (view.events.at(-1)?.id ?? 0) + 1;
      const you = view.seats.find((s) => s.you);
      const line = {
        id,
        timeMs: 0,
        kind: 'chat',
        seat: you?.seat,
        nickname: you?.nickname,
        chips: undefined,
        cards: [],
        text: action.text,
      } as const;
      return set({ events: [...view.events, line] });
    }
    if (!view.legal) return { ok: false, reason: 'not-your-turn' };
    const amountChips =
      action.kind === 'raiseTo'
        ? action.amountChips
        : action.kind === 'call'
          ? (view.legal.callChips ?? 0)
          : 0;
    if (later.length === 0) setTimeout(onFinal, FINAL_AFTER_MS);
    return set({ pending: { verb: action.kind, amountChips } });
  };
  const lobby = (change: Partial<NonNullable<TableView['lobby']>>) =>
    unlessRefused(() =>
      view.lobby ? set({ lobby: { ...view.lobby, ...change } }) : { ok: false, reason: 'not-open' },
    );
  return {
    view: () => view,
    nowMs: () => (first.chain?.tableTimeMs ?? 0) + (performance.now() - opened),
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    setNickname: () => ({ ok: true }),
    setLook: () => ({ ok: true }),
    takeSeat: (seat) => {
      const others = view.lobby?.seats.filter((s) => !s.you) ?? [];
      return lobby({
        yourSeat: seat,
        seats: [...others, { seat, nickname: 'You', ready: false, you: true }],
      });
    },
    setReady: (ready) =>
      lobby({ youAreReady: ready, seats: view.lobby?.seats.map((s) => (s.you ? { ...s, ready } : s)) ?? [] }),
    remove: (seat) => lobby({ seats: view.lobby?.seats.filter((s) => s.seat !== seat) ?? [] }),
    start: () => ({ ok: false, reason: 'not-open' }),
    watch: (watching) => lobby({ watching }),
    act,
    scores: async () => (view.chain?.missing === undefined ? sessionFixture : stoppedSession),
    exportScores: async () => ({ name: 'scores.csv', mediaType: 'text/csv', text: '' }),
    exportLog: async () => ({ name: 'game.dealerless', bytes: new Uint8Array(1) }),
    shareHand: async (hand) => ({ name: `hand-${hand}.dlhand`, bytes: new Uint8Array(1) }),
    close: async () => {
      window.removeEventListener(NEXT, onNext);
      window.removeEventListener(FINAL, onFinal);
      window.removeEventListener(REFUSE, onRefuse);
      listeners.clear();
    },
  };
}
