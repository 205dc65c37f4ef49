import type { TableView } from '../../client/contract/view.ts';
import { AppsAlike } from '../apps/Apps.tsx';
import { HideAddress } from '../components/HideAddress.tsx';
import { LinkDot } from '../components/LinkDot.tsx';
import { Words } from '../components/Words.tsx';
import { useMessages } from '../messages/context.ts';
import { testIds } from '../testIds.ts';
import { shownName } from '../text/names.ts';
import { linkNotes, linkWords, wayOfLink } from '../words/links.ts';
import { peerLinks } from '../words/peers.ts';
import styles from './Lobby.module.css';

export function PeerList({ view }: { view: TableView }) {
  const m = useMessages();
  const links = peerLinks({ links: view.links, seats: view.lobby?.seats ?? [] });
  return (
    <section className={styles.panel} aria-labelledby="lobby-peers">
      <h2 id="lobby-peers" className={styles.sub}>
        {m.lobby.peers}
      </h2>
      <p className={styles.soft} data-testid={testIds.relayStatus} data-state={view.relay}>
        {m.lobby.relay[view.relay]}
      </p>
      {links.length === 0 ? (
        <p className={styles.soft}>{m.lobby.noPeers}</p>
      ) : (
        <ul className={styles.peers} data-testid={testIds.peers}>
          {links.map((link) => (
            <li
              key={link.peerId}
              className={styles.peer}
              data-testid={testIds.peerRow}
              data-peer={link.peerId}
              data-kind={link.kind}
              data-way={wayOfLink(link)}
              data-rtt={link.rttMs ?? ''}
              data-seat={link.seat ?? ''}
            >
              <LinkDot kind={link.kind} />
              <bdi className={styles.ellipsis}>
                {link.nickname === undefined ? m.link.unknown : shownName(link.nickname)}
              </bdi>
              <span className={styles.peerKind}>
                {link.kind === 'none' ? m.lobby.making : <Words text={linkWords(link, m)} />}
              </span>
              <span className={styles.rtt}>
                {link.rttMs === undefined ? '' : m.link.ms(Math.round(link.rttMs))}
              </span>
            </li>
          ))}
        </ul>
      )}
      {linkNotes(links, m).map((note) => (
        <p key={note} className={styles.soft}>
          {note}
        </p>
      ))}
      <AppsAlike apps={view.apps} />
      {view.practice !== true && <HideAddress hidden={view.addressHidden === true} />}
    </section>
  );
}
