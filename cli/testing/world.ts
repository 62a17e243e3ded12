import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CommandConfig } from '../../config.js';
import type { World } from '../world.js';

export interface TestWorld extends World {
  out: World['out'];
  /** What was printed so far. */
  printed(): string;
  told(): string;
  folder: string;
  remove(): void;
}

export const testNow = Date.parse('2026-03-01T02:00:00Z');

/** A world in an empty folder, with UTC clocks and English words. */
export function testWorld(config: Partial<CommandConfig> = {}): TestWorld {
  const folder = mkdtempSync(join(tmpdir(), 'baton-cli-'));
  let out = '';
  let err = '';
  return {
    config: {
      dataDir: join(folder, 'data'),
      profilesFile: join(folder, 'config/baton/config.json'),
      language: 'en',
      ...config,
    },
    out: (text) => void (out += text),
    err: (text) => void (err += text),
    coloured: false,
    input: () => Promise.resolve('from standard input\n'),
    now: () => testNow,
    signal: new AbortController().signal,
    zone: 'UTC',
    printed: () => out,
    told: () => err,
    folder,
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
