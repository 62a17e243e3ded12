import { pageOf } from '../../../contracts/api/paging.js';
import { Refused } from '../../../contracts/api/refused.js';
import { handoverItem, handoverWithItems } from '../../../contracts/handover/answers.js';
import { itemParams, itemsQuery, itemVerbs } from '../../../contracts/handover/requests.js';
import { processParams } from '../../../contracts/process/requests.js';
import { itemVerbTexts } from '../../../contracts/texts/handover-items.js';
import type { HandoverAsked } from '../../../domain/handover/commands.js';
import type { Handover } from '../../../domain/handover/process.js';
import type { HandoverView } from '../../../domain/handover/view.js';
import { faultOf, keepGiven, type HandedIn } from '../../../records/handover/given.js';
import { itemsNamed, listItems, type ItemsOf } from '../../../records/handover/items.js';
import { waitForProcess } from '../../../records/process/read.js';
import { commandProcess } from '../../processes/command.js';
import { commandedProcess, seenProcess } from '../../processes/subject.js';
import { route, type RawCall, type Route } from '../../route.js';
import { seesContent } from '../files/sees-content.js';
import { standingIn } from './commands.js';
import { handoverDoor } from './door.js';

type Verb = keyof typeof itemVerbs;
type ItemCommand = Extract<HandoverAsked, { type: 'submit' | 'verify' | 'reject_items' | 'waive' }>;

export const itemsOf = ({ id, checklistVersion }: HandoverView): ItemsOf => ({
  subject: id,
  version: checklistVersion,
});

/** Nobody shows others what they may not read themselves. */
async function refuseUnseen(call: RawCall, files: readonly string[]): Promise<void> {
  for (const id of new Set(files)) {
    if (await seesContent(call, id)) continue;
    throw new Refused('unknown_reference', { field: 'file', id });
  }
}

/** Stores what is handed in before the process is told; refused where a table lacks columns. */
export async function kept(
  call: RawCall,
  { id, checklistVersion }: HandoverView,
  given: readonly HandedIn[],
): Promise<Extract<HandoverAsked, { type: 'submit' }>['items']> {
  for (const one of given) {
    const fault = faultOf(one, checklistVersion);
    if (fault) throw fault;
  }
  await refuseUnseen(
    call,
    given.flatMap(({ file }) => file ?? []),
  );
  const by = call.principal.person?.id ?? call.principal.actor.id;
  const keeping = { subject: id, by, at: new Date(call.now) };
  return call.write(async (tx, audit) => {
    const items = await keepGiven(tx, given, keeping);
    await audit({ subject: id, action: 'handover.given', after: { items } });
    return items;
  });
}

/** Gives a command about items; the answer is the header with these items only. */
export async function commandItems(
  call: RawCall,
  { idOrNumber, verb, command }: { idOrNumber: string; verb: string; command: ItemCommand },
) {
  const standing = await standingIn(call);
  const asked = { idOrNumber, verb: `items.${verb}`, body: call.body };
  return commandProcess<Handover>(call, handoverDoor, {
    ...asked,
    command: { ...command, standing },
  });
}

/** The items as the read model shows them once it has the command's own write. */
export async function itemsAfter(
  call: RawCall,
  after: HandoverView & { version: number },
  keys: readonly string[],
) {
  const sought = { process: 'handover', idOrNumber: after.id } as const;
  await waitForProcess(call.db, sought, after.version);
  return itemsNamed(call.db, itemsOf(after), keys);
}

const items = route({
  method: 'get',
  path: '/api/v1/handovers/{id}/items',
  operationId: 'handovers_items',
  summary: { zh: '检查清单各项', en: 'The items of the checklist, and how they stand' },
  tags: ['handovers'],
  permission: handoverDoor.read,
  params: processParams,
  query: itemsQuery,
  response: pageOf(handoverItem),
  handler: async (call) => {
    const { view } = await seenProcess<HandoverView>(call, handoverDoor, call.params.id);
    const { cursor, limit, count, ...filters } = call.query;
    return listItems(call.db, itemsOf(view), { filters, paging: { cursor, limit, count } });
  },
});

type Bodies = {
  submit: Omit<HandedIn, 'key'>;
  verify: object;
  reject: { reason: string };
  waive: { reason: string; until: number };
};

const commandFor: {
  [V in Verb]: (body: Bodies[V], key: string, call: RawCall) => Promise<ItemCommand> | ItemCommand;
} = {
  submit: async (body, key, call) => {
    const { id: idOrNumber } = call.params as { id: string };
    const { row } = await commandedProcess<HandoverView>(call, handoverDoor, idOrNumber);
    return { type: 'submit', items: await kept(call, row.view, [{ key, ...body }]) };
  },
  verify: (_body, key) => ({ type: 'verify', keys: [key] }),
  reject: ({ reason }, key) => ({ type: 'reject_items', items: [{ key, reason }] }),
  waive: (body, key) => ({ type: 'waive', key, ...body }),
};

const verbRoute = (verb: Verb): Route =>
  route({
    method: 'post',
    path: `/api/v1/handovers/{id}/items/{key}/${verb}`,
    operationId: `handovers_items_${verb}`,
    summary: itemVerbTexts[verb],
    tags: ['handovers'],
    permission: handoverDoor.act,
    params: itemParams,
    body: itemVerbs[verb],
    response: handoverWithItems,
    handler: async (call) => {
      const { id: idOrNumber, key } = call.params;
      const command = await commandFor[verb](call.body as never, key, call);
      const after = await commandItems(call, { idOrNumber, verb, command });
      return { handover: after, items: await itemsAfter(call, after, [key]) };
    },
  });

export const handoverItemRoutes: readonly Route[] = [
  items,
  ...(Object.keys(itemVerbs) as Verb[]).map(verbRoute),
];
