import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a stack on this machine leaves in its data directory (api.md §6). */
export interface LocalStack {
  api?: string;
  mailbox?: string;
  adminKey?: string;
}

/** Empty where no stack has run in `dataDir`. */
export function readLocalStack(dataDir: string): LocalStack {
  const { api, mailbox } = readJson(join(dataDir, 'stack.json'));
  const adminKey = readText(join(dataDir, 'admin-key')).trim();
  return {
    ...(api === undefined ? {} : { api }),
    ...(mailbox === undefined ? {} : { mailbox }),
    ...(adminKey === '' ? {} : { adminKey }),
  };
}

function readJson(path: string): { api?: string; mailbox?: string } {
  try {
    return JSON.parse(readText(path)) as { api?: string; mailbox?: string };
  } catch {
    return {};
  }
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
