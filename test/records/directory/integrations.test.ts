import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { groupingRules } from '../../../records/directory/grouping-rules.js';
import { integrationAnswerOf, integrations } from '../../../records/directory/integrations.js';
import { openDirectory, refused, type OpenDirectory } from './open-directory.js';

let open: OpenDirectory;
beforeAll(async () => {
  open = await openDirectory('demo');
});
afterAll(() => open.close());

describe('an integration', () => {
  it('has a key of 32 hexadecimal characters that no answer and no trail shows', async () => {
    const row = await integrations.create(open.access, { name: 'a', format: 'pagerduty' });
    expect(row.key).toMatch(/^[0-9a-f]{32}$/);
    expect(JSON.stringify(integrationAnswerOf(row))).not.toContain(row.key);
    const rotated = await integrations.rotateKey(open.access, {
      id: row.id,
      version: row.version,
      key: 'f'.repeat(32),
    });
    expect(rotated).toMatchObject({ key: 'f'.repeat(32), version: row.version + 1 });
    const lines = await open.database.prisma.audit.findMany({
      where: { subject: row.id },
      orderBy: { seq: 'asc' },
    });
    expect(lines).toHaveLength(2);
    expect(JSON.stringify(lines)).not.toContain(row.key);
    expect(JSON.stringify(lines)).not.toContain(rotated.key);
  });

  it('keeps its key through an edit', async () => {
    const { id, key } = await integrations.create(open.access, { name: 'a', format: 'generic' });
    const after = await integrations.update(open.access, { id, version: 1 }, { disabled: true });
    expect(after.key).toBe(key);
    expect(after.disabledAt).not.toBeNull();
  });

  it('takes only the options of its own format, with a pointer to the wrong one', async () => {
    const wrong = { name: 'a', format: 'heartbeat' as const, options: { interval: 'PT1S' } };
    expect(await refused(integrations.create(open.access, wrong))).toEqual([
      'invalid_field',
      '/options/interval',
    ]);
    const defaults = { severity: 'awful' };
    const bad = integrations.create(open.access, { name: 'a', format: 'generic', defaults });
    expect(await refused(bad)).toEqual(['invalid_field', '/defaults/severity']);
  });

  it('named by a grouping rule stays', async () => {
    const { id } = await integrations.create(open.access, { name: 'a', format: 'generic' });
    const rule = { name: 'r', by: ['site'], match: { integrations: [id] } };
    const made = await groupingRules.create(open.access, rule);
    const remove = () => integrations.remove(open.access, { id, version: undefined });
    expect(await refused(remove())).toEqual(['in_use']);
    await groupingRules.remove(open.access, { id: made.id, version: 1 });
    await remove();
  });
});
