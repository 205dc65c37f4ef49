import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { noticesOf, packageFolder } from './thirdPartyNotices.ts';

it('finds the package that a bundled module belongs to', () => {
  expect(packageFolder('/home/a/node_modules/@noble/curves/bls12-381.js')).toBe(
    '/home/a/node_modules/@noble/curves',
  );
  expect(packageFolder('\0/a/node_modules/snarkjs/node_modules/bfj/x.js?commonjs-module')).toBe(
    '/a/node_modules/snarkjs/node_modules/bfj',
  );
  expect(packageFolder('/home/a/src/ui/main.tsx')).toBeUndefined();
});

it('names every package once, in order, with its licence’s own text', () => {
  const home = mkdtempSync(join(tmpdir(), 'notices-'));
  const add = (name: string, info: object, licence?: string): string => {
    const folder = join(home, name);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ name, version: '1.0.0', ...info }));
    if (licence !== undefined) writeFileSync(join(folder, 'LICENCE.md'), licence);
    return folder;
  };
  const folders = [
    add('zebra', { license: 'MIT' }, 'Permission is hereby granted.\n'),
    add('ant', { license: 'ISC', author: { name: 'A. Nt' } }),
    add('gnu', { license: 'GPL-3.0' }),
  ];
  const text = noticesOf([...folders, folders[0]!]);
  expect(text.match(/^\w+ 1\.0\.0$/gm)).toEqual(['ant 1.0.0', 'gnu 1.0.0', 'zebra 1.0.0']);
  expect(text).toContain('zebra 1.0.0\nLicence: MIT\n\nPermission is hereby granted.\n');
  expect(text).toContain('ant 1.0.0\nLicence: ISC\n\nCopyright A. Nt\n');
  expect(text).toContain('No licence file is published with it.');
  rmSync(home, { recursive: true });
});
