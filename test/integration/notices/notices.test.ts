import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { installPresets } from '../../../prisma/seed/presets/install.js';
import { everywhere } from '../../../records/access/scope.js';
import { addCustomers, addTrunk, customerMail } from '../../records/notice/notice-ground.js';
import { waitUntil } from '../../support/wait-until.js';
import { runIncidentWorker, type IncidentWorker } from '../api/incident-worker.js';
import { addPerson, as, runApi, type Caller, type RunningApi } from '../api/running-api.js';

const limitMs = 20_000;

let api: RunningApi;
let worker: IncidentWorker;
let li: Caller;
let wang: Caller;
let lead: Caller;

beforeAll(async () => {
  api = await runApi();
  const { database } = api;
  const { prisma } = database;
  li = await addPerson(database, 'per_li', { role: 'engineer', language: 'en' });
  wang = await addPerson(database, 'per_wang', { role: 'engineer', language: 'zh' });
  lead = await addPerson(database, 'per_lead', { role: 'ops_lead', language: 'en' });
  for (const id of ['per_li', 'per_wang']) {
    const channels = [{ channel: 'mail', address: { address: `${id}@baton.test` }, afterS: 0 }];
    await prisma.person.update({ where: { id }, data: { channels } });
  }
  const rungs = [{ delayS: 600, targets: [{ kind: 'person', id: 'per_li' }] }];
  const name = { zh: '默认', en: 'default' };
  const policy = { policyId: 'pol_default', version: 1, name, isDefault: true };
  await prisma.policy.create({ data: { id: 'pol_default@1', ...policy, rungs, overdue: rungs } });
  const actor = { kind: 'system' as const, id: 'seed' };
  const writer = { actor, at: new Date() };
  await installPresets({ db: prisma, writer, scope: everywhere, permission: 'seed' });
  await addTrunk(database);
  await addCustomers(database, [
    { id: 'acme', name: 'Acme', language: 'en' },
    { id: 'yun', name: '云际科技' },
  ]);
  worker = await runIncidentWorker(api);
}, limitMs);

afterAll(async () => {
  await worker.stop();
  await api.close();
});

const post = (caller: Caller, path: string, body: object = {}) =>
  as(api.app, caller.key).post(`/api/v1/${path}`).send(body);
const get = (path: string, caller: Caller = li) => as(api.app, caller.key).get(`/api/v1/${path}`);

/** A graded P3 fault of the trunk, so that customers may be told. */
async function faultOf(title = 'core switch down'): Promise<string> {
  const declared = { title, service: 'trk_trunk', severity: 'warning', impactClass: 'degraded' };
  const { body, status } = await post(li, 'incidents', declared);
  expect(status).toBe(201);
  const { id } = body as { id: string };
  await post(li, `incidents/${id}/acknowledge`);
  await post(li, `incidents/${id}/grade`, { level: 'P3', reason: 'two customers' });
  let last = '';
  const drafted = async (): Promise<boolean> => {
    const { body: notices } = await get(`incidents/${id}/notices`);
    last = JSON.stringify(notices);
    const owed = notices.owed as { notice: string; id: string | null }[];
    return owed.some(({ notice, id: row }) => notice === 'customer/first/1' && row !== null);
  };
  await waitUntil(drafted, { limitMs, what: () => `a draft: ${last}` });
  return id;
}

const draftOf = async (id: string): Promise<string> => {
  const { body, status } = await post(li, `incidents/${id}/notices/draft`, {
    audience: 'customer',
    stage: 'first',
  });
  expect([status, body.notice]).toEqual([201, 'customer/first/1']);
  return (body as { id: string }).id;
};

const sentState = async (notice: string): Promise<string> =>
  ((await get(`notices/${notice}`)).body as { state: string }).state;

const whenSent = (notice: string): Promise<void> =>
  waitUntil(async () => (await sentState(notice)) === 'sent', {
    limitMs,
    what: () => `${notice} to be sent`,
  });

