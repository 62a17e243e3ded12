import { z } from 'zod';
import { Refused } from '../../../contracts/api/refused.js';
import { pageOf, pagingQuery } from '../../../contracts/api/paging.js';
import { clockAnswer, timelineEntry } from '../../../contracts/incident/answers.js';
import { shortNumberOf, type ProcessName } from '../../../contracts/names.js';
import { processParams } from '../../../contracts/process/requests.js';
import { reviewAnswer, reviewsQuery } from '../../../contracts/review/reviews.js';
import type { ReviewView } from '../../../domain/review/view.js';
import { listTimeline, namesIn } from '../../../records/incident/timeline.js';
import { listProcesses } from '../../../records/process/list.js';
import { findCycle } from '../../../records/review/cycles.js';
import { sharedEvents } from '../../../records/review/entries.js';
import { reviewsFacts } from '../../../records/review/gate.js';
import { ofPerson, partOf, reportsOf } from '../../../records/review/listed.js';
import { reachOf } from '../../auth/principal.js';
import { route, type Route } from '../../route.js';
import { explainedClocks } from '../incidents/clocks.js';
import { lineText } from '../incidents/timeline.js';
import { partsFor, seenReview, tellViewed } from './door.js';
import { contentOf, contentParts, presentReview } from './present.js';

const tags = ['reviews'];
const path = '/api/v1/reviews';

const nobody = '';

const list = route({
  method: 'get',
  path,
  operationId: 'reviews_list',
  summary: { zh: '评审列表', en: 'Reviews: my own, of those I manage, of a cycle' },
  tags,
  permission: 'review.read',
  query: reviewsQuery,
  response: pageOf(reviewAnswer),
  handler: async (call) => {
    const { cursor, limit, count, of, cycle, ...filters } = call.query;
    const { db, principal } = call;
    const me = principal.person?.id;
    const about =
      cycle && (await Promise.all(cycle.map(async (one) => (await findCycle(db, one))?.id ?? one)));
    const holder = filters.holder?.map((id) => (id === 'me' ? (me ?? nobody) : id));
    const only = { me: ofPerson(me ?? nobody), reports: reportsOf(me ?? nobody), all: undefined };
    const page = await listProcesses<ReviewView>(db, {
      process: 'review',
      filters: { ...filters, holder, about },
      paging: { cursor, limit, count },
      viewer: { scope: reachOf(principal, 'review.schedule'), seesUnscoped: false },
      also: me === undefined ? undefined : partOf(me),
      only: only[of],
    });
    const facts = await reviewsFacts(
      db,
      page.items.map(({ id }) => id),
    );
    const items = page.items.flatMap((row) => {
      const known = facts.get(row.id);
      const found = { ...row, departmentId: row.view.department?.id ?? null };
      const parts = known && partsFor(principal, known, found.departmentId);
      if (!known || !parts?.has('completion')) return [];
      return [presentReview({ found: found as never, facts: known, parts }, me)];
    });
    return { ...page, items };
  },
});

const one = route({
  method: 'get',
  path: `${path}/{id}`,
  operationId: 'reviews_get',
  summary: {
    zh: '一份评审：阶段与完成情况，内容经发布闸口',
    en: 'A review: stage and completion, content behind the publication gate',
  },
  tags,
  permission: 'review.read',
  params: processParams,
  response: reviewAnswer,
  handler: async (call) => {
    const { db, principal } = call;
    const seen = await seenReview(call, call.params.id);
    const viewer = principal.person?.id;
    const content = viewer === undefined ? undefined : await contentOf(db, seen, viewer);
    if (content) {
      const after = { parts: contentParts(seen) };
      await tellViewed(call, { subject: seen.found.id, action: 'review.view', after });
    }
    return { ...presentReview(seen, viewer), ...(content && { content }) };
  },
});

/** Lines about who answered for a counterpart are not the person's to read. */
const ofCounterpart = ({ cause, what }: { cause?: string | null | undefined; what: string }) =>
  what === 'review.no_dealings' ||
  what === 'review.left_out' ||
  (cause?.startsWith('counterpart/') ?? false);

const timeline = route({
  method: 'get',
  path: `${path}/{id}/timeline`,
  operationId: 'reviews_timeline',
  summary: { zh: '时间线', en: 'Timeline' },
  tags,
  permission: 'review.read',
  params: processParams,
  query: z.strictObject(pagingQuery),
  response: pageOf(timelineEntry),
  handler: async (call) => {
    const { db, language, query, principal, deps } = call;
    const { found, facts } = await seenReview(call, call.params.id);
    const page = await listTimeline(db, found.id, query);
    const own = principal.person?.id === facts.person;
    const lines = own ? page.items.filter((line) => !ofCounterpart(line)) : page.items;
    const names = await namesIn(db, lines, language);
    const items = lines.map((line) => ({
      ...line,
      actor: { ...line.actor, name: names.get(line.actor.person ?? line.actor.id) },
      text: lineText(line, { names, language, zone: deps.settings.zone }),
    }));
    return { ...page, items };
  },
});

const clocks = route({
  method: 'get',
  path: `${path}/{id}/clocks`,
  operationId: 'reviews_clocks',
  summary: { zh: '时钟', en: 'Clocks' },
  tags,
  permission: 'review.read',
  params: processParams,
  response: z.object({ items: z.array(clockAnswer) }),
  handler: async (call) => {
    const { found } = await seenReview(call, call.params.id);
    return { items: await explainedClocks(call, found.id) };
  },
});

const eventsQuery = z.strictObject({ department: z.string().min(1).max(64) });
const event = z.object({
  subject: z.string(),
  number: z.string().optional(),
  title: z.string().optional(),
});

const events = route({
  method: 'get',
  path: `${path}/{id}/events`,
  operationId: 'reviews_events',
  summary: {
    zh: '部门与此人的共同事件（只有这些可评价）',
    en: 'What a department and the person shared: only that may be rated',
  },
  tags,
  permission: 'review.read',
  params: processParams,
  query: eventsQuery,
  response: z.object({ items: z.array(event) }),
  handler: async (call) => {
    const { db, principal, query } = call;
    const { found, facts } = await seenReview(call, call.params.id);
    const { department } = query;
    const rates = facts.raters.some(
      (rater) => rater.person === principal.person?.id && rater.department === department,
    );
    if (!rates) throw new Refused('not_asked_to_rate', { party: department });
    const of = { cycle: found.view.cycle, person: facts.person, department };
    const shared = await sharedEvents(db, of);
    return {
      items: shared.map(({ subject, number, process, title }) => ({
        subject,
        ...(number !== null &&
          process !== null && { number: shortNumberOf(process as ProcessName, number) }),
        ...(title !== null && { title }),
      })),
    };
  },
});

/** Reviews as they are read; their verbs, sheets and records are beside. */
export const reviewRoutes: readonly Route[] = [list, one, timeline, clocks, events];
