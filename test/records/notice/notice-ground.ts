import { createNoticeActivities } from '../../../activities/notices/notices.js';
import type { NoticeActivities } from '../../../activities/notices/notice-activities.js';
import {
  closeChannels,
  createChannels,
  type Channels,
} from '../../../activities/notify/channels/create-channels.js';
import { packInstall } from '../../../contracts/notice/templates.js';
import type { IncidentView } from '../../../domain/incident/view.js';
import type { SendNoticeEffect } from '../../../domain/notice/effects.js';
import { readOwedId } from '../../../domain/notice/stages.js';
import { idcNotices } from '../../../prisma/seed/presets/idc-notices/preset.js';
import { everywhere } from '../../../records/access/scope.js';
import { openDatabase, type Database } from '../../../records/database.js';
import type { Access } from '../../../records/directory/access.js';
import { ensureTemplates } from '../../../records/notice/write-template.js';
import { writeProjection } from '../../../records/project/project.js';
import { cloneDatabase } from '../../support/database.js';
import { startMailServer, type MailServer } from '../../support/smtp.js';
import { addPeople, mailRule, projectionOf, start, viewOf } from '../fixtures.js';

export interface NoticeGround {
  database: Database;
  mail: MailServer;
  hands: NoticeActivities;
  access: Access;
  /** New hands with new connections: a refusal is per conversation. */
  renew(): Promise<void>;
  close(): Promise<void>;
}

/** A real database with the preset templates, a real SMTP server, and the hands of notices. */
export async function openNoticeGround(): Promise<NoticeGround> {
  const clone = await cloneDatabase();
  const database = openDatabase(clone.url, { poolMax: 10 });
  const mail = await startMailServer();
  const opened = (): Channels =>
    createChannels({
      smtpUrl: mail.url,
      mailFrom: 'Baton <baton@example.com>',
      publicUrl: 'https://baton.example.com',
      egress: { allowPrivate: true },
    });
  let channels = opened();
  const access: Access = {
    db: database.prisma,
    writer: { actor: { kind: 'system', id: 'seed' }, at: new Date(start) },
    scope: everywhere,
    permission: 'seed',
  };
  await ensureTemplates(access, packInstall.parse(idcNotices));
  await addPeople(database, [
    { id: 'admin' },
    { id: 'li', channels: [mailRule('li')] },
    { id: 'wang', channels: [mailRule('wang')], language: 'en' },
  ]);
  const handsNow = (): NoticeActivities =>
    createNoticeActivities({
      ...{ database, channels, publicUrl: 'https://baton.example.com', zone: 'Asia/Shanghai' },
      now: () => start + 60_000,
      signal: () => new AbortController().signal,
      heartbeat: () => undefined,
      observe: () => undefined,
    });
  const ground: NoticeGround = {
    ...{ database, mail, access, hands: handsNow() },
    renew: async () => {
      await closeChannels(channels);
      channels = opened();
      ground.hands = handsNow();
    },
    close: async () => {
      await closeChannels(channels);
      await mail.close();
      await database.close();
      await clone.drop();
    },
  };
  return ground;
}

export interface CustomerSeed {
  id: string;
  name: string;
  language?: 'zh' | 'en';
  channels?: object[];
  notifyFrom?: string | null;
  dependsOn?: string[];
}

export const customerMail = (id: string): string => `${id}@customer.example.com`;

/** Customers with one contact and one service each. */
export async function addCustomers({ prisma }: Database, seeds: CustomerSeed[]): Promise<void> {
  const updatedAt = new Date(start);
  await prisma.customer.createMany({
    data: seeds.map(({ id, name, language = 'zh' }) => ({
      ...{ id, name, code: `CODE-${id}`, languages: [language], tier: 'A', updatedAt },
    })),
  });
  await prisma.customerContact.createMany({
    data: seeds.map(({ id, language = 'zh', channels, notifyFrom = 'P3' }) => ({
      ...{ id: `con_${id}`, customerId: id, name: `contact ${id}`, role: 'duty', language },
      channels: channels ?? [
        { channel: 'mail', address: { address: customerMail(id) }, afterS: 0 },
      ],
      ...{ notifyFrom, updatedAt },
    })),
  });
  await prisma.service.createMany({
    data: seeds.map(({ id, dependsOn = ['trk_trunk'] }) => ({
      ...{ id: `svc_${id}`, code: `S-${id}`, productLine: 'leased_line', customerId: id },
      ...{ name: { zh: `专线 ${id}`, en: `line ${id}` }, dependsOn, updatedAt },
    })),
  });
}

/** The service that all of them stand on. */
export async function addTrunk({ prisma }: Database, id = 'trk_trunk'): Promise<void> {
  await prisma.service.create({
    data: {
      ...{ id, code: id, name: { zh: '骨干', en: 'trunk' }, productLine: 'leased_line' },
      updatedAt: new Date(start),
    },
  });
}

export async function addIncident(
  { database }: NoticeGround,
  id: string,
  change: Partial<IncidentView> = {},
): Promise<void> {
  const view = viewOf(id, {
    title: '核心交换机离线',
    stage: 'responding',
    acknowledgedAt: start + 30_000,
    service: { id: 'trk_trunk', name: 'trunk' },
    ...change,
  });
  await writeProjection(database, projectionOf(view), { holder: 'li' });
}

let effects = 0;

export function sendOf(notice: string, change: Partial<SendNoticeEffect> = {}): SendNoticeEffect {
  const name = readOwedId(notice);
  if (!name) throw new Error(notice);
  effects += 1;
  return {
    kind: 'send_notice',
    id: `n${effects}`,
    notice,
    ...name,
    level: 'P3',
    dueAt: start + 3_600_000,
    nextAt: start + 18_000_000,
    ...change,
  };
}
