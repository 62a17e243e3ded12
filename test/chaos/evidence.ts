import type { Database } from '../../records/database.js';
import type { Opened } from './opened.js';

/** One delivery as the records tell it. */
export interface RecordedDelivery {
  id: string;
  page: string;
  reason: string;
  rung: number | null;
  personId: string;
  state: string;
  dueAt: Date;
  possiblyRepeated: boolean;
  tries: { startedAt: Date; outcome: string | null }[];
}

/** Everything the records say of one incident. */
export interface Evidence {
  stage?: string;
  holderId?: string | null;
  detectedAt?: number;
  acknowledgedAt?: number;
  /** Incidents of the same source event; more than one is a double. */
  sameTitle: number;
  batonHolders: string[];
  deliveries: RecordedDelivery[];
}

export async function evidenceOf({ prisma }: Database, opened: Opened): Promise<Evidence> {
  const { id: subject, title } = opened;
  const [row, sameTitle, batons, deliveries] = await Promise.all([
    prisma.incident.findUnique({ where: { id: subject } }),
    prisma.incident.count({ where: { title } }),
    prisma.baton.findMany({ where: { subject } }),
    prisma.delivery.findMany({ where: { subject }, include: { tries: true } }),
  ]);
  const view = (row?.view ?? {}) as { detectedAt?: number; acknowledgedAt?: number };
  return {
    ...(row ? { stage: row.stage, holderId: row.holderId } : {}),
    ...(view.detectedAt === undefined ? {} : { detectedAt: view.detectedAt }),
    ...(view.acknowledgedAt === undefined ? {} : { acknowledgedAt: view.acknowledgedAt }),
    sameTitle,
    batonHolders: batons.map(({ holderId }) => holderId),
    deliveries,
  };
}

const restingStates = ['delivered', 'failed', 'silenced', 'crossed'];

export const isAtRest = ({ state }: RecordedDelivery): boolean => restingStates.includes(state);
