import { useMedia } from '../hooks/useMedia.ts';
import type { TableShape } from './seatGeometry.ts';

/** Same breakpoints as in TableScreen.module.css. */
export function useSmallPhone(): boolean {
  return useMedia('(max-width: 700px) and (max-height: 640px) and (orientation: portrait)');
}

export function useTableShape(): TableShape {
  const low = useMedia('(max-height: 520px) and (orientation: landscape)');
  const tall = useMedia('(max-width: 700px) and (orientation: portrait)');
  return low ? 'low' : tall ? 'tall' : 'wide';
}
