import { type CSSProperties, useEffect, useRef, useState } from 'react';
import type { TableView } from '../../client/contract/view.ts';
import { useChipWords } from '../words/chips.ts';
import styles from './Flights.module.css';
import { type Flight, flightsBetween, POT } from './flights.ts';
import type { Place } from './seatGeometry.ts';

interface Flying extends Flight {
  readonly id: number;
}

/** Pictures of chips on their way. What they stand for has happened already: they may be left out at any time. */
export function Flights({
  view,
  placeOf,
  still,
}: {
  view: TableView;
  placeOf: ReadonlyMap<number, Place>;
  still: boolean;
}) {
  const words = useChipWords();
  const [flying, setFlying] = useState<readonly Flying[]>([]);
  const before = useRef<TableView>(undefined);
  const count = useRef(0);
  useEffect(() => {
    const fresh = still ? [] : flightsBetween(before.current, view);
    before.current = view;
    if (fresh.length === 0) return;
    setFlying((now) => [...now, ...fresh.map((f) => ({ ...f, id: count.current++ }))]);
  }, [view, still]);
  return flying.map((flight) => {
    const place = placeOf.get(flight.seat);
    if (!place) return null;
    const bet = { x: place.betX, y: place.betY };
    const [from, to] = flight.kind === 'collect' ? [bet, POT] : [POT, place];
    const style = {
      left: `${from.x}%`,
      top: `${from.y}%`,
      '--dx': to.x - from.x,
      '--dy': to.y - from.y,
    } as CSSProperties;
    return (
      <span
        key={flight.id}
        className={styles.flight}
        data-kind={flight.kind}
        style={style}
        aria-hidden="true"
        onAnimationEnd={() => setFlying((now) => now.filter((f) => f.id !== flight.id))}
      >
        <span className={styles.chip} />
        {words(flight.chips)}
      </span>
    );
  });
}
