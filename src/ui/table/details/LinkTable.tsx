import type { LinkView, TableView } from '../../../client/contract/view.ts';
import { LinkDot } from '../../components/LinkDot.tsx';
import { Words } from '../../components/Words.tsx';
import { useMessages } from '../../messages/context.ts';
import { testIds } from '../../testIds.ts';
import { shownName } from '../../text/names.ts';
import { RailWords } from '../../watch/RailWords.tsx';
import { linkNotes, linkWords, wayOfLink } from '../../words/links.ts';
import { peerRows } from '../../words/peers.ts';
import { peerRefusalWords } from '../../words/refusals.ts';
import styles from './DetailsPanel.module.css';

/** How this tab is linked to the others, and what it refused of them. */
export function LinkTable({ view }: { view: TableView }) {
  const m = useMessages();
  const t = m.details;
  const links = peerRows(view);
  if (view.rail)
    return (
      <section>
        <h3>{t.network}</h3>
        <RailWords view={view} />
      </section>
    );
  return (
    <section>
      <h3>{t.network}</h3>
      {links.length === 0 ? (
        <p>{m.lobby.noPeers}</p>
      ) : (
        <table>
          <thead>
            <tr>
              <th scope="col">{t.columns.peer}</th>
              <th scope="col">{t.columns.link}</th>
              <th scope="col" className={styles.number}>
                {t.columns.rtt}
              </th>
              <th scope="col">{t.columns.refused}</th>
            </tr>
          </thead>
          <tbody>
            {links.map((link) => (
              <LinkRow key={link.peerId} link={link} />
            ))}
          </tbody>
        </table>
      )}
      {view.feeds && <p>{m.rail.feeds}</p>}
      {linkNotes(links, m).map((note) => (
        <p key={note}>{note}</p>
      ))}
    </section>
  );
}

function LinkRow({ link }: { link: LinkView }) {
  const m = useMessages();
  const refused = peerRefusalWords(link.refused, m);
  return (
    <tr
      data-testid={testIds.peerRow}
      data-peer={link.peerId}
      data-kind={link.kind}
      data-way={wayOfLink(link)}
      data-rtt={link.rttMs ?? ''}
      data-seat={link.seat ?? ''}
    >
      <td>
        <bdi>{link.nickname === undefined ? m.link.unknown : shownName(link.nickname)}</bdi>
      </td>
      <td>
        <LinkDot kind={link.kind} /> <Words text={linkWords(link, m)} />
      </td>
      <td className={styles.number}>{link.rttMs === undefined ? '–' : m.link.ms(Math.round(link.rttMs))}</td>
      <td>
        {refused.length === 0
          ? m.details.noRefused
          : refused.map(({ group, count, words }) => (
              <span
                key={group}
                className={styles.refused}
                data-testid={testIds.refusedRow}
                data-kind={group}
                data-count={count}
              >
                {words}
              </span>
            ))}
      </td>
    </tr>
  );
}
