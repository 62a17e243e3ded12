import type { z } from 'zod';

import { shortNumberOf } from '../../../contracts/names.js';
import { evidenceAnswer } from '../../../contracts/escalation/answers.js';
import { evidenceQuery } from '../../../contracts/escalation/requests.js';
import { processParams } from '../../../contracts/process/requests.js';
import type { EscalationView } from '../../../domain/escalation/view.js';
import { contactsOf } from '../../../records/escalation/contacts.js';
import { holdsOf } from '../../../records/escalation/minutes.js';
import { htmlPage } from '../../pages/html.js';
import { seenProcess } from '../../processes/subject.js';
import { route, type RawCall, type Route } from '../../route.js';
import { streamed } from '../../reply.js';
import { door } from './door.js';
import { evidenceBody } from './evidence-page.js';
import { holdOf, tenth } from './figures.js';

export type Evidence = z.input<typeof evidenceAnswer>;

/** Everything a claim on a supplier needs: attempts, times, target, lateness, minutes. */
async function evidenceOf(call: RawCall, idOrNumber: string): Promise<Evidence> {
  const row = await seenProcess<EscalationView>(call, door, idOrNumber);
  const { view, id, number } = row;
  const [contacts, holds] = await Promise.all([contactsOf(call.db, id), holdsOf(call.db, id)]);
  const clock = view.clocks.findLast(({ obligation }) => obligation.startsWith('supplier/'));
  const lateMs = clock && (clock.stoppedAt ?? view.closedAt ?? call.now) - clock.dueAt;
  return {
    number: shortNumberOf('escalation', number),
    title: view.title,
    about: view.about,
    closedAs: view.closedAs,
    supplier: view.supplier,
    ...(clock && { clock, target: clock.target }),
    ...(lateMs !== undefined && { minutesLate: tenth(Math.max(0, lateMs) / 60_000) }),
    attempts: contacts.map(({ n, at, by, byName, channel, result, ref, text }) => ({
      ...{ n, at, channel, text },
      by: { id: by, name: byName ?? by },
      result: result === 'answered' ? ('answered' as const) : ('no_answer' as const),
      ...(ref !== null && { ref }),
    })),
    unanswered: contacts.filter(({ result }) => result === 'no_answer').length,
    minutes: holds.map(holdOf),
  };
}

const evidence = route({
  method: 'get',
  path: '/api/v1/escalations/{id}/evidence',
  operationId: 'escalations_evidence',
  summary: {
    zh: '供应商证据包：联系、时间、目标、迟到',
    en: 'Evidence pack of a supplier: attempts, times, target, lateness',
  },
  tags: ['escalations'],
  permission: door.read,
  params: processParams,
  query: evidenceQuery,
  response: evidenceAnswer,
  handler: async (call) => {
    const pack = await evidenceOf(call, call.params.id);
    if (call.query.format !== 'html') return pack;
    const { language, exchange } = call;
    const body = evidenceBody(evidenceAnswer.parse(pack), language);
    exchange.response
      .type('html')
      .send(htmlPage({ language, title: `${pack.number} ${pack.title}`, body }));
    return streamed;
  },
});

export const escalationEvidenceRoutes: readonly Route[] = [evidence];
