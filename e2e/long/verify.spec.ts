import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { testIds } from '../../src/ui/testIds.ts';
import { playOut, waitForHand } from '../support/play.ts';
import { TestTable } from '../support/table.ts';
import { verify } from '../support/verify.ts';

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
