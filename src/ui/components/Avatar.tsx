import { type ReactNode, useSyncExternalStore } from 'react';
import { type AvatarStyle, drawer, hashOf, ownAvatar, styleOf } from '../text/avatarLook.ts';
import { badgeColour, initialOf, shownName } from '../text/names.ts';
import styles from './Avatar.module.css';

export interface AvatarProps {
  readonly name: string;
  /** Colours tell seats apart; without one the colour comes from the name. */
  readonly seat?: number | undefined;
  /** Pixels. */
  readonly size?: number;
  /** The player of this tab: then in the style chosen on this device. */
  readonly you?: boolean;
  /** Overrides both; '' and undefined do not. */
  readonly look?: AvatarStyle | '' | undefined;
}

/** A player's picture. Decoration: the name stands beside it. */
export function Avatar({ name, seat, size = 28, you = false, look }: AvatarProps) {
  const chosen = useSyncExternalStore(ownAvatar.subscribe, ownAvatar.get, ownAvatar.get);
  const shown = shownName(name, 40);
  const style = look || (you && chosen) || styleOf(shown);
  const draw = drawer(hashOf(`${style} ${shown}`));
  return (
    <svg
      className={styles.avatar}
      width={size}
      height={size}
      viewBox="0 0 64 64"
      aria-hidden="true"
      focusable="false"
      data-avatar={style}
    >
      <rect
        width="64"
        height="64"
        className={styles.ground}
        data-colour={badgeColour(seat ?? hashOf(shown) % 8)}
      />
      {style === 'letter' ? (
        <text x="32" y="33" className={styles.letter}>
          {initialOf(shown)}
        </text>
      ) : (
        pictures[style](draw)
      )}
    </svg>
  );
}

type Draw = (below: number) => number;

const pictures: Readonly<Record<Exclude<AvatarStyle, 'letter'>, (draw: Draw) => ReactNode>> = {
  face: (draw) => (
    <>
      {hair[draw(hair.length)]}
      {eyes[draw(eyes.length)]}
      {mouths[draw(mouths.length)]}
    </>
  ),
  cat: (draw) => (
    <>
      <path className={styles.ink} d="M12 26 10 6l16 9zM52 26l2-20-16 9z" />
      {eyes[draw(eyes.length)]}
      <path className={styles.ink} d="M28 38h8l-4 5z" />
      <path className={styles.line} d="M32 43c0 5-7 6-9 3M32 43c0 5 7 6 9 3" />
      {draw(2) === 0 && <path className={styles.line} d="M6 38l11 2M6 46l11-1M58 38l-11 2M58 46l-11-1" />}
    </>
  ),
  robot: (draw) => (
    <>
      <path className={styles.line} d={antennas[draw(antennas.length)]} />
      <rect className={styles.light} x="13" y="19" width="38" height="33" rx={3 + draw(4) * 3} />
      {eyes[draw(eyes.length)]}
      <path className={styles.line} d={grilles[draw(grilles.length)]} />
    </>
  ),
  petals: (draw) => {
    const n = 5 + draw(4);
    const [length, width] = [13 + draw(8), 5 + draw(5)];
    return (
      <>
        {Array.from({ length: n }, (_, i) => (i * 360) / n).map((angle) => (
          <ellipse
            key={angle}
            className={styles.ink}
            cx="32"
            cy={32 - length}
            rx={width}
            ry={length - 3}
            transform={`rotate(${angle} 32 32)`}
            opacity="0.82"
          />
        ))}
        <circle className={styles.light} cx="32" cy="32" r={5 + draw(4)} />
      </>
    );
  },
  tiles: (draw) => {
    const cells = Array.from({ length: 15 }, (_, i) => ({
      x: i % 3,
      y: Math.floor(i / 3),
      on: draw(2) === 1,
    }));
    // Never an empty picture: the middle is always there.
    const on = cells.filter((c) => c.on || (c.x === 2 && c.y === 2));
    return on.flatMap(({ x, y }) =>
      [...new Set([x, 4 - x])].map((column) => (
        <rect
          key={`${column} ${y}`}
          className={styles.ink}
          x={12 + column * 8}
          y={12 + y * 8}
          width="8.200"
          height="8.200"
        />
      )),
    );
  },
};

const eyes: readonly ReactNode[] = [
  <path
    key="dots"
    className={styles.ink}
    d="M19 31a4 4 0 1 1 8 0 4 4 0 1 1-8 0M37 31a4 4 0 1 1 8 0 4 4 0 1 1-8 0"
  />,
  <path key="smiling" className={styles.line} d="M18 32c2-5 8-5 10 0M36 32c2-5 8-5 10 0" />,
  <path key="wink" className={styles.line} d="M18 31h9M40.500 28.500v5" />,
  <path
    key="shades"
    className={styles.ink}
    d="M14 26h16v5c0 8-14 8-15 0l-1-5zM34 26h16l-1 5c-1 8-15 8-15 0zM28 26h8v3h-8z"
  />,
  <path key="tall" className={styles.line} d="M23 27v7M41 27v7" />,
];
const mouths: readonly ReactNode[] = [
  <path key="smile" className={styles.line} d="M22 43c5 7 15 7 20 0" />,
  <path key="flat" className={styles.line} d="M24 46h16" />,
  <path key="laugh" className={styles.ink} d="M21 42h22c-1 13-21 13-22 0z" />,
  <path key="crooked" className={styles.line} d="M23 47c6 1 12-1 18-5" />,
  <path key="oh" className={styles.ink} d="M28 46a4 5 0 1 1 8 0 4 5 0 1 1-8 0" />,
];
const hair: readonly ReactNode[] = [
  null,
  <path key="cap" className={styles.ink} d="M9 22C11 6 53 6 55 22z" />,
  <path key="hat" className={styles.ink} d="M18 4h28v11h11v5H7v-5h11z" />,
  <path
    key="curls"
    className={styles.ink}
    d="M8 20a8 8 0 0 1 10-11 9 9 0 0 1 15-4 9 9 0 0 1 14 4 8 8 0 0 1 9 11c-8-6-38-7-48 0z"
  />,
  <path key="fringe" className={styles.ink} d="M6 26C8 2 56 2 58 26c-8-2-14-6-18-11-6 8-18 12-34 11z" />,
];
const antennas = ['M32 19V8', 'M24 19 18 7M40 19l6-12', 'M32 19v-7M24 8h16'];
const grilles = ['M22 44h20', 'M22 44h20M28 41v6M36 41v6', 'M24 42l4 4 4-4 4 4 4-4'];
