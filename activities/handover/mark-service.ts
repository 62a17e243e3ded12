import { system } from '../../domain/machine.js';
import type { MarkServiceEffect } from '../../domain/handover/effects.js';
import type { Instant } from '../../domain/machine.js';
import { appendAudit } from '../../records/audit/audit.js';
import type { Database } from '../../records/database.js';
import type { HandoverActivities } from './handover-activities.js';

/** What was taken out of use by people is not put back by a hand-over. */
const taken: readonly string[] = ['suspended', 'ceased'];

/** Writes how far a service has come, with a line of the trail; writing it again changes nothing. */
export const createMarkService =
  ({ database, now }: { database: Database; now: () => Instant }) =>
  async ({
    id,
    service,
    status,
  }: MarkServiceEffect): ReturnType<HandoverActivities['markService']> =>
    database.prisma.$transaction(async (rows) => {
      const row = await rows.service.findUnique({ where: { id: service } });
      const report = { type: 'marked' as const, effect: id };
      if (!row || taken.includes(row.status)) return { ...report, ok: false };
      if (row.status === status) return { ...report, ok: true };
      await rows.service.update({
        where: { id: service },
        data: { status, version: { increment: 1 } },
      });
      const line = { before: { status: row.status }, after: { status } };
      const by = { actor: system, at: new Date(now()) };
      await appendAudit(rows, { subject: service, action: 'service.mark', ...line }, by);
      return { ...report, ok: true };
    });
