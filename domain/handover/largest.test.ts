import { describe, expect, it } from '@jest/globals';
import type { Clock } from '../clock.js';
import { cutText } from '../cut-text.js';
import { faultsMax, punchMax } from './later-state.js';
import { day, life, officeHours, olga, t0, user } from './life.fixture.js';
import {
  bulkMax,
  clocksMax,
  followUpsMax,
  gapsToldMax,
  hoursAheadMs,
  itemsMax,
  ladderNames,
  peopleMax,
  roomsMax,
  sections,
  textBytes,
  type HandoverInput,
  type HandoverState,
  type Party,
} from './state.js';
import { viewOf } from './view-of.js';

const bytes = (value: unknown): number => new TextEncoder().encode(JSON.stringify(value)).length;
const content = 'c'.repeat(22);
const uuid = '01890a5d-ac96-774b-bcce-b3020999';

describe('the largest hand-over', () => {
  const long = '很长的理由 "和引号" \\ '.repeat(400);
  const idOf = (prefix: string, n: number): string => `${prefix}_${uuid}${1_000 + n}`;
  const many = <T>(count: number, make: (n: number) => T): T[] =>
    Array.from({ length: count }, (_, n) => make(n));
  const rooms = many(roomsMax, (n) => ({ id: idOf('rom', n), name: long }));
  const items = many(itemsMax, (n) => ({
    key: `${sections[n % 10] ?? 'A'}${10 + (n % 10)}@${1 + Math.floor(n / 10)}`,
    ...{ critical: n % 2 === 0, from: 'delivery' as const },
  }));
  const hours = officeHours(t0 - day, t0 - day + hoursAheadMs);
  const party = (n: number): Party => ({
    department: { id: idOf('dep', n), name: long },
    ...{ person: idOf('per', n), deputy: idOf('per', n + 10), head: idOf('per', n + 20) },
    executive: { kind: 'duty', role: 'duty_executive' },
    calendar: idOf('cal', n),
  });
  const input: Partial<HandoverInput> = {
    ...{ id: idOf('hov', 0), rooms, hours: { delivery: hours, ops: hours, uat: hours } },
    checklist: { version: '1', items },
    service: {
      ...{ id: idOf('svc', 0), name: long, tier: 'A', productLine: 'sdwan' },
      mode: 'equipment_plus_service',
    },
    ...{ customer: { id: idOf('cus', 0), name: long }, site: { id: idOf('sit', 0), name: long } },
    parties: { delivery: party(0), ops: party(1), uat: party(2), product: party(3) },
    ...{ sponsor: idOf('per', 40), accountManager: idOf('per', 41) },
    signer: { contact: idOf('cct', 0), name: long },
  };

  /** Every list at its limit, each text as long as the commands allow it. */
  const full = (): HandoverState => {
    const one = life(input);
    const lead = { departments: [idOf('dep', 0)] };
    for (const n of many(peopleMax, (k) => k)) {
      const part = items.slice(n * 5, n * 5 + 5).map(({ key }) => ({
        ...{ key, content, validUntil: t0 + 300 * day },
      }));
      expect(
        one.give(user(idOf('per', n)), { type: 'submit', items: part, standing: lead }),
      ).toBeUndefined();
    }
    const late = { departments: [idOf('dep', 1)] };
    const rejected = items.slice(0, bulkMax).map(({ key }) => ({ key, reason: long }));
    one.give(olga, { type: 'reject_items', items: rejected, standing: late });
    for (const { effects, entries } of [one.seen]) {
      for (const each of [...effects, ...entries]) expect(bytes(each)).toBeLessThan(4 * 1_024);
    }
    return one.state();
  };

  const clock = (n: number): Clock => ({
    ...{ obligation: `stage/disclosure_review${n}`, startAt: t0, dueAt: t0 + day },
    ...{ target: { workingDays: 10 }, calendar: idOf('cal', n), told: 50 },
  });

  const withLists = (s: HandoverState): HandoverState => ({
    ...s,
    takeover: {
      ...{ by: idOf('per', 1), to: idOf('per', 2), reason: cutText(long, 300), at: t0 },
      ...{ until: t0 + day, remindAt: t0 + day },
    },
    rejected: { count: 400, tellAt: t0 },
    uatTask: { openedAt: t0, folded: 99, uncovered: 99, failed: 99 },
    training: {
      attended: 9,
      passed: 80,
      sessions: 9,
      heldAt: t0,
      plan: content,
      material: content,
    },
    trial: {
      ...{ startedAt: t0, since: t0, minDays: 30, minUntil: t0, until: t0, restarts: 9 },
      ...{ extensions: 9, p3: 20, phase: 'ops_leads', alarms: { tested: 9_999, total: 9_999 } },
      deciding: { at: t0, reason: cutText(long, textBytes.short) },
      faults: many(faultsMax, (n) => ({ incident: idOf('inc', n), level: 'P1', at: t0 })),
      alone: { subject: cutText(long, textBytes.short), at: t0, by: idOf('per', 1) },
    },
    punch: {
      open: many(punchMax, (n) => ({
        ...{ n, severity: 'critical', text: cutText(long, textBytes.leftover), due: t0 + n },
        ...{ owner: idOf('per', n), conditional: true, told: 'overdue' },
      })),
      ...{ added: 99, closed: 99 },
    },
    acceptance: {
      ...{ startedAt: t0, sheet: { asked: 'f9999', hash: content, at: t0 }, conditional: true },
      signatures: (['ops', 'delivery', 'customer'] as const).map((side) => ({
        ...{ party: side, by: idOf('per', 1), at: t0, decision: 'conditional' },
      })),
      link: { effect: 'a9999', until: t0, ok: true },
      ...{ signedAt: t0, suspendedAt: t0 },
    },
    warranty: {
      ...{ startedAt: t0, until: t0, escaped: 9 },
      checks: ([30, 60, 90] as const).map((at) => ({
        ...{ day: at, at: t0, by: idOf('per', 1), findings: 9 },
      })),
    },
    deadlines: ladderNames.slice(0, 9).map((ladder, n) => ({
      ...{ ladder, who: 'delivery', clock: clock(n), hours: 'delivery', halfMs: day, after: 9 },
    })),
    past: many(clocksMax, (n) => ({ ...clock(n), stoppedAt: t0 })),
    gapsTold: many(gapsToldMax, (n) => idOf('sch', n)),
    followUps: many(followUpsMax, (n) => ({
      ...{ due: t0 + n, page: `p${9_000 + n}`, ladder: 'signature', afterS: 900 },
    })),
  });

  it('keeps its state within 64 KiB and 100 bytes an item, its view within 8 KiB', () => {
    const state = withLists(full());
    expect(Object.keys(state.items)).toHaveLength(itemsMax);
    expect(state.people).toHaveLength(peopleMax);
    for (const [key, item] of Object.entries(state.items)) {
      expect(bytes({ [key]: item })).toBeLessThanOrEqual(100);
    }
    expect(bytes(state)).toBeLessThan(64 * 1_024);
    expect(bytes(viewOf(state))).toBeLessThan(8 * 1_024);
  });
});
