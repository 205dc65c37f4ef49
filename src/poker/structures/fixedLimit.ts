import type { Structure } from '../structure.ts';

/** One bet and three raises on each street; the big blind is the first bet of its street. */
export const fixedLimit: Structure = {
  name: 'fixed-limit',
  fixed: true,
  cap: 4,
  bounds: (s) => {
    const to = s.completeToChips ?? s.toCallChips + s.betSizeChips;
    return { minTo: to, maxTo: to };
  },
};
