import { chmodSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { run } from '../run.js';
import { testWorld, type TestWorld } from '../testing/world.js';
import { readProfiles } from './profiles.js';

let world: TestWorld;
beforeEach(() => {
  world = testWorld();
});
afterEach(() => world.remove());

const baton = (...args: string[]) => run(args, world);

describe('profiles', () => {
  it('are written so that only their owner reads them', async () => {
    expect(await baton('config', 'set', 'key', 'bt_secret_key')).toBe(0);
    const { profilesFile } = world.config;
    expect(statSync(profilesFile).mode & 0o777).toBe(0o600);
    expect(statSync(dirname(profilesFile)).mode & 0o777).toBe(0o700);
    expect(readProfiles(profilesFile)).toEqual({
      current: 'default',
      profiles: { default: { key: 'bt_secret_key' } },
    });
  });

  it('are refused when others may read the keys', async () => {
    const { profilesFile } = world.config;
    mkdirSync(dirname(profilesFile), { recursive: true });
    writeFileSync(profilesFile, '{"current":"default","profiles":{}}');
    chmodSync(profilesFile, 0o644);
    expect(await baton('config', 'list')).toBe(1);
    expect(world.told()).toContain('chmod 600');
  });

  it('may be several, one of them current', async () => {
    await baton('config', 'set', 'url', 'https://one', '--profile', 'one');
    await baton('config', 'set', 'url', 'https://two', '--profile', 'two');
    expect(await baton('config', 'set', 'current', 'two')).toBe(0);
    expect(await baton('config', 'get', 'url')).toBe(0);
    expect(await baton('config', 'get', 'url', '--profile', 'one')).toBe(0);
    expect(world.printed()).toBe('https://two\nhttps://one\n');
  });

  it('show keys cut, and whole only when asked for', async () => {
    await baton('config', 'set', 'key', 'bt_0123456789');
    await baton('config', 'list');
    expect(world.printed()).toContain('bt_0123…');
    expect(world.printed()).not.toContain('bt_0123456789');
    await baton('config', 'get', 'key');
    expect(world.printed()).toContain('bt_0123456789\n');
  });

  it('take a key from standard input, so that it is in no history', async () => {
    world.input = () => Promise.resolve('bt_from_input\n');
    await baton('config', 'set', 'key', '-');
    expect(readProfiles(world.config.profilesFile).profiles['default']).toEqual({
      key: 'bt_from_input',
    });
  });

  it.each([
    ['output', 'xml'],
    ['lang', 'fr'],
    ['key', 'secret'],
    ['url', 'ftp://x'],
    ['colour', 'red'],
    ['current', 'nobody'],
  ])('refuse %s %s as wrong usage', async (name, value) => {
    expect(await baton('config', 'set', name, value)).toBe(2);
  });

  it('exit with 3 for a setting that is not there', async () => {
    expect(await baton('config', 'get', 'url')).toBe(3);
  });
});
