import { z } from 'zod';

import {
  conditionsMax,
  findingsMax,
  punchSeverities,
  signParties,
  warrantyDays,
} from '../../domain/handover/later-state.js';
import {
  bulkMax,
  itemsMax,
  profiles,
  roomsMax,
  sections,
  sides,
  stages,
} from '../../domain/handover/state.js';
import { flagIn, idIn, manyOf, scaleIn, shortTextIn, timeIn } from '../api/fields.js';
import { pagingQuery } from '../api/paging.js';
import { line } from '../directory/fields.js';
import { itemStates } from './answers.js';

const keyMaxChars = 12;
const attendedMax = 50;
const columnsMax = 20;
const rowsMax = 50;
const cellMaxChars = 300;
const urlMaxChars = 500;
const alarmsMax = 100_000;
const kindMaxChars = 40;

const itemKey = z
  .string()
  .max(keyMaxChars)
  .regex(/^[A-J]\d{1,2}(@\d{1,2})?$/, 'a key such as A1, or E1@12 of the twelfth room');

const party = z.strictObject({
  department: idIn.exactOptional(),
  owner: idIn.exactOptional().describe('A person; the department’s deputy or head otherwise'),
  deputy: idIn.exactOptional(),
});

/** Starts a hand-over (api.md §3): who is not named is looked up in the directory. */
export const startHandoverBody = z.strictObject({
  service: idIn.describe('By id or code'),
  profile: z.enum(profiles).exactOptional().describe('project where not given'),
  orderAt: timeIn.exactOptional().describe('When it was ordered; now where not given'),
  uatAt: timeIn.exactOptional().describe('The planned day of the UAT'),
  goLiveAt: timeIn.exactOptional(),
  delivery: party.exactOptional().describe('The caller and their department where not given'),
  ops: party.exactOptional().describe('The service’s department where not given'),
  uat: party.exactOptional().describe('Who tailors the UAT; delivery’s department otherwise'),
  product: party.exactOptional().describe('The product’s interface person where not given'),
  sponsor: idIn.exactOptional().describe('Asked for help when the disclosure stays late'),
  accountManager: idIn.exactOptional().describe('Chased when the customer’s signer is silent'),
  rooms: z.array(idIn).max(roomsMax).exactOptional().describe('Rooms of a campus, by site id'),
  signer: idIn.exactOptional().describe('A contact of the customer who may sign'),
  scale: scaleIn.exactOptional(),
});

const cell = z.string().max(cellMaxChars);

/** What is handed in for an item: exactly one of text, link, rows or file. */
const given = {
  text: shortTextIn.exactOptional(),
  link: z
    .url({ protocol: /^https?$/ })
    .max(urlMaxChars)
    .exactOptional(),
  rows: z
    .array(
      z
        .record(line(kindMaxChars), cell)
        .refine((row) => Object.keys(row).length <= columnsMax, `at most ${columnsMax} columns`),
    )
    .min(1)
    .max(rowsMax)
    .exactOptional()
    .describe('Of an item that is a table, such as one traffic flow a row'),
  file: idIn.exactOptional().describe('A content id from POST /api/v1/files'),
  validUntil: timeIn.exactOptional(),
};
const giveableNames = ['text', 'link', 'rows', 'file'] as const;

const oneGiven = (body: Partial<Record<(typeof giveableNames)[number], unknown>>): boolean =>
  giveableNames.filter((name) => body[name] !== undefined).length === 1;
const oneGivenText = 'exactly one of text, link, rows, file';

export const submitBody = z.strictObject(given).refine(oneGiven, oneGivenText);

/** The body of each verb of one item. */
export const itemVerbs = {
  submit: submitBody,
  verify: z.strictObject({}),
  reject: z.strictObject({ reason: shortTextIn }),
  waive: z.strictObject({ reason: shortTextIn, until: timeIn }),
};

const eachOnce = (keys: readonly string[]): boolean => new Set(keys).size === keys.length;
const eachOnceText = 'each item once';

const many = <T extends z.ZodType<{ key: string }>>(item: T) =>
  z
    .array(item)
    .min(1)
    .max(bulkMax)
    .refine((all) => eachOnce(all.map(({ key }) => key)), eachOnceText);

/** The body of each bulk verb: at most 100, each with a result of its own. */
export const bulkItemVerbs = {
  submit: z.strictObject({
    items: many(z.strictObject({ key: itemKey, ...given }).refine(oneGiven, oneGivenText)),
  }),
  verify: z.strictObject({
    keys: z.array(itemKey).min(1).max(bulkMax).refine(eachOnce, eachOnceText),
  }),
  reject: z.strictObject({ items: many(z.strictObject({ key: itemKey, reason: shortTextIn })) }),
};

const training = z.discriminatedUnion('what', [
  z.strictObject({ what: z.literal('survey_sent') }),
  z.strictObject({ what: z.literal('survey_answered'), content: idIn.exactOptional() }),
  z.strictObject({ what: z.literal('plan'), content: idIn }),
  z.strictObject({
    what: z.literal('session'),
    attended: z.array(line(cellMaxChars)).min(1).max(attendedMax).describe('By name'),
    passed: z.number().min(0).max(100).describe('Percent of the assessed'),
    material: idIn.exactOptional(),
  }),
]);

