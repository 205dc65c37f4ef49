import { useState } from 'react';
import { Button } from '../components/Button.tsx';
import { useMessages } from '../messages/context.ts';
import { testIds } from '../testIds.ts';
import styles from './Lobby.module.css';

export function Invite({ url }: { url: string }) {
  const m = useMessages();
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(url);
      setCopied(true);
      setTimeout(() => setCopied(false), 2000);
    } catch (error) {
      // No permission: the link stands in the field beside the button and can be copied by hand.
      console.warn(error);
    }
  };
  return (
    <section className={styles.panel} aria-labelledby="lobby-invite">
      <h2 id="lobby-invite" className={styles.sub}>
        {m.lobby.invite}
      </h2>
      <p className={styles.soft}>{m.lobby.inviteText}</p>
      <div className={styles.copyRow}>
        <input
          className={styles.link}
          readOnly
          value={url}
          aria-label={m.lobby.inviteLabel}
          data-testid={testIds.inviteLink}
          onFocus={(e) => e.currentTarget.select()}
        />
        <Button look="primary" onClick={copy} testId={testIds.inviteCopy}>
          {copied ? m.lobby.copied : m.lobby.copy}
        </Button>
      </div>
      {'share' in navigator && (
        <Button onClick={() => navigator.share({ url }).catch((error: unknown) => console.warn(error))}>
          {m.lobby.share}
        </Button>
      )}
    </section>
  );
}
