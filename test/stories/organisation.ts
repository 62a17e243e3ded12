import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seedInstallation } from '../../prisma/seed/seed.js';
import { mintKey } from '../../records/access/keys.js';
import type { Database } from '../../records/database.js';

const dayMs = 86_400_000;

/** Who has duty in the stories, whatever the hour at which they run. */
export const onDuty = {
  sch_noc: 'per_zhang_min',
  sch_lead: 'per_wang_fang',
  sch_network: 'per_wu_gang',
  sch_manager: 'per_zhao_lei',
} as const;

/** Fills the records with the demo organisation; answers everybody's key, the admin's too. */
export async function seedOrganisation({ prisma }: Database): Promise<Record<string, string>> {
  const dataDir = await mkdtemp(join(tmpdir(), 'baton-story-'));
  const adminKey = mintKey();
  const now = new Date();
  try {
    await seedInstallation(prisma, { mode: 'demo', dataDir, adminKey, now });
    const text = await readFile(join(dataDir, 'demo-keys.json'), 'utf8');
    const people = JSON.parse(text) as Record<string, string>;
    await holdDuty(prisma, now.getTime());
    return { ...people, admin: adminKey };
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
}

/** The rotations go on by this machine's clock; an override keeps the same people on duty. */
async function holdDuty(prisma: Database['prisma'], now: number): Promise<void> {
  await prisma.scheduleOverride.createMany({
    data: Object.entries(onDuty).map(([scheduleId, personId]) => ({
      id: `ovr_${scheduleId}`,
      scheduleId,
      personId,
      from: new Date(now - dayMs),
      until: new Date(now + 30 * dayMs),
    })),
  });
}
