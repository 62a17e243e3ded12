import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { keepAudience } from '../../../records/drill/audience.js';
import { waysOf } from '../../../records/notice/deliveries.js';
import { noticesOf } from '../../../records/notice/rows.js';
import { freshId, webhookRule } from '../fixtures.js';
import {
  addCustomers,
  addIncident,
  addTrunk,
  customerMail,
  openNoticeGround,
  sendOf,
  type NoticeGround,
} from './notice-ground.js';

let ground: NoticeGround;
const fax = { channel: 'mail', address: { address: 'second@customer.example.com' }, afterS: 60 };

beforeAll(async () => {
  ground = await openNoticeGround();
  await addTrunk(ground.database);
  await addTrunk(ground.database, 'trk_other');
  await addCustomers(ground.database, [
    { id: 'acme', name: 'Acme', language: 'en' },
    { id: 'yun', name: '云际科技' },
    { id: 'quiet', name: '静默公司', notifyFrom: 'P1' },
    { id: 'away', name: '远方公司', dependsOn: ['trk_other'] },
  ]);
});
afterEach(async () => {
  await ground.renew();
  ground.mail.mails.length = 0;
});
afterAll(() => ground.close());

const mailTo = (address: string) => ground.mail.mails.filter(({ to }) => to.includes(address));
const rowOf = async (incident: string) => {
  const [row] = await noticesOf(ground.database.prisma, incident);
  if (!row) throw new Error('no notice');
  return row;
};

async function incident(change = {}): Promise<string> {
  const id = freshId();
  await addIncident(ground, id, change);
  return id;
}

