import { badgeColour, initialOf } from '../text/names.ts';
import styles from './NameBadge.module.css';

/** A disc with a name's first letter; its colour tells seats apart. Decoration: the name stands beside it. */
export function NameBadge({ seat, name, size = 28 }: { seat: number; name: string; size?: number }) {
  return (
    <span
      className={styles.badge}
      data-colour={badgeColour(seat)}
      style={{ width: size, height: size, fontSize: size * 0.46 }}
      aria-hidden="true"
    >
      {initialOf(name)}
    </span>
  );
}
