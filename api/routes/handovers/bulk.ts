import type { z } from 'zod';

import { Refused } from '../../../contracts/api/refused.js';
import { errorStatus, isErrorCode, type ErrorCode } from '../../../contracts/errors.js';
import { bulkAnswer } from '../../../contracts/handover/answers.js';
import { bulkItemVerbs } from '../../../contracts/handover/requests.js';
import { processParams } from '../../../contracts/process/requests.js';
import { text, type Language } from '../../../contracts/text.js';
import { bulkVerbTexts } from '../../../contracts/texts/handover-items.js';
import type { HandoverAsked } from '../../../domain/handover/commands.js';
import type { HandoverView } from '../../../domain/handover/view.js';
import { faultOf, type HandedIn } from '../../../records/handover/given.js';
import { presentProcess } from '../../processes/present.js';
import { commandedProcess } from '../../processes/subject.js';
import { route, type RawCall, type Route } from '../../route.js';
import { commandItems, itemsAfter, kept } from './items.js';
import { handoverDoor } from './door.js';

type Verb = keyof typeof bulkItemVerbs;
type Result = z.input<typeof bulkAnswer>['results'][number];
type Command = Extract<HandoverAsked, { type: 'submit' | 'verify' | 'reject_items' }>;

/** Others may change an item between two tries; each try leaves out what was refused in it. */
const triesMax = 4;

/** The items of a bulk body, each under its key. */
type One = { key: string } & Record<string, unknown>;

const onesOf = (body: { items?: One[]; keys?: string[] }): One[] =>
  body.items ?? (body.keys ?? []).map((key) => ({ key }));

const refusedResult = (language: Language, key: string, code: ErrorCode): Result => ({
  ...{ key, code, status: errorStatus[code] },
  detail: text(language, `errors/${code}/detail`, { key, state: '', allowed: '' }),
});

/** `A1 self_verification` as a machine names one refused item of many. */
function refusedIn(refused: Refused): Map<string, ErrorCode> {
  const named = refused.values['items'];
  const lines = Array.isArray(named) ? named : [];
  return new Map(
    lines.flatMap((line): [string, ErrorCode][] => {
      const [key = '', code = ''] = line.split(' ');
      return [[key, isErrorCode(code) ? code : 'rule_violation']];
    }),
  );
}

const commandOf: Record<
  Verb,
  (call: RawCall, view: HandoverView, ones: One[]) => Promise<Command>
> = {
  submit: async (call, view, ones) => ({
    type: 'submit',
    items: await kept(call, view, ones as unknown as HandedIn[]),
  }),
  verify: (_call, _view, ones) =>
    Promise.resolve({ type: 'verify', keys: ones.map(({ key }) => key) }),
  reject: (_call, _view, ones) =>
    Promise.resolve({
      type: 'reject_items',
      items: ones.map(({ key, reason }) => ({ key, reason: String(reason) })),
    }),
};

/** Items whose value is none are left out before the process is asked. */
const faultsIn = (ones: readonly One[], verb: Verb, version: string): Map<string, ErrorCode> =>
  new Map(
    ones.flatMap((one): [string, ErrorCode][] => {
      const fault = verb === 'submit' ? faultOf(one as unknown as HandedIn, version) : undefined;
      return fault ? [[one.key, fault.code]] : [];
    }),
  );

interface Bulk {
  verb: Verb;
  view: HandoverView;
  idOrNumber: string;
}

/** Gives the command for all that may take it; answers the view after it and what was left out. */
async function giveAll(
  call: RawCall,
  { verb, view, idOrNumber }: Bulk,
  ones: readonly One[],
): Promise<{ after?: HandoverView & { version: number }; refused: Map<string, ErrorCode> }> {
  const refused = faultsIn(ones, verb, view.checklistVersion);
  for (let tries = 1; ; tries += 1) {
    const left = ones.filter(({ key }) => !refused.has(key));
    if (left.length === 0) return { refused };
    const command = await commandOf[verb](call, view, left);
    try {
      const given = { idOrNumber, verb: `bulk.${verb}`, command };
      return { after: await commandItems(call, given), refused };
    } catch (error) {
      if (!(error instanceof Refused) || tries >= triesMax) throw error;
      const [only] = left;
      const single = left.length === 1 && only && aboutAnItem.has(error.code);
      const more = single ? new Map([[only.key, error.code]]) : refusedIn(error);
      if (more.size === 0) throw error;
      for (const [key, code] of more) refused.set(key, code);
    }
  }
}

/** What a machine says of one item; anything else is about the whole command. */
const aboutAnItem: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'unknown_item',
  'wrong_item_state',
  'self_verification',
  'critical_not_waivable',
]);

const bulkRoute = (verb: Verb): Route =>
  route({
    method: 'post',
    path: `/api/v1/handovers/{id}/items/bulk/${verb}`,
    operationId: `handovers_items_bulk_${verb}`,
    summary: bulkVerbTexts[verb],
    tags: ['handovers'],
    permission: handoverDoor.act,
    params: processParams,
    body: bulkItemVerbs[verb],
    response: bulkAnswer,
    handler: async (call) => {
      const { id: idOrNumber } = call.params;
      const { row } = await commandedProcess<HandoverView>(call, handoverDoor, idOrNumber);
      const ones = onesOf(call.body as never);
      const given = await giveAll(call, { verb, view: row.view, idOrNumber }, ones);
      const { after = presentProcess(row), refused } = given;
      const done = ones.map(({ key }) => key).filter((key) => !refused.has(key));
      const items = new Map((await itemsAfter(call, after, done)).map((item) => [item.key, item]));
      const results = ones.map(({ key }): Result => {
        const code = refused.get(key);
        if (code !== undefined) return refusedResult(call.language, key, code);
        const item = items.get(key);
        return { key, status: 200, ...(item && { item }) };
      });
      return { handover: after, results };
    },
  });

export const handoverBulkRoutes: readonly Route[] = (Object.keys(bulkItemVerbs) as Verb[]).map(
  bulkRoute,
);
