import { isProcessName, type ProcessName } from '../../contracts/names.js';
import { runsAlways, type Priority } from '../../domain/escalation/clock-table.js';
import type { ChainToOpen } from '../../domain/escalation/open.js';
import { hoursAheadMs, type EscalationInput } from '../../domain/escalation/state.js';
import { levelOf } from '../../domain/incident/level.js';
import type { IncidentView } from '../../domain/incident/view.js';
import type { Instant } from '../../domain/machine.js';
import type { SubjectView } from '../../domain/subject-view.js';
import { adminPersonId } from '../oncall/directory.js';
import type { Rows } from '../rows.js';
import { hoursOf } from './hours.js';
import { askerOf, partyOf } from './party.js';

/** What a chain takes over from the subject it is about. */
interface Subject {
  title: string;
  process: ProcessName;
  holder: string | null;
  priority: Priority;
  interruption: boolean;
  view: Pick<SubjectView, 'service' | 'site' | 'customer' | 'drill'> & { drillOf?: string };
}

/** Which member the brief names that does not exist. */
export interface Unknown {
  unknown: 'subject' | 'to';
  id: string;
}

async function subjectOf(rows: Rows, id: string): Promise<Subject | undefined> {
  const incident = await rows.incident.findUnique({ where: { id } });
  if (incident) {
    const view = incident.view as unknown as IncidentView;
    return {
      ...{ title: incident.title, process: 'incident', holder: incident.holderId, view },
      priority: levelOf(view.severity),
      interruption: view.impactClass === 'interruption',
    };
  }
  const row = await rows.processRow.findUnique({ where: { id } });
  if (!row || !isProcessName(row.process)) return undefined;
  const view = row.view as unknown as SubjectView & { priority?: Priority; interruption?: boolean };
  return {
    ...{ title: row.title, process: row.process, holder: row.holderId, view },
    priority: view.priority ?? 'P3',
    interruption: view.interruption ?? false,
  };
}

/**
 * A chain's input with everything it pins: who asks (the subject's holder, else whoever starts it),
 * who is asked, and the hours of both (R17, operations.md).
 */
export async function chainInput(
  rows: Rows,
  asked: ChainToOpen,
  at: Instant,
): Promise<EscalationInput | Unknown> {
  const subject = asked.subject === undefined ? undefined : await subjectOf(rows, asked.subject);
  if (asked.subject !== undefined && !subject) return { unknown: 'subject', id: asked.subject };
  const starter = asked.by.kind === 'user' ? asked.by.id : adminPersonId;
  const asker = await askerOf(rows, subject?.holder ?? starter);
  const to = asker && (await partyOf(rows, asked.to, { asker, at }));
  if (!asker || !to) return { unknown: 'to', id: asked.to.id };
  const priority = asked.priority ?? subject?.priority ?? 'P3';
  const interruption = subject?.interruption ?? false;
  const matters = to.kind === 'supplier' || !runsAlways(priority, interruption);
  const span = { from: at, until: at + hoursAheadMs };
  const hours = matters && to.calendar ? await hoursOf(rows, to.calendar, span) : undefined;
  const { id, ask, neededBy, clocks, by } = asked;
  return {
    ...{ id, ask, priority, interruption, asker, by, to },
    ...(subject && asked.subject !== undefined && about(asked.subject, subject)),
    hours: hours ?? 'always',
    ...(neededBy !== undefined && { neededBy }),
    takeBaton: asked.takeBaton ?? false,
    ...(clocks && { clocks }),
  };
}

function about(id: string, { title, process, view }: Subject): Partial<EscalationInput> {
  const { service, site, customer, drill, drillOf } = view;
  return {
    about: { id, title, process },
    ...(service && { service }),
    ...(site && { site }),
    ...(customer && { customer }),
    ...(drill && { drill }),
    ...(drillOf !== undefined && { drillOf }),
  };
}
