import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Connection } from '@temporalio/client';
import { pino } from 'pino';

import { createApp } from '../../../api/app.js';
import { createDeps } from '../../../api/create-deps.js';
import { writeTable } from '../../../api/tables/write-table.js';
import { fileMaxBytes } from '../../../contracts/content/files.js';
import { hashKey, mintKey, prefixOf } from '../../../records/access/keys.js';
import { testStack } from '../../support/test-stack.js';
import { as } from '../api/running-api.js';
import { openGround, type Ground, type Person } from './ground.js';

const limitMs = 30_000;
const deadAddress = '127.0.0.1:9';
const path = '/api/v1/handovers';

let ground: Ground;
let id = '';
let services = 0;

interface Named {
  keys: string[];
}

interface Verdict {
  requirements: { must: number };
  cases: number;
  proven: number;
  uncovered: Named;
  stale: Named;
  orphans: Named;
  gate: { covered: boolean; proven: boolean };
}

interface Body {
  id: string;
  code: string;
  detail: string;
  file: string;
  taken: number;
  unchanged: number;
  rejected: { line: number; field?: string; code: string; text: string }[];
  unknownColumns: string[];
  verdict: Verdict;
  requirement: { version: number; standing: string; staleCases: string[] };
  run: { evidence: { id: string; name: string }[]; witness?: { name: string }; counts: boolean };
  items: { key: string; version: number; standing: string; text: string; counts: boolean }[];
  nextCursor: string | null;
  uncovered: { key: string }[];
  orphans: { key: string }[];
  stale: { key: string }[];
  uatTask?: { uncovered: number; failed: number };
  stage: string;
}

interface Answered {
  status: number;
  body: Body;
}

const answered = ({ status, body }: { status: number; body: unknown }): Answered => ({
  status,
  body: body as Body,
});

const post = async (by: Person, at: string, body: object = {}): Promise<Answered> =>
  answered(await ground.who(by).post(`${path}/${id}${at}`).send(body));
const get = async (by: Person, at: string): Promise<Answered> =>
  answered(await ground.who(by).get(`${path}/${id}${at}`));

const sendTable = async (by: Person, noun: string, bytes: Buffer | string): Promise<Answered> =>
  answered(
    await ground
      .who(by)
      .post(`${path}/${id}/${noun}/import`)
      .set('Content-Type', 'application/octet-stream')
      .send(Buffer.from(bytes)),
  );

const upload = async (by: Person, bytes: Buffer | string, name = 'e.txt'): Promise<Answered> =>
  answered(
    await ground
      .who(by)
      .post('/api/v1/files')
      .query({ name })
      .set('Content-Type', 'text/html')
      .send(Buffer.from(bytes)),
  );

beforeAll(async () => {
  ground = await openGround();
}, limitMs);

afterAll(() => ground.close());

beforeEach(async () => {
  services += 1;
  const service = `svc_uat_${services}`;
  await ground.api.database.prisma.service.create({
    data: {
      ...{ id: service, code: service, name: { zh: service, en: service } },
      ...{ productLine: 'leased_line', customerId: 'cus_1', departmentId: 'dep_ops' },
      status: 'designing',
    },
  });
  const started = answered(
    await ground
      .who('dlv')
      .post(path)
      .send({ service, ops: { owner: 'per_ops' } }),
  );
  expect(started).toMatchObject({ status: 201 });
  id = started.body.id;
}, limitMs);

const requirements = [
  '编号,来源,内容,优先级,指标,比较,数值,备注',
  'R1,合同,单向时延不超过 180 ms,必须,latencyMs,≤,180,',
  'R2,售前,=2+3 会话,应当,,,,x',
  'R3,survey,failover,must,,,,',
].join('\n');

const cases = [
  'Key,Title,Steps,Expected,Requirements,Metric,Comparison,Value',
  'C1,latency,ping,below,R1,latencyMs,<=,180',
  'C2,failover,unplug,goes on,R3,,,',
  'C9,lost,x,y,,,,',
].join('\n');

