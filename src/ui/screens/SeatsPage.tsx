import { useCallback, useState } from 'react';
import type { SeatRecordView, SeatServices } from '../../client/contract/seats.ts';
import type { Services } from '../../client/contract/services.ts';
import { Button } from '../components/Button.tsx';
import { LanguagePicker } from '../components/LanguagePicker.tsx';
import { PageShell } from '../components/PageShell.tsx';
import { Unreadable } from '../components/Unreadable.tsx';
import { useAsync } from '../hooks/useAsync.ts';
import { useMessages } from '../messages/context.ts';
import { useFormat } from '../messages/format.ts';
import { onLinkClick } from '../platform/navigation.ts';
import { saveBytes } from '../platform/saveFile.ts';
import { testIds } from '../testIds.ts';
import { shownName } from '../text/names.ts';
import { BringSeat } from './BringSeat.tsx';
import { KeepCopy, MoveSeat } from './SeatDialogs.tsx';
import styles from './SeatsPage.module.css';

/** The seats whose keys this device has: moved to another one, copied, and taken up here. */
export function SeatsPage({ services }: { services: Services }) {
  const m = useMessages();
  const loaded = useAsync(
    useCallback(async () => {
      if (services.seats === undefined) throw new Error('seats are not offered here');
      return services.seats();
    }, [services]),
  );
  return (
    <PageShell aside={<LanguagePicker />}>
      <h1 className={styles.title}>{m.seats.title}</h1>
      <p className={styles.lead}>{m.seats.lead}</p>
      {loaded.state === 'failed' && <p role="alert">{m.seats.unreadable}</p>}
      {loaded.state === 'loaded' && <Seats seats={loaded.value} />}
    </PageShell>
  );
}

function Seats({ seats }: { seats: SeatServices }) {
  const m = useMessages();
  const [changes, setChanges] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what has changed is read anew
  const list = useAsync(useCallback(() => seats.list(), [seats, changes]));
  const changed = () => setChanges((n) => n + 1);
  return (
    <>
      {list.state === 'failed' && (
        <Unreadable error={list.error} otherwise={m.seats.unreadable} code="seats-failed" />
      )}
      {list.state === 'loaded' && list.value.length === 0 && <p>{m.seats.none}</p>}
      {list.state === 'loaded' && (
        <ul className={styles.list}>
          {list.value.map((seat) => (
            <Row key={seat.identity} seat={seat} seats={seats} onChange={changed} />
          ))}
        </ul>
      )}
      <BringSeat seats={seats} onChange={changed} />
    </>
  );
}

function Row({ seat, seats, onChange }: { seat: SeatRecordView; seats: SeatServices; onChange: () => void }) {
  const t = useMessages().seats;
  const format = useFormat();
  const when = (ms: number) => format.when(new Date(ms));
  const again = async () => {
    const file = await seats.handedOver(seat.identity);
    if (file) saveBytes(file.name, file.bytes);
  };
  return (
    <li
      className={styles.seat}
      data-testid={testIds.seatRecord}
      data-table={seat.tableId}
      data-state={seat.state}
    >
      <div>
        <h2>
          <bdi>{shownName(seat.tableName, 40)}</bdi>
        </h2>
        <p>
          {seat.movedAt === undefined ? t.opened(when(seat.createdAt)) : t.movedOn(when(seat.movedAt))}
          {seat.state === 'copy' && ` · ${t.copied}`}
        </p>
      </div>
      <div className={styles.buttons}>
        {seat.state === 'moved' ? (
          <Button onClick={again} testId={testIds.seatSaveAgain}>
            {t.saveAgain}
          </Button>
        ) : (
          <a href={seat.path} onClick={onLinkClick} data-testid={testIds.seatPlay}>
            {t.play}
          </a>
        )}
        {seat.state === 'here' && (
          <>
            <MoveSeat seat={seat} seats={seats} onMoved={onChange} />
            <KeepCopy seat={seat} seats={seats} />
          </>
        )}
      </div>
    </li>
  );
}
