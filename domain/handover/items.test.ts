import { describe, expect, it, test } from '@jest/globals';
import {
  customerLink,
  dan,
  day,
  life,
  livedTo,
  olga,
  opsHead,
  stranger,
  submitAll,
  user,
  verifyAll,
  type Life,
} from './life.fixture.js';
import { waiverMaxMs } from './item-check.js';
import { itemAt, pack, unpack } from './items.js';
import type { HandoverAsked } from './commands.js';
import type { ItemStatus } from './state.js';

const value = 'content_of_twenty_two_';
const submit = (...keys: string[]): HandoverAsked => ({
  type: 'submit',
  items: keys.map((key) => ({ key, content: value })),
});
const verify = (...keys: string[]): HandoverAsked => ({ type: 'verify', keys });
const reject = (...keys: string[]): HandoverAsked => ({
  type: 'reject_items',
  items: keys.map((key) => ({ key, reason: 'not legible' })),
});
const waive = (key: string, until: number, reason = 'not needed here'): HandoverAsked => ({
  ...{ type: 'waive', key, reason, until },
});
const statusOf = (one: Life, key: string): ItemStatus | undefined =>
  itemAt(one.state(), key)?.status;

/** A hand-over in its disclosure with A2 in a given status; A1 is critical, A2 is not. */
const withA2 = (status: ItemStatus): Life => {
  const one = livedTo('disclosure');
  if (status === 'w') one.give(opsHead, waive('A2', one.seen.now + 10 * day));
  else if (status !== 'm') one.give(dan, submit('A2'));
  if (status === 'v') one.give(olga, verify('A2'));
  if (status === 'r') one.give(olga, reject('A2'));
  expect(statusOf(one, 'A2')).toBe(status);
  return one;
};

