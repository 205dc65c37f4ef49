import type { LobbyWitnessesView } from '../../client/contract/view.ts';
import { Words } from '../components/Words.tsx';
import { useMessages } from '../messages/context.ts';
import { testIds } from '../testIds.ts';
import { isolated } from '../text/names.ts';
import styles from './Lobby.module.css';

/** Who would vote without playing, what that gives and costs, and the creator's word on it. */
export function Witnesses({
  witnesses,
  taken,
  onTake,
}: {
  witnesses: LobbyWitnessesView;
  taken: boolean;
  /** Only the creator decides. */
  onTake: ((take: boolean) => void) | undefined;
}) {
  const t = useMessages().witness;
  const { nicknames, admitted } = witnesses;
  const offered = nicknames.length;
  return (
    <section
      className={styles.panel}
      aria-labelledby="lobby-witnesses"
      data-testid={testIds.witnesses}
      data-offered={offered}
      data-admitted={admitted}
    >
      <h2 id="lobby-witnesses" className={styles.sub}>
        {t.title(offered)}
      </h2>
      <p>
        <Words text={nicknames.map((name) => isolated(name)).join(', ')} />
      </p>
      <p className={styles.soft}>{t.what}</p>
      {onTake && (
        <label>
          <input
            type="checkbox"
            checked={taken}
            data-testid={testIds.takeWitnesses}
            onChange={(e) => onTake(e.currentTarget.checked)}
          />{' '}
          {t.take(offered)}
        </label>
      )}
      {taken ? <Meaning witnesses={witnesses} /> : <p className={styles.soft}>{t.leftOut}</p>}
    </section>
  );
}

function Meaning({ witnesses }: { witnesses: LobbyWitnessesView }) {
  const t = useMessages().witness;
  const { nicknames, admitted, validators, faultsTolerated, quorum } = witnesses;
  if (admitted === 0) return <p className={styles.soft}>{t.headsUp}</p>;
  return (
    <>
      <p className={styles.soft}>
        {t.helps(validators, faultsTolerated)} {witnesses.escrow && t.escrow(quorum)}
      </p>
      {admitted < nicknames.length && <p className={styles.soft}>{t.tooMany(admitted, nicknames.length)}</p>}
      {witnesses.trusted && <p>{t.trusted}</p>}
    </>
  );
}
