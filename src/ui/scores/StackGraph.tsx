import type { SessionView } from '../../client/contract/record.ts';
import { useMessages } from '../messages/context.ts';
import { testIds } from '../testIds.ts';
import { formatChips } from '../text/amounts.ts';
import { shownName } from '../text/names.ts';
import styles from './StackGraph.module.css';
import { niceSteps, segments } from './stackLines.ts';

/** Lines differ in colour and in dashes: eight of the one, three of the other. */
const COLOURS = 8;

/** Every player's stack after every hand. The numbers themselves stand in a table below it. */
export function StackGraph({ session }: { session: SessionView }) {
  const m = useMessages();
  const { points, players } = session;
  const most = Math.max(1, ...points.flatMap((p) => p.stacks.map((s) => s ?? 0)));
  const steps = niceSteps(most);
  const top = steps.at(-1)!;
  const last = Math.max(1, points.length - 1);
  const hands = points.length - 1;
  return (
    <figure className={styles.figure}>
      <div className={styles.plot}>
        <div className={styles.scale} aria-hidden="true">
          {steps.map((chips) => (
            <span key={chips} style={{ bottom: `${(chips / top) * 100}%` }}>
              {formatChips(chips)}
            </span>
          ))}
        </div>
        <svg
          className={styles.graph}
          viewBox="0 0 1000 1000"
          preserveAspectRatio="none"
          role="img"
          aria-label={m.session.graphLabel(hands)}
          data-testid={testIds.sessionGraph}
          data-hands={hands}
        >
          {steps.map((chips) => (
            <line
              key={chips}
              className={styles.grid}
              x1="0"
              x2="1000"
              y1={1000 - (chips / top) * 1000}
              y2={1000 - (chips / top) * 1000}
            />
          ))}
          {players.map(({ player }, i) => (
            <path
              key={player}
              className={styles.line}
              data-colour={i % COLOURS}
              data-dash={Math.floor(i / COLOURS) % 3}
              d={segments(points.map((p) => p.stacks[i]))
                .map((run) =>
                  run
                    .map(({ at, chips }, n) => {
                      const x = (at / last) * 1000;
                      return `${n === 0 ? 'M' : 'L'}${x.toFixed(1)} ${(1000 - (chips / top) * 1000).toFixed(1)}`;
                    })
                    .join(''),
                )
                .join('')}
            />
          ))}
        </svg>
        <div className={styles.hands} aria-hidden="true">
          <span>{m.session.start}</span>
          <span>{m.history.hand(points.at(-1)?.hand ?? 0)}</span>
        </div>
      </div>
      <figcaption>
        <ul className={styles.legend}>
          {players.map(({ player, nickname, you }, i) => (
            <li key={player}>
              <svg width="28" height="10" aria-hidden="true" focusable="false">
                <path
                  className={styles.line}
                  data-colour={i % COLOURS}
                  data-dash={Math.floor(i / COLOURS) % 3}
                  d="M1 5h26"
                />
              </svg>
              <bdi>{shownName(nickname)}</bdi>
              {you && ` (${m.session.you})`}
            </li>
          ))}
        </ul>
      </figcaption>
    </figure>
  );
}
