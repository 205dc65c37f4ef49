/** `TableClient` over a running node, and the one that stands in while things are being opened. */
import { DecodeError, encodeText } from '../../codec/decode.ts';
import { NO_SEAT } from '../../codec/genesis.ts';
import { limits } from '../../codec/limits.ts';
import { BET_VERBS } from '../../codec/transactions.ts';
import type { GameNode } from '../../node/gameNode.ts';
import type { Validator } from '../../node/validator/validator.ts';
import { parseCard } from '../../poker/cards.ts';
import type { ActResult, FailureCode, TableAction, TableClient, TableView } from '../contract/view.ts';
import type { TableAddress } from '../create/tableUrl.ts';
import { later, whenIdle, withNextFrame } from './drawingPace.ts';
import { type ClientOptions, emptyView, presentChain, presentNode } from './present.ts';
import { shareUnchanged } from './shareUnchanged.ts';

const done: ActResult = { ok: true };
const refused = (reason: string): ActResult => ({ ok: false, reason });
const result = (reason: string | undefined): ActResult => (reason === undefined ? done : refused(reason));

/** A table that cannot be opened: one sentence on the page. */
export function failedClient(failure: FailureCode): TableClient {
  return still({ ...emptyView, phase: 'failed', failure });
}

function still(view: TableView): TableClient {
  const no = () => refused('not-open');
  return {
    view: () => view,
    nowMs: () => 0,
    subscribe: () => () => undefined,
    setNickname: no,
    takeSeat: no,
    setReady: no,
    start: no,
    watch: no,
    act: no,
    close: async () => undefined,
  };
}

/** Shows phase 'opening' until a real client is attached; listeners stay subscribed across the change. */
export interface OpeningClient extends TableClient {
  attach(inner: TableClient): void;
  fail(code: FailureCode): void;
  /** What was typed so far. */
  nickname(): string;
}

export function openingClient(address: TableAddress): OpeningClient {
  const listeners = new Set<() => void>();
  const notify = () => {
    for (const listener of listeners) listener();
  };
  let closed = false;
  let typed = '';
  const name = new TextDecoder().decode(address.config.name);
  let inner: TableClient = still({ ...emptyView, phase: 'opening', tableId: address.tableId, name });
  const swap = (next: TableClient): void => {
    inner = next;
    inner.subscribe(notify);
    notify();
  };
  return {
    view: () => inner.view(),
    nowMs: () => inner.nowMs(),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    setNickname(nickname) {
      const r = inner.view().phase === 'opening' ? checkNickname(nickname) : inner.setNickname(nickname);
      if (r.ok) typed = nickname;
      return r;
    },
    takeSeat: (seat) => inner.takeSeat(seat),
    setReady: (ready) => inner.setReady(ready),
    start: (options) => inner.start(options),
    watch: (on) => inner.watch(on),
    act: (action) => inner.act(action),
    async close() {
      closed = true;
      await inner.close();
    },
    attach(next) {
      if (closed) void next.close();
      else swap(next);
    },
    fail: (code) => swap(failedClient(code)),
    nickname: () => typed,
  };
}

function checkNickname(nickname: string): ActResult {
  try {
    encodeText(nickname.trim(), limits.nicknameBytes, 'nickname');
    return done;
  } catch (error) {
    if (error instanceof DecodeError) return refused(`nickname-${error.reason}`);
    throw error;
  }
}

/**
 * Blocks, votes and measurements change the view many times a second, and drawing a table costs more than any of
 * them: between two drawings there is so much time for the game. What this player does shows at once.
 */
const gameRestMs = 100;
/** Where nothing but the number of blocks has changed, there is no hurry at all. */
const blocksRestMs = 500;

export function createTableClient(node: GameNode, options: ClientOptions): TableClient {
  const listeners = new Set<() => void>();
  let current: TableView | undefined;
  let stale = true;
  /** What the listeners have been told of, and when; and when it was last looked whether there is news. */
  let told: TableView | undefined;
  let toldMs = Number.NEGATIVE_INFINITY;
  let lookedMs = Number.NEGATIVE_INFINITY;
  let next: { readonly dueMs: number; readonly cancel: () => void } | undefined;
  const view = (): TableView => {
    if (current !== undefined && !stale) return current;
    stale = false;
    const now = presentNode(node, options);
    current = current === undefined ? now : shareUnchanged(current, now);
    return current;
  };
  const tell = (): void => {
    const now = view();
    if (now === told) return;
    told = now;
    toldMs = performance.now();
    for (const listener of listeners) listener();
  };
  const look = (): void => {
    next = undefined;
    lookedMs = performance.now();
    if (told !== undefined && lookedMs < toldMs + blocksRestMs && onlyBlocks(told, view()))
      lookAt(toldMs + blocksRestMs);
    else tell();
  };
  const lookAt = (dueMs: number): void => {
    if (next !== undefined && next.dueMs <= dueMs) return;
    next?.cancel();
    const waitMs = dueMs - performance.now();
    let cancel = waitMs > 0 ? later(begin, waitMs) : whenIdle(look);
    function begin(): void {
      cancel = whenIdle(look);
    }
    next = { dueMs, cancel: () => cancel() };
  };
  const unsubscribe = node.subscribe(() => {
    stale = true;
    lookAt(lookedMs + gameRestMs);
  });
  const own = (refused: string | undefined): ActResult => {
    withNextFrame(tell);
    return result(refused);
  };
  return {
    view,
    nowMs: () => node.nowMs(),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    setNickname(nickname) {
      const ok = checkNickname(nickname);
      if (!ok.ok) return ok;
      return own(node.choose({ kind: 'nickname', nickname: new TextEncoder().encode(nickname.trim()) }));
    },
    takeSeat: (seat) => own(node.choose({ kind: 'seat', seat: seat < 0 ? NO_SEAT : seat })),
    setReady: (ready) => own(node.choose({ kind: 'ready', ready })),
    start: (options) => own(node.choose({ kind: 'start', ...options })),
    watch: (on) => own(node.watch(on)),
    act: (action) => own(act(node, action)),
    async close() {
      unsubscribe();
      next?.cancel();
      listeners.clear();
      await node.stop();
      options.release();
    },
  };
}

