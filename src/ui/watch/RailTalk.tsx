import { Popover } from 'radix-ui';
import { type FormEvent, useState } from 'react';
import type { ActResult } from '../../client/contract/actions.ts';
import type { RailLineView } from '../../client/contract/rail.ts';
import { Button } from '../components/Button.tsx';
import { useRefusal } from '../hooks/useRefusal.ts';
import { useMessages } from '../messages/context.ts';
import { usePreferences } from '../platform/preferences.ts';
import { testIds } from '../testIds.ts';
import { fitBytes, shownName } from '../text/names.ts';
import styles from './RailTalk.module.css';
import { heardLines, speakerName, unreadOf } from './railLines.ts';

const LINE_BYTES = 280;
const LINE_CHARACTERS = 280;

interface RailTalkProps {
  readonly lines: readonly RailLineView[];
  readonly say: (nickname: string, line: string) => Promise<ActResult>;
}

/** What those who watch say to one another, and a tap to hear nothing of it. */
export function RailTalk({ lines, say }: RailTalkProps) {
  const t = useMessages().rail.chat;
  const [muted, setMuted] = useState(false);
  const [silenced, setSilenced] = useState<ReadonlySet<string>>(new Set());
  const [open, setOpen] = useState(false);
  const [readId, setReadId] = useState(0);
  const heard = heardLines(lines, { muted, silenced });
  const change = (opens: boolean): void => {
    setOpen(opens);
    setReadId(lines.at(-1)?.id ?? 0);
  };
  return (
    <>
      <Popover.Root open={open} onOpenChange={change}>
        <Popover.Trigger asChild>
          <Button look="quiet" testId={testIds.railChatOpen}>
            {t.open(open ? 0 : unreadOf(heard, readId))}
          </Button>
        </Popover.Trigger>
        <Popover.Portal>
          <Popover.Content className={styles.talk} side="top" collisionPadding={8} aria-label={t.title}>
            <h2 className={styles.title}>{t.title}</h2>
            <p className={styles.note}>{t.note}</p>
            <Lines heard={heard} silence={(speaker) => setSilenced(new Set([...silenced, speaker]))} />
            <Say say={say} />
          </Popover.Content>
        </Popover.Portal>
      </Popover.Root>
      <Button
        look="quiet"
        aria-pressed={muted}
        testId={testIds.railChatMute}
        onClick={() => setMuted((now) => !now)}
      >
        {muted ? t.muted : t.mute}
      </Button>
    </>
  );
}

function Lines({ heard, silence }: { heard: readonly RailLineView[]; silence: (speaker: string) => void }) {
  const t = useMessages().rail.chat;
  return (
    <div className={styles.lines} role="log" data-testid={testIds.railChatLines}>
      <ol>
        {heard.length === 0 && <li className={styles.note}>{t.empty}</li>}
        {heard.map((line) => {
          const name = speakerName(line, t.somebody);
          return (
            <li key={line.id} className={styles.line} data-own={line.own} data-testid={testIds.railChatLine}>
              <bdi className={styles.speaker}>{name}</bdi> <bdi>{shownName(line.text, LINE_CHARACTERS)}</bdi>
              {!line.own && (
                <button
                  type="button"
                  className={styles.silence}
                  aria-label={t.silence(name)}
                  title={t.silence(name)}
                  data-testid={testIds.railChatSilence}
                  onClick={() => silence(line.speaker)}
                >
                  ×
                </button>
              )}
            </li>
          );
        })}
      </ol>
    </div>
  );
}

function Say({ say }: Pick<RailTalkProps, 'say'>) {
  const t = useMessages().rail.chat;
  const { nickname } = usePreferences();
  const [text, setText] = useState('');
  const refused = useRefusal();
  const send = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const line = text.trim();
    if (line !== '' && refused.attempt(await say(nickname, line))) setText('');
  };
  return (
    <form className={styles.say} onSubmit={(event) => void send(event)}>
      <input
        className={styles.input}
        value={text}
        onChange={(e) => setText(fitBytes(e.currentTarget.value, LINE_BYTES))}
        placeholder={t.say}
        aria-label={t.say}
        maxLength={LINE_CHARACTERS}
        autoComplete="off"
        dir="auto"
        data-testid={testIds.railChatInput}
      />
      <Button type="submit" disabled={text.trim() === ''} testId={testIds.railChatSend}>
        {t.send}
      </Button>
      {refused.words && (
        <p className={styles.refused} role="alert">
          {refused.words}
        </p>
      )}
    </form>
  );
}
