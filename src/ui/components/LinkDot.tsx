import type { LinkView } from '../../client/contract/view.ts';
import styles from './LinkDot.module.css';

/** A filled dot is a direct link, a ring a relayed one, a cross none. Decoration: words stand beside it. */
export function LinkDot({ kind }: { kind: LinkView['kind'] }) {
  return <span className={styles.dot} data-kind={kind} aria-hidden="true" />;
}
