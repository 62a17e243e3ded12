import { randomBytes } from 'node:crypto';
import type {
  IntegrationAnswer,
  IntegrationDraft,
} from '../../contracts/directory/integrations.js';
import type { IntakeFormat } from '../../contracts/intake/format-name.js';
import { optionsSchemaOf } from '../../contracts/intake/options.js';
import { expectVersion, notFound, Refused } from '../../contracts/api/refused.js';
import type { Integration, Prisma } from '../../prisma/generated/client.js';
import { appendAudit } from '../audit/audit.js';
import { inOneWrite, type Access, type Rows } from './access.js';
import { anyOf, jsonColumn, stampsOf } from './columns.js';
import { newId, type Noun } from './noun.js';
import { verbsOf } from './verbs.js';
import { refuseUnknown } from './references.js';
import { sitePath } from './sites.js';
import { usersOf } from './users.js';

interface IntegrationFilters {
  format?: string[] | undefined;
  service?: string[] | undefined;
  site?: string[] | undefined;
}

/** With the key that a new one gets; an edit keeps what is stored. */
type IntegrationFull = IntegrationDraft & { key: string; disabledAt: Date | null };

type Columns = Omit<Prisma.IntegrationUncheckedCreateInput, 'id' | 'version'>;

const keyBytes = 16;
const hintChars = 4;

/** An integration as stored, with its key: never an answer. */
export type IntegrationRow = Integration;

/** 32 hexadecimal characters, as PagerDuty clients expect (api.md §2). */
export const mintIntegrationKey = (): string => randomBytes(keyBytes).toString('hex');

const noun: Noun<
  Integration,
  IntegrationFull,
  Columns,
  Prisma.IntegrationWhereInput,
  IntegrationFilters
> = {
  name: 'integration',
  idPrefix: 'int_',
  table: (rows) => rows.integration,
  draftOf: (row) => ({
    name: row.name,
    format: row.format as IntakeFormat,
    service: row.serviceId,
    site: row.siteId,
    policy: row.policyId,
    defaults: row.defaults as Record<string, unknown>,
    options: row.options as Record<string, unknown>,
    key: row.key,
    disabledAt: row.disabledAt,
  }),
  columns: (draft) => ({
    name: draft.name,
    format: draft.format,
    key: draft.key,
    serviceId: draft.service ?? null,
    siteId: draft.site ?? null,
    policyId: draft.policy ?? null,
    defaults: jsonColumn(draft.defaults ?? {}),
    options: jsonColumn(draft.options ?? {}),
    disabledAt: draft.disabledAt,
  }),
  where: ({ format, service, site }) => ({
    ...anyOf('format', format),
    ...anyOf('serviceId', service),
    ...anyOf('siteId', site),
  }),
  scoped: async (rows, draft) => {
    const service = draft.service
      ? await rows.service.findUnique({ where: { id: draft.service } })
      : null;
    return {
      sitePath: await sitePath(rows, draft.site ?? service?.siteId),
      departmentId: service?.departmentId ?? null,
      customerId: service?.customerId ?? null,
    };
  },
  check: async (rows, draft) => {
    refuseOptions(draft);
    await refuseUnknown(rows, [
      { pointer: '/service', kind: 'service', id: draft.service },
      { pointer: '/site', kind: 'site', id: draft.site },
      { pointer: '/policy', kind: 'policy', id: draft.policy },
    ]);
  },
  usedBy: (rows, id) => usersOf([['groupingRules', rulesNaming(rows, id)]]),
};

async function rulesNaming(rows: Rows, id: string): Promise<{ id: string }[]> {
  const rules = await rows.groupingRule.findMany({ select: { id: true, match: true } });
  return rules.filter(({ match }) =>
    (match as unknown as { integrations?: string[] }).integrations?.includes(id),
  );
}

/** 400 with pointers where defaults or options are not the format's own. */
function refuseOptions({ format, defaults, options }: IntegrationDraft): void {
  const given = {
    ...options,
    ...(defaults && Object.keys(defaults).length > 0 && { defaults }),
  };
  const parsed = optionsSchemaOf(format).safeParse(given);
  if (parsed.success) return;
  const faults = parsed.error.issues.map((issue) => {
    const path = issue.path.map(String).join('/');
    const pointer = path.startsWith('defaults') ? `/${path}` : `/options/${path}`;
    return {
      pointer: pointer.replace(/\/$/, ''),
      code: 'invalid_field' as const,
      detail: issue.message,
    };
  });
  throw new Refused('invalid_field', { field: faults[0]?.pointer ?? '/options' }, faults);
}

export const integrationAnswerOf = (row: Integration): IntegrationAnswer => ({
  ...stampsOf(row),
  name: row.name,
  format: row.format as IntakeFormat,
  service: row.serviceId,
  site: row.siteId,
  policy: row.policyId,
  defaults: row.defaults as Record<string, unknown>,
  options: row.options as Record<string, unknown>,
  disabledAt: row.disabledAt,
  lastEventAt: row.lastEventAt,
  keyHint: row.key.slice(-hintChars),
});

const { name, create, get, list, update, remove } = verbsOf(
  noun,
  (row: Integration) => row,
  integrationAnswerOf,
);

/** Gives a new key; the old one stops at once. */
async function rotateKey(
  access: Access,
  { id, version, key }: { id: string; version: number | undefined; key: string },
): Promise<Integration> {
  return inOneWrite(access, async (rows) => {
    const before = await rows.integration.findUnique({ where: { id } });
    if (!before) throw notFound('integration');
    expectVersion(version, before.version);
    return update({ ...access, tx: rows }, { id, version: before.version }, { key });
  });
}

/** Deletes it and frees its open keys: its incidents go on without their source. */
async function removeWhole(
  access: Access,
  of: { id: string; version: number | undefined },
): Promise<void> {
  return inOneWrite(access, async (rows) => {
    await remove({ ...access, tx: rows }, of);
    await rows.openKey.deleteMany({ where: { integrationId: of.id } });
    await rows.heartbeat.deleteMany({ where: { integrationId: of.id } });
  });
}

/** Sources of events; rows carry the key, `integrationAnswerOf` shows only its end. */
export const integrations = {
  name,
  create: (access: Access, draft: IntegrationDraft, id = newId('int_')): Promise<Integration> => {
    const { disabled, ...rest } = draft;
    const disabledAt = disabled ? access.writer.at : null;
    return create(access, { ...rest, key: mintIntegrationKey(), disabledAt }, id);
  },
  get,
  list,
  update: (
    access: Access,
    of: { id: string; version: number | undefined },
    { disabled, ...patch }: { [K in keyof IntegrationDraft]?: IntegrationDraft[K] | undefined },
  ): Promise<Integration> =>
    update(access, of, {
      ...patch,
      ...(disabled !== undefined && { disabledAt: disabled ? access.writer.at : null }),
    }),
  rotateKey,
  remove: removeWhole,
};

const logMax = 200;

/** The last 200 bodies, newest first, with what became of each; secrets were masked on arrival. */
export async function intakeLogOf(rows: Rows, integrationId: string) {
  const lines = await rows.intakeLog.findMany({
    where: { integrationId },
    orderBy: { id: 'desc' },
    take: logMax,
  });
  return {
    items: lines.map(({ id, at, contentType, body, result }) => ({
      id: String(id),
      at,
      contentType,
      body,
      result,
    })),
  };
}

/** Notes in the trail that the key was shown in a setup text. */
export async function noteKeyShown(access: Access, id: string): Promise<void> {
  await inOneWrite(access, (rows) =>
    appendAudit(rows, { subject: id, action: 'integration.setup_read' }, access.writer),
  );
}
