/** A whole number below the given one, from the platform's random numbers by rejection. */
export function randomBelow(below: number): number {
  const most = 2 ** 32 - (2 ** 32 % below);
  for (;;) {
    const n = crypto.getRandomValues(new Uint32Array(1))[0]!;
    if (n < most) return n % below;
  }
}

/** A number in [0, 1), for what asks for shares and not for counts. */
export const randomShare = (): number => randomBelow(2 ** 32) / 2 ** 32;
