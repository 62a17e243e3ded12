import type { z } from 'zod';
import type { handover, handoverItem } from '../../contracts/handover/answers.js';
import { itemOf } from '../../domain/handover/checklist/checklist.js';
import { idle } from '../support/idle.js';
import { waitUntil } from '../support/wait-until.js';
import type { Answer } from './caller.js';
import type { Night } from './night.js';

export type Handover = z.output<typeof handover>;
export type Item = z.output<typeof handoverItem>;

/** People of the demo organisation in their parts. */
export const wu = 'per_wu_gang';
export const deliveryHead = 'per_zhou_na';
export const zhang = 'per_zhang_min';
export const chen = 'per_chen_jie';
export const opsOwner = 'per_wang_fang';
export const opsHead = 'per_li_wei';
export const executive = 'per_lin_tao';

const limitMs = 60_000;
const dayMinutes = 1_440;
const dayMs = dayMinutes * 60_000;
const path = '/api/v1/handovers';

/** A hand-over in the hands of a story. */
export interface Desk {
  id: string;
  number: string;
  give<Body = Handover>(person: string, verb: string, body?: object): Promise<Answer<Body>>;
  /** As `give`, of what must be taken. */
  done(person: string, verb: string, body?: object): Promise<Handover>;
  shown(wanted?: (one: Handover) => boolean): Promise<Handover>;
  items(query?: string): Promise<Item[]>;
  /** Hands in and verifies whatever of these sections is not verified yet. */
  fill(sections: string): Promise<void>;
  submit(sections: string): Promise<string[]>;
  pass(days: number): Promise<void>;
  /** So many days from now in the life of the hand-over. */
  inDays(days: number): Promise<string>;
  told(what: string, times?: number): Promise<void>;
  /** A file that somebody of delivery uploaded. */
  file(text: string): Promise<string>;
}

/** A service of the demo organisation that is new and has one device. */
export async function newService(
  night: Night,
  { code, more = {} }: { code: string; more?: object },
): Promise<string> {
  const service = await night.make('services', {
    ...{ code, name: { zh: code, en: code }, productLine: 'leased_line', status: 'designing' },
    ...{ customer: 'cus_yuanfan', site: 'sit_sh1', department: 'dep_noc', ...more },
  });
  await night.make('devices', {
    ...{ assetNo: `AS-${code}`, class: 'router', model: 'R1', serial: `SN-${code}` },
    service: service.id,
  });
  return service.id;
}

/** Two people of operations are certified for a product line. */
export async function certify(night: Night, duty: string): Promise<void> {
  for (const person of [zhang, chen]) {
    const made = await night.person(opsHead).post('/api/v1/certifications', {
      ...{ person, duty, from: new Date(Date.now() - dayMs).toISOString() },
      expires: new Date(Date.now() + 900 * dayMs).toISOString(),
    });
    if (made.status !== 201) throw new Error(JSON.stringify(made.body));
  }
}

const device = (code: string) => ({
  ...{ asset: `AS-${code}`, model: 'R1', serial: `SN-${code}`, place: 'U12', role: 'edge' },
});

/** What is handed in for an item: a table where one is asked for, else a text. */
const givenFor = (key: string, code: string): object => {
  const fields = itemOf(key)?.fields;
  if (key.startsWith('E1')) return { rows: [device(code)] };
  if (!fields) return { text: `${key} of ${code}` };
  return { rows: [Object.fromEntries(fields.map((field) => [field.key, `${key} ${field.key}`]))] };
};

/** What the timeline tells, in order. */
export async function timeline(night: Night, id: string): Promise<string[]> {
  const lines: string[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const more: string = cursor === '' ? '' : `&cursor=${cursor}`;
    const { body }: Answer<{ items: { what: string }[]; nextCursor: string | null }> = await night
      .person('admin')
      .get(`${path}/${id}/timeline?limit=100${more}`);
    lines.push(...body.items.map(({ what }) => what));
    cursor = body.nextCursor;
  }
  return lines;
}

interface Starting {
  code: string;
  service: string;
  body?: object;
}

