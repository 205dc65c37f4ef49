import type { ChainView, TableView } from '../../../client/contract/view.ts';
import { useMessages } from '../../messages/context.ts';
import { testIds } from '../../testIds.ts';
import { formatChips } from '../../text/amounts.ts';
import { shownName } from '../../text/names.ts';
import { clockText } from '../StatusStrip.tsx';
import styles from './DetailsPanel.module.css';
import { numbered } from './numbered.ts';

/** How the log stands, for whoever wants the numbers. */
export function ChainFacts({ view }: { view: TableView }) {
  const { details: t, divergence: d } = useMessages();
  const { chain } = view;
  const rows = t.chainRows;
  return (
    <section>
      <h3>{t.chain}</h3>
      {chain?.members && <Members members={chain.members} trusted={chain.witnessesTrusted === true} />}
      <dl className={styles.facts}>
        {chain && (
          <>
            <dt>{rows.height}</dt>
            <dd>{formatChips(chain.height)}</dd>
            <dt>{rows.round}</dt>
            <dd>{formatChips(chain.round)}</dd>
            <dt>{rows.epoch}</dt>
            <dd>{chain.epoch}</dd>
            <dt>{rows.validators}</dt>
            <dd>{chain.validators}</dd>
            <dt>{rows.tolerated}</dt>
            <dd>{chain.faultsTolerated}</dd>
            <dt>{rows.clock}</dt>
            <dd>{clockText(chain.tableTimeMs)}</dd>
            <dt>{rows.root}</dt>
            <dd className={styles.hex}>{chain.stateRoot}</dd>
            {chain.signatures && (
              <>
                <dt>{rows.signatures}</dt>
                <dd>{t.signatures[chain.signatures]}</dd>
              </>
            )}
            {chain.otherRules !== undefined && chain.otherRules.length > 0 && (
              <>
                <dt>{d.title}</dt>
                <dd>{d.others(chain.otherRules.map(shownName).join(', '))}</dd>
              </>
            )}
            {chain.ofAnotherState !== undefined && chain.ofAnotherState > 0 && (
              <>
                <dt>{d.title}</dt>
                <dd>{d.messages(chain.ofAnotherState)}</dd>
              </>
            )}
            {chain.rulesVersion !== undefined && (
              <>
                <dt>{rows.rules}</dt>
                <dd>{chain.rulesVersion}</dd>
              </>
            )}
          </>
        )}
        <dt>{rows.table}</dt>
        <dd className={styles.hex}>{view.tableId}</dd>
        <dt>{rows.relay}</dt>
        <dd>{t.relay[view.relay]}</dd>
      </dl>
    </section>
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
