import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ReceivedMail } from '../support/smtp.js';
import {
  bring,
  certify,
  deliveryHead,
  newService,
  opsHead,
  opsOwner,
  startHandover,
  wu,
  zhang,
  type Desk,
} from './handover-desk.js';
import { waitUntil } from '../support/wait-until.js';
import { openNight, type Night } from './night.js';

let night: Night;

beforeAll(async () => {
  night = await openNight();
  await certify(night, 'leased_line');
});

afterAll(() => night.close());

const customer = 'cus_yuanfan';
const signerBox = 'signs.yuanfan';

/** The contact who signs, verified by somebody outside delivery. */
async function signer(): Promise<string> {
  const { id } = await night.make(`customers/${customer}/contacts`, {
    ...{ name: 'Ma Lin', role: 'business', language: 'en', maySign: true },
    channels: [
      { channel: 'mail', address: { address: `${signerBox}@demo.baton.example` }, after: 'PT0S' },
    ],
  });
  const verified = await night
    .person(zhang)
    .post(`/api/v1/customers/${customer}/contacts/${id}/verify`, { how: 'called back' });
  expect(verified.status).toBe(200);
  return id;
}

/** A fault of the service that operations handled alone. */
async function handledAlone(service: string): Promise<string> {
  const { body } = await night.person(zhang).post<{ id: string }>('/api/v1/incidents', {
    ...{ title: 'flap', service, severity: 'info', impactClass: 'none' },
  });
  await night.person(zhang).verb(body.id, 'acknowledge');
  await night.shown(body.id, ({ stage }) => stage === 'responding');
  await night.person(zhang).verb(body.id, 'restore', { how: 'port reset' });
  await night.shown(body.id, ({ stage }) => stage !== 'responding' && stage !== 'detected');
  return body.id;
}

/** Through the trial with all that it asks for, to the acceptance. */
async function toAcceptance(desk: Desk, service: string): Promise<void> {
  await bring(desk, 'train');
  await desk.done(zhang, 'alarms', { tested: 12, total: 12 });
  await desk.done(zhang, 'shadowing', { phase: 'ops_leads' });
  await desk.done(zhang, 'ops-handled', { subject: await handledAlone(service) });
  const early = await desk.give(wu, 'advance');
  expect([early.status, early.body.code]).toEqual([422, 'gate_unmet']);
  await desk.pass(14);
  await desk.fill('J');
  await desk.done(wu, 'advance');
}

/** Why the hand-over waits for a person. */
const waits = async (person: string, { id }: Desk): Promise<string[]> => {
  const { body } = await night
    .person(person)
    .get<{ items: { id: string; why: string }[] }>('/api/v1/me/work');
  return body.items.filter((one) => one.id === id).map(({ why }) => why);
};

const waitsFor = (person: string, desk: Desk, why: string[]): Promise<void> =>
  waitUntil(async () => String(await waits(person, desk)) === String(why), {
    limitMs: 20_000,
    what: () => `the work of ${person}: ${why.join()}`,
  });

const linksIn = (mails: readonly ReceivedMail[]): string[] =>
  mails.flatMap(({ mail }) => /https?:\/\/\S+\/s\/[\w-]+/.exec(mail.text ?? '') ?? []);

const signerLinks = async (desk: Desk, count: number): Promise<string[]> =>
  linksIn(await night.mail.arrived(desk.number, signerBox, count));

const decide = (link: string, form: Record<string, string>): Promise<Response> =>
  fetch(link, { method: 'POST', body: new URLSearchParams(form) });

const bySheet = async (desk: Desk, person: string, party: string) => {
  const { acceptance } = await desk.shown((one) => one.acceptance?.sheet !== undefined);
  return desk.give(person, 'sign', { party, decision: 'accept', sheet: acceptance?.sheet ?? '' });
};

