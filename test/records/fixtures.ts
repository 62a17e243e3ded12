import type { NumberedEntry, Projection } from '../../contracts/projection.js';
import type { IncidentPage } from '../../domain/incident/effects.js';
import type { IncidentView } from '../../domain/incident/view.js';
import { system } from '../../domain/machine.js';
import type { Database } from '../../records/database.js';

export const start = Date.UTC(2026, 10, 22, 18, 0, 0);

let ids = 0;
export const freshId = (prefix = 'inc_'): string => `${prefix}${process.pid}_${(ids += 1)}`;

export function viewOf(id: string, change: Partial<IncidentView> = {}): IncidentView {
  return {
    id,
    title: '核心交换机离线 <b>core</b>',
    severity: 'critical',
    impactClass: 'interruption',
    source: { kind: 'integration', id: 'int_1', name: 'zabbix' },
    drill: false,
    children: 0,
    stage: 'detected',
    detectedAt: start,
    holder: { person: 'li', since: start },
    policy: { id: 'pol_1', version: 1 },
    ladder: { reached: -1, rungs: [] },
    clocks: [
      { obligation: 'acknowledge', startAt: start, dueAt: start + 300_000 },
      { obligation: 'restore', startAt: start, dueAt: start + 7_200_000 },
    ],
    nextDue: start + 300_000,
    alerts: { open: 1, total: 1 },
    silenced: { respond: 0, overdue: 0, holder: 0, care: 0 },
    ...change,
  };
}

export function entryOf(n: number, change: Partial<NumberedEntry> = {}): NumberedEntry {
  return {
    n,
    at: start + n,
    actor: system,
    what: 'incident.note',
    with: { text: `#${n}` },
    ...change,
  };
}

export function projectionOf(
  view: IncidentView,
  change: Partial<Omit<Projection, 'view'>> = {},
): Projection {
  return { process: 'incident', id: view.id, seq: 1, view, entries: [], facts: [], ...change };
}

export function pageOf(change: Partial<IncidentPage> = {}): IncidentPage {
  return {
    kind: 'page',
    id: 'p1',
    no: 1,
    ladder: 'respond',
    reason: 'rung',
    due: start,
    targets: [{ kind: 'person', id: 'li' }],
    rung: 0,
    round: 0,
    ...change,
  };
}

export interface PersonSeed {
  id: string;
  channels?: unknown[];
  language?: 'zh' | 'en';
  status?: 'active' | 'left';
}

export async function addPeople({ prisma }: Database, people: PersonSeed[]): Promise<void> {
  await prisma.person.createMany({
    data: people.map(({ id, channels = [], language = 'zh', status = 'active' }) => ({
      ...{ id, name: `人 ${id}`, language, status, channels: channels as object[] },
      updatedAt: new Date(start),
    })),
  });
}

export const mailRule = (person: string, afterS = 0) => ({
  channel: 'mail',
  address: { address: `${person}@example.com` },
  afterS,
});

export const webhookRule = (url: string, afterS = 0) => ({
  channel: 'webhook',
  address: {
    url,
    secret: `whsec_${Buffer.from('0123456789abcdef0123456789ab').toString('base64')}`,
  },
  afterS,
});

/** A layer in which the members take a day each from 2026-11-01, 00:00 local. */
export const dailyLayer = (...members: string[]) => ({
  id: 'layer_1',
  rotation: { kind: 'daily', startsOn: '2026-11-01', handoverAt: '00:00', every: 1, members },
  restrictions: [],
});

export async function addSchedule(
  { prisma }: Database,
  seed: { id: string; owner: string; members?: string[]; department?: string },
): Promise<void> {
  await prisma.schedule.create({
    data: {
      id: seed.id,
      name: { zh: `${seed.id} 值班`, en: `${seed.id} duty` },
      zone: 'Asia/Shanghai',
      ownerId: seed.owner,
      departmentId: seed.department ?? null,
      layers: seed.members ? [dailyLayer(...seed.members)] : [],
    },
  });
}
