import type { Services } from '../../client/contract/services.ts';
import { LanguagePicker } from '../components/LanguagePicker.tsx';
import { PageShell } from '../components/PageShell.tsx';
import { CreateForm } from '../create/CreateForm.tsx';
import { JoinForm } from '../create/JoinForm.tsx';
import { Practise } from '../create/Practise.tsx';
import { useDrop } from '../hooks/useDrop.ts';
import { useStartMessages } from '../messages/context.ts';
import { navigate, onLinkClick } from '../platform/navigation.ts';
import { SAVED_PATH } from '../platform/routes.ts';
import { keepDropped } from '../saved/dropped.ts';
import { startTestIds as testIds } from '../startTestIds.ts';
import { sourcePath, version } from '../version.ts';
import styles from './Landing.module.css';
import { RingPicture } from './RingPicture.tsx';

export function Landing({ services }: { services: Services }) {
  const m = useStartMessages();
  useDrop((file) => {
    keepDropped(file);
    navigate(SAVED_PATH);
  });
  return (
    <PageShell
      wide
      aside={
        <div className={styles.aside}>
          <a href="/tables" onClick={onLinkClick} data-testid={testIds.openTablesLink}>
            {m.openTables.link}
          </a>
          <a href="/history" onClick={onLinkClick} data-testid={testIds.historyLink}>
            {m.landing.history}
          </a>
          <a href={SAVED_PATH} onClick={onLinkClick} data-testid={testIds.savedLink}>
            {m.saved.link}
          </a>
          <LanguagePicker />
        </div>
      }
    >
      <div className={styles.top} data-testid={testIds.landing}>
        <section className={styles.words}>
          <h1 className={styles.title}>{m.landing.title}</h1>
          <p className={styles.lead}>{m.landing.lead}</p>
          <RingPicture />
          {services.practise && <Practise practise={services.practise} />}
        </section>
        <div className={styles.forms}>
          <CreateForm services={services} />
          <JoinForm />
        </div>
      </div>
      <ul className={styles.points}>
        {m.landing.points.map((point) => (
          <li key={point.title} className={styles.point}>
            <h2>{point.title}</h2>
            <p>{point.text}</p>
          </li>
        ))}
      </ul>
      <footer className={styles.small}>
        <p>{m.landing.play}</p>
        <ul className={styles.foot}>
          <li data-testid={testIds.version}>{m.landing.foot.version(version)}</li>
          <li>
            <a href="/license.txt">{m.landing.foot.licence}</a>
          </li>
          <li>
            <a href={sourcePath} download>
              {m.landing.foot.source}
            </a>
          </li>
          <li>
            <a href="/third-party-notices.txt">{m.landing.foot.notices}</a>
          </li>
        </ul>
      </footer>
    </PageShell>
  );
}
