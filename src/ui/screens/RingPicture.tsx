import styles from './RingPicture.module.css';

const seats = [0, 1, 2, 3, 4, 5].map((i) => {
  const a = ((i + 0.5) / 6) * 2 * Math.PI;
  return { i, x: 200 + 150 * Math.sin(a), y: 100 - 68 * Math.cos(a) };
});
const pairs = seats.flatMap((a) => seats.filter((b) => b.i > a.i).map((b) => ({ a, b })));

/** Six players, every one linked to every other, nobody in the middle. Decoration. */
export function RingPicture() {
  return (
    <svg className={styles.picture} viewBox="0 0 400 200" aria-hidden="true" focusable="false">
      <ellipse cx="200" cy="100" rx="188" ry="94" className={styles.rail} />
      <ellipse cx="200" cy="100" rx="178" ry="86" className={styles.felt} />
      {pairs.map(({ a, b }) => (
        <line key={`${a.i}-${b.i}`} x1={a.x} y1={a.y} x2={b.x} y2={b.y} className={styles.link} />
      ))}
      {seats.map((s) => (
        <g key={s.i}>
          <rect
            x={s.x - 15}
            y={s.y - 17}
            width="17"
            height="24"
            rx="3"
            className={styles.card}
            transform={`rotate(-8 ${s.x} ${s.y})`}
          />
          <rect
            x={s.x - 2}
            y={s.y - 17}
            width="17"
            height="24"
            rx="3"
            className={styles.card}
            transform={`rotate(8 ${s.x} ${s.y})`}
          />
          <circle cx={s.x} cy={s.y + 10} r="8.500" className={styles.seat} data-colour={s.i} />
        </g>
      ))}
    </svg>
  );
}