describe('importing', () => {
  it('two people at once and the same file again record each line once', async () => {
    const [a, b] = await Promise.all([
      sendTable('dlv', 'requirements', requirements),
      sendTable('ops', 'requirements', requirements),
    ]);
    expect([a.status, b.status]).toEqual([200, 200]);
    expect([a.body.taken, b.body.taken].sort()).toEqual([0, 3]);
    const again = await sendTable('dlv2', 'requirements', requirements);
    expect(again.body).toMatchObject({ taken: 0, unchanged: 3, rejected: [] });
    expect(again.body.unknownColumns).toEqual(['备注']);
    const list = await get('ops', '/requirements?limit=2');
    expect(list.body.items.map(({ key, version }) => [key, version])).toEqual([
      ['R1', 1],
      ['R2', 1],
    ]);
    const next = await get('ops', `/requirements?limit=2&cursor=${list.body.nextCursor ?? ''}`);
    expect(next.body.items.map(({ key }) => key)).toEqual(['R3']);
  });

  it('opens the task of the UAT team, folds into it and closes it when nothing is open', async () => {
    await sendTable('dlv', 'requirements', requirements);
    expect((await get('dlv', '')).body.uatTask).toMatchObject({ uncovered: 2 });
    const done = await sendTable('dlv', 'cases', cases);
    expect(done.body).toMatchObject({ taken: 3, verdict: { gate: { covered: true } } });
    expect((await get('dlv', '')).body.uatTask).toBeUndefined();
  });

  it('keeps the good lines and names the bad ones, by line and column, in both languages', async () => {
    const table = [
      'Key,Source,Text,Priority,Metric,Comparison,Value',
      'R1,contract,one,must,,,',
      'R2,rumour,two,must,,,',
      'R3,survey,three,must,latencyMs,<=,',
      'R1,contract,other,must,,,',
      'R4,survey,four,must,,,fast',
    ];
    const { status, body } = await sendTable('dlv', 'requirements', table.join('\n'));
    expect(status).toBe(200);
    expect(body.taken).toBe(1);
    expect(body.rejected.map(({ line, field, code }) => [line, field, code])).toEqual([
      [3, 'source', 'invalid_field'],
      [4, 'value', 'invalid_field'],
      [5, 'key', 'duplicate_key'],
      [6, 'value', 'invalid_field'],
    ]);
    expect((await sendTable('dlv', 'cases', cases)).body.rejected).toMatchObject([
      { line: 3, field: 'covers', code: 'unknown_reference' },
    ]);
  });

  it('reads .xlsx as it reads CSV', async () => {
    const header = ['Key', 'Source', 'Text', 'Priority'];
    const rows = [
      ['R1', 'contract', '=HYPERLINK("http://x")', 'must'],
      ['R2', 'survey', 'b', 'could'],
    ];
    const { bytes } = await writeTable({ name: 'r', header, rows }, 'xlsx');
    expect((await sendTable('dlv', 'requirements', bytes)).body).toMatchObject({ taken: 2 });
  });

  it.each<[string, Buffer, number, string]>([
    ['an empty body', Buffer.alloc(0), 422, 'table_broken'],
    ['no table', Buffer.from('89504e470d0a1a0a', 'hex'), 422, 'table_broken'],
    ['other columns', Buffer.from('a,b\n1,2'), 422, 'table_header_missing'],
    [
      'too many lines',
      Buffer.from(`Key,Source,Text,Priority\n${'R,a,b,c\n'.repeat(6_000)}`),
      413,
      'table_too_large',
    ],
    ['too many bytes', Buffer.alloc(5_300_000, 'a'), 413, 'body_too_large'],
  ])('refuses %s and records nothing', async (_, bytes, status, code) => {
    const refused = await sendTable('dlv', 'requirements', bytes);
    expect([refused.status, refused.body.code]).toEqual([status, code]);
    expect((await get('dlv', '/requirements')).body.items).toEqual([]);
  });
});

