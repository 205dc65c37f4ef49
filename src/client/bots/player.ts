/**
 * A bot at a table: takes a free seat, gets ready, plays by `strategy.ts`, answers what it is offered, buys in
 * again and sits back in. It knows what a screen knows and does what a screen can do; the validator it plays
 * through checks and proves like everybody's.
 */
import type { Scheduler } from '../../node/clock.ts';
import type { TableAction, TableClient } from '../contract/actions.ts';
import type { Strength } from '../contract/practice.ts';
import type { TableView } from '../contract/view.ts';
import type { Random } from './equity.ts';
import { type BotAction, spotOf } from './spot.ts';
import { decide } from './strategy.ts';

export interface BotOptions {
  readonly client: TableClient;
  readonly random: Random;
  /** 'normal' unless given. */
  readonly strength?: Strength;
  readonly scheduler: Scheduler;
  /** Pause before an answer, milliseconds. */
  readonly thinkMs: (random: Random) => number;
  /** Takes the so manieth free seat, so that bots that come together do not all want the same. */
  readonly place: number;
  /** Whether whoever made the table has been heard: before that a bot would take a seat somebody has. */
  readonly hostIsHere: () => boolean;
  /**
   * People come first: a bot sits, and gets ready, only when the lobby has not changed for so long. 1,500 unless
   * given.
   */
  readonly calmMs?: number;
}

export interface Bot {
  /** Resolves when the table is over, or cannot be played at; never rejects. */
  readonly done: Promise<'ended' | 'failed'>;
  /** Ends the bot, not the table: close the client for that. */
  stop(): void;
}

/** People take a moment, and not always the same one. */
export const thinkAbout =
  (averageMs: number) =>
  (random: Random): number =>
    averageMs * (0.4 + 0.6 * (random() + random()));

const KEEPS_CLOSED = 0.7;
const CALM_MS = 1_500;
/** Without its cards after this long a bot plays on blind rather than let its clock run out. */
const BLIND_AFTER_MS = 4_000;

export function runBot(options: BotOptions): Bot {
  const { client, random, scheduler } = options;
  let end: (how: 'ended' | 'failed') => void = () => undefined;
  const done = new Promise<'ended' | 'failed'>((resolve) => {
    end = resolve;
  });
  let cancel: () => void = () => undefined;
  /** The decision that is being thought about, and since when it is ours. */
  let thinking = '';
  let sinceMs = 0;
  /** What was asked for already: once a hand each. */
  const asked = new Set<string>();
  let stopped = false;
  /** The lobby as it looked last, and the end of waiting for it to stay so. */
  let lobby = '';
  let settled = false;

  const once = (key: string, action: TableAction): void => {
    if (asked.has(key)) return;
    asked.add(key);
    client.act(action);
  };

  const think = (view: TableView): void => {
    const { legal } = view;
    const key = legal === undefined ? '' : `${legal.hand}.${legal.decision}`;
    if (key === thinking) return;
    thinking = key;
    cancel();
    if (legal === undefined) return;
    sinceMs = scheduler.nowMs();
    cancel = scheduler.after(options.thinkMs(random), answer);
  };

  const answer = (): void => {
    const view = client.view();
    if (stopped || view.legal === undefined || view.pending !== undefined) return;
    if (`${view.legal.hand}.${view.legal.decision}` !== thinking) return;
    const spot = spotOf(view);
    if (spot === undefined && scheduler.nowMs() - sinceMs < BLIND_AFTER_MS) {
      cancel = scheduler.after(100, answer);
      return;
    }
    const action = spot === undefined ? blind(view) : decide(spot, random, options.strength);
    // Refused is what came too late: the clock has spoken, or the hand is dealt again.
    client.act(action);
  };

  const wait = (view: TableView): void => {
    const now = JSON.stringify([view.links.map((l) => [l.peerId, l.kind, l.seat, l.nickname]), view.lobby]);
    if (now === lobby && !settled) return;
    if (now !== lobby) {
      lobby = now;
      settled = false;
      cancel();
      cancel = scheduler.after((options.calmMs ?? CALM_MS) * (1 + options.place / 4), () => {
        settled = true;
        look();
      });
      return;
    }
    if (view.lobby?.running === true || options.hostIsHere()) sit(client, view, options.place);
  };

  const look = (): void => {
    if (stopped) return;
    const view = client.view();
    switch (view.phase) {
      case 'lobby':
        wait(view);
        break;
      case 'playing':
        think(view);
        ask(view, once, random);
        second(view, once);
        break;
      case 'ended':
      case 'failed':
        cancel();
        end(view.phase);
        break;
    }
  };

  const unsubscribe = client.subscribe(look);
  look();
  return {
    done,
    stop() {
      stopped = true;
      cancel();
      unsubscribe();
    },
  };
}

/** Nothing is known of the own cards: the cheapest that is allowed. */
function blind({ legal }: TableView): BotAction {
  if (legal?.check === true) return { kind: 'check' };
  return legal?.fold === true ? { kind: 'fold' } : { kind: 'call' };
}

/** A free seat, then ready. Who is linked and has not said yet where it sits is waited for. */
function sit(client: TableClient, view: TableView, place: number): void {
  const { lobby } = view;
  if (lobby === undefined || view.links.some((l) => l.kind !== 'none' && l.nickname === undefined)) return;
  if (lobby.yourSeat !== undefined) {
    if (!lobby.youAreReady) client.setReady(true);
    return;
  }
  const taken = new Set(lobby.seats.map((s) => s.seat));
  const free = Array.from({ length: lobby.seatCount }, (_, seat) => seat).filter((s) => !taken.has(s));
  const seat = free[Math.min(place, free.length - 1)];
  if (seat !== undefined) client.takeSeat(seat);
}

/** A bot lets in whom another player would, while nobody objects: it holds nobody up, and opens to nobody alone. */
function second(view: TableView, once: (key: string, action: TableAction) => void): void {
  for (const { player, seat, yes, mayAgree, decided } of view.door?.askers ?? [])
    if (mayAgree && yes > 0 && decided === undefined)
      once(`consent ${player} ${seat ?? ''}`, { kind: 'consent', player, seat, agree: true });
}

function ask(view: TableView, once: (key: string, action: TableAction) => void, random: Random): void {
  const { offers, own } = view;
  const me = view.seats.find((s) => s.you);
  if (offers === undefined) return;
  const hand = view.hand?.hand ?? 0;
  // What nobody need see it keeps to itself, though not always: that would be a habit to read.
  if (own?.claim !== undefined)
    once(`showdown ${hand} ${own.claim.pairs}`, { kind: random() < KEEPS_CLOSED ? 'claim' : 'show' });
  if (offers.twice !== undefined) once(`twice ${hand}`, { kind: 'runItTwice', agree: true });
  if (offers.sitDownChips > 0) once(`sit down ${hand}`, { kind: 'sitDown', chips: offers.sitDownChips });
  if (me === undefined || offers.leaving) return;
  if (me.out && me.stackChips === 0 && offers.topUpChips > 0 && offers.topUpMinChips <= offers.topUpChips)
    once(`top up ${hand}`, { kind: 'topUp', chips: offers.usualChips || offers.topUpChips });
  if (me.sittingOut && me.stackChips > 0) once(`sit in ${hand}`, { kind: 'sitIn' });
}
