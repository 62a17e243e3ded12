import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { handoverMachine } from '../../../domain/handover/machine.js';
import type { HandoverView } from '../../../domain/handover/view.js';
import { keepValue } from '../../../records/content/content.js';
import { departments } from '../../../records/directory/departments.js';
import { handoverInput } from '../../../records/handover/input.js';
import { openApi, type OpenApi } from './open-api.js';

let api: OpenApi;
let now: number;
beforeAll(async () => {
  api = await openApi();
  now = Date.now();
  const edit = { id: 'dep_delivery', version: undefined };
  await departments.update(api.access, edit, { schedule: null });
});
afterAll(() => api.close());

const service = 'svc_sdwan_yuanfan';
const id = 'hov_on_call';

/** The read model as the hand-over's own machine would fill it, at some stage. */
async function handOver(over: Partial<HandoverView>): Promise<void> {
  const { prisma } = api.database;
  const asked = { service, profile: 'project' as const };
  const input = await handoverInput(prisma, asked, { id, by: 'per_wu_gang', at: now });
  const { state } = handoverMachine.begin(input, now);
  const view = { ...handoverMachine.view(state), ...over };
  const row = {
    ...{ process: 'handover', number: 9_001, seq: 1, stage: view.stage, title: view.title },
    ...{ serviceId: service, startedAt: new Date(now), silenced: {} },
    closedAt: view.closedAt === undefined ? null : new Date(view.closedAt),
    view: JSON.parse(JSON.stringify(view)) as object,
  };
  await prisma.processRow.upsert({ where: { id }, create: { id, ...row }, update: row });
}

async function given(key: string, state: string, value: object): Promise<void> {
  const { prisma } = api.database;
  const { head } = await keepValue(prisma, value, { by: 'per_wu_gang', at: new Date(now) });
  const data = { state, content: head.id, loops: 0, at: now };
  const of = { subject: id, kind: 'item', key };
  await prisma.processFact.upsert({
    where: { subject_kind_key: of },
    create: { ...of, seq: 1, data },
    update: { data },
  });
}

const lookUp = (person: string) => api.as(person).get(`lookup/oncall?service=SD-0001`);

interface Contact {
  id: string;
  role: string;
  email?: string;
}
const ids = (side: { contacts: Contact[] } | null) => side?.contacts.map((one) => one.id);

describe('who is on call for a service', () => {
  it('is operations, by its duty schedule first, where nothing is handed over', async () => {
    const { status, body } = await lookUp('per_tom_reid');
    expect([status, body.handover, body.backs]).toEqual([200, null, null]);
    expect(body.leads).toMatchObject({ side: 'operations', department: { id: 'dep_noc' } });
    expect(body.leads.contacts[0]).toMatchObject({ role: 'on_call' });
    expect(body.band).toMatchObject({ mode: 'service_only' });
  });

  it('is delivery from the UAT on, with its owner and whom to try next', async () => {
    await handOver({ stage: 'uat_run' });
    const { body } = await lookUp('per_tom_reid');
    expect(body.handover).toMatchObject({ id, number: 'HO-9001', stage: 'uat_run', owed: true });
    expect(body.leads).toMatchObject({ side: 'delivery', department: { id: 'dep_delivery' } });
    expect(body.leads.contacts.slice(0, 1)).toMatchObject([{ id: 'per_wu_gang', role: 'owner' }]);
    expect(ids(body.leads)).toContain('per_zhou_na');
    expect(body.backs).toBeNull();
    await handOver({ stage: 'disclosure' });
    expect((await lookUp('per_tom_reid')).body.handover.owed).toBe(false);
  });

  it('is asked of the deputy where the owner is away', async () => {
    await handOver({ stage: 'uat_run' });
    await api.database.prisma.absence.create({
      data: {
        ...{ id: 'abs_wu', personId: 'per_wu_gang', deputyId: 'per_xu_jing' },
        ...{ from: new Date(now - 60_000), until: new Date(now + 3_600_000) },
      },
    });
    expect(ids((await lookUp('per_tom_reid')).body.leads)?.[0]).toBe('per_xu_jing');
    await api.database.prisma.absence.delete({ where: { id: 'abs_wu' } });
  });

  it('is operations with delivery behind it once ops leads the trial, or took it over', async () => {
    await handOver({ stage: 'acceptance' });
    const { body } = await lookUp('per_tom_reid');
    expect([body.leads.side, body.backs.side]).toEqual(['operations', 'delivery']);
    expect(ids(body.backs)?.[0]).toBe('per_wu_gang');
    const takeover = { by: 'per_lin_tao', to: 'per_li_wei', reason: 'x', until: now + 86_400_000 };
    await handOver({ stage: 'uat_run', takeover });
    expect((await lookUp('per_tom_reid')).body.leads.side).toBe('operations');
  });

  it('is by the department’s duty schedule where delivery has one', async () => {
    await handOver({ stage: 'uat_run' });
    const edit = { id: 'dep_delivery', version: undefined };
    await departments.update(api.access, edit, { schedule: 'sch_infra' });
    const { leads } = (await lookUp('per_tom_reid')).body;
    expect([leads.schedule, leads.contacts[0].role]).toEqual(['sch_infra', 'on_call']);
    await departments.update(api.access, edit, { schedule: null });
  });

  it('shows how people are reached only to who may see it', async () => {
    await handOver({ stage: 'uat_run' });
    const hotline = (await lookUp('per_tom_reid')).body.leads.contacts as Contact[];
    expect(hotline[0]?.email).toBe('wu.gang@demo.baton.example');
    const engineer = (await lookUp('per_chen_jie')).body.leads.contacts as Contact[];
    expect(engineer[0]).not.toHaveProperty('email');
  });

  it('shows the band of the service, and what is included once ops verified it (N27)', async () => {
    const rental = await api.as('per_tom_reid').get('lookup/oncall?service=RT-0001');
    expect(rental.body.band).toMatchObject({
      mode: 'equipment_only',
      text: { en: 'Equipment only: no service included' },
    });
    await given('B3', 'submitted', { text: '7×24 monitoring' });
    expect((await lookUp('per_tom_reid')).body.band.included).toEqual([]);
    await given('B3', 'verified', { text: '7×24 monitoring' });
    expect((await lookUp('per_tom_reid')).body.band.included).toEqual(['7×24 monitoring']);
  });

  it('is asked of either a schedule or a service', async () => {
    const hotline = api.as('per_tom_reid');
    expect((await hotline.get('lookup/oncall')).status).toBe(400);
    const both = await hotline.get('lookup/oncall?service=SD-0001&schedule=sch_noc');
    expect(both.status).toBe(400);
    expect((await hotline.get('lookup/oncall?service=nope')).status).toBe(404);
  });
});