const punch = z.discriminatedUnion('what', [
  z.strictObject({
    what: z.literal('add'),
    severity: z.enum(punchSeverities),
    text: shortTextIn,
    owner: idIn,
    due: timeIn,
  }),
  z.strictObject({
    what: z.literal('close'),
    n: z.int().min(1),
    text: shortTextIn,
    evidence: idIn.exactOptional(),
  }),
]);

const condition = z.strictObject({
  text: shortTextIn,
  severity: z.enum(['major', 'minor']).exactOptional().describe('minor where not given'),
  owner: idIn,
  due: timeIn,
});

const sign = z
  .strictObject({
    party: z.enum(signParties).extract(['ops', 'delivery']).describe('The customer signs by link'),
    decision: z.enum(['accept', 'conditional', 'reject']),
    sheet: idIn.describe('The hash of the sheet that was read'),
    reason: shortTextIn.exactOptional(),
    conditions: z.array(condition).max(conditionsMax).exactOptional(),
    stage: z.enum(stages).exactOptional().describe('Of a rejection: the stage to go back to'),
  })
  .refine((body) => body.decision !== 'reject' || body.reason !== undefined, {
    path: ['reason'],
    message: 'a rejection says why',
  })
  .refine((body) => body.decision !== 'conditional' || (body.conditions ?? []).length > 0, {
    path: ['conditions'],
    message: 'each condition with owner and date',
  });

/** The body of each verb of a hand-over (api.md §3). */
export const handoverVerbs = {
  advance: z.strictObject({}),
  assign: z.strictObject({
    side: z.enum(sides),
    person: idIn,
    deputy: idIn.exactOptional(),
  }),
  signer: z.strictObject({ contact: idIn }),
  'heads-met': z.strictObject({ text: shortTextIn }),
  training,
  punch,
  shadowing: z.strictObject({ phase: z.enum(['shadowing', 'ops_leads']) }),
  'ops-handled': z.strictObject({
    subject: idIn.describe('The fault or the drill, by id or number'),
  }),
  alarms: z
    .strictObject({
      tested: z.int().min(0).max(alarmsMax),
      total: z.int().min(0).max(alarmsMax),
    })
    .refine(({ tested, total }) => tested <= total, 'no more tested than there are'),
  extend: z.strictObject({ reason: shortTextIn }),
  'decide-extension': z.strictObject({ grant: z.boolean(), reason: shortTextIn }),
  sign,
  reject: z.strictObject({
    stage: z.enum(stages),
    items: z.array(itemKey).max(itemsMax).exactOptional(),
    reason: shortTextIn,
  }),
  takeover: z.strictObject({
    to: idIn.exactOptional().describe('Who of ops holds it; its owner where not given'),
    reason: shortTextIn,
    until: timeIn,
  }),
  cancel: z.strictObject({ reason: shortTextIn }),
  'warranty-check': z.strictObject({
    day: z.union(warrantyDays.map((day) => z.literal(day))),
    findings: z.array(shortTextIn).max(findingsMax),
  }),
  'escaped-defect': z.strictObject({
    requirement: idIn,
    text: shortTextIn,
    incident: idIn.exactOptional(),
  }),
} as const;

export type HandoverDoorVerb = keyof typeof handoverVerbs;

/** Filters of the stage board; the same names in API, CLI and console (api.md §1). */
export const boardFilters = {
  profile: manyOf(z.enum(profiles)).optional(),
  service: manyOf(idIn).optional(),
  customer: manyOf(idIn).optional(),
  goLiveBefore: timeIn.optional().describe('Goes live before then'),
  blocking: manyOf(z.string().regex(/^[A-J](\d{1,2})?$/, 'a section or an item, such as F or F4'))
    .optional()
    .describe('Has such a required item that does not count yet'),
  takeover: flagIn.optional().describe('Taken over by force'),
};

export const itemsQuery = z.strictObject({
  ...pagingQuery,
  section: manyOf(z.enum(sections)).optional(),
  state: manyOf(z.enum(itemStates)).optional(),
  room: manyOf(idIn).optional(),
  critical: flagIn.optional(),
  key: manyOf(itemKey).optional(),
});

export const itemParams = z.strictObject({
  id: idIn.describe('Id or short number'),
  key: itemKey,
});

export const sheetQuery = z.strictObject({
  format: z.enum(['html', 'json']).optional().describe('html where not given: a page to print'),
  hash: idIn.optional().describe('A frozen sheet; the one that is signed where not given'),
  lang: z.enum(['zh', 'en']).optional().describe('The caller’s where not given'),
});

export const exportQuery = z.strictObject({
  format: z.enum(['csv', 'xlsx']).optional().describe('xlsx where not given'),
});

/** Makes sure of a contact: who it is, and that its channels are its own. */
export const verifyContactBody = z.strictObject({ how: shortTextIn });
