import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Access } from '../../../records/directory/access.js';
import { createKey } from '../../../records/directory/keys.js';

/**
 * Makes a key for each demo person and writes `{personId: key}` to `demo-keys.json` (mode 0600).
 * The file is written before the transaction commits: a key that counts is always in the file.
 */
export async function writeDemoKeys(
  access: Access,
  { personIds, dataDir }: { personIds: readonly string[]; dataDir: string },
): Promise<void> {
  const keys: Record<string, string> = {};
  for (const person of personIds) {
    keys[person] = (await createKey(access, { name: 'demo', person })).key;
  }
  await mkdir(dataDir, { recursive: true });
  const file = join(dataDir, 'demo-keys.json');
  await writeFile(`${file}.new`, `${JSON.stringify(keys, null, 2)}\n`, { mode: 0o600 });
  await rename(`${file}.new`, file);
}
