import { useSyncExternalStore } from 'react';
import { Avatar } from '../components/Avatar.tsx';
import { useMessages } from '../messages/context.ts';
import { testIds } from '../testIds.ts';
import { AVATAR_STYLES, ownAvatar, styleOf } from '../text/avatarLook.ts';
import { shownName } from '../text/names.ts';
import styles from './Lobby.module.css';

/** Six ways to draw one's own name. */
export function AvatarPicker({ name, seat }: { name: string; seat: number | undefined }) {
  const m = useMessages();
  const chosen = useSyncExternalStore(ownAvatar.subscribe, ownAvatar.get, ownAvatar.get);
  const current = chosen === '' ? styleOf(shownName(name, 40)) : chosen;
  return (
    <fieldset className={styles.avatars}>
      <legend className={styles.legend}>{m.lobby.avatar}</legend>
      <div className={styles.avatarRow}>
        {AVATAR_STYLES.map((look) => (
          <label key={look} className={styles.avatarChoice}>
            <input
              type="radio"
              name="avatar"
              value={look}
              checked={look === current}
              onChange={() => ownAvatar.set(look)}
              data-testid={testIds.avatar(look)}
              aria-label={m.lobby.avatarStyles[look]}
            />
            <Avatar name={name} seat={seat} size={40} look={look} />
          </label>
        ))}
      </div>
      <p className={styles.soft}>{m.lobby.avatarNote}</p>
    </fieldset>
  );
}
