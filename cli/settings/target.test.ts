import { describe, expect, it } from '@jest/globals';
import { targetOf, type Sources } from './target.js';

const all: Sources = {
  flags: { url: 'https://flag', key: 'bt_flag' },
  environment: { url: 'https://env', key: 'bt_env' },
  profile: { url: 'https://profile', key: 'bt_profile' },
  stack: { api: 'http://127.0.0.1:4400', adminKey: 'bt_admin' },
};

const pair = (sources: Partial<Sources>) => {
  const none: Sources = { flags: {}, environment: {}, profile: {}, stack: {} };
  const { url, key } = targetOf({ ...none, ...sources });
  return [url?.value, key?.value];
};

describe('address and key', () => {
  it('come from flags, then the environment, then the profile, then the stack here', () => {
    const { flags: _flags, ...withoutFlags } = all;
    const { environment: _environment, ...withoutEnvironment } = withoutFlags;
    const { profile: _profile, ...stackOnly } = withoutEnvironment;
    expect(pair(all)).toEqual(['https://flag', 'bt_flag']);
    expect(pair(withoutFlags)).toEqual(['https://env', 'bt_env']);
    expect(pair(withoutEnvironment)).toEqual(['https://profile', 'bt_profile']);
    expect(pair(stackOnly)).toEqual(['http://127.0.0.1:4400', 'bt_admin']);
  });

  it('may come from different sources', () => {
    expect(pair({ ...all, flags: { key: 'bt_flag' } })).toEqual(['https://env', 'bt_flag']);
  });

  it("never sends a profile's key to another address", () => {
    expect(pair({ flags: { url: 'https://elsewhere' }, profile: all.profile })).toEqual([
      'https://elsewhere',
      undefined,
    ]);
  });

  it("never sends this machine's admin key to another machine", () => {
    expect(pair({ environment: { url: 'https://elsewhere' }, stack: all.stack })).toEqual([
      'https://elsewhere',
      undefined,
    ]);
  });

  it('knows this machine by each of its names', () => {
    const environment = { url: 'http://localhost:4400' };
    expect(pair({ environment, stack: all.stack })).toEqual(['http://localhost:4400', 'bt_admin']);
  });

  it('has no slash at the end of the address', () => {
    expect(pair({ flags: { url: 'https://flag/' } })[0]).toBe('https://flag');
  });

  it('is nothing where nothing is given', () => {
    expect(targetOf({ flags: {}, environment: {}, profile: {}, stack: {} })).toEqual({});
  });
});
