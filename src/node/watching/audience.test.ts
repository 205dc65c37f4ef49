import { describe, expect, it } from 'vitest';
import { Audience } from './audience.ts';
import { watchLimits } from './limits.ts';

function audience() {
  const clock = { ms: 0 };
  return { clock, audience: new Audience(() => clock.ms) };
}

describe('who watches through a member', () => {
  it('has room for so many, and for another one when somebody leaves', () => {
    const { audience: a } = audience();
    for (let i = 0; i < watchLimits.spectators; i++) expect(a.admit(`peer ${i}`)).toBe(true);
    expect(a.admit('one too many')).toBe(false);
    expect(a.admit('peer 3'), 'who watches already').toBe(true);
    expect(a.size).toBe(watchLimits.spectators);
    a.leave('peer 3');
    expect(a.admit('one too many')).toBe(true);
    a.forget('one too many');
    a.review((peer) => peer === 'peer 4');
    expect(a.size).toBe(watchLimits.spectators - 2);
    expect(a.has('peer 4')).toBe(false);
  });

  it('answers each of them so often; leaving and coming back does not make it more', () => {
    const { audience: a, clock } = audience();
    a.admit('eager');
    const asked = () => Array.from({ length: 50 }, () => a.mayAsk('eager')).filter(Boolean).length;
    expect(asked()).toBe(watchLimits.requestBurst);
    a.leave('eager');
    a.admit('eager');
    expect(asked()).toBe(0);
    expect(a.mayAsk('another'), 'it takes nothing from the others').toBe(true);
    clock.ms += 1000;
    expect(asked()).toBe(watchLimits.requestsPerSecond);
  });

  it('sends all of them together so many bytes', () => {
    const { audience: a, clock } = audience();
    expect(a.maySend(watchLimits.answerByteBurst)).toBe(true);
    expect(a.maySend(1)).toBe(false);
    clock.ms += 1000;
    expect(a.maySend(watchLimits.answerBytesPerSecond)).toBe(true);
    expect(a.maySend(1)).toBe(false);
  });
});
