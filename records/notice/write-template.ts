import { expectVersion, Refused } from '../../contracts/api/refused.js';
import {
  templateFault,
  type PackAnswer,
  type PackInstall,
  type TemplateAnswer,
  type TemplateCreate,
  type TemplateEdit,
} from '../../contracts/notice/templates.js';
import { templateName, type TemplateDraft } from '../../domain/notice/template.js';
import { layOver } from '../../domain/preset/lay-over.js';
import type { NoticeTemplate } from '../../prisma/generated/client.js';
import { reaches } from '../access/scope.js';
import { appendAudit } from '../audit/audit.js';
import { inOneWrite, type Access, type Rows } from '../directory/access.js';
import { draftOf, templateAnswerOf } from './template-row.js';
import { pristineOf, templateRow } from './templates.js';

/** Notices speak for the whole organisation. */
function allow(access: Access): void {
  if (!reaches(access.scope, {})) throw new Refused('forbidden', { permission: access.permission });
}

interface Next {
  template: TemplateDraft;
  preset?: { id: string; version: number };
  edited: boolean;
  note?: string | undefined;
}

const currentOf = (rows: Rows, name: string): Promise<NoticeTemplate | null> =>
  rows.noticeTemplate.findUnique({ where: { name_current: { name, current: true } } });

const supersede = (rows: Rows, name: string, at: Date) =>
  rows.noticeTemplate.updateMany({
    where: { name, current: true },
    data: { current: null, supersededAt: at },
  });

const idOf = (name: string, version: number): string =>
  `tpl_${name.replaceAll('/', '.')}@${version}`;

/** Writes the next version of a template, puts it in force and the one before out of it. */
async function writeVersion(
  rows: Rows,
  { writer }: Access,
  { template, preset, edited, note }: Next,
): Promise<NoticeTemplate> {
  const name = templateName(template);
  const newest = await rows.noticeTemplate.aggregate({ where: { name }, _max: { version: true } });
  const version = (newest._max.version ?? 0) + 1;
  await supersede(rows, name, writer.at);
  return rows.noticeTemplate.create({
    data: {
      ...{ id: idOf(name, version), name, version, ...template, edited, note: note ?? null },
      ...{ presetId: preset?.id ?? null, presetVersion: preset?.version ?? null },
      ...{ current: true, createdAt: writer.at },
    },
  });
}

const audited = (
  rows: Rows,
  access: Access,
  line: { action: string; before?: NoticeTemplate | null; after?: NoticeTemplate },
): Promise<void> => {
  const { action, before, after } = line;
  const subject = (after ?? before)?.name ?? 'notice_template';
  const shown = {
    ...(before && { before: templateAnswerOf(before) }),
    ...(after && { after: templateAnswerOf(after) }),
  };
  return appendAudit(
    rows,
    { subject, action: `notice_template.${action}`, ...shown },
    access.writer,
  );
};

/** Adds a template of one's own, such as one for P1 alone beside the one for all levels. */
export async function createTemplate(
  access: Access,
  { note, ...template }: TemplateCreate,
): Promise<TemplateAnswer> {
  return inOneWrite(access, async (rows) => {
    allow(access);
    const name = templateName(template);
    if (await currentOf(rows, name)) throw new Refused('conflict', { what: name });
    const row = await writeVersion(rows, access, { template, edited: true, note });
    await audited(rows, access, { action: 'create', after: row });
    return templateAnswerOf(row);
  });
}

function refuseUnusable(template: TemplateDraft): void {
  const why = templateFault(template);
  if (why === undefined) return;
  const faults = [{ pointer: '/body', code: 'rule_violation' as const, detail: why }];
  throw new Refused('rule_violation', { why }, faults);
}

const presetOf = ({ presetId, presetVersion }: NoticeTemplate) =>
  presetId === null || presetVersion === null
    ? {}
    : { preset: { id: presetId, version: presetVersion } };

function expectCurrent(row: NoticeTemplate, version: number | undefined): void {
  if (row.current !== true) throw new Refused('conflict', { what: `${row.id} is not in force` });
  expectVersion(version, row.version);
}

