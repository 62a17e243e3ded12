import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import type { HandoverAsked } from './commands.js';
import { dan, day, life, livedTo, olga, session, stranger, t0, user } from './life.fixture.js';
import { missingTraining } from './training.js';

const survey = { type: 'training', what: 'survey_sent' } as const;
const answered = { type: 'training', what: 'survey_answered' } as const;
const plan = { type: 'training', what: 'plan', content: 'plan' } as const;

const missingOf = (one: ReturnType<typeof life>): string[] =>
  missingTraining(one.state()).map(({ kind }) => kind);

describe('the survey and the plan of the customer’s training (N32)', () => {
  it('both are there before the disclosure begins', () => {
    const one = life();
    expect(one.advance(dan)?.with?.missing).toEqual(['survey_sent', 'training_plan']);
    one.give(dan, survey);
    expect(one.advance(dan)?.with?.missing).toEqual(['training_plan']);
    one.give(dan, plan);
    expect(one.advance(dan)).toBeUndefined();
  });

  it('the answers are there before the UAT runs, and chased from the first day', () => {
    const one = livedTo('uat_design');
    expect(one.advance(dan)?.with?.missing).toEqual(['survey_answered']);
    expect(one.state().deadlines.map(({ ladder }) => ladder)).toContain('survey');
    one.give(dan, answered);
    expect(one.state().deadlines.map(({ ladder }) => ladder)).not.toContain('survey');
    expect(one.advance(dan)).toBeUndefined();
  });

  it('is due by the planned UAT, and delivery is paged while it is not there', () => {
    const one = life({ deadlines: { uat_run: { by: t0 + 20 * day } } });
    const clock = one.state().deadlines.find(({ ladder }) => ladder === 'survey')?.clock;
    expect(clock?.dueAt).toBe(t0 + 20 * day);
    one.later(21 * day);
    expect(one.pages('survey_due').length).toBeGreaterThanOrEqual(4);
  });

  it('a rental has nothing to be taught: nothing is asked', () => {
    const one = life({
      service: {
        ...{ id: 'svc', name: 'Rental', productLine: 'equipment_rental', tier: 'C' },
        mode: 'equipment_only',
      },
    });
    expect(one.advance(dan)).toBeUndefined();
    expect(missingOf(one)).toEqual([]);
  });
});

describe('the training of the customer (4b, N33)', () => {
  it('needs named attendees, an assessment of 80 % and the material', () => {
    const one = livedTo('training');
    expect(missingOf(one)).toEqual(['attended', 'assessment', 'training_material']);
    one.give(dan, session(80));
    expect(missingOf(one)).toEqual(['training_material']);
    one.give(dan, session(80, 'mat'));
    expect(missingOf(one)).toEqual([]);
  });

  it('79 % is a miss that may be sat again once; missed again the training is held anew', () => {
    const one = livedTo('training');
    one.give(dan, session(79, 'mat'));
    expect(missingOf(one)).toEqual(['assessment']);
    expect(one.pages('training_due')).toHaveLength(1);
    one.give(dan, session(40));
    expect(missingOf(one)).toEqual(['attended', 'assessment']);
    expect(one.said()).toContain('handover.retrain');
    one.give(dan, session(79));
    expect(missingOf(one)).toEqual(['assessment']);
    one.give(dan, session(80));
    expect(missingOf(one)).toEqual([]);
  });

  it('two people of operations are certified: the readings say who counts', () => {
    const one = livedTo('training');
    one.give(dan, session(90, 'mat'));
    const short = one.advance(dan, { certified: { people: 1, need: 2 } });
    expect(short?.with?.missing).toEqual(['certified 1/2']);
    expect(one.advance(dan)).toBeUndefined();
  });

  it('is delivery’s to record, or the account manager’s; not operations’ nor a stranger’s', () => {
    const one = livedTo('training');
    for (const by of [olga, stranger]) expect(one.give(by, session())).toBe('not_asked');
    expect(one.give(user('amy'), session())).toBeUndefined();
  });

  it.each([
    ['initiated', session(), 'wrong_state'],
    ['uat_run', session(), undefined],
    ['trial', survey, 'wrong_state'],
    ['trial', session(), undefined],
    ['warranty', session(), 'wrong_state'],
  ] as const)('in %s %j answers %s', (stage, command, code) => {
    expect(livedTo(stage).give(dan, command as HandoverAsked)).toBe(code);
  });

  it('a full room of long names fits one line of the timeline', () => {
    const one = livedTo('training');
    const attended = Array.from({ length: 50 }, () => '名'.repeat(300));
    one.give(dan, { type: 'training', what: 'session', attended, passed: 90 });
    const line = one.lines('handover.trained').at(-1);
    expect(line?.with?.['attended']).toBe(50);
    expect(new TextEncoder().encode(JSON.stringify(line)).length).toBeLessThan(4 * 1_024);
  });

  it('what the customer answered to the survey is kept with the answer', () => {
    const one = livedTo('uat_design');
    one.give(dan, { ...answered, content: 'answers' });
    expect(one.lines('handover.survey_answered')[0]?.with).toEqual({ content: 'answers' });
  });

  it('whatever the results, it counts exactly if the latest sitting reached 80 %', () => {
    const results = fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(results, (percents) => {
        const one = livedTo('training');
        for (const percent of percents) one.give(dan, session(percent, 'mat'));
        const reached = (percents.at(-1) ?? 0) >= 80;
        expect(missingOf(one).length === 0).toBe(reached);
        expect(one.state().training.sessions).toBe(percents.length);
      }),
      { numRuns: 30 },
    );
  });
});
