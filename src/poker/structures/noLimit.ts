import type { Structure } from '../structure.ts';

export const noLimit: Structure = {
  name: 'no-limit',
  fixed: false,
  cap: null,
  bounds: (s) => ({ minTo: s.completeToChips ?? s.toCallChips + s.raiseChips, maxTo: s.ownTotalChips }),
};
