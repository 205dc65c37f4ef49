import type { TableView } from '../../client/contract/view.ts';
import { LinkDot } from '../components/LinkDot.tsx';
import { Words } from '../components/Words.tsx';
import { useNow } from '../hooks/useTable.ts';
import { useMessages } from '../messages/context.ts';
import { testIds } from '../testIds.ts';
import { formatChips, formatTableTime } from '../text/amounts.ts';
import { shownName } from '../text/names.ts';
import { linkWords, wayOfLink } from '../words/links.ts';
import { peerLinks } from './peers.ts';
import styles from './StatusStrip.module.css';

/** Small and honest: proofs, log, clock, links. A tap shows what is behind each. */
export function StatusStrip({
  view,
  nowMs,
  onOpen,
}: {
  view: TableView;
  nowMs: () => number;
  onOpen: () => void;
}) {
  const m = useMessages();
  const now = useNow(nowMs, 1000);
  const proofs = view.hand?.proofs;
  const chain = view.chain;
  const complete =
    proofs !== undefined &&
    proofs.shufflesExpected > 0 &&
    proofs.shufflesVerified === proofs.shufflesExpected;
  const links = peerLinks(view);
  const count = (kind: 'direct' | 'relayed' | 'none') => links.filter((l) => l.kind === kind).length;
  return (
    <div className={styles.strip} data-testid={testIds.statusStrip}>
      <button type="button" className={styles.open} onClick={onOpen}>
        <span className="visually-hidden">{m.status.strip}. </span>
        <span
          className={styles.item}
          data-testid={testIds.proofsStatus}
          data-verified={proofs?.shufflesVerified ?? 0}
          data-expected={proofs?.shufflesExpected ?? 0}
          data-good={complete ? '' : undefined}
        >
          <Shield />
          {proofs && proofs.shufflesExpected > 0
            ? m.status.shuffles(proofs.shufflesVerified, proofs.shufflesExpected)
            : m.status.noShuffles}
        </span>
        {chain && (
          <span className={styles.item} data-testid={testIds.chainStatus} data-shrinks="">
            {m.status.block(formatChips(chain.height))}
          </span>
        )}
        <span className={styles.item} data-testid={testIds.relayStatus} data-state={view.relay}>
          <LinkDot
            kind={view.relay === 'connected' ? 'direct' : view.relay === 'lost' ? 'none' : 'relayed'}
          />
          <span className={styles.kind}>{m.status.relay[view.relay]}</span>
          <span className="visually-hidden">{m.details.chainRows.relay}</span>
        </span>
        {chain && (
          <span className={styles.item} data-testid={testIds.clockStatus} data-wide="">
            {m.status.clock(clockText(now))}
          </span>
        )}
        <span
          className={styles.item}
          data-testid={testIds.linksStatus}
          data-many={links.length > 4 ? '' : undefined}
        >
          <span className="visually-hidden">
            {m.status.links(count('direct'), count('relayed'), count('none'))}
          </span>
          <span className={styles.summary} aria-hidden="true">
            {(['direct', 'relayed', 'none'] as const)
              .filter((kind) => count(kind) > 0)
              .map((kind) => (
                <span key={kind} className={styles.peer}>
                  <LinkDot kind={kind} />
                  {count(kind)} <span className={styles.kind}>{m.link[kind]}</span>
                </span>
              ))}
          </span>
          <span className={styles.peers} aria-hidden="true">
            {links.map((l) => (
              <span key={l.peerId} className={styles.peer} data-way={wayOfLink(l)}>
                <LinkDot kind={l.kind} />
                <bdi>{l.nickname === undefined ? m.link.unknown : shownName(l.nickname, 12)}</bdi>
                <Words text={linkWords(l, m)} />
                {l.kind !== 'none' && l.rttMs !== undefined ? ` ${m.link.ms(Math.round(l.rttMs))}` : ''}
              </span>
            ))}
          </span>
        </span>
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
