import { formulaVersion } from '../../../domain/score/formula.js';
import type { Given } from '../../../domain/score/given.js';
import type { ReviewStage } from '../../../domain/review/state.js';

export const cycle = 'rvc_gate';
export const at = Date.UTC(2026, 9, 9);

const ref = (id: string) => ({ id, name: id });
/** Stages of a review, with the cycle's and whether it is released. */
export const stages: [stage: ReviewStage, cycleStage: string, released: boolean][] = [
  ['self', 'self', false],
  ['manager', 'manager', false],
  ['counterpart', 'counterpart', false],
  ['calibration', 'calibration', false],
  ['publication', 'publication', false],
  ['released', 'appeal', true],
  ['appeal', 'appeal', true],
  ['closed', 'closed', true],
];

const task = (kind: string, of: string, holder: string, entry: string) => ({
  ...{ kind, of, holder: ref(holder), startAt: at, dueAt: at, climbed: 0, entry },
  ...{ outcome: 'given', by: holder, at },
});

/** A review as the read model has it at a stage. */
export const viewAt = (stage: ReviewStage, released: boolean, person: string) => ({
  ...{
    id: `rev_${person}`,
    stage,
    cycle,
    key: '2026Q3-OPS',
    person: ref(person),
    card: 'operations',
  },
  ...{ title: `${person} 2026Q3-OPS`, about: cycle, hr: ref('hr'), startedAt: at, silenced: {} },
  ...{ presence: { days: 92, of: 92 }, counterparts: [ref('dep_net')], clocks: [] },
  ...{ managers: [{ manager: ref('boss'), share: 100 }], holder: { person: 'hr', since: at } },
  department: ref('dep_ops'),
  tasks: [
    task('self', person, person, `ent_self_${person}`),
    task('manager', 'boss', 'stand_in', `ent_manager_${person}`),
    task('counterpart', 'dep_net', 'rater', `ent_rating_${person}`),
  ],
  appeals:
    stage === 'appeal' ? [{ no: 1, at, entry: `ent_appeal_${person}`, panel: [ref('panel')] }] : [],
  ...(released && { releasedAt: at }),
});

export const cycleView = (stage: string, released: boolean) => ({
  ...{ id: cycle, stage, key: '2026Q3-OPS', group: ref('dep_ops'), hr: ref('hr'), people: 2 },
  ...{ title: '2026Q3-OPS', department: ref('dep_ops'), calibrators: [ref('judge')], clocks: [] },
  ...{ period: { from: at - 1, until: at }, panels: [[ref('panel')]], changes: 1, formula: 1 },
  ...{ startedAt: at, holder: { person: 'hr', since: at }, silenced: {}, appealsPending: 0 },
  weights: { results: 50, quality: 20, linkage: 20, growth: 10 },
  dates: Object.fromEntries([
    ...['open', 'collect', 'self', 'manager', 'counterpart', 'calibration', 'publication'].map(
      (each) => [each, { from: at, until: at }],
    ),
    ['appeal', { from: at, until: at }],
    ['close', at],
  ]),
  openedAt: at,
  frozen: { at, people: 2, insufficient: 0, absent: [], digest: 'd' },
  ...(released && { releasedAt: at }),
});

export const given: Given = {
  ...{ formula: formulaVersion, card: 'linkage', weights: {}, corrections: 0, manager: 1.5 },
  installed: ['responsiveness', 'joint', 'feedback', 'kept'],
  inputs: {
    responsiveness: { numerator: 617, denominator: 1000, n: 12 },
    joint: { numerator: 617, denominator: 1000, n: 12 },
    kept: { numerator: 617, denominator: 1000, n: 12 },
    feedback: { numerator: 0, denominator: 0, n: 2 },
  },
};
