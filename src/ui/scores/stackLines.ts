/** Arithmetic of the stack graph. */

/** 0 and up to five round steps, the last at or above `most` (positive). */
export function niceSteps(most: number): number[] {
  const power = 10 ** Math.floor(Math.log10(most / 4));
  const step = Math.max(1, [1, 2, 2.5, 5, 10].map((f) => f * power).find((s) => s * 5 >= most) ?? 10 * power);
  const count = Math.max(1, Math.ceil(most / step));
  return Array.from({ length: count + 1 }, (_, i) => Math.round(i * step));
}

/** The runs in which somebody was at the table; a run of one point is drawn as a short dash. */
export function segments(stacks: readonly (number | undefined)[]): { at: number; chips: number }[][] {
  const runs: { at: number; chips: number }[][] = [];
  for (const [at, chips] of stacks.entries()) {
    if (chips === undefined) continue;
    const run = runs.at(-1);
    if (run?.at(-1)?.at === at - 1) run.push({ at, chips });
    else runs.push([{ at, chips }]);
  }
  for (const run of runs) if (run.length === 1) run.push({ at: run[0]!.at + 0.1, chips: run[0]!.chips });
  return runs;
}
