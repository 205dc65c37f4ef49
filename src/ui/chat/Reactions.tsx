import { Popover } from 'radix-ui';
import { useState } from 'react';
import type { ActResult } from '../../client/contract/actions.ts';
import type { SeatView } from '../../client/contract/view.ts';
import { Tick } from '../components/Choice.tsx';
import { Icon } from '../components/Icon.tsx';
import { useRefusal } from '../hooks/useRefusal.ts';
import { useMessages } from '../messages/context.ts';
import { testIds } from '../testIds.ts';
import { shownName } from '../text/names.ts';
import { REACTIONS } from './chatLines.ts';
import styles from './Reactions.module.css';

export interface Talk {
  say(text: string): ActResult;
  /** The others at the table, for silencing one. */
  readonly others: readonly SeatView[];
  readonly muted: ReadonlySet<number>;
  mute(seat: number, on: boolean): void;
}

/** A few short lines of chat at one tap; and whom one would rather not hear. */
export function Reactions({ talk }: { talk: Talk }) {
  const m = useMessages();
  const t = m.reactions;
  const [open, setOpen] = useState(false);
  const refused = useRefusal();
  const send = (text: string) => {
    if (refused.attempt(talk.say(text))) setOpen(false);
  };
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger className={styles.trigger} aria-label={t.open} data-testid={testIds.reactions}>
        <Icon name="smile" />
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          className={styles.content}
          side="top"
          align="end"
          sideOffset={6}
          collisionPadding={8}
          aria-label={t.title}
        >
          <div className={styles.grid}>
            {REACTIONS.map((text) => (
              <button
                key={text}
                type="button"
                className={styles.reaction}
                aria-label={t.say(t.names[text] ?? text)}
                data-testid={testIds.reaction}
                data-text={text}
                onClick={() => send(text)}
              >
                {text}
              </button>
            ))}
          </div>
          {refused.words && (
            <p className={styles.refused} role="alert">
              {refused.words}
            </p>
          )}
          {talk.others.map((s) => (
            <Tick
              key={s.seat}
              label={t.mute(shownName(s.nickname, 14))}
              checked={talk.muted.has(s.seat)}
              onChecked={(on) => talk.mute(s.seat, on)}
              testId={`mute-${s.seat}`}
            />
          ))}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
