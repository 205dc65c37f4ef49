/** Other people's talk, so that no flood of it hides the game. Pure. */
import type { EventView } from '../../client/contract/view.ts';

export const REACTIONS = ['👍', '👏', '😂', '😮', '😢', '🔥', '🍀', '🙏'] as const;

export function isReaction(text: string | undefined): boolean {
  return REACTIONS.some((r) => r === text);
}

export type LogItem =
  | { readonly kind: 'event'; readonly event: EventView }
  /** Lines of one talker that are folded away; `firstId` names the place. */
  | {
      readonly kind: 'more';
      readonly firstId: number;
      readonly nickname: string | undefined;
      readonly count: number;
    };

/** Lines of one talker in a row that stay open. */
const OPEN_LINES = 3;

/** Without what the muted say; a long run of one talker shows its last lines, unless it was opened. */
export function logItems(
  events: readonly EventView[],
  muted: ReadonlySet<number>,
  opened: ReadonlySet<number>,
): LogItem[] {
  const items: LogItem[] = [];
  let run: EventView[] = [];
  const close = () => {
    const [first] = run;
    const hidden = run.length - OPEN_LINES;
    if (first && hidden > 1 && !opened.has(first.id)) {
      items.push({ kind: 'more', firstId: first.id, nickname: first.nickname, count: hidden });
      run = run.slice(hidden);
    }
    items.push(...run.map((event) => ({ kind: 'event', event }) as const));
    run = [];
  };
  for (const event of heard(events, muted)) {
    if (event.kind === 'chat' && (run.length === 0 || run[0]?.seat === event.seat)) {
      run.push(event);
      continue;
    }
    close();
    if (event.kind === 'chat') run.push(event);
    else items.push({ kind: 'event', event });
  }
  close();
  return items;
}

export function heard(events: readonly EventView[], muted: ReadonlySet<number>): readonly EventView[] {
  if (muted.size === 0) return events;
  return events.filter((e) => e.kind !== 'chat' || e.seat === undefined || !muted.has(e.seat));
}

export interface Said {
  readonly id: number;
  readonly text: string;
}

/** What each seat has said last since `afterId`; long talk is cut for its bubble. */
export function latestTalk(events: readonly EventView[], afterId: number): Map<number, Said> {
  const said = new Map<number, Said>();
  for (const e of events) {
    if (e.kind !== 'chat' || e.id <= afterId || e.seat === undefined || !e.text) continue;
    said.set(e.seat, { id: e.id, text: e.text });
  }
  return said;
}
