/** The mark: players in a ring, a card suit in the middle, and no dealer. */
export function Mark({ size }: { size: number }) {
  const seats = [0, 1, 2, 3, 4].map((i) => {
    const a = (i / 5) * 2 * Math.PI;
    return { x: 32 + 24 * Math.sin(a), y: 32 - 24 * Math.cos(a) };
  });
  return (
    <svg width={size} height={size} viewBox="0 0 64 64" aria-hidden="true" focusable="false">
      <circle
        cx="32"
        cy="32"
        r="24"
        fill="none"
        stroke="currentColor"
        strokeOpacity="0.35"
        strokeWidth="2.5"
      />
      {seats.map((s) => (
        <circle key={s.x} cx={s.x} cy={s.y} r="6.5" fill="var(--accent)" />
      ))}
      <path
        d="M32 19c6 7 11.500 10 11.500 15.500 0 3.500-2.600 6-5.700 6-1.800 0-3.200-.7-4.200-2 .3 2.600 1.200 4.300 2.500 6h-8.200c1.300-1.700 2.200-3.400 2.500-6-1 1.300-2.400 2-4.200 2-3.100 0-5.700-2.500-5.700-6C20.500 29 26 26 32 19z"
        fill="currentColor"
      />
    </svg>
  );
}
