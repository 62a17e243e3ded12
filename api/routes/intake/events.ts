import { genericEvent, intakeAnswer } from '../../../contracts/intake/answers.js';
import { readerOf } from '../../../contracts/intake/formats.js';
import type { Source } from '../../../intake/admit.js';
import { admitEvents, takenOf } from '../../../intake/receive.js';
import type { Principal } from '../../auth/principal.js';
import { route, type Route } from '../../route.js';
import { admitting, gateOf } from './gate.js';
import { incoming, unreadable } from './incoming.js';

/** Each key is a source of its own, `key:<id>`: two callers never share a key space. */
const sourceOf = ({ caller }: Principal): Source => ({
  id: `key:${caller}`,
  name: caller,
  format: 'generic',
});

/** The generic body with a bearer key that has `intake.send` (api.md §2). */
export const eventRoutes: readonly Route[] = [
  route({
    method: 'post',
    path: '/api/v1/events',
    operationId: 'events_send',
    summary: { zh: '以密钥发送事件', en: 'Send events with a key' },
    tags: ['intake'],
    permission: 'intake.send',
    consumes: 'any',
    body: genericEvent,
    response: intakeAnswer,
    status: 202,
    handler: async ({ deps, raw, now, principal }) => {
      const gate = gateOf(deps);
      const result = readerOf('generic')(incoming(raw, now), {});
      if (!result.ok) throw unreadable(result);
      const { events, ignored } = result.body;
      const source = sourceOf(principal);
      return takenOf(await admitting(deps, () => admitEvents(gate, source, events)), ignored);
    },
  }),
];
