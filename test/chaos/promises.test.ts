import { expect, test } from '@jest/globals';
import type { Evidence, RecordedDelivery } from './evidence.js';
import { broken, type Case } from './promises.js';
import type { Sighting } from './witness.js';

const start = 1_000_000;
const id = 'inc_1';
const rungs = [
  { delayS: 1, people: ['li'] },
  { delayS: 2, people: ['wang', 'zhao'] },
  { delayS: 1, people: ['he'] },
];
const dues = [0, 1_000, 3_000];

const delivery = (
  rung: number,
  personId: string,
  change: Partial<RecordedDelivery> = {},
): RecordedDelivery => ({
  id: `${id}/p${rung}/${personId}`,
  page: `p${rung}`,
  reason: 'rung',
  rung,
  personId,
  state: 'delivered',
  dueAt: new Date(start + (dues[rung] ?? 0)),
  possiblyRepeated: false,
  tries: [{ startedAt: new Date(start + (dues[rung] ?? 0) + 5), outcome: 'delivered' }],
  ...change,
});

const all = (): RecordedDelivery[] =>
  rungs.flatMap(({ people }, rung) => people.map((person) => delivery(rung, person)));

const arrival = (row: RecordedDelivery, change: Partial<Sighting> = {}): Sighting => ({
  key: row.id,
  webhookId: `msg_${row.id}`,
  possiblyRepeated: false,
  title: 'one',
  at: row.dueAt.getTime() + 10,
  ...change,
});

const arrivals = (rows: RecordedDelivery[]): Sighting[] => rows.map((row) => arrival(row));

function caseOf(evidence: Partial<Evidence> = {}, change: Partial<Case> = {}): Case {
  const deliveries = evidence.deliveries ?? all();
  return {
    opened: { id, title: 'one', acceptedAt: start, policy: { id: 'pol', rungs, intakeKey: 'k' } },
    evidence: {
      stage: 'detected',
      holderId: 'li',
      detectedAt: start,
      sameTitle: 1,
      batonHolders: ['li'],
      ...evidence,
      deliveries,
    },
    seen: arrivals(deliveries),
    acknowledger: 'admin',
    ...change,
  };
}

/** Acknowledged half a second after the second rung, which is why the third never came. */
function acknowledged(third: RecordedDelivery[] = [], seen: Sighting[] = []): Case {
  const at = start + 1_500;
  const deliveries = [...all().filter(({ rung }) => rung !== 2), ...third];
  const held = { holderId: 'admin', batonHolders: ['admin'], acknowledgedAt: at };
  const one = caseOf({ deliveries, ...held });
  const told = arrivals(deliveries.filter(({ rung }) => rung !== 2));
  return { ...one, opened: { ...one.opened, acknowledgedAt: at + 20 }, seen: [...told, ...seen] };
}

test('a run in which everything was kept is not called broken', () => {
  expect(broken(caseOf())).toEqual([]);
  expect(broken(acknowledged())).toEqual([]);
});

const first = delivery(0, 'li');
const marked = { ...first, possiblyRepeated: true };
const again = arrival(first, { at: start + 2_000, possiblyRepeated: true });
const rest = all().slice(1);
const late = delivery(2, 'he', { state: 'delivered' });
const inFlight = delivery(2, 'he', {
  dueAt: new Date(start + 1_400),
  state: 'crossed',
  tries: [{ startedAt: new Date(start + 1_450), outcome: 'delivered' }],
});

test('a repeat that says so under the same key is not called broken', () => {
  const repeated = caseOf({ deliveries: [marked, ...rest] });
  expect(broken({ ...repeated, seen: [...arrivals(all()), again] })).toEqual([]);
});

const faults: [what: string, broken: Case, says: RegExp][] = [
  ['an incident that is gone', caseOf({}, { evidence: { ...none() } }), /lost/],
  ['an incident nobody was paged for', caseOf({ deliveries: [] }), /lost: nobody/],
  ['a first rung that was not paged', caseOf({ deliveries: rest }), /rung 0 skipped li/],
  ['two incidents of one event', caseOf({ sameTitle: 2 }), /2 incidents/],
  ['a rung that was not paged', caseOf({ deliveries: all().slice(0, 3) }), /rung 2 skipped he/],
  [
    'one of two people of a rung who was left out',
    caseOf({ deliveries: all().filter(({ personId }) => personId !== 'zhao') }),
    /rung 1 skipped zhao/,
  ],
  [
    'a rung that drifted',
    caseOf({ deliveries: [first, ...rest].map((row) => drifted(row)) }),
    /rung 2 is due 7 ms off/,
  ],
  [
    'a page recorded as sent that never arrived',
    caseOf({}, { seen: arrivals(rest) }),
    /never arrived/,
  ],
  [
    'a page that never came to rest',
    caseOf({ deliveries: [...all().slice(0, 3), delivery(2, 'he', { state: 'waiting' })] }),
    /is waiting/,
  ],
  [
    'a repeat without its mark',
    caseOf(
      { deliveries: [marked, ...rest] },
      { seen: [...arrivals(all()), { ...again, possiblyRepeated: false }] },
    ),
    /without its mark/,
  ],
  [
    'a repeat that the records deny',
    caseOf({}, { seen: [...arrivals(all()), again] }),
    /its record says no/,
  ],
  [
    'a repeat under another id',
    caseOf(
      { deliveries: [marked, ...rest] },
      { seen: [...arrivals(all()), { ...again, webhookId: 'msg_other' }] },
    ),
    /under 2 ids/,
  ],
  [
    'a page that no record knows',
    caseOf({}, { seen: [...arrivals(all()), { ...again, key: `${id}/p9/li` }] }),
    /in no record/,
  ],
  ['two holders', caseOf({ batonHolders: ['li', 'wang'] }), /held by \[li, wang\]/],
  ['no holder', caseOf({ batonHolders: [] }), /held by \[\]/],
  ['a rung fired after the acknowledgement', acknowledged([late], arrivals([late])), /after the/],
  [
    'a page in flight at the acknowledgement that is not called crossed',
    acknowledged([{ ...inFlight, state: 'delivered' }], [arrival(inFlight, { at: start + 1_600 })]),
    /and is delivered/,
  ],
];

test.each(faults)('%s is called broken', (_what, one, says) => {
  expect(broken(one).join('\n')).toMatch(says);
});

function none(): Evidence {
  return { sameTitle: 0, batonHolders: [], deliveries: [] };
}

function drifted(row: RecordedDelivery): RecordedDelivery {
  return row.rung === 2 ? { ...row, dueAt: new Date(row.dueAt.getTime() + 7) } : row;
}
