import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { everywhere, nowhere } from '../../../records/access/scope.js';
import { verifyAudit } from '../../../records/audit/audit.js';
import { customers } from '../../../records/directory/customers.js';
import { departments } from '../../../records/directory/departments.js';
import { services } from '../../../records/directory/services.js';
import { sites } from '../../../records/directory/sites.js';
import { teams } from '../../../records/directory/teams.js';
import { openDirectory, refused, type OpenDirectory } from './open-directory.js';

let open: OpenDirectory;
beforeAll(async () => {
  open = await openDirectory('demo');
});
afterAll(() => open.close());

const named = (name: string) => ({ name: { zh: name, en: name } });

describe('an edit', () => {
  it('of two people on one version lets one win and gives the other stale_version', async () => {
    const { id, version } = await departments.create(open.access, named('a'));
    const edits = await Promise.allSettled(
      ['b', 'c', 'd'].map((name) => departments.update(open.access, { id, version }, named(name))),
    );
    const lost = edits.flatMap((edit) => (edit.status === 'rejected' ? [edit.reason] : []));
    expect(edits.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(lost).toMatchObject([{ code: 'stale_version' }, { code: 'stale_version' }]);
    expect((await departments.get(open.access, id, {})).version).toBe(version + 1);
  });

  it('leaves what it does not name and takes away what is null', async () => {
    const made = await departments.create(open.access, {
      ...named('e'),
      parent: 'dep_noc',
      head: 'per_li_wei',
    });
    const edit = { id: made.id, version: undefined };
    const after = await departments.update(open.access, edit, { head: null });
    expect(after).toMatchObject({ parent: 'dep_noc', head: null, name: made.name });
  });

  it('leaves its line in the subject’s trail, and a refused one none', async () => {
    const { id } = await departments.create(open.access, named('f'));
    await departments.update(open.access, { id, version: 1 }, named('g'));
    await refused(departments.update(open.access, { id, version: 1 }, named('h')));
    const lines = await open.database.prisma.audit.findMany({
      where: { subject: id },
      orderBy: { seq: 'asc' },
    });
    expect(lines.map(({ action }) => action)).toEqual(['department.create', 'department.update']);
    expect(lines[1]).toMatchObject({
      before: { version: 1, name: { zh: 'f' } },
      after: { version: 2, name: { zh: 'g' } },
    });
    expect(await verifyAudit(open.database.prisma, id)).toEqual({ ok: true, lines: 2 });
  });
});

describe('a reference', () => {
  it('to what does not exist is refused with the place of each', async () => {
    const draft = { ...named('x'), parent: 'dep_none', head: 'per_none', schedule: 'sch_noc' };
    expect(await refused(departments.create(open.access, draft))).toEqual([
      'unknown_reference',
      '/parent',
      '/head',
    ]);
    const team = { ...named('x'), members: ['per_li_wei', 'per_none'] };
    expect(await refused(teams.create(open.access, team))).toEqual([
      'unknown_reference',
      '/members/1',
    ]);
  });

  it('holds what it points at: deleting that is refused and says by whom', async () => {
    const write = departments.remove(open.access, { id: 'dep_infra', version: undefined });
    await expect(write).rejects.toMatchObject({
      code: 'in_use',
      values: { by: expect.arrayContaining([expect.stringContaining('per_sun_hao')]) },
    });
    const site = sites.remove(open.access, { id: 'sit_sh1_r101', version: undefined });
    await expect(site).rejects.toMatchObject({ code: 'in_use' });
    const core = services.remove(open.access, { id: 'svc_core_switch', version: undefined });
    await expect(core).rejects.toMatchObject({ code: 'in_use' });
  });

  it('and the deletion of its target at once never leave it dangling', async () => {
    for (let round = 0; round < 5; round += 1) {
      const { id } = await departments.create(open.access, named(`r${round}`));
      const [made, gone] = await Promise.allSettled([
        departments.create(open.access, { ...named('child'), parent: id }),
        departments.remove(open.access, { id, version: undefined }),
      ]);
      expect([made.status, gone.status].sort()).toEqual(['fulfilled', 'rejected']);
    }
  });
});

describe('a tree', () => {
  it('never comes to lie above itself, whoever moves what at once', async () => {
    const top = await departments.create(open.access, named('top'));
    const below = await departments.create(open.access, { ...named('below'), parent: top.id });
    const move = (id: string, parent: string) =>
      departments.update(open.access, { id, version: undefined }, { parent });
    expect(await refused(move(top.id, below.id))).toEqual(['rule_violation', '/parent']);
    expect(await refused(move(top.id, top.id))).toEqual(['rule_violation', '/parent']);
    const left = await departments.create(open.access, named('left'));
    const right = await departments.create(open.access, named('right'));
    const moves = await Promise.allSettled([move(left.id, right.id), move(right.id, left.id)]);
    expect(moves.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('of services refuses a dependency that comes back', async () => {
    const edit = { id: 'svc_core_switch', version: undefined };
    const write = services.update(open.access, edit, { dependsOn: ['svc_managed_haitang'] });
    expect(await refused(write)).toEqual(['rule_violation', '/dependsOn']);
  });

  it('of sites moves all below along and keeps larger places above smaller ones', async () => {
    const move = { id: 'sit_sh1_r101', version: undefined };
    await sites.update(open.access, move, { parent: 'sit_sz1' });
    const rack = await sites.get(open.access, 'sit_sh1_r101_a01', {});
    expect(rack.path).toEqual([
      'sit_east',
      'sit_suzhou',
      'sit_sz1',
      'sit_sh1_r101',
      'sit_sh1_r101_a',
      'sit_sh1_r101_a01',
    ]);
    const inside = await refused(sites.update(open.access, move, { parent: 'sit_sh1_r101_a' }));
    expect(inside).toEqual(['rule_violation', '/parent']);
    const turned = { kind: 'city' as const, parent: 'sit_sz1' };
    expect(await refused(sites.create(open.access, { ...named('c'), ...turned }))).toEqual([
      'rule_violation',
      '/parent',
    ]);
    await sites.update(open.access, move, { parent: 'sit_sh1' });
  });
});

describe('an external reference', () => {
  const externalRef = { source: 'crm', id: '4711' };
  const draft = { code: 'CRM-1', name: 'one', externalRef };

  it('names one record: a repeated upsert edits it, whatever races', async () => {
    const writes = await Promise.all(
      ['one', 'two', 'three'].map((name) =>
        customers.upsert(open.access, { version: undefined, draft: { ...draft, name } }),
      ),
    );
    expect(writes.filter(({ created }) => created)).toHaveLength(1);
    expect(new Set(writes.map(({ answer }) => answer.id)).size).toBe(1);
    expect(Math.max(...writes.map(({ answer }) => answer.version))).toBe(3);
  });

  it('is refused to a second record', async () => {
    const write = customers.create(open.access, { ...draft, code: 'CRM-2' });
    expect(await refused(write)).toEqual(['conflict']);
    const code = customers.create(open.access, { code: 'CRM-1', name: 'other' });
    expect(await refused(code)).toEqual(['conflict']);
  });
});

describe('scope', () => {
  const of = (departmentIds: string[], customerIds: string[] = [], siteIds: string[] = []) => ({
    ...open.access,
    scope: {
      everywhere: false,
      departments: departmentIds,
      sites: siteIds,
      customers: customerIds,
    },
  });

  it('lets a write reach only what it covers, before and after the edit', async () => {
    const edit = { id: 'svc_sdwan_qinghe', version: undefined };
    const noc = of(['dep_noc']);
    expect(
      await refused(services.update(noc, edit, { department: 'dep_infra', customer: null })),
    ).toEqual(['forbidden']);
    const infra = { id: 'svc_colo_yunshan', version: undefined };
    expect(await refused(services.update(noc, infra, { status: 'trial' }))).toEqual(['forbidden']);
    const pulled = services.update(noc, infra, { department: 'dep_noc' });
    expect(await refused(pulled)).toEqual(['forbidden']);
    await services.update(noc, edit, { status: 'trial' });
  });

  it('shows a customer only its own services, the same 404 for others as for none', async () => {
    const contact = of([], ['cus_haitang']);
    const paging = { limit: 100 };
    const { items } = await services.list(contact, { filters: {}, paging });
    expect(items.map(({ id }) => id)).toEqual(['svc_line_haitang', 'svc_managed_haitang']);
    expect(await refused(services.get(contact, 'svc_core_switch', {}))).toEqual(['not_found']);
    expect(await refused(services.get(contact, 'svc_none', {}))).toEqual(['not_found']);
    const nobody = { ...open.access, scope: nowhere };
    expect((await services.list(nobody, { filters: {}, paging })).items).toEqual([]);
  });
});

describe('a list', () => {
  it('pages through every row once in the order of ids, and counts only when asked', async () => {
    const seen: string[] = [];
    let cursor: string | null | undefined;
    do {
      const page = await services.list(
        { ...open.access, scope: everywhere },
        { filters: {}, paging: { limit: 5, ...(cursor && { cursor }), count: true } },
      );
      expect(page.total).toBe(12);
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
    } while (cursor);
    expect(seen).toHaveLength(12);
    expect(seen).toEqual([...new Set(seen)].sort());
    const foreign = services.list(open.access, {
      filters: {},
      paging: { limit: 5, cursor: 'bm9wZQ' },
    });
    expect(await refused(foreign)).toEqual(['invalid_cursor']);
  });
});