describe('a notice that is sent', () => {
  it('goes to each affected customer in its language with its own services only', async () => {
    const id = await incident();
    const report = await ground.hands.sendNotice(id, sendOf('customer/first/1'));
    expect(report).toMatchObject({ type: 'notice_sent', recipients: 3, delivered: 2, failed: 1 });
    const [en] = mailTo(customerMail('acme'));
    const [zh] = mailTo(customerMail('yun'));
    expect(en?.mail.subject).toContain('P3 Minor · first');
    expect(en?.mail.text).toContain('your line acme: interrupted');
    expect(zh?.mail.subject).toContain('P3 三级·首次');
    expect(zh?.mail.text).toContain('贵司专线 yun业务中断');
    expect(en?.mail.text).not.toMatch(/yun|云际/);
    expect(zh?.mail.text).not.toMatch(/acme/i);
    expect(zh?.mail.html).toContain('<p>【P3 三级·首次】');
    expect(mailTo(customerMail('away'))).toEqual([]);
  });

  it('is frozen with its fields, templates and a hash, and never edited after', async () => {
    const id = await incident();
    await ground.hands.sendNotice(id, sendOf('customer/first/1'));
    const row = await rowOf(id);
    expect(row).toMatchObject({ state: 'sent', kind: 'first', level: 'P3', sequence: 1 });
    expect(row.number).toMatch(/^INC-\d+-C01$/);
    expect(row.hash).toMatch(/^[0-9a-f]{64}$/);
    expect(row.templates).toMatchObject({ zh: { version: 1 }, en: { version: 1 } });
    const edit = ground.database.prisma.notice.update({
      where: { id: row.id },
      data: { level: 'P4' },
    });
    await expect(edit).rejects.toThrow(/correct it by a new one/);
  });

  it('is not sent again by a repeat', async () => {
    const id = await incident();
    const effect = sendOf('customer/first/1');
    const once = await ground.hands.sendNotice(id, effect);
    expect(await ground.hands.sendNotice(id, effect)).toEqual(once);
    expect(ground.mail.mails).toHaveLength(2);
  });

  it('goes on after a worker died with a message in hand, and says that it may be a repeat', async () => {
    const id = await incident();
    const effect = sendOf('customer/first/1');
    await ground.hands.sendNotice(id, effect);
    const row = await rowOf(id);
    const { prisma } = ground.database;
    await prisma.$executeRaw`alter table notice disable trigger notice_sent_stays`;
    await prisma.notice.update({ where: { id: row.id }, data: { state: 'sending' } });
    await prisma.$executeRaw`alter table notice enable trigger notice_sent_stays`;
    await prisma.noticeDelivery.updateMany({
      where: { noticeId: row.id, customerId: 'yun' },
      data: { state: 'pending', deliveredAt: null },
    });
    ground.mail.mails.length = 0;
    await ground.hands.sendNotice(id, effect);
    expect(mailTo(customerMail('acme'))).toEqual([]);
    const [again] = mailTo(customerMail('yun'));
    expect(again?.mail.text).toContain('可能已经送达过');
    const ways = await prisma.noticeDelivery.findMany({ where: { noticeId: row.id } });
    expect(ways.map(({ possiblyRepeated }) => possiblyRepeated).sort()).toEqual([false, true]);
  });

  it('takes the next way at once where one fails', async () => {
    await addTrunk(ground.database, 'trk_two');
    const first = webhookRule('http://127.0.0.1:1/closed');
    const seed = { id: 'two', name: '双路公司', channels: [fax, first], dependsOn: ['trk_two'] };
    await addCustomers(ground.database, [seed]);
    const id = await incident({ service: { id: 'trk_two', name: 'two' } });
    const report = await ground.hands.sendNotice(id, sendOf('customer/first/1'));
    expect(report).toMatchObject({ recipients: 1, delivered: 1, failed: 0 });
    expect(ground.mail.mails.map(({ to }) => to)).toEqual([['second@customer.example.com']]);
    const row = await rowOf(id);
    const ways = await waysOf(ground.database, row.id);
    expect(ways.map(({ state }) => state)).toEqual(['pending', 'delivered']);
  });

  it('that nobody took stays to be sent, under the same keys', async () => {
    await addTrunk(ground.database, 'trk_one');
    await addCustomers(ground.database, [{ id: 'one', name: '独一公司', dependsOn: ['trk_one'] }]);
    const id = await incident({ service: { id: 'trk_one', name: 'one' } });
    ground.mail.refuse({ at: 'recipient', code: 550, text: 'unknown' });
    const lost = await ground.hands.sendNotice(id, sendOf('customer/first/1'));
    expect(lost).toMatchObject({ type: 'notice_sent', recipients: 1, delivered: 0, failed: 1 });
    expect((await rowOf(id)).state).toBe('draft');
    const { prisma } = ground.database;
    const channels = [
      { channel: 'mail', address: { address: 'new@customer.example.com' }, afterS: 0 },
      fax,
    ];
    await prisma.customerContact.update({ where: { id: 'con_one' }, data: { channels } });
    await ground.renew();
    const found = await ground.hands.sendNotice(id, sendOf('customer/first/1'));
    expect(found).toMatchObject({ delivered: 1 });
    expect(ground.mail.mails).toHaveLength(1);
  });

  it('goes inside to holder, commander and heads, with the criteria hit', async () => {
    const id = await incident({ commander: 'wang' });
    await ground.hands.sendNotice(id, sendOf('internal/first/1'));
    expect(mailTo('li@example.com')[0]?.mail.text).toContain('命中标准');
    expect(mailTo('wang@example.com')[0]?.mail.text).toContain('Customers affected: tier A: 3');
  });

  it('of practice goes to no customer, and is recorded as practice', async () => {
    const id = await incident({ drill: true });
    const report = await ground.hands.sendNotice(id, sendOf('customer/first/1'));
    expect(report).toMatchObject({ type: 'notice_sent', recipients: 0, delivered: 0 });
    expect(ground.mail.mails).toEqual([]);
    expect(await rowOf(id)).toMatchObject({ drill: true, state: 'sent' });
  });
});

describe('a notice of a drill', () => {
  it('reaches participants only; the database refuses everybody else (I10)', async () => {
    const id = freshId();
    const audience = { drill: 'drl_1', people: ['wang'], players: ['wang'] };
    await keepAudience(ground.database, id, audience);
    await addIncident(ground, id, { drill: true, commander: 'wang' });
    const report = await ground.hands.sendNotice(id, sendOf('internal/first/1'));
    expect(report).toMatchObject({ recipients: 1, delivered: 1 });
    const [sent] = ground.mail.mails;
    expect(ground.mail.mails.map(({ to }) => to)).toEqual([['wang@example.com']]);
    expect(sent?.mail.subject).toMatch(/^\[DRILL\]/);
    const { id: noticeId } = await rowOf(id);
    const outside = ground.database.prisma.noticeDelivery.create({
      data: {
        ...{ id: `${noticeId}/con_acme`, noticeId, subject: id, recipient: 'con_acme' },
        ...{ contactId: 'con_acme', language: 'en', channel: 'mail', address: {} },
      },
    });
    await expect(outside).rejects.toThrow(/participants only/);
  });
});