/** A local edit of the version in force: a new version; 409 for any other. */
export async function editTemplate(
  access: Access,
  of: { id: string; version: number | undefined },
  { note, subject, body }: TemplateEdit,
): Promise<TemplateAnswer> {
  return inOneWrite(access, async (rows) => {
    allow(access);
    const before = await templateRow(rows, of.id);
    expectCurrent(before, of.version);
    const was = draftOf(before);
    const template = { ...was, subject: subject ?? was.subject, body: body ?? was.body };
    refuseUnusable(template);
    const next = { template, ...presetOf(before), edited: true, note };
    const row = await writeVersion(rows, access, next);
    await audited(rows, access, { action: 'edit', before, after: row });
    return templateAnswerOf(row);
  });
}

/**
 * Takes a local edit back: the preset's own text is in force again; a template of one's own goes
 * out of force. 422 where the preset's own text is in force already.
 */
export async function removeTemplate(
  access: Access,
  of: { id: string; version: number | undefined },
): Promise<void> {
  await inOneWrite(access, async (rows) => {
    allow(access);
    const before = await templateRow(rows, of.id);
    expectCurrent(before, of.version);
    const pristine = await pristineOf(rows, before);
    if (pristine && !before.edited)
      throw new Refused('in_use', { by: before.presetId ?? 'preset' });
    const action = pristine ? 'revert' : 'remove';
    if (!pristine) await supersede(rows, before.name, access.writer.at);
    const back = pristine && { template: draftOf(pristine), ...presetOf(pristine), edited: false };
    const after = back && (await writeVersion(rows, access, back));
    await audited(rows, access, { action, before, ...(after && { after }) });
  });
}

async function refuseOlder(rows: Rows, { id, version }: PackInstall['preset']): Promise<void> {
  const newest = await rows.noticeTemplate.aggregate({
    where: { presetId: id },
    _max: { presetVersion: true },
  });
  const installed = newest._max.presetVersion;
  if (installed === null || version > installed) return;
  throw new Refused('conflict', { what: `${id} ${installed} is installed` });
}

type Named = Map<string, TemplateDraft>;

const named = (templates: readonly TemplateDraft[]): Named =>
  new Map(templates.map((template) => [templateName(template), template]));

interface Installed {
  base: Named;
  local: Named;
  edited: NoticeTemplate[];
}

/** What of a pack is in force, and the preset's own texts under it. */
async function installedOf(rows: Rows, presetId: string): Promise<Installed> {
  const local = await rows.noticeTemplate.findMany({ where: { presetId, current: true } });
  const pristine = await Promise.all(local.map((row) => pristineOf(rows, row)));
  return {
    base: named(pristine.flatMap((row) => (row ? [draftOf(row)] : []))),
    local: named(local.map(draftOf)),
    edited: local.filter(({ edited }) => edited),
  };
}

/**
 * Installs a newer version of a pack. Local edits are laid over it (V25, operations.md) and named
 * where both sides had changed a text; 409 unless it is newer than what is installed.
 */
export async function installTemplates(
  access: Access,
  { preset, templates }: PackInstall,
): Promise<PackAnswer> {
  return inOneWrite(access, async (rows) => {
    allow(access);
    await refuseOlder(rows, preset);
    const { base, local, edited } = await installedOf(rows, preset.id);
    const next = named(templates);
    const { kept, conflicts } = layOver(base, local, next);
    for (const name of local.keys()) await supersede(rows, name, access.writer.at);
    for (const template of next.values()) {
      await writeVersion(rows, access, { template, preset, edited: false });
    }
    for (const template of kept) {
      const own = edited.find(({ name }) => name === templateName(template));
      if (!own) continue;
      await writeVersion(rows, access, {
        template,
        preset,
        edited: true,
        note: own.note ?? undefined,
      });
    }
    const after = { preset, installed: next.size, conflicts };
    const line = { subject: 'notice_template', action: 'notice_template.install', after };
    await appendAudit(rows, line, access.writer);
    return after;
  });
}

/** Installs a pack unless this version of it is there already; for the seed. */
export async function ensureTemplates(access: Access, pack: PackInstall): Promise<void> {
  await inOneWrite(access, async (rows) => {
    const { id, version } = pack.preset;
    const where = { presetId: id, presetVersion: version };
    if ((await rows.noticeTemplate.count({ where })) > 0) return;
    await installTemplates({ ...access, tx: rows }, pack);
  });
}