describe('the trace', () => {
  beforeEach(async () => {
    await sendTable('dlv', 'requirements', requirements);
    await sendTable('dlv', 'cases', cases);
  });

  it('a run with evidence and a witness proves; an edit makes it stale and tells the machine', async () => {
    const evidence = (await upload('ops', 'rtt 12 ms', '记录.log')).body.id;
    for (const [key, more] of [
      ['C1', { measured: 120, witness: { contact: 'cct_sign' } }],
      ['C2', {}],
    ] as const) {
      const body = { case: key, result: 'pass', evidence: [evidence], ...more };
      const { status, body: added } = await post('ops', '/runs', body);
      expect([status, added.run.evidence[0]?.name]).toEqual([201, '记录.log']);
      expect(added.run.witness?.name).toBe('witness' in more ? 'Signer' : undefined);
    }
    expect((await get('dlv', '/trace')).body.verdict.gate).toEqual({ covered: true, proven: true });
    const put = async (text: string): Promise<Answered> =>
      answered(
        await ground
          .who('dlv')
          .put(`${path}/${id}/requirements/R1`)
          .set('If-Match', '"1"')
          .send({ source: 'contract', text, priority: 'must' }),
      );
    for (const after of [await put('below 100 ms'), await put('below 100 ms')]) {
      expect(after.body.requirement).toMatchObject({ version: 2, standing: 'uncovered' });
    }
    expect((await put('below 90 ms')).status).toBe(412);
    const trace = (await get('ops', '/trace')).body;
    expect(trace.uncovered.map(({ key }) => key)).toEqual(['R1', 'R2']);
    expect(trace.verdict.uncovered.keys).toEqual(['R1']);
    expect(trace.stale.map(({ key }) => key)).toEqual(['C1']);
    expect(trace.orphans.map(({ key }) => key)).toEqual(['C9']);
    expect((await get('dlv', '')).body.uatTask).toMatchObject({ uncovered: 1 });
  });

  it('as a table never holds a formula, and shows uncovered and orphaned rows', async () => {
    const answer = await ground.who('ops').get(`${path}/${id}/trace?format=csv`).buffer();
    const lines = answer.text.split('\r\n');
    expect(answer.headers['content-disposition']).toMatch(/^attachment; /);
    expect(lines.find((line) => line.startsWith('R2'))).toContain(",'=2+3 会话,");
    expect(lines.some((line) => line.includes('orphan case,C9'))).toBe(true);
    const sheet = await ground
      .who('ops')
      .get(`${path}/${id}/trace?format=xlsx`)
      .buffer()
      .parse((response, done) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => done(null, Buffer.concat(chunks)));
      });
    expect((sheet.body as Buffer).subarray(0, 2).toString()).toBe('PK');
  });

  it('a result that its own number contradicts is refused', async () => {
    const { status, body } = await post('ops', '/runs', {
      ...{ case: 'C1', result: 'pass', measured: 240 },
    });
    expect([status, body.code]).toEqual([422, 'result_contradicts']);
    expect(body.detail).toContain('latencyMs ≤ 180');
  });

  it('only the sides of the hand-over change it, and every change is in its trail', async () => {
    const stranger = await post('sales', '/requirements', {
      ...{ key: 'R9', source: 'survey', text: 'x', priority: 'could' },
    });
    expect([403, 404]).toContain(stranger.status);
    await post('ops', '/runs', { case: 'C2', result: 'fail' });
    const lines = await ground.api.database.prisma.audit.findMany({
      where: { subject: id, action: { startsWith: 'uat.' } },
      orderBy: { seq: 'asc' },
    });
    expect(lines.map(({ action }) => action)).toEqual([
      'uat.requirements_import',
      'uat.cases_import',
      'uat.run',
    ]);
  });

  it('a hand-over that ended takes nothing more', async () => {
    expect((await post('dlvHead', '/cancel', { reason: 'sold otherwise' })).status).toBe(200);
    const refused = await sendTable('dlv', 'requirements', requirements);
    expect([refused.status, refused.body.code]).toEqual([409, 'wrong_state']);
    const withdrawn = await post('dlv', '/requirements/R1/withdraw', { reason: 'x' });
    expect(withdrawn.body.code).toBe('wrong_state');
  });
});

