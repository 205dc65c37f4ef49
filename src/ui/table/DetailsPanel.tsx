import type { TableView } from '../../client/view.ts';
import { formatChips } from '../amounts.ts';
import { LinkDot } from '../components/LinkDot.tsx';
import { useMessages } from '../messages/context.ts';
import { shownName } from '../names.ts';
import { setPreferences, usePreferences } from '../preferences.ts';
import { testIds } from '../testIds.ts';
import styles from './DetailsPanel.module.css';
import { median, peerLinks } from './peers.ts';
import { clockText } from './StatusStrip.tsx';

/** Behind the status strip: plain words first, numbers below. */
export function DetailsPanel({ view }: { view: TableView }) {
  const m = useMessages();
  const t = m.details;
  const proofs = view.hand?.proofs;
  const chain = view.chain;
  const { fourColour } = usePreferences();
  const latency = median(chain?.actionMs ?? []);
  const links = peerLinks(view);
  const nameOf = (seat: number) => shownName(view.seats.find((s) => s.seat === seat)?.nickname);
  return (
    <div className={styles.details}>
      <section>
        <h3>{t.plain}</h3>
        {proofs ? (
          <>
            <p>{t.plainShuffles(proofs.shufflesVerified, proofs.shufflesExpected)}</p>
            <p>{t.plainShares(proofs.sharesVerified)}</p>
          </>
        ) : (
          <p>{t.plainNoHand}</p>
        )}
        {chain && <p>{t.plainFinal(chain.validators, chain.faultsTolerated)}</p>}
        {latency !== undefined && <p>{t.plainLatency(Math.round(latency))}</p>}
      </section>

      <section>
        <h3>{t.proofs}</h3>
        {!proofs || proofs.entries.length === 0 ? (
          <p>{t.noProofs}</p>
        ) : (
          <table>
            <thead>
              <tr>
                <th scope="col">{t.columns.seat}</th>
                <th scope="col">{t.columns.step}</th>
                <th scope="col">{t.columns.result}</th>
                <th scope="col" className={styles.number}>
                  {t.columns.time}
                </th>
              </tr>
            </thead>
            <tbody>
              {numbered(proofs.entries).map(({ entry, at }) => (
                <tr
                  key={at}
                  data-testid={testIds.proofRow}
                  data-seat={entry.seat}
                  data-step={entry.step}
                  data-ok={entry.ok}
                >
                  <td>
                    {entry.seat + 1} <bdi>{nameOf(entry.seat)}</bdi>
                  </td>
                  <td>{t.proof(entry.step)}</td>
                  <td className={entry.ok ? styles.good : styles.bad}>{entry.ok ? t.ok : t.bad}</td>
                  <td className={styles.number}>{t.took(Math.round(entry.tookMs))}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </section>

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
              {links.map((link) => {
                const refused = Object.entries(link.refused).filter(([, n]) => n > 0);
                return (
                  <tr
                    key={link.peerId}
                    data-testid={testIds.peerRow}
                    data-peer={link.peerId}
                    data-kind={link.kind}
                    data-rtt={link.rttMs ?? ''}
                    data-seat={link.seat ?? ''}
                  >
                    <td>
                      <bdi>{link.nickname === undefined ? m.link.unknown : shownName(link.nickname)}</bdi>
                    </td>
                    <td>
                      <LinkDot kind={link.kind} /> {m.link[link.kind]}
                    </td>
                    <td className={styles.number}>
                      {link.rttMs === undefined ? '–' : m.link.ms(Math.round(link.rttMs))}
                    </td>
                    <td>
                      {refused.length === 0
                        ? t.noRefused
                        : refused.map(([reason, n]) => (
                            <span
                              key={reason}
                              className={styles.refused}
                              data-testid={testIds.refusedRow}
                              data-reason={reason}
                              data-count={n}
                            >
                              {t.refused(reason, n)}
                            </span>
                          ))}
                    </td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        )}
      </section>

      <section>
        <h3>{t.chain}</h3>
        <dl className={styles.facts}>
          {chain && (
            <>
              <dt>{t.chainRows.height}</dt>
              <dd>{formatChips(chain.height)}</dd>
              <dt>{t.chainRows.round}</dt>
              <dd>{formatChips(chain.round)}</dd>
              <dt>{t.chainRows.epoch}</dt>
              <dd>{chain.epoch}</dd>
              <dt>{t.chainRows.validators}</dt>
              <dd>{chain.validators}</dd>
              <dt>{t.chainRows.tolerated}</dt>
              <dd>{chain.faultsTolerated}</dd>
              <dt>{t.chainRows.clock}</dt>
              <dd>{clockText(chain.tableTimeMs)}</dd>
              <dt>{t.chainRows.root}</dt>
              <dd className={styles.hex}>{chain.stateRoot}</dd>
            </>
          )}
          <dt>{t.chainRows.table}</dt>
          <dd className={styles.hex}>{view.tableId}</dd>
          <dt>{t.chainRows.relay}</dt>
          <dd>{t.relay[view.relay]}</dd>
        </dl>
      </section>

      <section>
        <h3>{t.display}</h3>
        <label className={styles.check}>
          <input
            type="checkbox"
            checked={fourColour}
            data-testid={testIds.fourColour}
            onChange={(e) => setPreferences({ fourColour: e.currentTarget.checked })}
          />
          {t.fourColour}
        </label>
      </section>
    </div>
  );
}

/** Entries only grow, and one seat may have two of a step: their place is their identity. */
function numbered<T>(entries: readonly T[]): { entry: T; at: number }[] {
  return entries.map((entry, at) => ({ entry, at }));
}
