import { pageOf } from '../../../contracts/api/paging.js';
import { processParams } from '../../../contracts/process/requests.js';
import {
  shiftAnswer,
  shiftItemAnswer,
  shiftItemsQuery,
  shiftVerbs,
  shiftVerbTexts,
} from '../../../contracts/shift/shift.js';
import type { Shift } from '../../../domain/shift/process.js';
import type { ShiftView } from '../../../domain/shift/view.js';
import { listShiftItems } from '../../../records/shift/items.js';
import { processRoutes, type DoorSpec } from '../../processes/routes.js';
import { seenProcess } from '../../processes/subject.js';
import { route, type Route } from '../../route.js';
import { startShiftRoute } from './start.js';

interface Signing {
  item?: string;
  items?: string[];
}

const door: DoorSpec<Shift> = {
  process: 'shift',
  read: 'incident.trace',
  act: 'incident.respond',
  lead: 'incident.lead',
  noun: 'shift-handovers',
  name: { zh: '交班', en: 'shift hand-overs' },
  answer: shiftAnswer,
  verbs: {
    sign: {
      body: shiftVerbs.sign,
      summary: shiftVerbTexts.sign,
      command: ({ item, items }: Signing) => ({
        type: 'sign',
        items: items ?? (item === undefined ? [] : [item]),
      }),
    },
    ask: { body: shiftVerbs.ask, summary: shiftVerbTexts.ask },
    answer: { body: shiftVerbs.answer, summary: shiftVerbTexts.answer },
    cancel: { body: shiftVerbs.cancel, summary: shiftVerbTexts.cancel },
  },
};

const items = route({
  method: 'get',
  path: '/api/v1/shift-handovers/{id}/items',
  operationId: 'shift_handovers_items',
  summary: {
    zh: '交班清单，每项的签收与问答',
    en: 'The items to sign, with questions and answers',
  },
  tags: ['shift-handovers'],
  permission: door.read,
  params: processParams,
  query: shiftItemsQuery,
  response: pageOf(shiftItemAnswer),
  handler: async (call) => {
    const { id } = await seenProcess<ShiftView>(call, door, call.params.id);
    return listShiftItems(call.db, id, call.query);
  },
});

export const shiftRoutes: readonly Route[] = [
  ...processRoutes<Shift>(door),
  startShiftRoute,
  items,
];
