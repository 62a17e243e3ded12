import { waitUntil } from '../../support/wait-until.js';
import type { Ground, Person } from './ground.js';

const limitMs = 30_000;
const path = '/api/v1/handovers';

export interface Item {
  key: string;
  state: string;
  critical: boolean;
  loops: number;
  provider?: { id: string };
  verifier?: { id: string };
}

export interface Body {
  id: string;
  number: string;
  stage: string;
  code: string;
  detail: string;
  version: number;
  holder: { person: string };
  blocking: { kind: string; key?: string }[];
  items: Item[];
  handover: Body;
  results: { key: string; status: number; code?: string; item?: Item }[];
  nextCursor: string | null;
}

export interface Answered {
  status: number;
  body: Body;
}

/** Hand-overs as the API serves them to the people of a ground. */
export interface Door {
  post(by: Person, at: string, body?: object): Promise<Answered>;
  get(by: Person, at: string): Promise<Answered>;
  /** Started and brought to the disclosure. */
  disclosed(service: string, more?: object): Promise<Body>;
  allItems(id: string): Promise<Item[]>;
  /** A file that delivery uploaded. */
  file(): Promise<string>;
}

const must = (what: string, { status, body }: Answered): Body => {
  if (status >= 300) throw new Error(`${what}: ${status} ${JSON.stringify(body)}`);
  return body;
};

export function doorOf({ who }: Ground): Door {
  const post: Door['post'] = async (by, at, body = {}) => {
    const { status, body: answer } = await who(by).post(`${path}${at}`).send(body);
    return { status, body: answer as Body };
  };
  const get: Door['get'] = async (by, at) => {
    const { status, body } = await who(by).get(`${path}${at}`);
    return { status, body: body as Body };
  };
  const file: Door['file'] = async () => {
    const { status, body } = await who('dlv')
      .post('/api/v1/files?name=facts.txt')
      .set('content-type', 'text/plain')
      .send('facts');
    return must('upload', { status, body: body as Body }).id;
  };
  return {
    ...{ post, get, file },
    disclosed: async (service, more = {}) => {
      const { id } = must('start', await post('dlv', '', { service, ...more }));
      await waitUntil(async () => (await get('dlv', `/${id}`)).status === 200, {
        ...{ limitMs, what: () => `${service} to be shown` },
      });
      for (const [verb, given] of [
        ['training', { what: 'survey_sent' }],
        ['training', { what: 'plan', content: await file() }],
        ['requirements', { key: 'R-1', source: 'contract', text: 'latency', priority: 'must' }],
      ] as const) {
        must(verb, await post('dlv', `/${id}/${verb}`, given));
      }
      return must('advance', await post('dlv', `/${id}/advance`));
    },
    allItems: async (id) => {
      const items: Item[] = [];
      for (let cursor: string | null = ''; cursor !== null;) {
        const more: string = cursor === '' ? '' : `&cursor=${cursor}`;
        const { body }: Answered = await get('ops', `/${id}/items?limit=100${more}`);
        items.push(...body.items);
        cursor = body.nextCursor;
      }
      return items;
    },
  };
}
