import { useState } from 'react';
import type { TableClient } from '../../client/contract/actions.ts';
import type { AskerView, DoorView } from '../../client/contract/view.ts';
import { Button } from '../components/Button.tsx';
import { Modal } from '../components/Modal.tsx';
import { Words } from '../components/Words.tsx';
import { useRefusal } from '../hooks/useRefusal.ts';
import { useNow } from '../hooks/useTable.ts';
import { useMessages } from '../messages/context.ts';
import type { Messages } from '../messages/en/index.ts';
import { testIds } from '../testIds.ts';
import { formatTableTime } from '../text/amounts.ts';
import { looksLike } from '../text/lookAlike.ts';
import { isolated } from '../text/names.ts';
import styles from './House.module.css';

/** Those who ask to be let in: a count beside the game, and one dialog for all of them. */
export function Door({
  door,
  seated,
  client,
  nowMs,
}: {
  door: DoorView | undefined;
  /** Names of those who sit at the table. */
  seated: readonly string[];
  client: TableClient;
  nowMs: () => number;
}) {
  const m = useMessages();
  const [open, setOpen] = useState(false);
  const [known, setKnown] = useState(false);
  if (!door) return null;
  const waiting = door.askers.filter((a) => a.decided === undefined);
  return (
    <section className={styles.all} aria-label={m.entry.title}>
      {door.hostTrusted && !known && (
        <div className={styles.banner} role="status" data-testid={testIds.hostTrusted}>
          <p className={styles.text}>{m.entry.hostTrusted}</p>
          <Button look="quiet" onClick={() => setKnown(true)}>
            {m.details.close}
          </Button>
        </div>
      )}
      {waiting.length > 0 && (
        <div
          className={styles.banner}
          role="status"
          data-testid={testIds.askersBanner}
          data-count={waiting.length}
        >
          <p className={styles.text}>{m.entry.count(waiting.length)}</p>
          <Button testId={testIds.askersOpen} onClick={() => setOpen(true)}>
            {m.entry.show}
          </Button>
        </div>
      )}
      <Modal
        open={open}
        onOpenChange={setOpen}
        title={m.entry.title}
        closeLabel={m.details.close}
        closeTestId={testIds.askersClose}
        testId={testIds.askers}
        narrow
      >
        <Askers askers={door.askers} seated={seated} client={client} nowMs={nowMs} />
      </Modal>
    </section>
  );
}

function Askers({
  askers,
  seated,
  client,
  nowMs,
}: {
  askers: readonly AskerView[];
  seated: readonly string[];
  client: TableClient;
  nowMs: () => number;
}) {
  const m = useMessages();
  const refused = useRefusal();
  return (
    <div className={styles.menu}>
      <p className={styles.note}>{m.entry.how}</p>
      {askers.length === 0 && <p>{m.entry.none}</p>}
      {askers.map((asker) => (
        <OneAsker
          key={`${asker.player} ${asker.seat ?? ''}`}
          asker={asker}
          like={seated.find((name) => looksLike(name, asker.nickname ?? ''))}
          nowMs={nowMs}
          say={(agree) =>
            refused.attempt(client.act({ kind: 'consent', player: asker.player, seat: asker.seat, agree }))
          }
        />
      ))}
      {refused.words && (
        <p className={styles.refused} role="alert">
          {refused.words}
        </p>
      )}
    </div>
  );
}

function OneAsker({
  asker,
  like,
  nowMs,
  say,
}: {
  asker: AskerView;
  /** Who sits here under a name that looks the same. */
  like: string | undefined;
  nowMs: () => number;
  say: (agree: boolean) => void;
}) {
  const m = useMessages();
  const name = asker.nickname === undefined ? m.entry.somebody : isolated(asker.nickname);
  return (
    <article
      className={styles.banner}
      data-testid={testIds.asker}
      data-seat={asker.seat ?? ''}
      data-yes={asker.yes}
      data-decided={asker.decided ?? ''}
    >
      <p className={styles.text}>
        <strong>
          <Words text={whatFor(asker, name, m)} />
        </strong>
        <Stand asker={asker} nowMs={nowMs} />
        {like !== undefined && (
          <span data-testid={testIds.lookAlikes}>
            <Words text={m.seats.askerAlike(isolated(like))} />
          </span>
        )}
      </p>
      <div className={styles.buttons}>
        {asker.mayDecline && (
          <Button testId={testIds.askerNo} aria-label={m.entry.noOf(name)} onClick={() => say(false)}>
            {m.entry.no}
          </Button>
        )}
        {asker.mayAgree && (
          <Button
            look="primary"
            testId={testIds.askerYes}
            aria-label={m.entry.letInOf(name)}
            onClick={() => say(true)}
          >
            {m.entry.letIn}
          </Button>
        )}
      </div>
    </article>
  );
}

function whatFor({ seat }: AskerView, name: string, m: Messages): string {
  return seat === undefined ? m.entry.asksWitness(name) : m.entry.asks(name, String(seat + 1));
}

/** How it stands with one who asks. The seconds are hidden from readers: they change all the time. */
function Stand({ asker, nowMs }: { asker: AskerView; nowMs: () => number }) {
  const m = useMessages();
  const { decided, objection, yes, needed } = asker;
  const endsMs = objection?.endsMs;
  const now = useNow(nowMs, 1000, endsMs !== undefined);
  if (decided) return <span>{m.entry.decided[decided]}</span>;
  if (endsMs !== undefined)
    return <span aria-hidden="true">{m.entry.objection(formatTableTime(Math.max(0, endsMs - now)))}</span>;
  if (objection) return <span>{m.entry.objectionSoon}</span>;
  return yes > 0 ? <span>{m.entry.agreed(yes, needed)}</span> : null;
}
