import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { seedInstallation } from '../../../prisma/seed/seed.js';
import { idcSeverity } from '../../../prisma/seed/presets/idc-severity/preset.js';
import { verifyAudit } from '../../../records/audit/audit.js';
import { addPerson, as, runApi, type RunningApi } from '../api/running-api.js';

let api: RunningApi;
let lead: ReturnType<typeof as>;
let viewer: ReturnType<typeof as>;

const seed = () =>
  seedInstallation(api.database.prisma, { mode: 'none', dataDir: '/none', now: new Date() });

beforeAll(async () => {
  api = await runApi();
  await seed();
  const callers = { lead: { role: 'ops_lead' }, viewer: { role: 'viewer' } } as const;
  lead = as(api.app, (await addPerson(api.database, 'lead', callers.lead)).key);
  viewer = as(api.app, (await addPerson(api.database, 'viewer', callers.viewer)).key);
});
afterAll(() => api.close());

const lookup = '/api/v1/lookup/severity';
const matrices = '/api/v1/matrices';

const racks = (least: number) => ({
  ...idcSeverity.criteria.find(({ id }) => id === 'power.p1.racks'),
  all: [{ fact: 'racksBothFeedsLost', op: 'at_least', value: least }],
});

const pointers = (body: { code: string; errors?: { pointer: string }[] }) => [
  body.code,
  ...(body.errors ?? []).map(({ pointer }) => pointer),
];

describe('the standard', () => {
  it('is there on a bare installation, once, however often it is filled', async () => {
    await seed();
    const list = await viewer.get(`${matrices}?count=true`).expect(200);
    expect(list.body).toMatchObject({
      total: 1,
      items: [{ version: 1, preset: { id: 'idc_severity', version: 1 }, current: true }],
    });
    const { body } = await viewer.get(`${matrices}/current`).expect(200);
    const { preset: _preset, ...content } = idcSeverity;
    expect(body).toMatchObject(JSON.parse(JSON.stringify(content)));
  });

  it('can be read by cell and searched in either language, without an incident', async () => {
    const whole = await viewer.get(`${lookup}/standard`).expect(200);
    expect(whole.body.items).toHaveLength(idcSeverity.criteria.length);
    expect(whole.body.modifiers.majorEvent.text.zh).toBeTruthy();
    const idsOf = async (query: object): Promise<string[]> => {
      const { body } = await viewer.get(`${lookup}/standard`).query(query).expect(200);
      return body.items.map(({ criterion }: { criterion: string }) => criterion);
    };
    expect(await idsOf({ domain: 'network', level: 'P1' })).toEqual([
      'network.p1.isolated',
      'network.p1.customers',
      'network.p1.tier_a',
      'network.p1.site',
    ]);
    expect(await idsOf({ q: '冷通道 35' })).toEqual(['cooling.p1.aisle']);
    expect(await idsOf({ q: 'COLD AISLE 35', lang: 'en' })).toEqual(['cooling.p1.aisle']);
    expect(await idsOf({ q: '冷通道', lang: 'en' })).toEqual([]);
    const one = await viewer.get(`${lookup}/standard?lang=zh&q=冷源`).expect(200);
    expect(one.body.items[0].text).toEqual({ zh: '冷源全停' });
  });

  it('publishes its questions with units and options', async () => {
    const { body } = await viewer.get(`${lookup}/questions?domain=power`).expect(200);
    expect(body.domains).toEqual([{ id: 'power', name: { zh: '供电', en: 'Power' } }]);
    const kinds = body.questions.map(({ kind }: { kind: string }) => kind);
    expect(new Set(kinds)).toEqual(new Set(['boolean', 'number', 'choice']));
    expect(body.questions).toContainEqual(
      expect.objectContaining({ id: 'racksBothFeedsLost', unit: { zh: '个', en: 'racks' } }),
    );
  });
});

