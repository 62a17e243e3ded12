import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The first admin's key (api.md §6): the given one, else the one in `$BATON_DATA/admin-key`, made
 * when missing. The file always holds the key in use, because the `baton` command reads it.
 */
export function adminKey(dataDir: string, given: string | undefined): string {
  const path = join(dataDir, 'admin-key');
  const kept = existsSync(path) ? readFileSync(path, 'utf8').trim() : '';
  const key = given ?? (kept === '' ? `bt_${randomBytes(24).toString('base64url')}` : kept);
  if (key !== kept) writeFileSync(path, `${key}\n`, { mode: 0o600 });
  return key;
}