/** Starts a hand-over as delivery's deputy. */
export async function startHandover(
  night: Night,
  { code, service, body = {} }: Starting,
): Promise<Desk> {
  const begun = await night.person(wu).post<Handover>(path, { service, ...body });
  if (begun.status !== 201) throw new Error(JSON.stringify(begun.body));
  const { id } = begun.body;
  const { client } = night;
  const shown: Desk['shown'] = async (wanted = () => true) => {
    let last: Handover | undefined;
    const there = async (): Promise<boolean> => {
      const { status, body: one } = await night.person('admin').get<Handover>(`${path}/${id}`);
      if (status === 200) last = one;
      return last !== undefined && wanted(last);
    };
    await waitUntil(there, { limitMs, what: () => `${code}, last ${JSON.stringify(last)}` });
    return last as Handover;
  };
  const give: Desk['give'] = (person, verb, given = {}) =>
    night.person(person).post(`${path}/${id}/${verb}`, given);
  const done: Desk['done'] = async (person, verb, given) => {
    const { status, body: after } = await give<Handover>(person, verb, given);
    if (status >= 300) throw new Error(`${verb} by ${person}: ${JSON.stringify(after)}`);
    return after;
  };
  const items: Desk['items'] = async (query = '') => {
    const { body: page } = await night
      .person('admin')
      .get<{ items: Item[] }>(`${path}/${id}/items?limit=100${query}`);
    return page.items;
  };
  const bulk = async (person: string, verb: string, given: object): Promise<void> => {
    const { status, body: after } = await give<{ results: { key: string; code?: string }[] }>(
      ...([person, `items/bulk/${verb}`, given] as const),
    );
    const refused = after.results?.filter((one) => one.code !== undefined) ?? [];
    if (status !== 200 || refused.length > 0) throw new Error(JSON.stringify(after));
  };
  const submit: Desk['submit'] = async (sections) => {
    const open = (await items()).filter(
      ({ key, state }) => sections.includes(key[0] ?? '') && /missing|rejected/.test(state),
    );
    const keys = open.map(({ key }) => key);
    if (keys.length === 0) return [];
    await bulk(wu, 'submit', { items: keys.map((key) => ({ key, ...givenFor(key, code) })) });
    return keys;
  };
  const { number = '' } = await shown((one) => one.number !== undefined);
  return {
    ...{ id, number, give, done, shown, items, submit },
    fill: async (sections) => {
      await submit(sections);
      const waiting = (await items('&state=submitted')).map(({ key }) => key);
      const keys = waiting.filter((key) => sections.includes(key[0] ?? ''));
      if (keys.length > 0) await bulk(zhang, 'verify', { keys });
    },
    pass: async (days) => {
      await idle(client, id);
      await night.pass(id, days * dayMinutes);
      await idle(client, id);
    },
    inDays: (days) => night.inMinutes(id, days * dayMinutes),
    told: async (what, times = 1) => {
      let lines: string[] = [];
      const there = async (): Promise<boolean> => {
        lines = await timeline(night, id);
        return lines.filter((line) => line === what).length >= times;
      };
      await waitUntil(there, { limitMs, what: () => `${times} ${what}, told: ${lines.join(' ')}` });
    },
    file: async (text) => {
      const response = await fetch(`${night.desk.url}/api/v1/files?name=proof.txt`, {
        method: 'POST',
        headers: { authorization: `Bearer ${night.key(wu)}`, 'content-type': 'text/plain' },
        body: text,
      });
      return ((await response.json()) as { id: string }).id;
    },
  };
}

const covers = (requirement: string) => ({ covers: [{ requirement }] });

/** The steps of a hand-over in their order, each until its gate lets it through. */
export const steps = {
  /** Survey, plan and one requirement; then the disclosure. */
  begin: async (desk: Desk): Promise<void> => {
    await desk.done(wu, 'training', { what: 'survey_sent' });
    await desk.done(wu, 'training', { what: 'plan', content: await desk.file('the plan') });
    await desk.done(wu, 'requirements', {
      ...{ key: 'R-1', source: 'contract', text: '20 ms', priority: 'must' },
    });
    await desk.done(wu, 'advance');
  },
  /** Sections A to H handed in, and to the review. */
  disclose: async (desk: Desk): Promise<void> => {
    await desk.submit('ABCDEFGH');
    await desk.done(wu, 'advance');
  },
  /** Verified by operations, and to the design of the UAT. */
  review: async (desk: Desk): Promise<void> => {
    await desk.fill('ABCDEFGH');
    await desk.done(zhang, 'advance');
  },
  /** A case for the requirement, and to the run. */
  design: async (desk: Desk): Promise<void> => {
    await desk.done(wu, 'training', { what: 'survey_answered' });
    await desk.done(wu, 'cases', {
      ...{ key: 'C-1', title: 'ping', steps: 'ping', expected: '20 ms', ...covers('R-1') },
    });
    await desk.fill('I');
    await desk.done(wu, 'advance');
  },
  /** Passed with evidence, and to the training. */
  test: async (desk: Desk): Promise<void> => {
    const evidence = [await desk.file('rtt 12 ms')];
    await desk.done(wu, 'runs', { case: 'C-1', result: 'pass', evidence });
    await desk.fill('I');
    await desk.done(wu, 'advance');
  },
  /** Customer and operations are taught, and to the trial. */
  train: async (desk: Desk): Promise<void> => {
    await desk.done(wu, 'training', {
      ...{ what: 'session', attended: ['Ma Lin'], passed: 90 },
      material: await desk.file('slides'),
    });
    await desk.fill('J');
    await desk.done(wu, 'advance');
  },
} as const;

/** Runs the steps in order up to and with `last`. */
export async function bring(desk: Desk, last: keyof typeof steps): Promise<void> {
  for (const [name, step] of Object.entries(steps)) {
    await step(desk);
    if (name === last) return;
  }
}
