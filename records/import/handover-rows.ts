import type { ClosedHandover } from '../../contracts/import/closed-records.js';
import { idPrefix } from '../../contracts/names.js';
import { isProductLine, isServiceMode, ladderNames } from '../../domain/handover/state.js';
import type { HandoverView } from '../../domain/handover/view.js';
import { jsonColumn } from '../directory/columns.js';
import type { Directory } from './names.js';
import { importedId, timelineRows, type Line, type SubjectRows } from './subject-rows.js';

const silencedAll = Object.fromEntries(
  ladderNames.map((ladder) => [ladder, 0]),
) as HandoverView['silenced'];

/** What an old record does not tell of a hand-over's working: nothing of it is made up. */
const untold = {
  ...{
    profile: 'project' as const,
    tier: 'B' as const,
    checklistVersion: 'imported',
    rooms: 0,
    parties: {},
  },
  ...{ sections: [], percent: 0, blocking: [], blockingMore: 0, loops: 0 },
  ...{ training: { attended: 0, sessions: 0 }, clocks: [] },
  punch: { open: 0, critical: 0, closed: 0, next: [] },
} as const;

const closings = { accepted: 'accepted', rejected: 'cancelled', cancelled: 'cancelled' } as const;

const viewOf = (
  handover: ClosedHandover,
  { id, directory }: { id: string; directory: Directory },
): HandoverView => {
  const holder = directory.people.get(handover.holder)?.id ?? handover.holder;
  const service = directory.services.get(handover.service ?? '');
  const department = directory.departments.get(handover.department ?? '');
  const line = service?.line ?? '';
  const mode = service?.mode ?? '';
  return {
    ...untold,
    ...{ blocking: [], sections: [], clocks: [], punch: { ...untold.punch, next: [] } },
    ...{ id, title: handover.title, stage: 'closed', stageSince: handover.closed },
    ...{ startedAt: handover.opened, closedAt: handover.closed },
    closedAs: closings[handover.closedAs],
    productLine: isProductLine(line) ? line : 'managed',
    serviceMode: isServiceMode(mode) ? mode : 'service_only',
    ...{ orderAt: handover.opened, goLiveAt: handover.closed },
    holder: { person: holder, since: handover.opened },
    ...(service && { service: { id: service.id, name: service.name } }),
    ...(department && { department }),
    silenced: silencedAll,
  };
};

/** The rows of a closed hand-over: when it began and ended, who held it, how it ended. */
export const handoverRows = (
  handover: ClosedHandover,
  { source, directory }: { source: string; directory: Directory },
): SubjectRows & { subject: string } => {
  const id = importedId(idPrefix.handover, source, handover.id);
  const view = viewOf(handover, { id, directory });
  const lines: Line[] = [
    { at: handover.opened, what: 'record.imported', with: { source, id: handover.id } },
    { at: handover.closed, what: 'record.closed' },
  ];
  return {
    subject: id,
    process: {
      ...{ id, process: 'handover', seq: 1, stage: 'closed', title: handover.title, about: null },
      departmentId: view.department?.id ?? null,
      serviceId: view.service?.id ?? null,
      holderId: view.holder.person ?? null,
      ...{ startedAt: new Date(handover.opened), closedAt: new Date(handover.closed) },
      ...{ silenced: silencedAll, view: jsonColumn(view) },
    },
    ...{ clocks: [], notices: [], facts: [], timeline: timelineRows(id, lines) },
  };
};
