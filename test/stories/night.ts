import { Connection, type Client } from '@temporalio/client';
import { openDatabase, type Database } from '../../records/database.js';
import { idle } from '../support/idle.js';
import { cloneDatabase } from '../support/database.js';
import { startMailServer } from '../support/smtp.js';
import { connectTimeSkipping, fastForward, virtualNow } from '../support/time-skipping.js';
import { waitUntil } from '../support/wait-until.js';
import { uniqueTaskQueue } from '../support/worker.js';
import { callerOf, type Caller, type Incident } from './caller.js';
import { openDesk, type Desk } from './desk.js';
import { layLine, type Line } from './line.js';
import { seedOrganisation } from './organisation.js';
import { openPostbox, type Postbox } from './postbox.js';
import { startShift, type Shift } from './shift.js';

const minuteMs = 60_000;
const limitMs = 30_000;

export interface Night {
  desk: Desk;
  /** The engine's, for what a story waits for there. */
  client: Client;
  worker: Shift;
  mail: Postbox;
  /** The wire to PostgreSQL that the API and the worker use. */
  databaseLine: Line;
  /** The records by a way of its own, to look at what is really written. */
  records: Database;
  /** A person of the demo organisation by id, or `admin`. */
  person(id: string, desk?: Desk): Caller;
  /** The key of a person of the demo organisation. */
  key(id: string): string;
  /** Another API over the same records whose engine is at `temporalAddress`. */
  openDesk(temporalAddress: string): Promise<Desk>;
  /** Makes something in the directory as the administrator. */
  make<Made = { id: string }>(path: string, body: object): Promise<Made>;
  /** Sends an event to a demo integration as a monitoring system does; answers where it went. */
  event(body: object, integration?: string): Promise<string>;
  /** The incident once it satisfies `wanted`; by default, once it has its number. */
  shown(id: string, wanted?: (incident: Incident) => boolean): Promise<Incident>;
  /** An alert that opened an incident, and its first page went to whoever is on duty. */
  paged(body: object, integration?: string): Promise<{ id: string; number: string }>;
  /** What the timeline tells, in order. */
  timeline(id: string): Promise<string[]>;
  /** Resolves when the timeline tells `what`, so many times. */
  told(id: string, what: string, times?: number): Promise<void>;
  /** Lets minutes pass for an incident: its timers fire in order, its effects run. */
  pass(incident: string, minutes: number): Promise<void>;
  /** A time in the life of an incident, so many minutes from now there. */
  inMinutes(incident: string, minutes: number): Promise<string>;
  /** Resolves when a process has nothing under way. */
  settled(id: string): Promise<void>;
  close(): Promise<void>;
}

/** A whole installation of the demo organisation, and a night on which to page it. */
export async function openNight(clock: () => number = Date.now): Promise<Night> {
  const cloned = await cloneDatabase();
  const url = new URL(cloned.url);
  const databaseLine = await layLine({ host: url.hostname, port: Number(url.port) });
  url.port = String(databaseLine.port);
  const records = openDatabase(cloned.url);
  const keys = await seedOrganisation(records);
  const smtp = await startMailServer();
  const skipping = await connectTimeSkipping('on-request');
  const { client } = skipping;
  const ground = { databaseUrl: url.href, taskQueue: uniqueTaskQueue(), clock };
  const desk = await openDesk(ground, client.connection as Connection);
  const worker = await startShift(ground, { publicUrl: desk.url, smtpUrl: smtp.url, skipping });
  const mail = openPostbox(smtp);

  const person: Night['person'] = (id, at = desk) => callerOf(at.url, keys[id] ?? id);
  const admin = person('admin');
  const make: Night['make'] = async (path, body) => {
    const made = await admin.post<never>(`/api/v1/${path}`, body);
    if (made.status !== 201) throw new Error(`${path}: ${JSON.stringify(made.body)}`);
    return made.body;
  };
  const event: Night['event'] = async (body, integration = 'int_demo') => {
    const { key } = await records.prisma.integration.findUniqueOrThrow({
      where: { id: integration },
    });
    const sent = await callerOf(desk.url).post<Accepted>(`/in/${key}`, body);
    const [taken] = sent.body.accepted ?? [];
    if (sent.status !== 202 || !taken) throw new Error(`not taken: ${JSON.stringify(sent.body)}`);
    return taken.incidentId;
  };
  const timeline: Night['timeline'] = async (id) => {
    const lines: string[] = [];
    const path = `/api/v1/incidents/${id}/timeline?limit=100`;
    for (let cursor: string | null = ''; cursor !== null;) {
      const page: string = cursor === '' ? path : `${path}&cursor=${cursor}`;
      const { body }: { body: TimelinePage } = await admin.get<TimelinePage>(page);
      lines.push(...(body.items ?? []).map(({ what }) => what));
      cursor = body.nextCursor ?? null;
    }
    return lines;
  };
  const told: Night['told'] = async (id, what, times = 1) => {
    let lines: string[] = [];
    const there = async (): Promise<boolean> => {
      lines = await timeline(id);
      return lines.filter((line) => line === what).length >= times;
    };
    await waitUntil(there, { limitMs, what: () => `${times} ${what} of ${id}, told: ${lines}` });
  };
  const shown: Night['shown'] = async (id, wanted = () => true) => {
    let last: Incident | undefined;
    const there = async (): Promise<boolean> => {
      const { status, body } = await admin.get<Incident>(`/api/v1/incidents/${id}`);
      if (status === 200) last = body;
      return last !== undefined && wanted(last);
    };
    const what = () => `${id}, last seen ${JSON.stringify(last)}`;
    await waitUntil(there, { limitMs, what });
    return last as Incident;
  };
  return {
    key: (id) => keys[id] ?? id,
    ...{
      desk,
      client,
      worker,
      mail,
      databaseLine,
      records,
      person,
      make,
      event,
      shown,
      timeline,
      told,
    },
    openDesk: async (address) => {
      const connection = Connection.lazy({ address });
      const other = await openDesk(ground, connection);
      return { url: other.url, close: () => other.close().then(() => connection.close()) };
    },
    paged: async (body, integration) => {
      const id = await event(body, integration);
      const { number = '' } = await shown(id, ({ number: known }) => known !== undefined);
      await told(id, 'page.reached');
      return { id, number };
    },
    pass: (incident, minutes) => fastForward(client, incident, minutes * minuteMs),
    inMinutes: async (incident, minutes) =>
      new Date((await virtualNow(client, incident)) + minutes * minuteMs).toISOString(),
    settled: (id) => idle(client, id),
    close: async () => {
      await worker.close();
      await desk.close();
      await skipping.close();
      await records.close();
      await databaseLine.close();
      await smtp.close();
      await cloned.drop();
    },
  };
}

interface TimelinePage {
  items?: { what: string }[];
  nextCursor?: string | null;
}

interface Accepted {
  accepted?: { incidentId: string; action: string; dedupKey: string }[];
}
