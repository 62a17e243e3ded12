import { Refused } from '../../../contracts/api/refused.js';
import type { ReviewBody } from '../../../contracts/review/reviews.js';
import { notShared } from '../../../records/review/entries.js';
import type { ManagerEntry } from '../../../records/review/judgements.js';
import { personOf } from '../../auth/principal.js';
import type { Route } from '../../route.js';
import type { SeenReview } from './door.js';
import { refuseOwnCase, verbRoute, type Prepare } from './verbs.js';

const self: Prepare<ReviewBody<'self'>> = (_call, _seen, body) => ({
  writing: { kind: 'self', data: body },
  command: (entry) => ({ type: 'self', entry }),
});

/** For which manager a mark is: the one asked by right, whoever gives it; a new mark of an appeal
 * stands in for the present manager's. */
const markedFor = ({ found }: SeenReview, person: string): string => {
  const { tasks, managers } = found.view;
  const open = tasks.filter(({ kind, outcome }) => kind === 'manager' && outcome === undefined);
  const task =
    open.find(({ of }) => of === person) ?? open.find(({ holder }) => holder.id === person);
  const first = managers[0]?.manager.id ?? person;
  if (!task) return person;
  return task.of === 're_evaluation' ? first : task.of;
};

const manager: Prepare<ReviewBody<'manager'>> = ({ principal }, seen, body) => {
  const person = personOf(principal).id;
  refuseOwnCase(seen, person);
  const { marks, evidence, comment, blocks } = body;
  const data: ManagerEntry & { blocks?: object } = {
    ...{ of: markedFor(seen, person), marks, evidence },
    ...(comment !== undefined && { comment }),
    ...(blocks !== undefined && { blocks }),
  };
  return {
    writing: { kind: 'manager', data },
    command: (entry) => ({ type: 'manager', entry, marks, evidence: evidence.length }),
  };
};

const counterpart: Prepare<ReviewBody<'counterpart'>> = async (call, seen, body) => {
  const { department, ratings } = body;
  refuseOwnCase(seen, personOf(call.principal).id);
  if (ratings === undefined) {
    return {
      command: () => ({ type: 'counterpart', department, noDealings: true }),
      told: { department, noDealings: true },
    };
  }
  const me = personOf(call.principal).id;
  const rates = seen.facts.raters.some(
    (rater) => rater.person === me && rater.department === department,
  );
  const asked = seen.found.view.counterparts.some(({ id }) => id === department);
  if (asked && rates) {
    const of = { cycle: seen.found.view.cycle, person: seen.facts.person, department };
    const subjects = ratings.map(({ subject }) => subject);
    const foreign = await notShared(call.db, of, subjects);
    if (foreign.length > 0) throw new Refused('not_shared', { subject: foreign });
  }
  return {
    writing: { kind: 'counterpart', data: { ratings }, department },
    command: (entry) => ({ type: 'counterpart', department, entry, ratings: ratings.length }),
  };
};

/** What people hand in, and how they take the result. */
export const reviewGivenRoutes: readonly Route[] = [
  verbRoute('self', self),
  verbRoute('manager', manager),
  verbRoute('counterpart', counterpart),
  verbRoute('talk', () => ({ command: () => ({ type: 'talk' }) })),
  verbRoute('read', () => ({ command: () => ({ type: 'read' }) })),
  verbRoute('confirm', () => ({ command: () => ({ type: 'confirm' }) })),
];
