import type { Structure } from '../structure.ts';

/** At most the pot as it would be after calling. */
export const potLimit: Structure = {
  name: 'pot-limit',
  fixed: false,
  cap: null,
  bounds: (s) => {
    const minTo = s.completeToChips ?? s.toCallChips + s.raiseChips;
    const callChips = Math.max(0, s.toCallChips - s.ownBetChips);
    return { minTo, maxTo: Math.max(minTo, s.toCallChips + s.potChips + callChips) };
  },
};
