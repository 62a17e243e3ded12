import type { AccessRequestActivities } from '../../activities/access-request/access-request.js';
import type { DrillActivities } from '../../activities/drill/drill-activities.js';
import type { EscalationActivities } from '../../activities/escalation/escalation-activities.js';
import type { HandoverActivities } from '../../activities/handover/handover-activities.js';
import type { HardFaultActivities } from '../../activities/hard-fault/hard-fault-activities.js';
import type { HeartbeatActivities } from '../../activities/heartbeat/heartbeat.js';
import type { PromiseActivities } from '../../activities/promise/promise-activities.js';
import type { ReviewActivities } from '../../activities/review/review-activities.js';
import type { ShiftActivities } from '../../activities/shift/shift.js';
import type { Projection } from '../../contracts/projection.js';
import type { GrantEffect } from '../../domain/access-request/effects.js';
import { takeSnapshot } from '../../domain/calendar/take-snapshot.js';
import type { WorkCalendar } from '../../domain/calendar/work-calendar.js';
import type { Gone } from '../../domain/shift/commands.js';
import type { TellEffect } from '../../domain/tell.js';

/** The hands of the processes beside the incident. */
export type OthersActivities = AccessRequestActivities &
  DrillActivities &
  Pick<EscalationActivities, 'takeHours'> &
  HandoverActivities &
  HardFaultActivities &
  HeartbeatActivities &
  PromiseActivities &
  ReviewActivities &
  ShiftActivities;

/** What a write of the read model answers. */
export interface Written {
  seq: number;
  entriesThrough: number;
}

/** What those processes asked of the world, and what of it they can see. */
export interface OthersOutside {
  /** Subject → who holds it, for hand-overs: one that is not here is closed. */
  holders: Map<string, string>;
  granted: GrantEffect[];
  /** Invitations to meetings, `mtg_1 request 0`. */
  invited: string[];
  /** Titles of the actions that meetings opened. */
  actionsOpened: string[];
  /** Events of drills that happened, by drill. */
  played: { drill: string; event: string; at: number }[];
  /** Drills whose incidents were ended. */
  stopped: string[];
  /** Sheets of hand-overs that were frozen, and links that were mailed, by their hash. */
  sheets: string[];
  links: string[];
  /** The status that hand-overs gave to services. */
  services: Map<string, string>;
  /** When an integration was last heard, by integration. */
  beats: Map<string, number>;
  /** What the intake was told, `int_1 raise`. */
  raised: string[];
}

interface Hearing extends OthersOutside {
  activities: OthersActivities;
  /** A subject that is told to take over has another holder. */
  hear(effect: TellEffect): void;
}

const days = [1, 2, 3, 4, 5, 6, 7];

/** Every day from eight to ten in Shanghai; by night a report is only taken. */
const supplierCalendar: WorkCalendar = {
  zone: 'Asia/Shanghai',
  weekly: days.map((day) => ({ day, intervals: [{ from: '08:00', to: '22:00' }] })),
  exceptions: [],
  closedMode: 'accept_only',
  coveredYears: null,
};

/** The world of every process but the incident; `write` is the read model. */
export const outsideOfOthers = (write: (projection: Projection) => Written): Hearing => {
  const seen: OthersOutside = {
    holders: new Map(),
    granted: [],
    invited: [],
    actionsOpened: [],
    played: [],
    stopped: [],
    sheets: [],
    links: [],
    services: new Map(),
    beats: new Map(),
    raised: [],
  };
  return { ...seen, activities: handsOf(seen, write), hear: (effect) => takeOver(seen, effect) };
};

const takeOver = ({ holders }: OthersOutside, { to, message }: TellEffect): void => {
  const word = message as { type: string; person?: string };
  if (word.type !== 'take_over' || word.person === undefined) return;
  for (const one of to) holders.set(one, word.person);
};