describe('an item of the checklist (R1)', () => {
  const until = Date.UTC(2026, 5, 1);
  const taken: Record<ItemStatus, Record<string, ItemStatus | 'wrong_item_state'>> = {
    m: { submit: 's', verify: 'wrong_item_state', reject_items: 'wrong_item_state', waive: 'w' },
    s: { submit: 's', verify: 'v', reject_items: 'r', waive: 'w' },
    v: {
      submit: 'wrong_item_state',
      verify: 'wrong_item_state',
      reject_items: 'r',
      waive: 'wrong_item_state',
    },
    r: { submit: 's', verify: 'wrong_item_state', reject_items: 'wrong_item_state', waive: 'w' },
    w: {
      submit: 's',
      verify: 'wrong_item_state',
      reject_items: 'wrong_item_state',
      waive: 'wrong_item_state',
    },
  };
  const rows = Object.entries(taken).flatMap(([status, verbs]) =>
    Object.entries(verbs).map(([verb, becomes]) => ({ status, verb, becomes })),
  );

  test.each(rows)('$verb of one that is $status: $becomes', ({ status, verb, becomes }) => {
    const one = withA2(status as ItemStatus);
    const commands: Record<string, () => string | undefined> = {
      submit: () => one.give(dan, submit('A2')),
      verify: () => one.give(olga, verify('A2')),
      reject_items: () => one.give(olga, reject('A2')),
      waive: () => one.give(opsHead, waive('A2', until)),
    };
    const code = commands[verb]?.();
    if (becomes === 'wrong_item_state') expect(code).toBe(becomes);
    else expect([code, statusOf(one, 'A2')]).toEqual([undefined, becomes]);
  });

  it('is never verified or waived by who provided it, whoever that is', () => {
    const one = livedTo('disclosure');
    const both = user('both');
    const standing = { departments: ['dep_delivery', 'dep_ops'], heads: ['dep_ops'] };
    expect(one.give(both, { ...submit('A2'), standing })).toBeUndefined();
    expect(one.give(both, { ...verify('A2'), standing })).toBe('self_verification');
    expect(one.give(both, { ...waive('A2', until), standing })).toBe('self_verification');
    expect(one.give({ ...both, lead: true }, verify('A2'))).toBe('self_verification');
    expect(one.give(olga, verify('A2'))).toBeUndefined();
  });

  it('that two people verify at once is verified by the first; the second is told its state', () => {
    const one = withA2('s');
    const colleague = user('olaf');
    const standing = { departments: ['dep_ops'] };
    expect(one.give(olga, verify('A2'))).toBeUndefined();
    const second = one.refused(colleague, { ...verify('A2'), standing });
    expect(second).toMatchObject({ code: 'wrong_item_state', with: { key: 'A2', state: 'v' } });
  });

  it('that is critical cannot be waived, not by an executive either', () => {
    const one = livedTo('disclosure');
    const standing = { departments: [], executive: true as const };
    expect(one.give(opsHead, waive('A1', until))).toBe('critical_not_waivable');
    expect(one.give(user('chief'), { ...waive('A1', until), standing })).toBe(
      'critical_not_waivable',
    );
  });

  it('is waived with an end: by the head of operations, at most half a year', () => {
    const one = livedTo('disclosure');
    const { now } = one.seen;
    expect(one.give(olga, waive('A2', until))).toBe('not_asked');
    expect(one.give(dan, waive('A2', until))).toBe('not_asked');
    expect(one.give(opsHead, waive('A2', now))).toBe('time_in_past');
    expect(one.give(opsHead, waive('A2', now + waiverMaxMs + 1))).toBe('time_too_far');
    expect(one.give(opsHead, waive('A2', now + waiverMaxMs))).toBeUndefined();
  });

  it('whose waiver ends is missing again, and delivery is told', () => {
    const one = livedTo('disclosure');
    const end = one.seen.now + 3 * day;
    one.give(opsHead, waive('A2', end));
    one.runTo(end - 1_000);
    expect(statusOf(one, 'A2')).toBe('w');
    one.runTo(end + 1_000);
    expect(statusOf(one, 'A2')).toBe('m');
    expect(one.lines('handover.expired')).toHaveLength(1);
    expect(one.pages('expired_items').at(-1)?.targets).toEqual([{ kind: 'person', id: 'dan' }]);
  });

  it('whose validity ends counts no longer; it may be renewed before', () => {
    const one = livedTo('disclosure');
    const end = one.seen.now + 3 * day;
    const valid = (at: number): HandoverAsked => ({
      type: 'submit',
      items: [{ key: 'A2', content: value, validUntil: at }],
    });
    expect(one.give(dan, valid(one.seen.now))).toBe('time_in_past');
    one.give(dan, valid(end));
    one.give(olga, verify('A2'));
    expect(one.give(dan, valid(end + 3 * day))).toBeUndefined();
    one.give(olga, verify('A2'));
    one.runTo(end + 1_000);
    expect(statusOf(one, 'A2')).toBe('v');
    one.runTo(end + 3 * day + 1_000);
    expect(statusOf(one, 'A2')).toBe('r');
  });

  it('is rejected with a reason, and nothing else is reopened', () => {
    const one = livedTo('disclosure');
    submitAll(one);
    expect(one.advance(dan)).toBeUndefined();
    verifyAll(one);
    const before = { ...one.state().items };
    expect(one.give(olga, reject('B1'))).toBeUndefined();
    const after = one.state().items;
    const changed = Object.keys(after).filter((key) => after[key] !== before[key]);
    expect(changed).toEqual(['B1']);
    expect(itemAt(one.state(), 'B1')).toMatchObject({
      status: 'r',
      loops: 1,
      value: before['B1']?.[2],
    });
    expect(one.lines('handover.item_rejected').at(-1)?.with).toMatchObject({
      key: 'B1',
      reason: 'not legible',
    });
  });

  it('is told to delivery together with what the reviewer rejects within ten minutes', () => {
    const one = livedTo('disclosure');
    one.give(dan, submit('C1', 'C2'));
    one.give(olga, reject('C1'));
    one.later(5 * 60_000);
    one.give(olga, reject('C2'));
    expect(one.pages('rejected_items')).toHaveLength(0);
    one.later(5 * 60_000);
    expect(one.pages('rejected_items').map(({ targets }) => targets)).toEqual([
      [{ kind: 'person', id: 'dan' }],
    ]);
    one.later(60 * 60_000);
    expect(one.pages('rejected_items')).toHaveLength(1);
  });

  it('is handed in by delivery and judged by operations, by nobody else', () => {
    const one = livedTo('disclosure');
    expect(itemAt(one.state(), 'C1')?.from).toBe('d');
    expect(one.give(stranger, submit('C1'))).toBe('not_asked');
    expect(one.give(olga, submit('C1'))).toBe('not_asked');
    one.give(dan, submit('C1'));
    expect(one.give(dan, verify('C1'))).toBe('not_asked');
    expect(one.give(stranger, reject('C1'))).toBe('not_asked');
    expect(one.give(customerLink, verify('C1'))).toBe('service_cannot_hold');
    expect(one.give(dan, submit('Z9'))).toBe('unknown_item');
    expect(one.give(dan, submit('constructor'))).toBe('unknown_item');
  });

  it('of presales may come from anybody, as presales is no party of the hand-over', () => {
    const one = livedTo('disclosure');
    expect(itemAt(one.state(), 'A2')?.from).toBe('s');
    expect(one.give(stranger, submit('A2'))).toBeUndefined();
    expect(one.give(stranger, submit('A2', 'C1'))).toBe('not_asked');
  });

  it('is told to readers as one row each, with who and when', () => {
    const one = livedTo('disclosure');
    one.give(dan, submit('A2'));
    one.give(olga, reject('A2'));
    const rows = one.seen.facts.filter(({ kind, key }) => kind === 'item' && key === 'A2');
    expect(rows.map(({ data }) => data)).toMatchObject([
      { state: 'submitted', provider: 'dan', by: 'dan', content: value, loops: 0 },
      { state: 'rejected', provider: 'dan', by: 'olga', reason: 'not legible', loops: 1 },
    ]);
  });
});

