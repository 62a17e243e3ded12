import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { exitCode } from '../exit-codes.js';
import { run } from '../run.js';
import { apiServer, json, type ApiServer } from '../testing/api-server.js';
import { testWorld, type TestWorld } from '../testing/world.js';

const named = { keys: [], more: 0 };
const verdict = {
  ...{ requirements: { must: 3, should: 0, could: 0 }, cases: 2, covered: 2, proven: 1 },
  ...{ uncovered: { keys: ['R3'], more: 0 }, stale: named, failing: named, unproven: named },
  ...{ withoutEvidence: named, orphans: named, punch: named },
  gate: { covered: false, proven: false },
};
const imported = {
  ...{ taken: 2, unchanged: 1, rejectedMore: 0, unknownColumns: ['备注'], file: 'f', verdict },
  rejected: [{ line: 4, field: 'priority', code: 'invalid_field', text: 'Invalid option' }],
};
const trace = {
  verdict,
  uncovered: [{ key: 'R3', text: 'latency', staleCases: ['C1'] }],
  stale: [{ key: 'C1', title: 'ping', covers: [{ requirement: 'R3', version: 1 }] }],
  orphans: [{ key: 'C9', title: 'lost', covers: [] }],
};

let world: TestWorld;
let server: ApiServer;

beforeEach(async () => {
  world = testWorld();
  server = await apiServer(({ path }, response) => {
    if (path.endsWith('/import')) return json(response, 200, imported);
    if (path.startsWith('/api/v1/files')) {
      const file = { id: 'c'.repeat(22), name: 'e.txt', size: 3, mime: 'text/plain' };
      return json(response, 201, file);
    }
    if (path.endsWith('/runs')) return json(response, 201, { verdict });
    if (path.includes('format=')) return void response.end('\ufeffa,b');
    json(response, 200, trace);
  });
  world.config = { ...world.config, url: server.url, key: 'bt_test' };
});

afterEach(async () => {
  world.remove();
  await server.close();
});

const baton = (...args: string[]) => run(['--lang', 'en', 'handover', ...args], world);

const fileOf = (name: string, text: string): string => {
  const file = join(world.folder, name);
  writeFileSync(file, text);
  return file;
};

describe('baton handover', () => {
  it.each(['requirements', 'cases'])(
    '%s import sends the file as it is, names each rejected line and exits as refused',
    async (noun) => {
      const file = fileOf('table.csv', 'Key,Text\nR1,x\n');
      expect(await baton(noun, 'import', '17', file)).toBe(exitCode.refused);
      const [sent] = server.received;
      expect(sent?.path).toBe(`/api/v1/handovers/HO-17/${noun}/import`);
      expect(sent?.body).toBe('Key,Text\nR1,x\n');
      expect(world.told()).toContain('line 4 priority: Invalid option');
      expect(world.printed()).toContain('2 lines taken, 1 unchanged, 1 rejected.');
    },
  );

  it('says that a file cannot be read, and asks nothing of the server', async () => {
    expect(await baton('cases', 'import', '17', join(world.folder, 'none.csv'))).toBe(
      exitCode.usage,
    );
    expect(server.received).toEqual([]);
  });

  it('trace shows the gates and every uncovered, stale and orphaned row', async () => {
    await baton('trace', 'HO-17');
    const shown = world.printed();
    expect(shown).toContain('2/3 have a case, 1/3 are proven');
    expect(shown).toContain('gate of the UAT design: not met');
    for (const row of ['no case', 'stale case', 'orphan case']) expect(shown).toContain(row);
  });

  it('trace --out writes the table by its ending', async () => {
    const out = join(world.folder, 'trace.csv');
    await baton('trace', '17', '--out', out);
    expect(server.received[0]?.path).toBe('/api/v1/handovers/HO-17/trace?format=csv');
    expect(readFileSync(out, 'utf8')).toBe('\ufeffa,b');
    expect(await baton('trace', '17', '--out', 'trace.pdf')).toBe(exitCode.usage);
  });

  it('run uploads its evidence first and names it in the run', async () => {
    const file = fileOf('e.txt', 'rtt');
    await baton('run', '17', 'C1', '--result', 'pass', '--evidence', file, '--measured', '12.5');
    expect(server.received.map(({ path }) => path)).toEqual([
      '/api/v1/files?name=e.txt',
      '/api/v1/handovers/HO-17/runs',
    ]);
    expect(server.received[1]?.body).toEqual({
      ...{ case: 'C1', result: 'pass', measured: 12.5, evidence: ['c'.repeat(22)] },
    });
  });
});
