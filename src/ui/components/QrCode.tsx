import { useMemo } from 'react';
import styles from './QrCode.module.css';
import { qrPicture } from './qr.ts';

/** A link to be photographed from another screen. */
export function QrCode({ url, label, tooLong }: { url: string; label: string; tooLong: string }) {
  const picture = useMemo(() => qrPicture(url), [url]);
  if (!picture) return <p>{tooLong}</p>;
  return (
    <svg
      className={styles.qr}
      viewBox={`0 0 ${picture.side} ${picture.side}`}
      role="img"
      aria-label={label}
      shapeRendering="crispEdges"
    >
      <rect width="100%" height="100%" fill="#fff" />
      <path d={picture.path} fill="#000" />
    </svg>
  );
}
