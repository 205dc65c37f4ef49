/** The part of testIds.ts for who watches from the rail: rail-waiting before the game · rail-words data-neighbours. */
export const railTestIds = {
  railWaiting: 'rail-waiting',
  railWords: 'rail-words',
} as const;
