/**
 * The part of testIds.ts for who watches from the rail: rail-waiting before the game · rail-words data-neighbours ·
 * overlay data-hand data-height data-final-hand
 */
export const railTestIds = {
  railWaiting: 'rail-waiting',
  railWords: 'rail-words',
  overlay: 'overlay',
  inviteOverlay: 'invite-overlay',
} as const;