describe('the disclosure of a service', () => {
  const read = (person = 'per_chen_jie') => api.as(person).get('services/SD-0001/disclosure');

  it('shows each verified flow with its rules and names, and names what is not verified', async () => {
    await handOver({ stage: 'uat_run' });
    const flow = { from: 'HQ', to: 'Suzhou', path: 'SD-WAN', routing: 'BGP' };
    await given('D1', 'verified', { rows: [flow] });
    await given('D2', 'submitted', { rows: [{ flow: 'HQ → Suzhou', rule: 'permit tcp 443' }] });
    const before = await read();
    expect(before.body.flows).toMatchObject([{ src: 'HQ', dst: 'Suzhou', acl: [] }]);
    expect(before.body.unverified).toContain('D2');
    expect(JSON.stringify(before.body)).not.toContain('permit tcp 443');
    await given('D2', 'verified', { rows: [{ flow: 'HQ → Suzhou', rule: 'permit tcp 443' }] });
    const names = { flow: 'HQ → Suzhou', dns: '10.1.0.53', interception: 'to the portal' };
    await given('D3', 'verified', { rows: [names] });
    const { body } = await read();
    expect(body.flows).toEqual([
      {
        ...{ src: 'HQ', dst: 'Suzhou', path: 'SD-WAN', routing: 'BGP' },
        ...{ acl: ['permit tcp 443'], security: [] },
        ...{ dns: ['10.1.0.53'], interception: ['to the portal'] },
      },
    ]);
    const told = body.items.find(({ key }: { key: string }) => key === 'D3');
    expect(told.rows).toEqual([names]);
  });

  it('stays readable after the hand-over was accepted', async () => {
    const closed = { stage: 'closed', closedAs: 'accepted', closedAt: now } as const;
    await handOver(closed);
    expect((await read()).body.flows).toHaveLength(1);
    expect((await lookUp('per_tom_reid')).body).toMatchObject({
      handover: null,
      leads: { side: 'operations' },
    });
  });

  it('is empty, and says so, where nothing was handed over', async () => {
    const { status, body } = await api.as('per_chen_jie').get('services/LL-0001/disclosure');
    expect([status, body.handover, body.flows]).toEqual([200, null, []]);
  });

  it('is not for whom incidents are not', async () => {
    expect((await read('per_he_yan')).status).toBe(403);
  });
});