/** Nothing of the game has changed: blocks were committed, and none of them says anything new. */
function onlyBlocks(before: TableView, after: TableView): boolean {
  const keys = Object.keys(after) as (keyof TableView)[];
  return keys.every((key) => key === 'chain' || Object.is(before[key], after[key]));
}

function act(node: GameNode, action: TableAction): string | undefined {
  const { validator } = node;
  if (!validator) return 'not-playing';
  const hand = validator.table.hand?.hand ?? 0;
  switch (action.kind) {
    case 'fold':
    case 'check':
    case 'call':
    case 'raiseTo': {
      const legal = presentLegal(node);
      if (!legal) return 'not-your-turn';
      // A screen may lag behind the table: what was pressed for one decision is never sent for another.
      if (action.at && (action.at.hand !== legal.hand || action.at.decision !== legal.decision))
        return 'stale';
      if (validator.pending.some((p) => p.transaction.kind === 'bet')) return 'pending';
      const amountChips = action.kind === 'raiseTo' ? action.amountChips : 0;
      if (!Number.isSafeInteger(amountChips) || amountChips < 0) return 'amount';
      const verb = BET_VERBS.indexOf(action.kind);
      return node.submit({
        kind: 'bet',
        body: { hand: legal.hand, decision: legal.decision, verb, amountChips },
      });
    }
    case 'sitOut':
    case 'standUp':
      return node.submit({ kind: action.kind, body: { version: 0 } });
    case 'sitIn':
    case 'sitInWait':
      return node.submit({ kind: 'sitIn', body: { comeBack: action.kind === 'sitIn' ? 0 : 1 } });
    case 'topUp':
    case 'sitDown':
      return bringChips(node, action.kind, action.chips);
    case 'straddle': {
      const offer = validator.part().offers?.straddle;
      return offer ? node.submit({ kind: 'straddle', body: { hand: offer.hand } }) : 'stale';
    }
    case 'runItTwice':
      return node.submit({ kind: 'runItTwice', body: { hand, agree: action.agree ? 1 : 0 } });
    case 'timeBank': {
      const legal = presentLegal(node);
      if (!legal) return 'not-your-turn';
      return node.submit({ kind: 'timeBank', body: { hand: legal.hand, decision: legal.decision } });
    }
    case 'muck':
      return node.submit({ kind: 'muck', body: { hand } });
    case 'show':
      return showCards(validator, action.cards);
    case 'adjourn': {
      const missing = presentChain(node, validator).adjourn?.member;
      return missing === undefined ? 'not-missing' : node.adjourn(missing);
    }
    case 'voidHand':
      return node.submit({ kind: 'voidHand', body: { hand: action.hand } });
    case 'rabbit':
      return node.submit({ kind: 'rabbit', body: { hand } });
    case 'pause':
      return node.submit({ kind: 'pause', body: { on: action.on ? 1 : 0 } });
    case 'voteOut': {
      const key = validator.table.validators.find((v) => v.seat === action.seat)?.key;
      const agree = action.agree ? 1 : 0;
      return key ? node.submit({ kind: 'voteOut', body: { seat: action.seat, key, agree } }) : 'stale';
    }
    case 'terms': {
      const { smallBlindChips, bigBlindChips, actionTimeMs } = action;
      const whole = [smallBlindChips, bigBlindChips, actionTimeMs].every(
        (n) => Number.isSafeInteger(n) && n >= 0,
      );
      if (!whole || actionTimeMs > 600_000) return 'amount';
      return node.submit({ kind: 'terms', body: { smallBlindChips, bigBlindChips, actionTimeMs } });
    }
    case 'termsVote':
      return node.submit({
        kind: 'termsVote',
        body: { proposal: action.proposal, agree: action.agree ? 1 : 0 },
      });
    case 'chat': {
      try {
        return node.submit({
          kind: 'chat',
          body: { text: encodeText(action.text.trim(), limits.chatBytes, 'chat') },
        });
      } catch (error) {
        if (error instanceof DecodeError) return error.reason;
        throw error;
      }
    }
  }
}

function showCards(validator: Validator, texts: readonly string[] | undefined): string | undefined {
  const cards = texts?.map(parseCard).filter((c) => typeof c === 'number');
  return cards?.length === texts?.length ? validator.showCards(cards) : 'not-now';
}

function bringChips(node: GameNode, kind: 'topUp' | 'sitDown', chips: number): string | undefined {
  if (!Number.isSafeInteger(chips) || chips <= 0) return 'amount';
  if (kind === 'topUp') return node.submit({ kind, body: { chips } });
  const seat = node.validator?.part().yourSeat;
  const me = node.validator?.table.validators.find((v) => v.seat === seat);
  if (seat === undefined || !me) return 'not-a-player';
  const nickname = new TextEncoder().encode(me.nickname);
  return node.submit({ kind, body: { seat, key: me.key, chips, nickname } });
}

function presentLegal(node: GameNode) {
  return node.validator?.part().legal;
}
