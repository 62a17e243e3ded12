import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { errorCode } from './error-code.js';
import { startOf } from './process-identity.js';

export interface LockHolder {
  pid: number;
  /** Tells the holder from a later process of the same id, see `startOf`. */
  started: string;
}

export type Lock = { taken: true; release: () => Promise<void> } | { taken: false; by: LockHolder };

const attemptsMax = 20;

/**
 * Takes the lock `path` for this process, or says who has it. A lock whose holder is dead is
 * broken; it is moved aside first, so that of two breakers only one succeeds.
 */
export async function takeLock(path: string): Promise<Lock> {
  const mine: LockHolder = { pid: process.pid, started: startOf(process.pid) ?? '' };
  const own = `${path}.${process.pid}`;
  await writeFile(own, JSON.stringify(mine), { mode: 0o600 });
  try {
    for (let attempt = 0; attempt < attemptsMax; attempt += 1) {
      if (await linked(own, path)) return { taken: true, release: () => rm(path, { force: true }) };
      const by = await holderOf(path);
      if (by !== undefined && startOf(by.pid) === by.started) return { taken: false, by };
      await breakLock(path, by);
    }
    throw new Error(`${path} changes hands too fast`);
  } finally {
    await rm(own, { force: true });
  }
}

/** Who holds the lock, dead or alive; `undefined` when nobody does. */
export async function holderOf(path: string): Promise<LockHolder | undefined> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as LockHolder;
  } catch {
    return undefined;
  }
}

async function linked(own: string, path: string): Promise<boolean> {
  try {
    await link(own, path);
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw error;
  }
}

async function breakLock(path: string, dead: LockHolder | undefined): Promise<void> {
  const aside = `${path}.${process.pid}.broken`;
  try {
    await rename(path, aside);
  } catch {
    return;
  }
  const moved = await holderOf(aside);
  if (moved?.started !== dead?.started) await link(aside, path).catch(() => undefined);
  await rm(aside, { force: true });
}
