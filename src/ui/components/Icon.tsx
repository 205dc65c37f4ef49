/** Line drawings for buttons; the button itself has the name. */
const paths = {
  shield: 'M12 2.500l8 3v5.500c0 5.200-3.300 9-8 10.500-4.700-1.500-8-5.300-8-10.500V5.500z',
  settings:
    'M4 7h9 M17 7h3 M4 17h3 M11 17h9 M15 4.500a2.500 2.500 0 1 0 0 5 2.500 2.500 0 0 0 0-5z M9 14.500a2.500 2.500 0 1 0 0 5 2.500 2.500 0 0 0 0-5z',
  scores: 'M4 20.500h16 M6.500 17v-5 M12 17V5 M17.500 17V9',
  invite:
    'M9.500 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8z M2.500 20.500c.7-3.900 3.500-6 7-6 2 0 3.800.7 5.100 2 M18.500 13v7 M15 16.500h7',
  seat: 'M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8z M4.500 20.500c.8-3.900 3.800-6 7.500-6s6.700 2.100 7.500 6',
  keys: 'M3 7.500A1.500 1.500 0 0 1 4.500 6h15A1.500 1.500 0 0 1 21 7.500v9a1.500 1.500 0 0 1-1.500 1.500h-15A1.500 1.500 0 0 1 3 16.500z M7 10h.01 M11 10h.01 M15 10h.01 M8 14h8',
  eye: 'M2.500 12s3.500-6.500 9.500-6.500 9.500 6.500 9.500 6.500-3.500 6.500-9.500 6.500S2.500 12 2.500 12z M12 9.500a2.500 2.500 0 1 0 0 5 2.500 2.500 0 0 0 0-5z',
  smile:
    'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18z M8.500 14.500c.9 1.300 2.100 2 3.500 2s2.600-.7 3.500-2 M9 9.500h.01 M15 9.500h.01',
} as const;

export type IconName = keyof typeof paths;

export function Icon({ name, size = 22 }: { name: IconName; size?: number }) {
  return (
    <svg viewBox="0 0 24 24" width={size} height={size} aria-hidden="true" focusable="false">
      <path
        d={paths[name]}
        fill="none"
        stroke="currentColor"
        strokeWidth="1.900"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
