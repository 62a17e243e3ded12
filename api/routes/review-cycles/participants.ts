import { z } from 'zod';
import { afterId, cutPage, pageOf, type Page } from '../../../contracts/api/paging.js';
import { notFound, Refused } from '../../../contracts/api/refused.js';
import {
  cycleParams,
  cyclePersonParams,
  participantAnswer,
  participantLine,
  participantPut,
  participantsQuery,
} from '../../../contracts/review/cycles.js';
import { importedAnswer, type Rejected } from '../../../contracts/table/imported.js';
import { text } from '../../../contracts/text.js';
import {
  listParticipants,
  putParticipant,
  removeParticipant,
  type ListedParticipant,
  type ParticipantDraft,
} from '../../../records/review/participant-writes.js';
import { checkRows, importedOf, readTable } from '../../tables/read-table.js';
import { route, type RawCall, type Route } from '../../route.js';
import { keptCycle, type SeenCycle } from './door.js';

const tags = ['review-cycles'];
const path = '/api/v1/review-cycles/{id}/participants';

type Answer = z.input<typeof participantAnswer>;

const named = (id: string | null, name: string | null) =>
  id === null ? undefined : { id, name: name ?? id };

const answerOf = (row: ListedParticipant): Answer => {
  const manager = named(row.managerId, row.managerName);
  const head = named(row.headId, row.headName);
  const delegate = named(row.delegateId, row.delegateName);
  const before = row.before as { manager: string; share: number } | null;
  return {
    person: { id: row.personId, name: row.name ?? row.personId },
    ...{ review: row.reviewId, card: row.card as Answer['card'], share: row.share },
    ...{ counterparts: row.counterparts, days: row.days, of: row.of },
    ...{ open: row.open, late: row.late },
    ...(manager && { manager }),
    ...(head && { head }),
    ...(delegate && { delegate }),
    ...(before && { before: { manager: before.manager, share: before.share } }),
    ...(row.why !== null && { why: row.why }),
    ...(row.stage !== null && { stage: row.stage }),
  };
};

const listed = async (
  call: RawCall,
  { row, now }: SeenCycle,
  paging: { cursor?: string | undefined; limit: number },
): Promise<Page<Answer>> => {
  const list = `participants ${row.id}`;
  const found = await listParticipants(call.db, { cycle: row.id, at: now }, afterId(list, paging));
  const { limit } = paging;
  const page = cutPage(list, found, { limit, keysOf: ({ personId }) => [personId] });
  return { ...page, items: page.items.map(answerOf) };
};

const list = route({
  method: 'get',
  path,
  operationId: 'review_cycles_participants',
  summary: { zh: '参与人与完成情况', en: 'Participants, with what each has done' },
  tags,
  permission: 'review.read',
  params: cycleParams,
  query: participantsQuery,
  response: pageOf(participantAnswer),
  handler: async (call) => listed(call, await keptCycle(call, call.params.id), call.query),
});

/** Participants of a cycle that is open are changed by the verbs of their reviews only. */
const planned = async (call: RawCall, id: string): Promise<SeenCycle> => {
  const seen = await keptCycle(call, id);
  if (seen.found.view.stage !== 'planned') throw new Refused('participants_fixed');
  return seen;
};

const putOne = async (
  call: RawCall,
  { row }: SeenCycle,
  { person, draft }: { person: string; draft: ParticipantDraft },
): Promise<boolean> =>
  call.write(async (rows, audit) => {
    const at = { cycle: row, person, now: new Date(call.now) };
    const { before, after, changed } = await putParticipant(rows, at, draft);
    await audit({ subject: row.id, action: 'reviewCycle.participant', before, after });
    return changed;
  });

const put = route({
  method: 'put',
  path: `${path}/{person}`,
  operationId: 'review_cycles_participant_put',
  summary: { zh: '增加或修改一个参与人', en: 'Add or change a participant' },
  tags,
  permission: 'review.schedule',
  params: cyclePersonParams,
  body: participantPut,
  response: participantAnswer,
  handler: async (call) => {
    const { id, person } = call.params;
    const seen = await planned(call, id);
    await putOne(call, seen, { person, draft: call.body });
    const asked = { cycle: seen.row.id, at: seen.now };
    const just = await listParticipants(call.db, asked, { take: 1_001 });
    const row = just.find(({ personId }) => personId === person);
    if (!row) throw notFound(person);
    return answerOf(row);
  },
});

const remove = route({
  method: 'delete',
  path: `${path}/{person}`,
  operationId: 'review_cycles_participant_delete',
  summary: { zh: '去掉一个参与人', en: 'Take a participant off' },
  tags,
  permission: 'review.schedule',
  params: cyclePersonParams,
  response: z.object({ removed: z.literal(true) }),
  handler: async (call) => {
    const { id, person } = call.params;
    const { row } = await planned(call, id);
    await call.write(async (rows, audit) => {
      const before = await removeParticipant(rows, row.id, person);
      if (!before) throw notFound(person);
      await audit({ subject: row.id, action: 'reviewCycle.participant.remove', before });
    });
    return { removed: true as const };
  },
});

const columns = {
  person: { names: ['人员', '人员编号', '工号', 'person id'], required: true },
  card: { names: ['评分卡', 'score card'] },
  manager: { names: ['主管', '直接主管'] },
  head: { names: ['上级主管', 'manager head'] },
  delegate: { names: ['代理人', '代评人'] },
  counterparts: { names: ['协作部门', 'counterpart departments'] },
  days: { names: ['在岗天数', 'days present'] },
  why: { names: ['原因', 'reason'] },
} as const;

const separators = /[;；,，、\s]+/;

const draftOf = ({ person: _of, counterparts, ...line }: z.output<typeof participantLine>) => ({
  ...line,
  ...(counterparts !== undefined && {
    counterparts: counterparts.split(separators).filter((id) => id !== ''),
  }),
});

const rejectedBy = (call: RawCall, line: number, error: unknown): Rejected => {
  if (!(error instanceof Refused)) throw error;
  const [fault] = error.faults;
  const field = fault?.pointer.split('/')[1];
  const { code } = error;
  const detail = fault?.detail ?? text(call.language, `errors/${code}/detail`, error.values);
  return { line, ...(field && { field }), code: fault?.code ?? code, text: detail };
};

const imported = route({
  method: 'post',
  path: `${path}/import`,
  operationId: 'review_cycles_participants_import',
  summary: {
    zh: '导入参与人（CSV 或 XLSX），答复逐行拒绝清单',
    en: 'Import participants from CSV or XLSX; lines that are not taken are named',
  },
  tags,
  permission: 'review.schedule',
  params: cycleParams,
  response: importedAnswer,
  consumes: 'any',
  idempotent: false,
  handler: async (call) => {
    const { language, raw } = call;
    const seen = await planned(call, call.params.id);
    const table = await readTable(raw?.bytes ?? Buffer.alloc(0), { columns, language });
    const { rows, rejected } = checkRows(table, participantLine, language);
    let [taken, unchanged] = [0, 0];
    for (const { line, value } of rows) {
      try {
        const changed = await putOne(call, seen, { person: value.person, draft: draftOf(value) });
        if (changed) taken += 1;
        else unchanged += 1;
      } catch (error) {
        rejected.push(rejectedBy(call, line, error));
      }
    }
    return importedOf({ taken, unchanged, rejected, unknownColumns: table.unknownColumns });
  },
});

/** Who is reviewed: listed with completion, put one by one, or imported. */
export const participantRoutes: readonly Route[] = [list, put, remove, imported];