describe('an acceptance', () => {
  it('is signed by both heads and by the customer’s contact over one sheet, each once', async () => {
    const service = await newService(night, { code: 'SIGN-1' });
    const contact = await signer();
    const desk = await startHandover(night, {
      ...{ code: 'SIGN-1', service, body: { signer: contact } },
    });
    await toAcceptance(desk, service);
    const [first = ''] = await signerLinks(desk, 1);
    expect((await desk.shown()).holder.person).toBe(wu);

    const wrong = await desk.give(zhang, 'sign', {
      ...{ party: 'ops', decision: 'accept', sheet: 'another' },
    });
    expect(wrong.body.code).toBe('signer_not_entitled');
    const stale = await desk.give(opsHead, 'sign', {
      ...{ party: 'ops', decision: 'accept', sheet: 'another' },
    });
    expect([stale.status, stale.body.code]).toEqual([409, 'sheet_changed']);
    await waitsFor(opsHead, desk, ['sign']);
    expect((await bySheet(desk, opsHead, 'ops')).status).toBe(200);
    await waitsFor(opsHead, desk, []);

    const page = await fetch(first);
    const text = await page.text();
    expect([page.status, text.includes('Acceptance sheet'), text.includes('<form')]).toEqual([
      ...[200, true, true],
    ]);
    await desk.shown(({ acceptance }) => acceptance?.signatures.length === 1);
    expect((await decide(first, { decision: 'reject' })).status).toBeGreaterThanOrEqual(400);

    const due = (await desk.inDays(20)).slice(0, 10);
    const conditional = { decision: 'conditional', conditions: 'labels on rack B', due };
    expect((await decide(first, conditional)).status).toBe(200);
    const again = await decide(first, { decision: 'accept' });
    expect(again.status).toBe(410);
    const changed = await desk.shown(({ acceptance }) => acceptance?.sheet !== undefined);
    expect(changed.punch).toMatchObject({ open: 1, next: [{ owner: wu }] });
    expect(changed.acceptance?.signatures).toEqual([]);

    const links = await signerLinks(desk, 2);
    const second = links.find((link) => link !== first) ?? '';
    expect((await fetch(first)).status).toBe(410);
    expect((await bySheet(desk, opsHead, 'ops')).status).toBe(200);
    expect((await bySheet(desk, deliveryHead, 'delivery')).status).toBe(200);
    expect((await decide(second, { decision: 'accept' })).status).toBe(200);
    const signed = await desk.shown(({ stage }) => stage === 'warranty');
    expect(signed).toMatchObject({ holder: { person: opsOwner } });
    expect(signed.acceptance?.conditional).toBe(true);
    expect((await decide(second, { decision: 'accept' })).status).toBe(410);
    const row = await night.records.prisma.service.findUnique({ where: { id: service } });
    expect(row?.status).toBe('in_service');
    const sheet = await night
      .person(zhang)
      .get<{ signatures: { party: string }[] }>(`/api/v1/handovers/${desk.id}/sheet?format=json`);
    expect(sheet.body.signatures.map(({ party }) => party).sort()).toEqual([
      ...['customer', 'delivery', 'ops'],
    ]);
  });

  it('a link whose sheet has changed signs nothing, and silence never accepts', async () => {
    const service = await newService(night, { code: 'SIGN-2' });
    const desk = await startHandover(night, {
      ...{ code: 'SIGN-2', service, body: { signer: await signer() } },
    });
    await toAcceptance(desk, service);
    const [link = ''] = await signerLinks(desk, 1);
    await desk.done(wu, 'punch', {
      ...{ what: 'add', severity: 'minor', text: 'a label', owner: wu },
      due: await desk.inDays(9),
    });
    await signerLinks(desk, 2);
    expect((await fetch(link)).status).toBe(409);
    expect((await decide(link, { decision: 'accept' })).status).toBe(409);
    await desk.pass(10);
    const silent = await desk.shown();
    expect([silent.stage, silent.holder.person]).toEqual(['acceptance', wu]);
    expect(silent.acceptance?.signatures).toEqual([]);
    await night.mail.arrived(desk.number, 'zhou.na');
    await night.mail.arrived(desk.number, 'li.wei');
  });
});