describe('a notice', () => {
  it('is previewed as each customer reads it, sent, and corrected by a new one', async () => {
    const id = await faultOf();
    const notice = await draftOf(id);
    const en = await get(`notices/${notice}/preview?customer=acme`);
    expect(en.body).toMatchObject({ customer: { id: 'acme' }, faults: [] });
    const zh = await get(`notices/${notice}/preview?customer=CODE-yun&language=zh`);
    expect(zh.body.text).toContain('贵司专线 yun');
    expect(zh.body.text).not.toMatch(/acme/i);
    expect((await post(li, `notices/${notice}/send`)).status).toBe(200);
    await whenSent(notice);
    const to = (address: string) => worker.mail.mails.filter((mail) => mail.to.includes(address));
    expect(to(customerMail('acme'))).toHaveLength(1);
    expect(to(customerMail('yun'))[0]?.mail.subject).toContain('首次');
    const again = await post(li, `notices/${notice}/draft`, { fields: { done: 'x' } });
    expect([again.status, again.body.code]).toEqual([409, 'notice_not_open']);
    const given = {
      field: 'impact',
      value: { zh: '业务中断', en: 'interrupted' },
      reason: 'wrong',
    };
    const told = async (): Promise<boolean> =>
      (await get(`incidents/${id}/notices`)).body.counts.sent > 0;
    await waitUntil(told, { limitMs, what: () => 'the incident to hear that it went' });
    const corrected = await post(li, `notices/${notice}/correct`, given);
    expect([corrected.status, corrected.body.kind]).toEqual([201, 'correction']);
    await whenSent((corrected.body as { id: string }).id);
    expect(to(customerMail('acme'))[1]?.mail.text).toContain(
      'Impact should read interrupted, not degraded',
    );
  }, 60_000);

  it('is refused with every fault at its field, and the attempt is counted', async () => {
    const id = await faultOf('云际科技 line down');
    const notice = await draftOf(id);
    const fields = { done: { zh: '运营商疏忽', en: 'carrier 2' }, cause: 'power' };
    expect((await post(li, `notices/${notice}/draft`, { fields })).status).toBe(200);
    const { status, body } = await post(li, `notices/${notice}/send`);
    expect([status, body.code]).toEqual([422, 'notice_blocked']);
    const faults = (body.errors as { pointer: string; code: string }[]).map(
      ({ pointer, code }) => `${pointer} ${code}`,
    );
    expect(faults.sort()).toEqual([
      '/fields/cause cause_unknown',
      '/fields/done blame_word',
      '/fields/done numbers_differ',
      '/fields/title foreign_customer',
    ]);
    const to = new Date(Date.now() + 60_000).toISOString();
    const report = await get(`reports/gates?from=2026-01-01T00:00:00Z&to=${to}`, lead);
    expect(report.body.byCode).toContainEqual({ key: 'blame_word', count: 1 });
    expect(report.body.byPerson).toContainEqual(
      expect.objectContaining({ key: 'per_li', count: expect.any(Number) }),
    );
  }, 60_000);

  it('has a computed value only by a proposal that another person confirms', async () => {
    const id = await faultOf('云际科技 second line down');
    const notice = await draftOf(id);
    const typed = await post(li, `notices/${notice}/draft`, { fields: { title: 'trunk down' } });
    expect([typed.status, typed.body.errors[0].pointer]).toEqual([422, '/fields/title']);
    const expires = new Date(Date.now() + 3_600_000).toISOString();
    const given = { field: 'title', value: 'trunk down', reason: 'names a customer', expires };
    const proposed = await post(li, `notices/${notice}/override`, given);
    expect(proposed.status).toBe(201);
    const proposal = (proposed.body as { id: string }).id;
    expect((await post(li, `notices/${notice}/send`)).status).toBe(422);
    const own = await post(li, `notices/${notice}/confirm`, { proposal });
    expect([own.status, own.body.code]).toEqual([422, 'second_name_needed']);
    const confirmed = await post(wang, `notices/${notice}/confirm`, { proposal });
    expect(confirmed.body.fields.title).toEqual({ zh: 'trunk down', en: 'trunk down' });
    expect((await post(li, `notices/${notice}/send`)).status).toBe(200);
    await whenSent(notice);
  }, 60_000);
});

describe('templates', () => {
  const name = 'first.customer.all.en';
  it('are edited as new versions, refused with a field that is not theirs, and kept by a newer pack', async () => {
    const { body: listed } = await get('templates?kind=first&audience=customer&current=true');
    const en = (
      listed.items as { id: string; version: number; body: string; language: string }[]
    ).find(({ language }) => language === 'en');
    expect(en?.id).toBe(`tpl_${name}@1`);
    const patch = (body: object) =>
      as(api.app, lead.key)
        .patch(`/api/v1/templates/${en?.id}`)
        .set('If-Match', `"${en?.version}"`)
        .send(body);
    expect((await patch({ body: '{{ criteria }}' })).status).toBe(422);
    expect((await patch({ body: 'Dear {customer}' })).status).toBe(422);
    const edited = await patch({ body: `${en?.body} Regards.` });
    expect([edited.status, edited.body.version, edited.body.edited]).toEqual([200, 2, true]);
    const { body: diff } = await get(`templates/tpl_${name}@2/diff`);
    expect(diff).toMatchObject({ subject: null, body: { before: en?.body } });
    const { idcNotices } = await import('../../../prisma/seed/presets/idc-notices/preset.js');
    const pack = { ...idcNotices, preset: { ...idcNotices.preset, version: 2 } };
    const installed = await post(lead, 'presets', pack);
    expect([installed.status, installed.body.conflicts]).toEqual([201, []]);
    const { body: now } = await get(
      'templates?kind=first&audience=customer&current=true&language=en',
    );
    expect(now.items[0]).toMatchObject({ edited: true, preset: { version: 2 } });
    expect(now.items[0].body).toContain('Regards.');
    const { body: presets } = await get('presets');
    expect(presets.items).toContainEqual({
      ...{ id: 'idc_notices', what: 'notices', version: 2, edited: 1 },
    });
  });
});
