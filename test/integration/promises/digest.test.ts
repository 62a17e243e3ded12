import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  closeChannels,
  createChannels,
  type Channels,
} from '../../../activities/notify/channels/create-channels.js';
import { sendDueDigests } from '../../../activities/promise/digest.js';
import { shortNumberOf, type ProcessName } from '../../../contracts/names.js';
import { openDatabase, type Database } from '../../../records/database.js';
import { cloneDatabase } from '../../support/database.js';
import { startMailServer, type MailServer } from '../../support/smtp.js';

const dayMs = 86_400_000;
const minuteMs = 60_000;
/** A Monday at nine in Shanghai. */
const monday = Date.parse('2026-11-23T09:00:00+08:00');
const publicUrl = 'https://baton.example';

let cloned: Awaited<ReturnType<typeof cloneDatabase>>;
let database: Database;
let mail: MailServer;
let channels: Channels;
let now = monday;

const connect = (): Channels => {
  const egress = { allowPrivate: true };
  return createChannels({ smtpUrl: mail.url, mailFrom: 'b@baton.test', publicUrl, egress });
};

/** As after a restart: no conversation with the mail server is open any more. */
const reconnect = async (): Promise<void> => {
  await closeChannels(channels);
  channels = connect();
};

beforeAll(async () => {
  cloned = await cloneDatabase();
  database = openDatabase(cloned.url);
  mail = await startMailServer();
  channels = connect();
  const { prisma } = database;
  const person = (id: string, language: 'zh' | 'en') =>
    prisma.person.create({ data: { id, name: id, language, email: `${id}@x.example` } });
  await person('chao', 'zh');
  await person('ray', 'en');
  await person('idle', 'en');
  await person('tom', 'en');
  const department = (id: string, executiveId: string | null, parentId: string | null = null) =>
    prisma.department.create({ data: { id, name: { zh: id, en: id }, executiveId, parentId } });
  await department('dep_ops', 'chao');
  await department('dep_noc', null, 'dep_ops');
  await department('dep_far', 'ray');
  await department('dep_quiet', 'idle');
});

afterAll(async () => {
  await closeChannels(channels);
  await mail.close();
  await database.close();
  await cloned.drop();
});

let numbers = 5_000;
const add = async (
  process: ProcessName,
  row: { stage: string; department: string | null; holder: string; view: object },
): Promise<string> => {
  const number = (numbers += 1);
  const { stage, department, holder, view } = row;
  await database.prisma.processRow.create({
    data: {
      ...{ id: `${process}_${number}`, process, number, seq: 1, stage, title: `thing ${number}` },
      ...{ departmentId: department, holderId: holder, startedAt: new Date(monday - 30 * dayMs) },
      ...{ nextDue: new Date(monday + dayMs), silenced: {}, view },
    },
  });
  return shortNumberOf(process, number);
};

const look = (): Promise<string[]> =>
  sendDueDigests({
    ...{ database, channels, publicUrl, zone: 'Asia/Shanghai', now: () => now },
    observe: () => undefined,
    signal: () => new AbortController().signal,
    heartbeat: () => undefined,
  });

const to = (person: string) => mail.mails.filter(({ to: [box] }) => box === `${person}@x.example`);

describe("the executives' weekly digest", () => {
  it('shows an executive everything that waits, in one mail in their language, once a week', async () => {
    const asks: string[] = [];
    const ask = { neededBy: monday + dayMs, effectOfDelay: '夜班无人', requester: { name: 'Ann' } };
    for (let n = 0; n < 6; n += 1) {
      const view = { ...ask, flags: n };
      asks.push(await add('ask', { stage: 'raised', department: 'dep_ops', holder: 'chao', view }));
    }
    const flagged = await add('ask', {
      ...{ stage: 'acknowledged', department: 'dep_noc', holder: 'tom' },
      view: { ...ask, flags: 2, flaggedAt: monday - dayMs },
    });
    await add('ask', { stage: 'raised', department: 'dep_noc', holder: 'tom', view: ask });
    const meeting = await add('meeting', {
      ...{ stage: 'open', department: 'dep_noc', holder: 'tom' },
      view: {
        occurrence: { n: 3, level: 1, openedAt: monday - 12 * dayMs },
        parties: [{ department: { id: 'dep_noc' } }, { department: { id: 'dep_far' } }],
      },
    });
    const overdue = await add('action', {
      ...{ stage: 'open', department: 'dep_far', holder: 'tom' },
      view: { due: monday - dayMs },
    });
    await add('action', {
      ...{ stage: 'open', department: 'dep_far', holder: 'tom', view: { due: monday + dayMs } },
    });
    now = monday - minuteMs;
    await database.prisma.weeklyDigest.createMany({
      data: ['chao', 'ray', 'idle'].map((personId) => ({
        week: '2026-W47',
        personId,
        state: 'sent',
      })),
    });
    expect(await look()).toEqual([]);
    now = monday;
    expect(await look()).toEqual(['chao', 'ray']);
    expect(await look()).toEqual([]);
    now = monday + 6 * dayMs;
    expect(await look()).toEqual([]);
    expect([to('chao'), to('ray'), to('idle')].map(({ length }) => length)).toEqual([1, 1, 0]);
    const [chao] = to('chao');
    expect(chao?.mail.subject).toBe('运维周报 2026-W48：8 项等您');
    for (const number of [...asks, flagged, meeting]) expect(chao?.mail.text).toContain(number);
    expect(chao?.mail.text).toContain('等您答复的支持请求（6）');
    expect(chao?.mail.text).toContain('延误的后果：夜班无人');
    expect(chao?.mail.text).not.toContain(overdue);
    const [ray] = to('ray');
    expect(ray?.mail.subject).toBe('Operations digest 2026-W48: 2 items wait for you');
    expect(ray?.mail.text).toContain('Overdue actions in your departments (1)');
    expect(ray?.mail.text).toContain(overdue);
    expect(ray?.mail.text).toContain(meeting);
  });

  it('is made up for after an outage, and tried again where the mail server refuses', async () => {
    now = monday + 9 * dayMs;
    mail.standing({ at: 'data', code: 451, text: 'later' });
    await reconnect();
    expect(await look()).toEqual([]);
    expect(await look()).toEqual([]);
    mail.standing();
    await reconnect();
    now += 10 * minuteMs;
    expect(await look()).toEqual(['chao', 'ray']);
    expect(to('chao').at(-1)?.mail.subject).toContain('2026-W49');
    const rows = await database.prisma.weeklyDigest.findMany({ where: { week: '2026-W49' } });
    expect(rows.map(({ personId, state }) => [personId, state]).sort()).toEqual([
      ['chao', 'sent'],
      ['idle', 'empty'],
      ['ray', 'sent'],
    ]);
  });

  it('reaches a person once although several workers look at the same time', async () => {
    now = monday + 14 * dayMs;
    const before = to('chao').length;
    const sent = (await Promise.all([look(), look(), look(), look()])).flat().sort();
    expect(sent).toEqual(['chao', 'ray']);
    expect(to('chao')).toHaveLength(before + 1);
  });
});
