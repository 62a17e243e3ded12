import type { z } from 'zod';

import type {
  closedChain,
  closedHandover,
  closedIncident,
  ClosedRecords,
} from '../../../contracts/import/closed-records.js';
import type { Level } from '../../../domain/severity/matrix.js';

type Incident = z.input<typeof closedIncident>;
type Chain = z.input<typeof closedChain>;
type Handover = z.input<typeof closedHandover>;

export const quarterSizes = { incidents: 200, chains: 40, handovers: 6 } as const;
/** The same seed gives the same quarter, to the second. */
export const quarterSeed = 20_261;

const minuteMs = 60_000;
const hourMs = 3_600_000;
const dayMs = 86_400_000;

/** A stream of numbers in [0, 1) from one seed; the same on every machine. */
const streamOf = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
};

interface Engineer {
  person: string;
  /** How often what is owed is in time. */
  inTime: number;
}

const engineers: readonly Engineer[] = [
  { person: 'per_zhang_min', inTime: 0.98 },
  { person: 'per_chen_jie', inTime: 0.95 },
  { person: 'per_liu_yang', inTime: 0.91 },
  { person: 'per_anna_berg', inTime: 0.96 },
  { person: 'per_wang_fang', inTime: 0.93 },
];

const faults: readonly [service: string, title: string][] = [
  ['svc_line_yunshan', '云杉专线 丢包'],
  ['svc_line_haitang', '海棠医院专线 中断'],
  ['svc_sdwan_yuanfan', '远帆 SD-WAN 隧道抖动'],
  ['svc_sdwan_qinghe', '青禾 SD-WAN 隧道中断'],
  ['svc_colo_yunshan', '云杉机柜 单路失电'],
  ['svc_adsl_suzhou', '苏州 ADSL 掉线'],
  ['svc_managed_haitang', '海棠代维 核心交换告警'],
  ['svc_rental_minghu', '明湖设备 板卡故障'],
];

interface Target {
  level: Level;
  acknowledgeMs: number;
  restoreMs: number;
  firstMs?: number;
}

/** 4a and the notice cadence of operations.md; drawn by how often such incidents come. */
const targets: readonly [below: number, target: Target][] = [
  [0.06, { level: 'P1', acknowledgeMs: 300_000, restoreMs: 2 * hourMs, firstMs: 900_000 }],
  [0.26, { level: 'P2', acknowledgeMs: 600_000, restoreMs: 4 * hourMs, firstMs: 1_800_000 }],
  [0.78, { level: 'P3', acknowledgeMs: 900_000, restoreMs: 8 * hourMs, firstMs: 3_600_000 }],
  [1, { level: 'P4', acknowledgeMs: 1_800_000, restoreMs: 72 * hourMs }],
];

const departments: readonly [department: string, acceptor: string, inTime: number][] = [
  ['dep_infra', 'per_sun_hao', 0.7],
  ['dep_delivery', 'per_wu_gang', 0.85],
  ['dep_product', 'per_xu_jing', 0.8],
  ['dep_service', 'per_tom_reid', 0.95],
];

type Draw = () => number;

const at = (ms: number): string => new Date(Math.round(ms / 1_000) * 1_000).toISOString();

const pick = <T>(draw: Draw, from: readonly [T, ...T[]] | readonly T[]): T => {
  const one = from[Math.floor(draw() * from.length)];
  if (one === undefined) throw new Error('nothing to draw from');
  return one;
};

/** When something owed by `dueMs` comes: well before, or somewhat after. */
const cameAfter = (draw: Draw, dueMs: number, inTime: number): number =>
  draw() < inTime ? dueMs * (0.15 + 0.75 * draw()) : dueMs * (1.1 + 0.9 * draw());

const targetOf = (draw: Draw): Target => {
  const drawn = draw();
  const found = targets.find(([below]) => drawn < below);
  if (!found) throw new Error('the last target takes all');
  return found[1];
};

const levels: readonly Level[] = ['P1', 'P2', 'P3', 'P4'];

/** Now and then somebody grades one step too mild. */
const firstLevelOf = (draw: Draw, level: Level): Level =>
  draw() < 0.05 ? (levels[levels.indexOf(level) + 1] ?? level) : level;

interface Times {
  detected: number;
  acknowledged: number;
  restored: number;
}

function noticesOf(
  draw: Draw,
  target: Target,
  { person, times }: { person: Engineer; times: Times },
) {
  const { detected, restored } = times;
  if (target.firstMs === undefined) return [];
  const recoveryMs = target.firstMs;
  return (['internal', 'customer'] as const).flatMap((audience) => {
    const first = detected + cameAfter(draw, target.firstMs ?? 0, person.inTime);
    const recovery = restored + cameAfter(draw, recoveryMs, person.inTime);
    const due = detected + (target.firstMs ?? 0);
    return [
      { audience, stage: 'first' as const, seq: 1, due: at(due), sent: at(first) },
      {
        ...{ audience, stage: 'recovery' as const, seq: 1 },
        ...{ due: at(restored + recoveryMs), sent: at(recovery) },
      },
    ];
  });
}

