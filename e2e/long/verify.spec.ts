import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { testIds } from '../../src/ui/testIds.ts';
import { playOut, waitForHand } from '../support/play.ts';
import { TestTable } from '../support/table.ts';

const root = join(import.meta.dirname, '..', '..');

/** Runs the command on a file: its exit code and everything it printed. */
async function verify(file: string): Promise<{ code: number; printed: string }> {
  const command = [join(root, 'node_modules/tsx/dist/cli.mjs'), 'src/cli/verify.ts', file];
  const child = spawn(process.execPath, command, { cwd: root });
  let printed = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => {
      printed += String(chunk);
    });
  const [code] = (await once(child, 'close')) as [number];
  return { code, printed };
}

test('a game is saved from the history and verified from nothing but the file', async ({ browser }, info) => {
  const table = await TestTable.open(browser, ['Alice', 'Bob']);
  await waitForHand(table, 1);
  await playOut(table, 1, (tab) => tab.checkOrCall().then(() => undefined));
  const page = await table.tab('Alice').context.newPage();
  await page.goto(`${table.relay.url}/history`);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByTestId(testIds.exportLog).first().click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/^dealerless-[0-9a-f]{8}\.log$/);
  const file = info.outputPath('game.log');
  await download.saveAs(file);
  await table.close();
  const good = await verify(file);
  expect(good.printed).toMatch(/^[1-9]\d* hands?, /m);
  expect(good.printed).toContain('all hold');
  expect(good.printed).toMatch(/Alice \(seat 1, \d+ chips\)/);
  expect(good.printed).toMatch(/state root after slot \d+: [0-9a-f]{64}/);
  expect(good.code).toBe(0);
  const bent = readFileSync(file);
  bent[Math.floor(bent.length / 2)]! ^= 1;
  writeFileSync(file, bent);
  const bad = await verify(file);
  expect(bad.code).toBe(1);
  expect(bad.printed).toContain('game.log: ');
});
