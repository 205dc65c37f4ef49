import type { TableView } from '../../../client/contract/view.ts';
import { AppsAlike } from '../../apps/Apps.tsx';
import { Words } from '../../components/Words.tsx';
import { useNow } from '../../hooks/useTable.ts';
import { useMessages } from '../../messages/context.ts';
import { testIds } from '../../testIds.ts';
import { isolated } from '../../text/names.ts';
import { median } from '../../words/peers.ts';
import { proofSentences, proofSummary } from '../proofSummary.ts';
import styles from './DetailsPanel.module.css';
import { KeyWords } from './KeyWords.tsx';

/** What a player wants to know of this hand: is the deck fair, is everybody here. */
export function PlainWords({ view, nowMs }: { view: TableView; nowMs: () => number }) {
  const m = useMessages();
  const t = m.details;
  const proofs = view.hand?.proofs;
  const { chain } = view;
  const summary = proofSummary(view, useNow(nowMs, 250));
  const latency = median(chain?.actionMs ?? []);
  const nicknameOf = (seat: number) => view.seats.find((s) => s.seat === seat)?.nickname;
  const shufflers = (proofs?.entries ?? []).filter((e) => e.step === 'shuffle' && e.ok).map((e) => e.seat);
  return (
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
      {chain?.key && <KeyWords tableKey={chain.key} />}
      <AppsAlike apps={view.apps} />
      {latency !== undefined && <p>{t.plainLatency(Math.round(latency))}</p>}
      {shufflers.length > 0 && (
        <p>
          {m.shield.order}: <Words text={shufflers.map((s) => isolated(nicknameOf(s))).join(' → ')} />
        </p>
      )}
    </section>
  );
}
