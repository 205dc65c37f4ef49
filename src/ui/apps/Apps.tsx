import type { AppsView } from '../../client/contract/build.ts';
import { Words } from '../components/Words.tsx';
import { useMessages } from '../messages/context.ts';
import type { Messages } from '../messages/en/index.ts';
import { testIds } from '../testIds.ts';
import { isolated } from '../text/names.ts';
import styles from './Apps.module.css';

const list = (names: readonly string[]): string => names.map(isolated).join(', ');

/** Whether the others run the same build of the app, or who does not. */
export function AppsAlike({ apps }: { apps: AppsView | undefined }) {
  const { apps: t } = useMessages();
  if (apps?.words === undefined) return null;
  const { different, unknown, same } = apps;
  if (same + different.length + unknown.length === 0) return null;
  const state = different.length > 0 ? 'differs' : unknown.length > 0 ? 'unknown' : 'same';
  return (
    <div data-testid={testIds.appsAlike} data-state={state} data-same={same}>
      {sentences(apps, apps.words.join(' '), t).map((sentence) => (
        <p key={sentence}>
          <Words text={sentence} />
        </p>
      ))}
    </div>
  );
}

function sentences(
  { different, unknown, same }: AppsView,
  words: string,
  t: Messages['apps'],
): readonly string[] {
  const others = same + different.length + unknown.length;
  return [
    same === 0 ? t.own(words) : same === others ? t.same(same, words) : t.sameOf(same, others, words),
    ...different.map((d) => t.different(isolated(d.nickname), d.words.join(' '))),
    ...(different.length > 0 ? [t.differentHint] : []),
    ...(unknown.length > 0 ? [t.unknown(list(unknown))] : []),
  ];
}

/** Who is here and cannot play with this page, because one of the two plays by newer rules. */
export function OtherRules({ apps }: { apps: AppsView | undefined }) {
  const { apps: t } = useMessages();
  const { newer = [], older = [] } = apps ?? {};
  if (newer.length + older.length === 0) return null;
  return (
    <div className={styles.rules} role="status" data-testid={testIds.otherRules}>
      {newer.length > 0 && (
        <p data-rules="newer">
          <Words text={t.newer(list(newer))} />
        </p>
      )}
      {older.length > 0 && (
        <p data-rules="older">
          <Words text={t.older(list(older))} />
        </p>
      )}
    </div>
  );
}
