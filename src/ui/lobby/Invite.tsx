import { useState } from 'react';
import { Button } from '../components/Button.tsx';
import { Modal } from '../components/Modal.tsx';
import { QrCode } from '../components/QrCode.tsx';
import { useMessages } from '../messages/context.ts';
import { testIds } from '../testIds.ts';
import styles from './Lobby.module.css';

const COPIED_MS = 2000;

/** The link to this table: to copy, to hand to another app, or to be photographed. */
export function Invite({
  url,
  watchUrl,
  overlayUrl,
  table,
}: {
  url: string;
  /** For those who only watch. */
  watchUrl: string;
  /** For a stream's picture. */
  overlayUrl: string;
  table: string;
}) {
  const m = useMessages();
  const [copied, setCopied] = useState(false);
  const [qr, setQr] = useState(false);
  const copy = async (text: string) => {
    try {
      await navigator.clipboard.writeText(text);
      setCopied(true);
      setTimeout(() => setCopied(false), COPIED_MS);
    } catch (error) {
      // No permission: the link stands in the field beside the button and can be copied by hand.
      console.warn(error);
    }
  };
  const share = async () => {
    try {
      await navigator.share({ title: m.app.name, text: m.lobby.shareText(table), url });
    } catch (error) {
      // Closing the sheet without choosing an app is no failure.
      if (!(error instanceof DOMException && error.name === 'AbortError')) console.warn(error);
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
        <Button look="primary" onClick={() => copy(url)} testId={testIds.inviteCopy}>
          {copied ? m.lobby.copied : m.lobby.copy}
        </Button>
      </div>
      <span role="status" className="visually-hidden">
        {copied ? m.lobby.copied : ''}
      </span>
      <p className={styles.soft}>{m.entry.watchText}</p>
      <div className={styles.inviteRow}>
        <Button onClick={() => copy(watchUrl)} testId={testIds.inviteWatch}>
          {m.entry.watchCopy}
        </Button>
        <Button look="quiet" onClick={() => copy(overlayUrl)} testId={testIds.inviteOverlay}>
          {m.rail.overlayCopy}
        </Button>
        <Button onClick={() => setQr(true)} testId={testIds.inviteQr}>
          {m.lobby.qr}
        </Button>
        {'share' in navigator && (
          <Button onClick={share} testId={testIds.inviteShare}>
            {m.lobby.share}
          </Button>
        )}
      </div>
      <Modal
        open={qr}
        onOpenChange={setQr}
        title={m.lobby.qrTitle}
        closeLabel={m.details.close}
        closeTestId={testIds.inviteQrClose}
        testId={testIds.inviteQrDialog}
      >
        <p className={styles.soft}>{m.lobby.qrText}</p>
        <QrCode url={url} label={m.lobby.qrLabel} tooLong={m.lobby.qrTooLong} />
      </Modal>
    </section>
  );
}
