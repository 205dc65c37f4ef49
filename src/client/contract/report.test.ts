import { describe, expect, it } from 'vitest';
import { failureReport } from './report.ts';

const at = { epoch: 1, height: 418, hand: 4, phase: 'play' };

describe('the report of a failure', () => {
  it('says which failure, what was thrown and why, and where the table stood', () => {
    const cause = new RangeError('the disk is full');
    const error = new Error('the hand key of the running hand is not on this device', { cause });
    const text = failureReport({ code: 'internal', error, at });
    const lines = text.split('\n');
    expect(lines.slice(0, 3)).toEqual([
      'failure: internal',
      'epoch 1, height 418, hand 4 (play)',
      'Error: the hand key of the running hand is not on this device',
    ]);
    expect(text).toContain('report.test.ts');
    expect(text).toContain('caused by RangeError: the disk is full');
    expect(text.match(/not on this device/g)).toHaveLength(1);
  });

  it('bears whatever was thrown, and what causes itself', () => {
    for (const error of [undefined, null, 7, 'no', {}, Symbol('s'), Object.create(null)]) {
      expect(failureReport({ code: 'internal', error })).toMatch(/^failure: internal\nno table yet/);
    }
    const loop: Error & { cause?: unknown } = new Error('round and round');
    loop.cause = loop;
    expect(failureReport({ code: 'internal', error: loop }).match(/round and round/g)).toHaveLength(1);
    const between = { ...at, hand: undefined, phase: undefined };
    expect(failureReport({ code: 'internal', error: 1, at: between })).toContain('between hands');
  });

  it('holds no key, id, peer or table address, and is no longer than anybody would send', () => {
    const key = 'a3'.repeat(32);
    const peer = '12D3KooWQbPBcGLzyXfyAqvCTYcNqxGDWMJ5AiVJCpNbFqzXr1cV';
    const base64 = 'q83vEjRWeJq83vEjRWeJq83vEjRWeJq83vEjRWeJq80=';
    const slashed = 'q83/EjRWeJq83vEj/WeJq83vEjRWeJq/3vEjRWeJq80=';
    const list = String(Uint8Array.from({ length: 32 }, (_, i) => 7 * i));
    const url = `https://poker.example/t/${key}#r=%2Fdns4%2Fhost&c=AQAAAA`;
    const error = new Error(`key ${key} of ${peer}, ${base64} ${slashed} [${list}], at ${url}`);
    error.stack = `${error.name}: ${error.message}\n    at x (${url}:3:7)\n${'    at y (https://poker.example/assets/index-Ab12.js:1:2)\n'.repeat(1_000)}`;
    const text = failureReport({ code: 'internal', error, surprises: [new Error(key.toUpperCase())], at });
    for (const secret of [
      key,
      key.toUpperCase(),
      peer,
      base64,
      slashed,
      '/WeJq83',
      list,
      '7,14,21',
      'AQAAAA',
      'dns4',
    ])
      expect(text).not.toContain(secret);
    expect(text).toContain('assets/index-Ab12.js:1:2');
    expect(text.length).toBeLessThanOrEqual(8_000);
  });
});
