import type { TableView } from '../../client/contract/view.ts';
import { LinkDot } from '../components/LinkDot.tsx';
import { Words } from '../components/Words.tsx';
import { useMessages } from '../messages/context.ts';
import { testIds } from '../testIds.ts';
import { formatTableTime } from '../text/amounts.ts';
import { isolated, shownName } from '../text/names.ts';
import { linkWords, wayOfLink } from '../words/links.ts';
import { allStopped, peerLinks } from '../words/peers.ts';
import { proofSummary } from './proofSummary.ts';
import styles from './StatusStrip.module.css';

/** Small and calm: whether the deck is fair and whether everybody is connected. A tap shows the numbers behind it. */
export function StatusStrip({
  view,
  replay = false,
  onOpen,
}: {
  view: TableView;
  /** A hand of the past. */
  replay?: boolean;
  onOpen: () => void;
}) {
  const m = useMessages();
  const t = m.calm;
  const proofs = view.hand?.proofs;
  const { state, shuffled, shufflers } = proofSummary(view, 0);
  const links = peerLinks(view);
  const count = (kind: 'direct' | 'relayed' | 'none') => links.filter((l) => l.kind === kind).length;
  const gone = links.flatMap((l) => (l.kind === 'none' ? [l.nickname ?? m.link.unknown] : []));
  const lost = gone.map(isolated).join(', ');
  const lostWords = allStopped(view, gone) ? t.stopped : t.lost;
  // Bots live in this tab, a replay has nobody, and who is on the rail has no link to any player.
  const alone = replay || view.practice === true || view.rail !== undefined;
  return (
    <div className={styles.strip} data-testid={testIds.statusStrip}>
      <button type="button" className={styles.open} onClick={onOpen}>
        <span className="visually-hidden">{m.status.strip}. </span>
        <span
          className={styles.item}
          data-testid={testIds.proofsStatus}
          data-verified={proofs?.shufflesVerified ?? 0}
          data-expected={proofs?.shufflesExpected ?? 0}
          data-good={state === 'good' ? '' : undefined}
          data-bad={state === 'bad' ? '' : undefined}
        >
          <Shield />
          <span className={styles.deck}>
            {state === 'working' ? t.shuffling(shuffled, shufflers) : t.deck[state]}
          </span>
        </span>
        {!alone && (
          <>
            <span
              className={styles.item}
              data-testid={testIds.connectedStatus}
              data-shrinks=""
              data-lost={gone.length > 0 ? '' : undefined}
            >
              <span>
                <Words text={gone.length > 0 ? lostWords(lost) : t.everybody} />
              </span>
            </span>
            <span
              className={view.relay === 'lost' ? styles.item : 'visually-hidden'}
              data-testid={testIds.relayStatus}
              data-state={view.relay}
              data-wide=""
            >
              {view.relay === 'lost' ? t.noNewcomers : ''}
            </span>
            <span className={styles.item} data-testid={testIds.linksStatus}>
              <span className="visually-hidden">
                {m.status.links(count('direct'), count('relayed'), count('none'))}
              </span>
              <span className={styles.peers} aria-hidden="true">
                {links.map((l) => (
                  <span key={l.peerId} className={styles.peer} data-way={wayOfLink(l)}>
                    <LinkDot kind={l.kind} />
                    <bdi>{l.nickname === undefined ? m.link.unknown : shownName(l.nickname, 12)}</bdi>
                    <span className="visually-hidden">
                      <Words text={linkWords(l, m)} />
                    </span>
                  </span>
                ))}
              </span>
            </span>
          </>
        )}
        {view.rail && (
          <span className={styles.item} data-testid={testIds.connectedStatus} data-shrinks="">
            {view.rail.neighbours === 0 ? m.rail.alone : m.rail.strip(view.rail.neighbours)}
          </span>
        )}
        {replay && (
          <span className={styles.item} data-replayed="">
            {t.replayed}
          </span>
        )}
      </button>
    </div>
  );
}

/** Table time either counts from the table's start or from 1970; both are shown as people read clocks. */
export function clockText(ms: number): string {
  return ms > 1e11
    ? new Date(ms).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit', second: '2-digit' })
    : formatTableTime(ms);
}

function Shield() {
  return (
    <svg viewBox="0 0 20 20" width="16" height="16" aria-hidden="true" focusable="false">
      <path
        d="M10 1.500l7 2.500v5c0 4.500-2.900 7.900-7 9.500-4.100-1.600-7-5-7-9.500V4z"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.800"
        strokeLinejoin="round"
      />
      <path
        className={styles.tick}
        d="M6.500 10l2.500 2.500 4.500-5"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.800"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