describe('when the engine is away', () => {
  it('a change answers 503 and the same request again brings the machine right', async () => {
    const connection = Connection.lazy({ address: deadAddress });
    const deps = createDeps({
      databaseUrl: ground.api.databaseUrl,
      connection,
      namespace: testStack().temporal.namespace,
      settings: ground.api.deps.settings,
      log: pino({ level: 'silent' }),
      taskQueue: ground.api.deps.taskQueue,
    });
    const key = mintKey();
    await ground.api.database.prisma.apiKey.create({
      data: {
        ...{ id: `key_${hashKey(key).slice(0, 12)}`, name: 'k', hash: hashKey(key) },
        ...{ prefix: prefixOf(key), personId: 'per_dlv', scopes: [] },
      },
    });
    const ask = async (app: Parameters<typeof as>[0]): Promise<Answered> =>
      answered(
        await as(app, key)
          .post(`${path}/${id}/requirements/import`)
          .set('Idempotency-Key', 'heal-1')
          .set('Content-Type', 'text/csv')
          .send(requirements),
      );
    try {
      expect((await ask(createApp(deps))).status).toBe(503);
      expect((await get('dlv', '')).body.uatTask).toBeUndefined();
      const again = await ask(ground.api.app);
      expect(again).toMatchObject({ status: 200, body: { taken: 0, unchanged: 3 } });
      expect((await get('dlv', '')).body.uatTask).toMatchObject({ uncovered: 2 });
    } finally {
      await deps.close();
      await connection.close();
    }
  });
});

describe('files', () => {
  const download = (by: Person, file: string) => ground.who(by).get(`/api/v1/files/${file}`);

  it('too large a file is refused with its limit, and nothing of it is kept', async () => {
    const { content } = ground.api.database.prisma;
    const before = await content.count();
    const refused = await upload('ops', Buffer.alloc(fileMaxBytes + 1, 'a'));
    expect([refused.status, refused.body.code]).toEqual([413, 'body_too_large']);
    expect(refused.body.detail).toContain('10 MiB');
    expect(await content.count()).toBe(before);
    expect((await upload('ops', Buffer.alloc(fileMaxBytes, 'a'))).status).toBe(201);
  });

  it.each([
    ['a page', '<!doctype html><script>alert(1)</script>', 'report.pdf'],
    ['a program', 'MZ\x90\0\x03\0', 'setup.pdf'],
  ])('%s is refused by its content, whatever its name and type', async (_, bytes, name) => {
    const { status, body } = await upload('ops', bytes, name);
    expect([status, body.code]).toEqual([415, 'file_type_refused']);
  });

  it('is read by who uploaded it and by who sees what refers to it, as an attachment', async () => {
    await sendTable('dlv', 'requirements', requirements);
    await sendTable('dlv', 'cases', cases);
    const file = (await upload('ops', `evidence of ${id}`, '../证据.html')).body.id;
    expect((await download('ops', file)).status).toBe(200);
    expect((await download('dlv', file)).status).toBe(404);
    const stolen = await post('dlv', '/runs', { case: 'C2', result: 'pass', evidence: [file] });
    expect(stolen.body.code).toBe('unknown_reference');
    await post('ops', '/runs', { case: 'C2', result: 'pass', evidence: [file] });
    const read = await download('dlv', file).buffer();
    expect(read.text).toBe(`evidence of ${id}`);
    expect(read.headers).toMatchObject({
      'content-type': 'text/plain; charset=utf-8',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
    });
    expect(read.headers['content-disposition']).toContain("filename*=UTF-8''%E8%AF%81");
    expect((await download('sales', file)).status).toBe(404);
  });
});
