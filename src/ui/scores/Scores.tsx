import { useCallback, useState } from 'react';
import type { TableClient } from '../../client/contract/actions.ts';
import type { SessionView } from '../../client/contract/record.ts';
import type { TableView } from '../../client/contract/view.ts';
import { CloseTable } from '../closing/CloseTable.tsx';
import { Button } from '../components/Button.tsx';
import { Words } from '../components/Words.tsx';
import { useAsync } from '../hooks/useAsync.ts';
import { useMessages } from '../messages/context.ts';
import { saveBytes, saveFile } from '../platform/saveFile.ts';
import { GetReceipt } from '../receipt/GetReceipt.tsx';
import { testIds } from '../testIds.ts';
import { formatChips } from '../text/amounts.ts';
import { isolated, shownName } from '../text/names.ts';
import { Ledger } from './Ledger.tsx';
import styles from './Scores.module.css';
import { StackGraph } from './StackGraph.tsx';
import { savePicture } from './scoresPicture.ts';
import { scoresText } from './scoresText.ts';

/** Who is up, what settles it, and what people will talk about; while the game goes on, or when it ends here. */
export function Scores({ view, client }: { view: TableView; client: TableClient }) {
  const m = useMessages();
  // Read anew after every hand, and when one who is missing makes the table stand still.
  const missing = view.chain?.missing?.join();
  const stands = view.hand?.stage === 'suspended';
  const key = `${view.hand?.hand} ${view.hand?.stage === 'between-hands'} ${view.seats.length} ${stands} ${missing} ${view.closing?.closed}`;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another hand has other scores
  const load = useCallback(() => client.scores(), [client, key]);
  const loaded = useAsync(load);
  const [last, setLast] = useState<SessionView>();
  if (loaded.state === 'loaded' && loaded.value !== last) setLast(loaded.value);
  if (view.watching) return <p>{m.scores.watching}</p>;
  if (loaded.state === 'failed') return <p role="alert">{m.scores.failed}</p>;
  const session = loaded.state === 'loaded' ? loaded.value : last;
  if (session === undefined) return <p role="status">{m.scores.loading}</p>;
  return (
    <div className={styles.scores} data-testid={testIds.scores} data-hands={session.points.length - 1}>
      <AgreedTo session={session} view={view} />
      <Ledger session={session} {...(view.looks && { looks: view.looks })} />
      <Highlights session={session} />
      {session.points.length > 2 && <StackGraph session={session} />}
      <CloseTable view={view} client={client} />
      <Sharing session={session} table={view.name} client={client} />
    </div>
  );
}

/** Whose blocks have signed the state after the last finished hand; before the first one it is the beginning. */
function signatures({ agreedHeight }: SessionView, { chain }: TableView) {
  const members = agreedHeight === 0 ? [] : (chain?.members ?? []);
  const has = (m: (typeof members)[number]): boolean => (m.signedHeight ?? agreedHeight) >= agreedHeight;
  const named = (list: typeof members): string[] => list.map((m) => m.nickname);
  return { signed: named(members.filter(has)), unsigned: named(members.filter((m) => !has(m))) };
}

/** Up to where everybody has agreed, and who is missing. */
function AgreedTo({ session, view }: { session: SessionView; view: TableView }) {
  const { scores: t, books } = useMessages();
  const missing = view.chain?.missing ?? [];
  const agreed = session.points.at(-1)?.hand ?? 0;
  const { signed, unsigned } = signatures(session, view);
  const names = (list: readonly string[]): string => list.map(isolated).join(', ');
  return (
    <p
      className={styles.soft}
      data-testid={testIds.agreedTo}
      data-hand={agreed}
      data-unsigned={unsigned.length}
    >
      {unsigned.length === 0 ? (
        t.agreedTo(agreed)
      ) : (
        <Words
          text={`${books.upTo(agreed)} ${books.signed(names(signed))} ${books.unsigned(names(unsigned))}`}
        />
      )}
      {missing.length > 0 && (
        <>
          {' '}
          <Words text={t.missing(missing.map(isolated).join(', '))} />
        </>
      )}
    </p>
  );
}

function Highlights({ session }: { session: SessionView }) {
  const m = useMessages();
  const { biggestPot, bestHand } = session.highlights;
  if (biggestPot === undefined && bestHand === undefined) return null;
  return (
    <ul className={styles.highlights}>
      {biggestPot && (
        <li>
          <Words
            text={m.scores.biggestPot(
              isolated(shownName(biggestPot.nickname)),
              formatChips(biggestPot.chips),
              biggestPot.hand,
            )}
          />
        </li>
      )}
      {bestHand && (
        <li>
          <Words
            text={m.scores.bestHand(
              isolated(shownName(bestHand.nickname)),
              m.handName(bestHand.handName),
              bestHand.hand,
            )}
          />
        </li>
      )}
    </ul>
  );
}

const COPIED_MS = 2_000;

function Sharing({ session, table, client }: { session: SessionView; table: string; client: TableClient }) {
  const m = useMessages();
  const t = m.scores;
  const [copied, setCopied] = useState(false);
  const [failed, setFailed] = useState(false);
  const attempt = async (what: () => Promise<void>) => {
    setFailed(false);
    try {
      await what();
    } catch (error) {
      // Closing the sheet without choosing an app is no failure.
      if (error instanceof DOMException && error.name === 'AbortError') return;
      console.warn(error);
      setFailed(true);
    }
  };
  const text = () => scoresText(session, table, m);
  const copy = () =>
    attempt(async () => {
      await navigator.clipboard.writeText(text());
      setCopied(true);
      setTimeout(() => setCopied(false), COPIED_MS);
    });
  return (
    <div className={styles.sharing}>
      {'share' in navigator && (
        <Button onClick={() => attempt(() => navigator.share({ title: table, text: text() }))}>
          {t.share}
        </Button>
      )}
      <Button testId={testIds.scoresCopy} onClick={copy}>
        {copied ? t.copied : t.copy}
      </Button>
      <Button testId={testIds.scoresPicture} onClick={() => attempt(() => savePicture(session, table, m))}>
        {t.picture}
      </Button>
      <Button
        testId={testIds.scoresCsv}
        onClick={() => attempt(async () => saveFile(await client.exportScores()))}
      >
        {t.csv}
      </Button>
      <Button
        testId={testIds.scoresLog}
        onClick={() =>
          attempt(async () => {
            const { name, bytes } = await client.exportLog();
            saveBytes(name, bytes);
          })
        }
      >
        {t.log}
      </Button>
      {client.receipt && <GetReceipt make={client.receipt} />}
      {failed && <p role="alert">{t.notSaved}</p>}
    </div>
  );
}
