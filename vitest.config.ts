import { defineConfig } from 'vitest/config';

/**
 * Tests that take seconds each: whole nodes that play, real proofs, processes and sockets. `npm run test:fast` leaves
 * them out; `npm test` runs everything and says at the end which quick file has become slow and belongs here.
 */
const whole = [
  'src/cli/**/*.test.ts',
  'src/client/bots/strategy.test.ts',
  'src/client/move/{move,tableKey}.test.ts',
  'src/crypto/{bls,group,groth16,mclSums}.test.ts',
  'src/client/record/makeReceipt.test.ts',
  'src/light/receipt.test.ts',
  'src/mentalpoker/{deal,judgedTogether,shuffleAttacks,shuffleVectors,statements}.test.ts',
  'src/mentalpoker/threshold/*.test.ts',
  'src/node/{duties,epochs,validator,watching}/**/*.test.ts',
  'src/node/{diskFull,inboxFuzz}.test.ts',
  'src/node/lobby/{seal,witness}.test.ts',
  'src/node/log/findEvidence.test.ts',
  'src/poker/division.test.ts',
  'src/table/apply/property.test.ts',
  'src/table/play/exit.test.ts',
  'src/testing/recordings/recorded.test.ts',
  'src/table/deck/{realDeck,escrowDeck}.test.ts',
  'src/table/key/key.test.ts',
  'src/node/key/{closing,sharedAnew,signer,silentKey}.test.ts',
  'relay/{alerts,deploy,host,members,rail,railHistory,railLiars,relay,tables,witness}.test.ts',
  'scripts/sourceArchive.test.ts',
  'src/ui/screens/refusals.test.tsx',
  'sim/**/*.test.ts',
];

const all = ['{src,relay,circuits,sim,scripts}/**/*.test.{ts,tsx}'];

export default defineConfig({
  test: {
    pool: 'forks',
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: { name: 'fast', include: all, exclude: whole, testTimeout: 60_000, hookTimeout: 60_000 },
      },
      {
        extends: true,
        test: {
          name: 'whole',
          include: whole,
          setupFiles: ['src/testing/sayAwaited.ts'],
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
});