const handsOf = (
  seen: OthersOutside,
  write: (projection: Projection) => Written,
): OthersActivities => ({
  grantAccess: async (effect) => {
    seen.granted.push(effect);
    return { type: 'granted', effect: effect.id, until: effect.until };
  },
  takeHours: async ({ id, from, until }) => ({
    type: 'hours',
    effect: id,
    hours: takeSnapshot(supplierCalendar, { from, until }),
  }),
  hoursAhead: async ({ id }) => ({ type: 'hours_taken', effect: id }),
  findDelegate: async ({ id, person }) => ({
    type: 'delegate_found',
    effect: id,
    delegate: { id: `${person}_delegate`, name: `${person} delegate` },
  }),
  inviteToMeeting: async (subject, { id, method, sequence, required, optional }) => {
    seen.invited.push(`${subject} ${method} ${sequence}`);
    const reached = required.length + optional.length;
    return { type: 'invited', effect: id, reached, failed: 0 };
  },
  openActions: async ({ id, actions }) => {
    seen.actionsOpened.push(...actions.map(({ title }) => title));
    return { type: 'actions_opened', effect: id, ids: actions.map((_, k) => `act_${id}_${k}`) };
  },
  collectOpen: async ({ id }) => ({
    ...{ type: 'collected', effect: id, more: 0 },
    items: [{ subject: 'act_1', number: 'AC-1', title: 't', stage: 'open', owner: 'Tom' }],
  }),
  openReviews: async ({ id }) => ({ type: 'opened', effect: id, started: 2 }),
  freezeCycle: async ({ id }) => ({
    ...{ type: 'frozen', effect: id, people: 2, insufficient: 0, absent: [], digest: 'd' },
  }),
  scoreCycle: async ({ id }) => ({ type: 'scored', effect: id, changed: 1 }),
  tellReviews: async ({ id }) => ({ type: 'reviews_told', effect: id, told: 2, gone: 0 }),
  remind: async ({ id }) => ({ type: 'reminded', effect: id, sent: 1, waiting: 0 }),
  archiveCycle: async ({ id }) => ({
    ...{ type: 'archived', effect: id, open: 0, sha256: 's', rows: 2 },
  }),
  openCycle: async ({ key }) => ({ id: 'rvc_1', key: key ?? '2026Q4-OPS', opened: true }),
  gatherShift: async ({ id, outgoing, known, fresh }) => {
    const gone = known.flatMap((one): Gone[] => {
      const holder = seen.holders.get(one);
      if (holder === undefined) return [{ id: one, how: 'closed' }];
      return holder === outgoing ? [] : [{ id: one, how: 'taken' }];
    });
    const held = [...seen.holders].filter(([one, by]) => by === outgoing && !known.includes(one));
    const items = held.map(([one], n) => ({
      ...{ id: one, number: `INC-${n + 1}`, title: `line ${n + 1} down`, stage: 'responding' },
    }));
    return { type: 'gathered', effect: id, gone, fresh: fresh ? items : [], more: 0 };
  },
  playScript: async (drill, { id, event, at }) => {
    seen.played.push({ drill, event: event.id, at });
    return { type: 'played', effect: id, event: event.id, incident: `inc_${event.key}` };
  },
  scoreDrill: async ({ id, incidents }) => ({
    type: 'scored',
    effect: id,
    score: { steps: [], marks: incidents.length, possible: 100 },
  }),
  stopDrill: async (drill, { id }) => {
    seen.stopped.push(drill);
    return { type: 'stopped', effect: id };
  },
  freezeSheet: async ({ id, handover }) => {
    const hash = `sheet_of_${handover}_${id}`;
    seen.sheets.push(hash);
    return { type: 'sheet', effect: id, hash };
  },
  askSignature: async ({ id, sheet }) => {
    seen.links.push(sheet);
    return { type: 'signature_asked', effect: id, ok: true };
  },
  markService: async ({ id, service, status }) => {
    seen.services.set(service, status);
    return { type: 'marked', effect: id, ok: true };
  },
  projectHeartbeat: async (projection) => write(projection),
  lookForBeat: async ({ id, integration }) => {
    const last = seen.beats.get(integration);
    return { type: 'looked', effect: id, ...(last !== undefined && { last }) };
  },
  tellIntake: async (_subject, { id, kind, integration }) => {
    seen.raised.push(`${integration} ${kind}`);
    return { type: 'said', effect: id };
  },
});