describe('the look-up', () => {
  it('answers level, hits, what is unanswered, the next questions and the version', async () => {
    const { body } = await viewer.get(`${lookup}?racksBothFeedsLost=3`).expect(200);
    expect(body).toMatchObject({
      level: 'P2',
      impactClass: 'interruption',
      provisional: false,
      hits: [{ criterion: 'power.p2.racks', level: 'P2', domain: 'power' }],
      matrix: { id: 'mtx_1', version: 1 },
      nextRaise: { to: 'P1', after: 'PT2H' },
    });
    expect(body.hits[0].text).toEqual({
      zh: '1至9个机柜双路失电',
      en: '1 to 9 racks have lost both feeds',
    });
    expect(body.unanswered[0]).toEqual({ fact: 'roomBothFeedsLost', couldReach: 'P1' });
    expect(body.next[0]).toMatchObject({ id: 'roomBothFeedsLost', kind: 'boolean' });
  });

  it('takes circumstances: the deadline, an event window, time, planned work', async () => {
    const graded = async (query: string) => (await viewer.get(`${lookup}?${query}`)).body;
    expect(await graded('domain=cooling&deadlinePassed=true')).toMatchObject({
      level: 'P1',
      provisional: true,
      hits: [],
    });
    expect(await graded('pathLost=true&majorEvent=true')).toMatchObject({ level: 'P2' });
    expect(await graded('customersDown=1&elapsed=PT4H')).toMatchObject({ level: 'P2' });
    expect(await graded('pathLost=true&elapsed=PT4H')).toMatchObject({ level: 'P3' });
    expect(await graded('pathLost=true&plannedWork=true&overrun=PT15M')).toMatchObject({
      level: null,
      modifiers: [{ kind: 'planned_work', from: 'P3', to: null }],
    });
    expect(await graded('pathLost=true&plannedWork=true&overrun=PT16M')).toMatchObject({
      level: 'P3',
    });
  });

  it.each([
    ['noSuchFact=1', ['unknown_field', '/query/noSuchFact']],
    ['constructor=1', ['unknown_field', '/query/constructor']],
    ['racksBothFeedsLost=many', ['invalid_field', '/query/racksBothFeedsLost']],
    ['racksBothFeedsLost=1.5', ['invalid_field', '/query/racksBothFeedsLost']],
    ['racksBothFeedsLost=-1', ['invalid_field', '/query/racksBothFeedsLost']],
    ['racksBothFeedsLost=1e3', ['invalid_field', '/query/racksBothFeedsLost']],
    ['racksBothFeedsLost=', ['invalid_field', '/query/racksBothFeedsLost']],
    ['racksBothFeedsLost=1&racksBothFeedsLost=2', ['invalid_field', '/query/racksBothFeedsLost']],
    ['roomBothFeedsLost=maybe', ['invalid_field', '/query/roomBothFeedsLost']],
    ['upsMode=constructor', ['invalid_field', '/query/upsMode']],
    ['domain=moon', ['invalid_field', '/query/domain']],
    ['elapsed=soon', ['invalid_field', '/query/elapsed']],
  ])('refuses %s with its place', async (query, refusal) => {
    const { status, body } = await viewer.get(`${lookup}?${query}`);
    expect([status, ...pointers(body)]).toEqual([400, ...refusal]);
  });
});

