import { describe, expect, it } from '@jest/globals';

import type { EscalationAsked } from './commands.js';
import { actor, chain, hour, minute, supplierHours, supplierParty } from './testing.fixture.js';

/** 23:00 in Shanghai: reports are only taken. */
const night = Date.UTC(2026, 2, 2, 15, 0);
const eight = Date.UTC(2026, 2, 3, 0, 0);
const asker = actor('asker');

const start = (at = night, more = {}) =>
  chain({ to: supplierParty, hours: supplierHours(at), ...more }, at);

const call = (more: Partial<Extract<EscalationAsked, { type: 'contact' }>> = {}) => ({
  type: 'contact' as const,
  ...{ channel: '400', result: 'answered' as const, text: 'reported', by: asker },
  ...more,
});

describe('a leg to a supplier', () => {
  it('is accepted by a ticket and by nothing else', () => {
    const one = start();
    expect(one.give({ type: 'accept', by: asker }, night)).toBe('ticket_required');
    one.give(call(), night);
    expect(one.state().stage).toBe('asked');
    one.give(call({ ref: 'T-9' }), night + minute);
    expect(one.state().stage).toBe('accepted');
    expect(one.view().supplier).toMatchObject({ ref: 'T-9', reportedAt: night + minute });
  });

  it('reported at night starts to run at 08:00, and the note of the night says so', () => {
    const one = start();
    one.give(call({ ref: 'T-9' }), night);
    const clock = one.view().clocks.find(({ obligation }) => obligation === 'supplier/1');
    expect(clock).toMatchObject({ startAt: night, dueAt: eight + 4 * hour });
    expect(one.view().supplier).toMatchObject({
      name: 'Carrier',
      acceptOnly: { from: '22:00', to: '08:00' },
      followUpAt: eight,
      dueAt: eight + 4 * hour,
    });
  });

  it('is chased at 50, 80 and 100 % of its working time, late with our head', () => {
    const one = start(night, { clocks: { updateS: 30 * 86_400 } });
    one.give(call({ ref: 'T-9' }), night);
    one.tick(eight + 5 * hour);
    const chases = one.pages().filter(({ reason }) => /chase|late/.test(reason));
    expect(chases.map(({ due, reason }) => [(due - eight) / hour, reason])).toEqual([
      [2, 'chase_supplier'],
      [3.2, 'chase_supplier'],
      [4, 'supplier_late'],
    ]);
    expect(chases.at(-1)?.targets).toContainEqual({ kind: 'person', id: 'noc_head' });
    expect(one.state().leg.late).toBe(true);
  });

  it('is not chased once it is done', () => {
    const one = start();
    one.give(call({ ref: 'T-9' }), night);
    one.give({ type: 'fulfil', text: 'fibre spliced', by: asker }, night + hour);
    one.tick(eight + 5 * hour);
    expect(one.pages().some(({ reason }) => /chase|late/.test(reason))).toBe(false);
    const clock = one.view().clocks.find(({ obligation }) => obligation === 'supplier/1');
    expect(clock?.stoppedAt).toBe(night + hour);
  });

  it('an unanswered call names the next contact, and repeated silence is counted', () => {
    const one = start();
    expect(one.view().supplier?.next?.value).toBe('400');
    one.give(call({ result: 'no_answer' }), night);
    expect(one.view().supplier?.next?.name).toBe('Duty chief');
    one.give(call({ result: 'no_answer', channel: '+86 1' }), night);
    expect(one.view().supplier).toMatchObject({ unanswered: 2, attempts: 2 });
    expect(one.view().supplier?.next?.value).toBe('400');
    expect(one.state()).toMatchObject({ silences: 2 });
    expect(one.seen.facts.filter(({ kind }) => kind === 'contact')).toHaveLength(2);
  });

  it('without a ticket the asker is paged to call at once, at any hour, then it climbs on our side', () => {
    const one = start(night, { priority: 'P3' });
    one.tick(night + 5 * hour);
    expect(one.pages().map(({ due, reason }) => [(due - night) / hour, reason])).toEqual([
      [0, 'call_supplier'],
      [2, 'call_supplier'],
      [4, 'call_supplier'],
      ...one
        .pages()
        .slice(3)
        .map(({ due, reason }) => [(due - night) / hour, reason]),
    ]);
    expect(one.pages()[2]?.targets).toEqual([{ kind: 'person', id: 'noc_head' }]);
  });

  it('hours that come after the report move its start', () => {
    const one = chain({ to: supplierParty, hours: 'always' }, night);
    one.give(call({ ref: 'T-9' }), night);
    expect(one.view().supplier?.followUpAt).toBe(night);
    one.give({ type: 'reject', reason: 'x', by: asker }, night);
    one.seen.state = { ...one.state(), leg: { ...one.state().leg, looking: 's9' } };
    one.report({ type: 'hours', effect: 's9', hours: supplierHours(night) }, night + 10);
    expect(one.view().supplier).toMatchObject({ followUpAt: eight, dueAt: eight + 4 * hour });
  });
});
