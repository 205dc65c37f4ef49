import { type ReactNode, useState } from 'react';
import type { TableAction, TableClient } from '../../client/contract/actions.ts';
import type { HouseView, PauseView } from '../../client/contract/view.ts';
import { Button } from '../components/Button.tsx';
import { Words } from '../components/Words.tsx';
import { useRefusal } from '../hooks/useRefusal.ts';
import { useNow } from '../hooks/useTable.ts';
import { useMessages } from '../messages/context.ts';
import { testIds } from '../testIds.ts';
import { formatChips, formatTableTime } from '../text/amounts.ts';
import { isolated } from '../text/names.ts';
import styles from './House.module.css';

/** What is being decided about the table: a pause, votes, a proposal; with what this player may say. */
export function HouseBanners({
  house,
  client,
  nowMs,
}: {
  house: HouseView | undefined;
  /** Absent in a replay: nothing can be said there. */
  client: TableClient | undefined;
  nowMs: () => number;
}) {
  const m = useMessages();
  const t = m.house;
  const refused = useRefusal();
  const [asked, setAsked] = useState(0);
  if (!house) return null;
  const act = (action: TableAction) => {
    setAsked((n) => n + 1);
    refused.attempt(client?.act(action));
  };
  const { pause, removals, terms } = house;
  const may = client !== undefined;
  if (!pause && removals.length === 0 && !terms && !refused.words) return null;
  return (
    <section className={styles.all} aria-label={t.title}>
      {pause && (
        <Banner
          testId={testIds.pauseBanner}
          begun={pause.begun}
          title={pause.begun ? t.paused(isolated(pause.nickname)) : t.pauseAsked(isolated(pause.nickname))}
          note={
            <>
              {pause.yes > 0 && <span>{t.goOnCount(pause.yes, pause.needed)}</span>}
              <EndsIn pause={pause} nowMs={nowMs} />
            </>
          }
        >
          {may && pause.mayEnd && (
            <Button testId={testIds.pauseEnd} onClick={() => act({ kind: 'pause', on: false })}>
              {t.goOn}
            </Button>
          )}
        </Banner>
      )}
      {removals.map((r) => {
        const name = isolated(r.nickname);
        return (
          <Banner
            key={r.seat}
            testId={testIds.removalBanner(r.seat)}
            title={r.passed ? t.removed(name) : r.you ? t.removingYou : t.removing(name)}
            note={!r.passed && <span>{t.count(r.yes, r.needed)}</span>}
          >
            {may && (
              <YesNo
                mayAgree={r.mayAgree}
                mayDecline={r.mayDecline}
                say={(agree) => act({ kind: 'voteOut', seat: r.seat, agree })}
              />
            )}
          </Banner>
        );
      })}
      {terms && (
        <Banner
          testId={testIds.termsBanner}
          title={
            terms.passed
              ? t.termsDecided(blindsOf(terms), secondsOf(terms))
              : t.terms(isolated(terms.nickname), blindsOf(terms), secondsOf(terms))
          }
          note={!terms.passed && <span>{t.count(terms.yes, terms.needed)}</span>}
        >
          {may && (
            <YesNo
              mayAgree={terms.mayAgree}
              mayDecline={terms.mayDecline}
              say={(agree) => act({ kind: 'termsVote', proposal: terms.number, agree })}
            />
          )}
        </Banner>
      )}
      {refused.words && (
        // Where there is little room the banners scroll: every refusal comes into sight by itself.
        <p key={asked} className={styles.refused} role="alert" ref={intoSight}>
          {refused.words}
        </p>
      )}
    </section>
  );
}

const intoSight = (element: HTMLElement | null): void => element?.scrollIntoView({ block: 'start' });

type TermsWords = NonNullable<HouseView['terms']>;
const blindsOf = (t: TermsWords) => `${formatChips(t.smallBlindChips)}/${formatChips(t.bigBlindChips)}`;
const secondsOf = (t: TermsWords) => String(Math.round(t.actionTimeMs / 1000));

function Banner({
  title,
  note,
  testId,
  begun,
  children,
}: {
  title: string;
  note: ReactNode;
  testId: string;
  begun?: boolean;
  children: ReactNode;
}) {
  return (
    <div className={styles.banner} role="status" data-testid={testId} data-begun={begun ? '' : undefined}>
      <p className={styles.text}>
        <strong>
          <Words text={title} />
        </strong>
        {note}
      </p>
      <div className={styles.buttons}>{children}</div>
    </div>
  );
}

function YesNo({
  mayAgree,
  mayDecline,
  say,
}: {
  mayAgree: boolean;
  mayDecline: boolean;
  say: (agree: boolean) => void;
}) {
  const m = useMessages();
  return (
    <>
      {mayDecline && (
        <Button testId={testIds.voteNo} onClick={() => say(false)}>
          {m.house.decline}
        </Button>
      )}
      {mayAgree && (
        <Button testId={testIds.voteYes} onClick={() => say(true)}>
          {m.house.agree}
        </Button>
      )}
    </>
  );
}

/** Hidden from readers: it changes every second. */
function EndsIn({ pause, nowMs }: { pause: PauseView; nowMs: () => number }) {
  const m = useMessages();
  const now = useNow(nowMs, 1000, pause.endsMs !== undefined);
  if (pause.endsMs === undefined) return null;
  return <span aria-hidden="true">{m.house.endsIn(formatTableTime(Math.max(0, pause.endsMs - now)))}</span>;
}
