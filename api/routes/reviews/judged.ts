import { Refused } from '../../../contracts/api/refused.js';
import { processParams } from '../../../contracts/process/requests.js';
import {
  reviewAnswer,
  reviewVerbs,
  reviewVerbTexts,
  type ReviewBody,
} from '../../../contracts/review/reviews.js';
import { personNames } from '../../../records/access/people.js';
import { refuseUnknown } from '../../../records/directory/references.js';
import {
  correctRecords,
  UnknownRecordError,
  type Correction,
} from '../../../records/review/corrections.js';
import type { DecisionEntry } from '../../../records/review/judgements.js';
import { standingScores } from '../../../records/review/sheet.js';
import { personOf } from '../../auth/principal.js';
import { route, type Route } from '../../route.js';
import { seenReview } from './door.js';
import { presentReview } from './present.js';
import { keep, refuseOwnCase, verbRoute, type Prepare } from './verbs.js';

const appeal: Prepare<ReviewBody<'appeal'>> = (_call, _seen, body) => ({
  writing: { kind: 'appeal', data: body },
  command: (entry) => ({ type: 'appeal', entry, items: body.items.length }),
});

const correctionOf = (given: ReviewBody<'decide'>['corrections'][number]): Correction => {
  const { indicator, subject, record, owner, value, weight } = given;
  return {
    ...{ indicator, subject, record },
    ...(owner && { owner }),
    ...(value !== undefined && { value }),
    ...(weight !== undefined && { weight }),
  };
};

const unknownRecord = (error: unknown): never => {
  if (!(error instanceof UnknownRecordError)) throw error;
  const { subject, record } = error.correction;
  throw new Refused('unknown_record', { subject, record });
};

const decide: Prepare<ReviewBody<'decide'>> = async (call, seen, body) => {
  const by = personOf(call.principal).id;
  refuseOwnCase(seen, by);
  const { outcome, reason, corrections, final } = body;
  const { cycle } = seen.found.view;
  const review = seen.found.id;
  if (final !== undefined && !(await isInsufficient(call.db, cycle, review))) {
    throw new Refused('data_suffice');
  }
  const data: DecisionEntry & { corrections: number } = {
    ...{ outcome, reason, corrections: corrections.length },
    ...(final !== undefined && { final }),
  };
  const at = new Date(call.now);
  return {
    writing: {
      kind: 'decision',
      data,
      also: (rows, entry) =>
        correctRecords(rows, corrections.map(correctionOf), {
          ...{ cycle, review, by, reason, at, entry },
        }).catch(unknownRecord),
    },
    command: (entry) => ({ type: 'decide', entry, outcome }),
  };
};

const isInsufficient = async (
  rows: Parameters<typeof standingScores>[0],
  cycle: string,
  review: string,
): Promise<boolean> => {
  const scores = await standingScores(rows, cycle);
  return scores.find((row) => row.review === review)?.insufficient === true;
};

const reassign: Prepare<ReviewBody<'reassign'>> = async ({ db }, _seen, body) => {
  const { manager, head, delegate, share, why } = body;
  await refuseUnknown(db, [
    { pointer: '/manager', kind: 'activePerson', id: manager },
    { pointer: '/head', kind: 'activePerson', id: head },
    { pointer: '/delegate', kind: 'activePerson', id: delegate },
  ]);
  const ids = [manager, head, delegate].filter((id) => id !== undefined);
  const names = await personNames(db, ids);
  const ref = (id: string) => ({ id, name: names.get(id) ?? id });
  const next = {
    ...{ manager: ref(manager), share: share ?? 100 },
    ...(head !== undefined && { head: ref(head) }),
    ...(delegate !== undefined && { delegate: ref(delegate) }),
  };
  return { command: () => ({ type: 'reassign', manager: next, why }), told: body };
};

const prorate: Prepare<ReviewBody<'prorate'>> = (_call, { found }, { days, why }) => ({
  command: () => ({ type: 'prorate', presence: { days, of: found.view.presence.of, why } }),
  told: { days, why },
});

const settling = ['calibration', 'publication'];

/** No form of the review: where data do not suffice, somebody above the manager says the score. */
const settle = route({
  method: 'post',
  path: '/api/v1/reviews/{id}/settle',
  operationId: 'reviews_settle',
  summary: reviewVerbTexts.settle,
  tags: ['reviews'],
  permission: 'review.act',
  params: processParams,
  body: reviewVerbs.settle,
  response: reviewAnswer,
  handler: async (call) => {
    const me = personOf(call.principal).id;
    const seen = await seenReview(call, call.params.id);
    refuseOwnCase(seen, me);
    const { stage, cycle } = seen.found.view;
    const { heads, managers } = seen.facts;
    if (!heads.includes(me) || managers.includes(me)) {
      const names = await personNames(call.db, heads);
      throw new Refused('not_holder', { holder: [...names.values()].join(', ') });
    }
    if (!settling.includes(stage)) {
      throw new Refused('wrong_state', { stage, allowed: settling, verb: 'settle' });
    }
    if (!(await isInsufficient(call.db, cycle, seen.found.id))) throw new Refused('data_suffice');
    const data = { outcome: 'settled', ...call.body } satisfies DecisionEntry;
    await keep(call, seen, { kind: 'decision', data });
    return presentReview(await seenReview(call, seen.found.id), me);
  },
});

/** Appeals and their decisions, changes of manager and of days, and scores without data enough. */
export const reviewJudgedRoutes: readonly Route[] = [
  verbRoute('appeal', appeal),
  verbRoute('acknowledge', () => ({ command: () => ({ type: 'acknowledge' }) })),
  verbRoute('decide', decide),
  verbRoute('reassign', reassign),
  verbRoute('prorate', prorate),
  settle,
];