describe('versions', () => {
  it('are for those who may write; others read', async () => {
    const edit = { note: 'no', criteria: [racks(5)] };
    const refused = await viewer.patch(`${matrices}/current`).set('If-Match', '*').send(edit);
    expect([refused.status, refused.body.code]).toEqual([403, 'forbidden']);
    const hr = as(api.app, (await addPerson(api.database, 'hr', { role: 'hr' })).key);
    expect((await hr.get(`${lookup}/standard`)).status).toBe(403);
    const scoped = { role: 'ops_lead', departmentId: 'dep_x' } as const;
    const local = as(api.app, (await addPerson(api.database, 'local', scoped)).key);
    const elsewhere = await local.patch(`${matrices}/current`).set('If-Match', '*').send(edit);
    expect([elsewhere.status, elsewhere.body.code]).toEqual([403, 'forbidden']);
  });

  it('an edit is a new one that grades at once, with a difference to its preset', async () => {
    const edit = { note: 'five racks fill a row here', criteria: [racks(5)] };
    const made = await lead.patch(`${matrices}/mtx_1`).set('If-Match', '"1"').send(edit);
    expect([made.status, made.body.version, made.body.edited]).toEqual([200, 2, true]);
    const graded = await viewer.get(`${lookup}?racksBothFeedsLost=5`).expect(200);
    expect(graded.body).toMatchObject({ level: 'P1', matrix: { id: 'mtx_2', version: 2 } });
    const diff = await viewer.get(`${matrices}/current/diff`).expect(200);
    expect(diff.body).toMatchObject({
      from: { id: 'mtx_1' },
      to: { id: 'mtx_2' },
      changes: [
        {
          part: 'criterion',
          id: 'power.p1.racks',
          kind: 'changed',
          before: { all: [{ value: 10 }] },
          after: { all: [{ value: 5 }] },
        },
      ],
    });
    const stale = await lead.patch(`${matrices}/current`).set('If-Match', '"1"').send(edit);
    expect([stale.status, stale.body.code]).toEqual([412, 'stale_version']);
    const old = await lead.patch(`${matrices}/mtx_1`).set('If-Match', '"1"').send(edit);
    expect([old.status, old.body.code]).toEqual([409, 'conflict']);
    expect((await viewer.get(`${matrices}/mtx_1`)).body).toMatchObject({ current: false });
  });

  it('a newer preset keeps the edit and takes the rest; the same or an older one is refused', async () => {
    const again = await lead.post(matrices).send(idcSeverity);
    expect([again.status, again.body.code]).toEqual([409, 'conflict']);
    const criteria = idcSeverity.criteria.map((it) => {
      if (it.id === 'power.p1.racks') return racks(8);
      return it.id === 'network.p3.path' ? { ...it, level: 'P2' } : it;
    });
    const next = { ...idcSeverity, preset: { id: 'idc_severity', version: 2 }, criteria };
    const made = await lead.post(matrices).send(next);
    expect([made.status, made.body.conflicts]).toEqual([
      201,
      [{ part: 'criterion', id: 'power.p1.racks' }],
    ]);
    expect(made.body).toMatchObject({ version: 4, edited: true, preset: { version: 2 } });
    expect((await viewer.get(`${lookup}?racksBothFeedsLost=5`)).body.level).toBe('P1');
    expect((await viewer.get(`${lookup}?pathLost=true`)).body.level).toBe('P2');
    const { body } = await viewer.get(`${matrices}/current/diff`).expect(200);
    expect(body.from).toEqual({ id: 'mtx_3', version: 3 });
    expect(body.changes.map(({ id }: { id: string }) => id)).toEqual(['power.p1.racks']);
    const wide = await viewer.get(`${matrices}/current/diff?against=mtx_1`).expect(200);
    expect(wide.body.changes).toHaveLength(2);
    await seed();
    const list = await viewer.get(`${matrices}?current=true&count=true`).expect(200);
    expect(list.body).toMatchObject({ total: 1, items: [{ id: 'mtx_4' }] });
  });

  it('two edits at once are one after the other, and one is in force', async () => {
    const { version } = (await viewer.get(`${matrices}/current`)).body;
    const answers = await Promise.all(
      [3, 4].map((least) =>
        lead
          .patch(`${matrices}/current`)
          .set('If-Match', `"${version}"`)
          .send({ note: 'race', criteria: [racks(least)] }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412]);
    const { prisma } = api.database;
    expect(await prisma.severityMatrix.count({ where: { current: true } })).toBe(1);
    const second = prisma.severityMatrix.updateMany({ data: { current: true } });
    await expect(second).rejects.toThrow();
  });

  it.each([
    ['a fact that is asked nowhere', { remove: { facts: ['nodeIsolated'] } }, 422],
    ['a domain with criteria', { remove: { domains: ['power'] } }, 422],
    ['a fact named like a member of the look-up', { facts: [{ id: 'elapsed' }] }, 400],
    ['an unknown member', { surprise: 1 }, 400],
    ['no reason', { note: undefined }, 400],
  ])('an edit that leaves %s is refused and changes nothing', async (_what, part, status) => {
    const before = (await viewer.get(`${matrices}/current`)).body.version;
    const edit = { note: 'why', ...part };
    const refused = await lead.patch(`${matrices}/current`).set('If-Match', '*').send(edit);
    expect(refused.status).toBe(status);
    expect(refused.body.errors.length).toBeGreaterThan(0);
    expect((await viewer.get(`${matrices}/current`)).body.version).toBe(before);
  });

  it('a preset that contradicts itself is refused with the places', async () => {
    const preset = { id: 'other', version: 1 };
    const facts = idcSeverity.facts.filter(({ id }) => id !== 'nodeIsolated');
    const refused = await lead.post(matrices).send({ ...idcSeverity, preset, facts });
    const at = idcSeverity.criteria.findIndex(({ id }) => id === 'network.p1.isolated');
    expect([refused.status, ...pointers(refused.body)]).toEqual([
      400,
      'invalid_field',
      `/criteria/${at}/all/0`,
    ]);
  });

  it('leave their trail', async () => {
    const { prisma } = api.database;
    const lines = await prisma.audit.findMany({
      where: { subject: 'severity_matrix' },
      orderBy: { seq: 'asc' },
    });
    expect(lines.map(({ action }) => action)).toEqual([
      'severity_matrix.install',
      'severity_matrix.edit',
      'severity_matrix.install',
      'severity_matrix.edit',
      'severity_matrix.edit',
    ]);
    expect(await verifyAudit(prisma, 'severity_matrix')).toMatchObject({ ok: true });
  });

  it('that do not exist are 404', async () => {
    for (const path of ['mtx_99', 'mtx_99/diff', 'current/diff?against=mtx_99']) {
      expect((await viewer.get(`${matrices}/${path}`)).status).toBe(404);
    }
  });
});
