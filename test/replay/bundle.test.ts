import { readFileSync } from 'node:fs';
import { beforeAll, expect, test } from '@jest/globals';

let modules: string[];

beforeAll(() => {
  const code = readFileSync('dist/workflow-bundle.js', 'utf8');
  modules = [
    ...new Set([...code.matchAll(/"\.\/([\w@./-]+\.[jt]s)"/g)].map(([, path]) => path ?? '')),
  ];
});

test('workflow code brings no package into the sandbox but the Temporal workflow ones', () => {
  const packages = modules.filter((path) => path.startsWith('node_modules/'));
  const temporal = /^node_modules\/(@temporalio\/(workflow|common|worker)|long|ms|nexus-rpc)\//;
  expect(packages.filter((path) => !temporal.test(path))).toEqual([]);
});

test('workflow code is made of workflows, domain and contracts alone, without zones', () => {
  const own = modules.filter((path) => !path.startsWith('node_modules/'));
  expect(own.some((path) => path.startsWith('workflows/'))).toBe(true);
  expect(own.filter((path) => !/^(workflows|domain|contracts)\//.test(path))).toEqual([]);
  expect(own).not.toContain('domain/zone.ts');
});