describe('a notice that is not sent', () => {
  const blockedBy = async (id: string, change = {}) => {
    const report = await ground.hands.sendNotice(id, sendOf('customer/first/1', change));
    expect(ground.mail.mails).toEqual([]);
    return report;
  };

  it('is missing what its level requires; what was held back is counted by field', async () => {
    const id = await incident();
    const report = await blockedBy(id, { level: 'P1' });
    expect(report).toMatchObject({
      type: 'notice_blocked',
      faults: [{ field: 'nextStep', code: 'field_required' }],
    });
    const events = await ground.database.prisma.gateEvent.findMany({
      where: { subject: id },
      orderBy: { id: 'asc' },
    });
    expect(events).toMatchObject([{ kind: 'blocked', field: 'nextStep', code: 'field_required' }]);
  });

  it('names another customer in its title', async () => {
    const id = await incident({ title: '云际科技专线中断' });
    const report = await blockedBy(id);
    expect(report).toMatchObject({
      faults: [{ field: 'title', code: 'foreign_customer' }],
    });
  });

  it('names another customer in a service of its own', async () => {
    await addTrunk(ground.database, 'trk_leak');
    await addCustomers(ground.database, [
      { id: 'leak', name: '泄漏公司', dependsOn: ['trk_leak'] },
    ]);
    const name = { zh: '云际科技备份线', en: 'backup' };
    await ground.database.prisma.service.updateMany({
      where: { customerId: 'leak' },
      data: { name },
    });
    const id = await incident({ service: { id: 'trk_leak', name: 'leak' } });
    const report = await blockedBy(id);
    expect(report).toMatchObject({ faults: [{ field: 'services', code: 'foreign_customer' }] });
  });

  it('was changed after it was approved', async () => {
    const id = await incident();
    const { prisma } = ground.database;
    const ref = { notices: [sendOf('customer/first/1', { level: 'P3' })] };
    const { drafts } = await ground.hands.draftNotice(id, {
      kind: 'draft_notice',
      id: 'd1',
      ...ref,
    });
    expect(drafts).toMatchObject([{ complete: true, missing: [] }]);
    const report = await blockedBy(id, { approvedBy: 'wang' });
    expect(report).toMatchObject({ faults: [{ field: 'approval', code: 'approval_needed' }] });
    const approved = { state: 'approved', approvedBy: 'wang' };
    await prisma.notice.update({ where: { id: drafts[0]?.noticeId ?? '' }, data: approved });
    const sent = await ground.hands.sendNotice(
      id,
      sendOf('customer/first/1', { approvedBy: 'wang' }),
    );
    expect(sent).toMatchObject({ type: 'notice_sent' });
  });
});

describe('a parent over several sites', () => {
  it('tells each customer once, of all its services', async () => {
    await addTrunk(ground.database, 'trk_north');
    await addTrunk(ground.database, 'trk_south');
    await addCustomers(ground.database, [
      { id: 'wide', name: '广域公司', dependsOn: ['trk_north'] },
    ]);
    await ground.database.prisma.service.create({
      data: {
        ...{ id: 'svc_wide2', code: 'S-wide2', productLine: 'leased_line', customerId: 'wide' },
        ...{ name: { zh: '专线 wide2', en: 'line wide2' }, dependsOn: ['trk_south'] },
        updatedAt: new Date(),
      },
    });
    const parent = await incident({ service: { id: 'trk_north', name: 'north' } });
    await incident({
      service: { id: 'trk_south', name: 'south' },
      parent: { id: parent, title: 'p' },
    });
    const report = await ground.hands.sendNotice(parent, sendOf('customer/first/1'));
    expect(report).toMatchObject({ recipients: 1, delivered: 1 });
    const text = mailTo(customerMail('wide'))[0]?.mail.text;
    expect(text).toContain('专线 wide；专线 wide2');
  });
});