function incidentOf(
  draw: Draw,
  n: number,
  { detected, duty }: { detected: number; duty: Engineer },
): Incident {
  const target = targetOf(draw);
  const [service, title] = pick(draw, faults);
  const acknowledged = detected + cameAfter(draw, target.acknowledgeMs, duty.inTime);
  const restored = detected + cameAfter(draw, target.restoreMs, duty.inTime);
  const times = { detected, acknowledged: Math.min(acknowledged, restored), restored };
  const until = Math.max(times.acknowledged, restored) + 2 * hourMs;
  const closed = until + (target.level === 'P1' ? dayMs : 4 * hourMs);
  const gradedFirst = firstLevelOf(draw, target.level);
  return {
    ...{ id: `ITSM-${10_000 + n}`, title, level: target.level, service, department: 'dep_noc' },
    ...(gradedFirst !== target.level && { firstLevel: gradedFirst }),
    ...{ gradedBy: duty.person, interruption: target.level === 'P1' },
    ...{ detected: at(detected), acknowledged: at(times.acknowledged), restored: at(restored) },
    acknowledgeDue: at(detected + target.acknowledgeMs),
    restoreDue: at(detected + target.restoreMs),
    closed: at(closed),
    ...(draw() < 0.04 && { reopened: at(restored + hourMs) }),
    holders: [
      { person: duty.person, since: at(detected) },
      { person: duty.person, since: at(times.acknowledged) },
    ],
    notices: noticesOf(draw, target, { person: duty, times }),
  };
}

const acceptMs: Record<Level, number> = {
  P1: 10 * minuteMs,
  P2: 15 * minuteMs,
  P3: hourMs,
  P4: 4 * hourMs,
};

function chainOf(draw: Draw, n: number, about: Incident): Chain {
  const [department, acceptor, inTime] = pick(draw, departments);
  const level: Level = about.level;
  const opened = Date.parse(about.detected) + 20 * minuteMs;
  const late = draw() >= inTime;
  const bounced = late && draw() < 0.4;
  const accepted = opened + acceptMs[level] * (late ? 1.5 : 0.5);
  const ended = accepted + hourMs + 2 * hourMs * draw();
  return {
    ...{ id: `REQ-${2_000 + n}`, ask: `${about.title}：请协助定位`, about: about.id },
    ...{ priority: level, asker: about.holders[0]?.person ?? '', opened: at(opened) },
    closed: at(ended + 10 * minuteMs),
    ...(bounced && { closedAs: 'withdrawn' as const }),
    legs: [
      {
        ...{ to: { kind: 'department' as const, id: department }, opened: at(opened), late },
        ...(bounced ? {} : { accepted: at(accepted), acceptedBy: acceptor }),
        ...{ ended: at(ended), as: bounced ? ('bounced' as const) : ('fulfilled' as const) },
        silences: late && !bounced ? 1 : 0,
      },
    ],
  };
}

function handoverOf(draw: Draw, n: number, from: number): Handover {
  const [service] = pick(draw, faults);
  const opened = from + Math.floor(30 * draw()) * dayMs;
  return {
    ...{ id: `HO-${300 + n}`, title: `${service} 交维`, service, department: 'dep_noc' },
    ...{ holder: 'per_zhou_na', opened: at(opened), closed: at(opened + 45 * dayMs) },
    closedAs: n === 0 ? 'rejected' : 'accepted',
  };
}

/**
 * A past quarter of the demo organisation as closed records: 200 incidents, 40 chains, 6 hand-overs
 * within [from, until), epoch milliseconds, from a fixed seed. The duty changes hands every day.
 */
export function demoQuarter(period: { from: number; until: number }): ClosedRecords {
  const draw = streamOf(quarterSeed);
  const incidents: Incident[] = [];
  const step = (period.until - period.from - 7 * dayMs) / quarterSizes.incidents;
  for (let n = 0; n < quarterSizes.incidents; n += 1) {
    const detected = period.from + step * (n + draw());
    const day = Math.floor((detected - period.from) / dayMs);
    const duty = engineers[day % engineers.length];
    if (duty) incidents.push(incidentOf(draw, n, { detected, duty }));
  }
  const chains: Chain[] = [];
  const every = quarterSizes.incidents / quarterSizes.chains;
  for (let n = 0; n < quarterSizes.chains; n += 1) {
    const about = incidents[Math.floor(n * every + every * draw())];
    if (about) chains.push(chainOf(draw, n, about));
  }
  const handovers = Array.from({ length: quarterSizes.handovers }, (_one, n) =>
    handoverOf(draw, n, period.from),
  );
  return { source: 'demo-itsm', incidents, chains, handovers };
}
