import type { ChainView, TableView } from '../../client/contract/view.ts';
import { formatChips } from '../amounts.ts';
import { LinkDot } from '../components/LinkDot.tsx';
import { Words } from '../components/Words.tsx';
import { useMessages } from '../messages/context.ts';
import { isolated, shownName } from '../names.ts';
import { testIds } from '../testIds.ts';
import { useNow } from '../useTable.ts';
import styles from './DetailsPanel.module.css';
import { median, peerLinks } from './peers.ts';
import { proofSentences, proofSummary } from './proofSummary.ts';
import { clockText } from './StatusStrip.tsx';

/** Behind the shield and the status strip: plain words first, numbers below. */
export function DetailsPanel({ view, nowMs }: { view: TableView; nowMs: () => number }) {
  const m = useMessages();
  const t = m.details;
  const proofs = view.hand?.proofs;
  const chain = view.chain;
  const summary = proofSummary(view, useNow(nowMs, 250));
  const latency = median(chain?.actionMs ?? []);
  const links = peerLinks(view);
  const nicknameOf = (seat: number) => view.seats.find((s) => s.seat === seat)?.nickname;
  const shufflers = (proofs?.entries ?? []).filter((e) => e.step === 'shuffle' && e.ok).map((e) => e.seat);
  const nameOf = (seat: number) => shownName(nicknameOf(seat));
  return (
    <div className={styles.details}>
      <section>
        <h3>{t.plain}</h3>
        <ul className={styles.plain} data-state={summary.state} data-testid={testIds.shieldWords}>
          {proofSentences(summary, m).map((sentence) => (
            <li key={sentence}>
              <Words text={sentence} />
            </li>
          ))}
        </ul>
        {proofs && <p>{t.plainShares(proofs.sharesVerified)}</p>}
        {chain && <p>{t.plainFinal(chain.validators, chain.faultsTolerated)}</p>}
        {latency !== undefined && <p>{t.plainLatency(Math.round(latency))}</p>}
        {shufflers.length > 0 && (
          <p>
            {m.shield.order}: <Words text={shufflers.map((s) => isolated(nicknameOf(s))).join(' → ')} />
          </p>
        )}
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

      <Bonds view={view} />

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
        {chain?.members && <Members members={chain.members} trusted={chain.witnessesTrusted === true} />}
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
              {chain.signatures && (
                <>
                  <dt>{t.chainRows.signatures}</dt>
                  <dd>{t.signatures[chain.signatures]}</dd>
                </>
              )}
              {chain.rulesVersion !== undefined && (
                <>
                  <dt>{t.chainRows.rules}</dt>
                  <dd>{chain.rulesVersion}</dd>
                </>
              )}
            </>
          )}
          <dt>{t.chainRows.table}</dt>
          <dd className={styles.hex}>{view.tableId}</dd>
          <dt>{t.chainRows.relay}</dt>
          <dd>{t.relay[view.relay]}</dd>
        </dl>
      </section>
    </div>
  );
}

/** Who votes, and which of them have no cards. */
function Members({ members, trusted }: { members: NonNullable<ChainView['members']>; trusted: boolean }) {
  const t = useMessages().witness;
  const witnessed = members.some((v) => v.seat === undefined);
  return (
    <>
      <p>
        {t.members}:{' '}
        {numbered(members).map(({ entry: v, at }) => (
          <span
            key={at}
            data-testid={testIds.memberRow}
            data-seat={v.seat ?? ''}
            data-linked={v.linked ? 'true' : 'false'}
          >
            {at > 0 && ', '}
            <bdi>{shownName(v.nickname)}</bdi>
            {v.seat === undefined && ` (${t.mark})`}
            {!v.linked && ` (${t.away})`}
          </span>
        ))}
      </p>
      {witnessed && <p>{t.what}</p>}
      {trusted && <p>{t.trusted}</p>}
    </>
  );
}

/** Who has how much locked; nothing at a table without bonds. */
function Bonds({ view }: { view: TableView }) {
  const t = useMessages().details;
  if (!view.extraRules || view.extraRules.bondChips === 0) return null;
  return (
    <section>
      <h3>{t.chips}</h3>
      <table>
        <thead>
          <tr>
            <th scope="col">{t.columns.seat}</th>
            <th scope="col" className={styles.number}>
              {t.columns.stack}
            </th>
            <th scope="col" className={styles.number}>
              {t.columns.bond}
            </th>
          </tr>
        </thead>
        <tbody>
          {view.seats.map((s) => (
            <tr
              key={s.seat}
              data-testid={testIds.bondRow}
              data-seat={s.seat}
              data-stack={s.stackChips}
              data-bond={s.bondChips}
            >
              <td>
                {s.seat + 1} <bdi>{shownName(s.nickname)}</bdi>
              </td>
              <td className={styles.number}>
                {formatChips(s.stackChips)} {s.creditChips > 0 && t.credit(formatChips(s.creditChips))}
              </td>
              <td className={styles.number}>{formatChips(s.bondChips)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p>{t.chipsNote}</p>
    </section>
  );
}

/** Entries only grow, and one seat may have two of a step: their place is their identity. */
function numbered<T>(entries: readonly T[]): { entry: T; at: number }[] {
  return entries.map((entry, at) => ({ entry, at }));
}
