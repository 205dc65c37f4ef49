import { useId, useState } from 'react';
import type { LinkMatch, ReceiptPlayer, ReceiptView } from '../../client/contract/receipt.ts';
import type { Services } from '../../client/contract/services.ts';
import { Avatar } from '../components/Avatar.tsx';
import { Field } from '../components/Field.tsx';
import { Words } from '../components/Words.tsx';
import { useMessages } from '../messages/context.ts';
import { parseInvite } from '../platform/routes.ts';
import { testIds } from '../testIds.ts';
import { formatChips, formatNet } from '../text/amounts.ts';
import { netMoneyText } from '../text/money.ts';
import { isolated, shownName } from '../text/names.ts';
import styles from './Receipt.module.css';
import { useReceiptWords } from './useReceiptWords.ts';

/** What one receipt says, what that proves, and what not. */
export function ReceiptCard({
  receipt,
  isLast,
  matchLink,
}: {
  receipt: ReceiptView;
  isLast: boolean;
  matchLink: Services['matchLink'];
}) {
  const t = useReceiptWords();
  const { says, height, players, words } = receipt;
  const byResult = [...players].sort((a, b) => b.resultChips - a.resultChips);
  return (
    <section
      className={styles.card}
      data-testid={testIds.receiptGood}
      data-kind={says.kind}
      data-closing={receipt.isClosing}
      data-height={height}
      data-last={isLast}
    >
      <p className={styles.good}>
        <strong>{t.holds}</strong>
      </p>
      {!isLast && <p className={styles.old}>{t.superseded}</p>}
      <h2 className={styles.table}>
        <bdi>{shownName(receipt.tableName, 40)}</bdi>
      </h2>
      <p className={styles.when}>{useMoment(receipt)}</p>
      {players.length > 0 && (
        <ul className={styles.players}>
          {byResult.map((p) => (
            <Player key={p.fingerprint} player={p} receipt={receipt} />
          ))}
        </ul>
      )}
      {says.kind === 'closing' && says.unfinished.length > 0 && (
        <p>{t.unfinished(says.unfinished.join(', '))}</p>
      )}
      <Proves receipt={receipt} />
      {words && <p className={styles.soft}>{t.words(words.join(' '))}</p>}
      {matchLink && <Compare receipt={receipt} matchLink={matchLink} />}
      <Devices receipt={receipt} />
    </section>
  );
}

function useMoment({ says, height, isClosing }: ReceiptView): string {
  const t = useReceiptWords();
  if (isClosing) return t.closing;
  switch (says.kind) {
    case 'blocks':
      return t.asOf(height);
    case 'closing':
      return t.closing;
    case 'timeout':
      return t.timeout(says.hand, says.seat + 1);
    default:
      return t.afterHand(says.hand);
  }
}

function Player({ player: p, receipt: { money } }: { player: ReceiptPlayer; receipt: ReceiptView }) {
  const m = useMessages();
  const t = useReceiptWords();
  return (
    <li
      data-testid={testIds.receiptPlayer}
      data-seat={p.seat}
      data-name={p.nickname}
      data-result={p.resultChips}
    >
      <Avatar name={p.nickname ?? '?'} seat={p.seat} size={32} />
      <span className={styles.who}>
        {p.isMany ? t.many : <bdi>{shownName(p.nickname ?? t.cameLater)}</bdi>}
        <small>
          {p.seat === undefined ? t.gone : t.seat(p.seat + 1)} · {t.brought(formatChips(p.broughtChips))}
        </small>
      </span>
      <strong className={styles.net} data-sign={Math.sign(p.resultChips)}>
        {formatNet(p.resultChips)}
        {money && <small>{netMoneyText(p.resultChips, money, m.language)}</small>}
      </strong>
    </li>
  );
}

function Proves({ receipt }: { receipt: ReceiptView }) {
  const t = useReceiptWords();
  const { says, isClosing, members, absent, threshold, words } = receipt;
  const listed = (nicknames: readonly string[]) => nicknames.map((name) => isolated(name)).join(', ');
  const names = listed(members.map((m) => m.nickname));
  return (
    <>
      <h3>{t.proves}</h3>
      <p data-testid={testIds.receiptProves}>
        <Words text={t.agreed(members.length - threshold, members.length, names)} /> {isClosing && t.closed}
      </p>
      {absent.length > 0 && (
        <p>
          <Words text={t.without(listed(absent))} />
        </p>
      )}
      <h3>{t.provesNot}</h3>
      <ul className={styles.list}>
        {!isClosing && says.kind !== 'timeout' && <li>{t.later}</li>}
        <li>{t.whose(threshold)}</li>
        {words && <li>{t.which}</li>}
        <li>{t.money}</li>
      </ul>
    </>
  );
}

function Compare({
  receipt,
  matchLink,
}: {
  receipt: ReceiptView;
  matchLink: NonNullable<Services['matchLink']>;
}) {
  const t = useReceiptWords();
  const [link, setLink] = useState('');
  const [match, setMatch] = useState<LinkMatch>();
  const compare = async (text: string) => {
    setLink(text);
    const url = parseInvite(text);
    setMatch(text.trim() === '' ? undefined : url === undefined ? 'bad-link' : await matchLink(receipt, url));
  };
  return (
    <div className={styles.compare}>
      <Field
        label={t.compare}
        note={t.compareNote}
        value={link}
        onValue={(text) => void compare(text)}
        testId={testIds.receiptLink}
      />
      {match && (
        <p
          role="status"
          className={match === 'same' ? styles.good : styles.warn}
          data-testid={testIds.receiptMatch}
          data-match={match}
        >
          <strong>{t.matches[match]}</strong>
        </p>
      )}
    </div>
  );
}

function Devices({ receipt: { members, tableId } }: { receipt: ReceiptView }) {
  const t = useReceiptWords();
  const id = useId();
  return (
    <details className={styles.devices}>
      <summary id={id}>{t.devices}</summary>
      <ul aria-labelledby={id}>
        {members.map((m) => (
          <li key={m.fingerprint} data-testid={testIds.receiptMember}>
            <bdi>{shownName(m.nickname)}</bdi> <code>{m.fingerprint}</code> {m.signed && t.signed}
          </li>
        ))}
      </ul>
      <p>
        {t.tableId} <code>{tableId}</code>
      </p>
    </details>
  );
}
