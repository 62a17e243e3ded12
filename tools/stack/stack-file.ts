import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startOf } from './process-identity.js';

export const partNames = ['api', 'worker', 'mailbox', 'temporal', 'postgres'] as const;
export type PartName = (typeof partNames)[number];

/** `$BATON_DATA/stack.json` (api.md §6): what runs; a part that is not ours has no pid. */
export interface StackFile {
  /** Where the API answers. */
  api?: string;
  /** Where mail is read; absent with an SMTP_URL from outside. */
  mailbox?: string;
  /** Baton's database, as a URL with its password. */
  postgres?: string;
  /** host:port. */
  temporal?: string;
  pids: Partial<Record<PartName, number>>;
  /** Tells each process from a later one of the same id, see `startOf`. */
  started: Partial<Record<PartName, string>>;
}

export function stackFilePath(dataDir: string): string {
  return join(dataDir, 'stack.json');
}

export function readStackFile(dataDir: string): StackFile | undefined {
  try {
    return JSON.parse(readFileSync(stackFilePath(dataDir), 'utf8')) as StackFile;
  } catch {
    return undefined;
  }
}

/** Keeps stack.json equal to what runs; every change is one whole new file. */
export function stackFileKeeper(dataDir: string): {
  set: (facts: Partial<Omit<StackFile, 'pids' | 'started'>>) => void;
  setPid: (part: PartName, pid: number) => void;
  remove: () => void;
} {
  const path = stackFilePath(dataDir);
  let now: StackFile = { pids: {}, started: {} };
  const write = (next: StackFile) => {
    now = next;
    writeFileSync(`${path}.new`, `${JSON.stringify(now, null, 2)}\n`, { mode: 0o600 });
    renameSync(`${path}.new`, path);
  };
  return {
    set: (facts) => write({ ...now, ...facts }),
    setPid: (part, pid) => {
      const started = { ...now.started, [part]: startOf(pid) ?? '' };
      write({ ...now, pids: { ...now.pids, [part]: pid }, started });
    },
    remove: () => rmSync(path, { force: true }),
  };
}
