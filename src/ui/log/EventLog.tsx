import { type FormEvent, memo, useContext, useEffect, useRef, useState } from 'react';
import type { EventView } from '../../client/contract/view.ts';
import { logItems } from '../chat/chatLines.ts';
import { Reactions, type Talk } from '../chat/Reactions.tsx';
import { Button } from '../components/Button.tsx';
import { Words } from '../components/Words.tsx';
import { useRefusal } from '../hooks/useRefusal.ts';
import { useMessages } from '../messages/context.ts';
import { testIds } from '../testIds.ts';
import { fitBytes, isolated } from '../text/names.ts';
import { eventWords } from '../words/eventWords.ts';
import { SelfContext } from '../words/self.ts';
import styles from './EventLog.module.css';

const SHOWN = 200;
const CHAT_BYTES = 560;
/** This near to the end one is reading along; further up, new lines do not pull the page away. */
const NEAR_END_PX = 48;

export interface EventLogProps {
  readonly events: readonly EventView[];
  /** Absent where nobody can speak. */
  readonly talk: Talk | undefined;
  readonly testId?: string;
}

export const EventLog = memo(function EventLog({ events, talk, testId }: EventLogProps) {
  const m = useMessages();
  const list = useRef<HTMLOListElement>(null);
  const atEnd = useRef(true);
  const [opened, setOpened] = useState<ReadonlySet<number>>(new Set());
  const lastId = events.at(-1)?.id;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new last line is what asks for scrolling
  useEffect(() => {
    const element = list.current;
    if (!element || !atEnd.current) return;
    // Asking for the height lays the page out: that is done once a frame, not in the middle of applying a block.
    const frame = requestAnimationFrame(() => {
      element.scrollTop = element.scrollHeight;
    });
    return () => cancelAnimationFrame(frame);
  }, [lastId]);
  const onScroll = () => {
    const element = list.current;
    if (!element) return;
    atEnd.current = element.scrollHeight - element.scrollTop - element.clientHeight < NEAR_END_PX;
  };
  const items = logItems(events, talk?.muted ?? NOBODY, opened).slice(-SHOWN);
  return (
    <section className={styles.log} aria-label={m.log.title}>
      <h2 className={styles.title}>{m.log.title}</h2>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
      <ol className={styles.lines} ref={list} data-testid={testId} tabIndex={0} onScroll={onScroll}>
        {items.length === 0 && <li className={styles.line}>{m.log.empty}</li>}
        {items.map((item) =>
          item.kind === 'event' ? (
            <Line key={item.event.id} event={item.event} testId={testId ? testIds.eventLogLine : undefined} />
          ) : (
            <li key={`more ${item.firstId}`} className={styles.line} data-kind="more">
              <button
                type="button"
                className={styles.more}
                data-testid={testIds.chatMore}
                onClick={() => setOpened(new Set([...opened, item.firstId]))}
              >
                <Words text={m.reactions.more(item.count, isolated(item.nickname))} />
              </button>
            </li>
          ),
        )}
      </ol>
      {talk && <Chat talk={talk} />}
    </section>
  );
});

const NOBODY: ReadonlySet<number> = new Set();

/** An event never changes, so its line is drawn once. */
const Line = memo(
  function Line({ event, testId }: { event: EventView; testId: string | undefined }) {
    const m = useMessages();
    const self = useContext(SelfContext);
    return (
      <li className={styles.line} data-kind={event.kind} data-seat={event.seat ?? ''} data-testid={testId}>
        <Words text={eventWords(m, event, undefined, self)} />
      </li>
    );
  },
  (a, b) => a.event.id === b.event.id && a.testId === b.testId,
);

function Chat({ talk }: { talk: Talk }) {
  const m = useMessages();
  const [text, setText] = useState('');
  const refused = useRefusal();
  const send = (event: FormEvent) => {
    event.preventDefault();
    const line = text.trim();
    if (line === '') return;
    if (refused.attempt(talk.say(line))) setText('');
  };
  return (
    <form className={styles.chat} onSubmit={send}>
      <input
        className={styles.input}
        value={text}
        onChange={(e) => setText(fitBytes(e.currentTarget.value, CHAT_BYTES))}
        placeholder={m.log.chat}
        aria-label={m.log.chat}
        maxLength={280}
        autoComplete="off"
        dir="auto"
        data-testid={testIds.chatInput}
      />
      <Reactions talk={talk} />
      <Button type="submit" disabled={text.trim() === ''} testId={testIds.chatSend}>
        {m.log.send}
      </Button>
      {refused.words && (
        <p className={styles.refused} role="alert">
          {refused.words}
        </p>
      )}
    </form>
  );
}