describe('a bulk command', () => {
  it('is taken whole or not at all, and names each refused key with its code', () => {
    const one = livedTo('disclosure');
    one.give(dan, submit('A2', 'A3'));
    const refusal = one.refused(olga, verify('A2', 'A3', 'A4', 'Z9'));
    expect(refusal).toEqual({
      code: 'items_refused',
      with: { items: ['A4 wrong_item_state', 'Z9 unknown_item'] },
    });
    expect(statusOf(one, 'A2')).toBe('s');
    expect(one.give(olga, verify('A2', 'A3'))).toBeUndefined();
  });

  it('takes at most 100 keys, and none twice', () => {
    const rooms = Array.from({ length: 40 }, (_, n) => ({ id: `room_${n}`, name: `Room ${n}` }));
    const one = life({ rooms });
    const keys = Object.keys(one.state().items);
    expect(keys.length).toBeGreaterThan(101);
    expect(one.give(dan, submit(...keys.slice(0, 101)))).toBe('too_many_items');
    expect(one.give(dan, submit(...keys.slice(0, 100)))).toBeUndefined();
    expect(one.give(dan, submit('A1', 'A1'))).toBe('unknown_item');
  });
});

describe('the packed form of an item', () => {
  it('gives back what was put in, in few bytes', () => {
    const item = {
      ...({ from: 'd', critical: true, status: 'v', provider: 79, value } as const),
      ...{ until: 1_795_000_000, loops: 12 },
    };
    expect(unpack(pack(item))).toEqual(item);
    const bytes = JSON.stringify({ 'A10@40': pack(item) }).length - 2;
    expect(bytes).toBeLessThanOrEqual(100);
    const fresh = { ...item, provider: -1, value: '', until: 0, loops: 0 };
    expect(unpack(pack(fresh))).toEqual(fresh);
  });
});
