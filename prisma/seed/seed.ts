import type { PrismaClient } from '../generated/client.js';
import { everywhere } from '../../records/access/scope.js';
import { inOneWrite, type Access, type Rows } from '../../records/directory/access.js';
import { ensureAdmin, ensureAdminKey, type FirstPolicy, writeDefaultPolicy } from './base.js';
import { ensureCalendars } from './calendars.js';
import { seedDemo } from './demo/demo.js';
import { installPresets } from './presets/install.js';

interface SeedOptions {
  /** What a new installation begins with (BATON_SEED, api.md §6). */
  mode: 'demo' | 'none';
  /** Where `demo-keys.json` goes. */
  dataDir: string;
  /** The first admin's key; made valid at every start, so that a changed one counts. */
  adminKey?: string | undefined;
  now: Date;
}

/** Many rows in one transaction; seconds on a slow disk. */
const seedTimeoutMs = 60_000;

const bare: FirstPolicy = {
  name: { zh: '默认', en: 'Default' },
  rungs: [{ delay: 900, targets: [{ kind: 'person', id: 'admin' }] }],
  isDefault: true,
};

/**
 * Fills a new installation once, all or nothing: always the person `admin` with the role and a
 * default policy that ends there, and for `demo` a whole organisation. Later calls change nothing
 * but the admin's key and presets that are not installed yet.
 */
export async function seedInstallation(
  db: PrismaClient,
  { mode, dataDir, adminKey, now }: SeedOptions,
): Promise<{ seeded: boolean }> {
  const access: Access = {
    db,
    writer: { actor: { kind: 'system', id: 'seed' }, at: now },
    scope: everywhere,
    permission: 'seed',
  };
  return inOneWrite(
    access,
    async (rows) => {
      const within = { ...access, tx: rows };
      const seeded = !(await isSeeded(rows));
      if (seeded) {
        await ensureAdmin(within, mode);
        await ensureCalendars(within);
        const policy = mode === 'demo' ? await seedDemo(within, dataDir) : bare;
        await writeDefaultPolicy(within, policy);
        await rows.installation.create({
          data: { key: 'seed', value: { mode, at: now.toISOString() } },
        });
      }
      await installPresets(within);
      if (adminKey !== undefined) await ensureAdminKey(within, adminKey);
      return { seeded };
    },
    { timeoutMs: seedTimeoutMs },
  );
}

async function isSeeded(rows: Rows): Promise<boolean> {
  return (await rows.installation.findUnique({ where: { key: 'seed' } })) !== null;
}
