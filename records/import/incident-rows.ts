import { idPrefix } from '../../contracts/names.js';
import type { ClosedIncident } from '../../contracts/import/closed-records.js';
import { severityOf } from '../../domain/incident/level.js';
import type { IncidentView } from '../../domain/incident/view.js';
import { owedId } from '../../domain/notice/stages.js';
import type { ClockView, Ref } from '../../domain/subject-view.js';
import { jsonColumn } from '../directory/columns.js';
import type { Frozen } from '../notice/rows.js';
import type { Directory } from './names.js';
import {
  contentDigest,
  importedId,
  timelineRows,
  type Line,
  type SubjectRows,
} from './subject-rows.js';

const promiseMs = 1_800_000;
const silencedAll = { respond: 0, overdue: 0, holder: 0, care: 0 };

interface Place {
  service?: Ref;
  department?: Ref;
  site?: string;
}

const placeOf = ({ service, department }: ClosedIncident, directory: Directory): Place => {
  const known = service === undefined ? undefined : directory.services.get(service);
  const unit = directory.departments.get(department ?? known?.department ?? '');
  return {
    ...(known && { service: { id: known.id, name: known.name } }),
    ...(unit && { department: unit }),
    ...(known?.site !== undefined && { site: known.site }),
  };
};

const clocksOf = (incident: ClosedIncident): ClockView[] => {
  const { detected, acknowledged, acknowledgeDue, restored, restoreDue, closed } = incident;
  const acknowledge = {
    ...{ obligation: 'acknowledge', startAt: detected, dueAt: acknowledgeDue },
    stoppedAt: acknowledged ?? closed,
  };
  if (restoreDue === undefined) return [acknowledge];
  const restore = { obligation: 'restore', startAt: detected, dueAt: restoreDue };
  return [acknowledge, { ...restore, stoppedAt: restored ?? closed }];
};

interface Made extends Place {
  id: string;
  source: string;
  personOf: (name: string) => string;
}

const viewOf = (incident: ClosedIncident, made: Made): IncidentView => {
  const { level, firstLevel, detected, acknowledged, restored, closed } = incident;
  const last = incident.holders.at(-1);
  return {
    ...{ id: made.id, title: incident.title, severity: severityOf(level), drill: false },
    impactClass: incident.interruption ? 'interruption' : 'degraded',
    ...(made.service && { service: made.service }),
    ...(made.department && { department: made.department }),
    source: { kind: 'integration', id: 'import', name: made.source },
    ...{ children: 0, stage: 'closed', closedAs: incident.closedAs, detectedAt: detected },
    ...(acknowledged !== undefined && { acknowledgedAt: acknowledged }),
    ...(restored !== undefined && { restoredAt: restored }),
    closedAt: closed,
    holder: { person: made.personOf(last?.person ?? ''), since: last?.since ?? detected },
    policy: { id: 'import', version: 1 },
    ladder: { reached: 0, rungs: [] },
    clocks: clocksOf(incident),
    grading: { status: 'graded', level, first: firstLevel ?? level },
    ...{ alerts: { open: 0, total: 0 }, silenced: silencedAll },
  };
};

const linesOf = (incident: ClosedIncident, { source, personOf }: Made): Line[] => {
  const { detected, acknowledged, restored, reopened, closed, holders, notices } = incident;
  const held = holders.map(({ person, since }): Line => {
    const who = personOf(person);
    return since === acknowledged
      ? {
          at: since,
          what: 'incident.acknowledged',
          with: { person: who, until: since + promiseMs },
        }
      : { at: since, what: 'baton.duty', with: { person: who } };
  });
  const missed = notices.flatMap(({ audience, stage, seq, due, sent }): Line[] =>
    sent !== undefined && sent <= due
      ? []
      : [{ at: due, what: 'notice.missed', with: { notice: owedId(audience, stage, seq), due } }],
  );
  return [
    { at: detected, what: 'record.imported', with: { source, id: incident.id } },
    ...held,
    ...missed,
    ...(reopened === undefined
      ? []
      : [{ at: reopened, what: 'incident.reopened', with: { reason: '–' } }]),
    ...(restored === undefined
      ? []
      : [{ at: restored, what: 'incident.restored', with: { how: '–' } }]),
    { at: closed, what: 'incident.closed' },
  ];
};

/** Its text is where it came from; what is known of it here is when it went. */
const frozenOf = (level: ClosedIncident['level'], at: number): Frozen => ({
  ...{ at, level, fields: {}, causeStatus: 'unknown' },
  ...{ languages: [], customers: [], unreachable: [] },
});

const noticeRows = (incident: ClosedIncident, id: string): SubjectRows['notices'] =>
  incident.notices
    .flatMap((notice, index) =>
      notice.sent === undefined ? [] : [{ ...notice, index, at: notice.sent }],
    )
    .map(({ audience, stage, seq, due, at, index }) => ({
      ...{ id: `ntc_${id}_${index}`, incidentId: id, owed: owedId(audience, stage, seq) },
      ...{ number: `${incident.id}-${index + 1}`, sequence: seq, audience, kind: stage },
      ...{ level: incident.level, state: 'sent', ref: { dueAt: due } },
      ...{ draftedAt: new Date(at), sentAt: new Date(at) },
      frozen: jsonColumn(frozenOf(incident.level, at)),
      hash: contentDigest(frozenOf(incident.level, at)),
    }));

/** The rows of a closed incident (V4, N43): what a live one would have left behind. */
export const incidentRows = (
  incident: ClosedIncident,
  { source, directory }: { source: string; directory: Directory },
): SubjectRows & { subject: string } => {
  const id = importedId(idPrefix.incident, source, incident.id);
  const personOf = (name: string): string => directory.people.get(name)?.id ?? name;
  const made: Made = { id, source, personOf, ...placeOf(incident, directory) };
  const view = viewOf(incident, made);
  return {
    subject: id,
    incident: {
      ...{ id, seq: 1, stage: 'closed', closedAs: incident.closedAs, title: incident.title },
      ...{ severity: view.severity, serviceId: made.service?.id ?? null },
      ...{ siteId: made.site ?? null, departmentId: made.department?.id ?? null },
      ...{ holderId: view.holder.person ?? null, detectedAt: new Date(incident.detected) },
      ...{ closedAt: new Date(incident.closed), silenced: silencedAll, view: jsonColumn(view) },
    },
    clocks: view.clocks.map(({ obligation, startAt, dueAt, stoppedAt }) => ({
      ...{ subject: id, obligation, startAt: new Date(startAt), dueAt: new Date(dueAt) },
      stoppedAt: stoppedAt === undefined ? null : new Date(stoppedAt),
    })),
    timeline: timelineRows(id, linesOf(incident, made)),
    facts: [
      {
        ...{ subject: id, kind: 'assessment', key: String(incident.detected), seq: 1 },
        data: {
          by: personOf(incident.gradedBy ?? incident.holders[0]?.person ?? ''),
          level: incident.firstLevel ?? incident.level,
        },
      },
    ],
    notices: noticeRows(incident, id),
  };
};
