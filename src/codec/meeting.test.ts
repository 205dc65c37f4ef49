/** Under which name tabs meet: nobody who knows a table's id alone has it. */
import { describe, expect, it } from 'vitest';
import { config, sealedConfig } from '../testing/lobbyRoom.ts';
import { tableIdOf } from './config.ts';
import { meetingKeyOf } from './meeting.ts';

describe('the key under which a table meets', () => {
  it('is of its configuration, and neither its id nor anything that the id gives', () => {
    const key = meetingKeyOf(sealedConfig);
    expect(key).toHaveLength(32);
    expect(key).not.toEqual(tableIdOf(sealedConfig));
    expect(meetingKeyOf({ ...sealedConfig })).toEqual(key);
    const salted = { ...sealedConfig, salt: new Uint8Array(16).fill(1) };
    expect(meetingKeyOf(salted)).not.toEqual(key);
  });

  it('of a table of the first version is its id, under which older apps look for it', () => {
    expect(meetingKeyOf(config)).toEqual(tableIdOf(config));
  });
});
