import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { PolicyDraft } from '../../../contracts/directory/policies.js';
import { people } from '../../../records/directory/people.js';
import { policies } from '../../../records/directory/policies.js';
import { removeDutyRole } from '../../../records/directory/duty-roles.js';
import { roleBindings } from '../../../records/directory/role-bindings.js';
import { openDirectory, refused, type OpenDirectory } from './open-directory.js';

let open: OpenDirectory;
beforeAll(async () => {
  open = await openDirectory('demo');
});
afterAll(() => open.close());

const draft: PolicyDraft = {
  name: { zh: '试', en: 'try' },
  rungs: [
    { delay: 300, targets: [{ kind: 'schedule', id: 'sch_noc' }], repeat: { times: 2, every: 60 } },
    { delay: 0, targets: [{ kind: 'person', id: 'admin' }] },
  ],
  targets: { critical: { acknowledge: 300, restore: 7_200 } },
};

const defaults = () =>
  open.database.prisma.policy.findMany({
    where: { isDefault: true, supersededAt: null },
    select: { policyId: true },
  });

describe('a policy', () => {
  it('gets a new version with each edit and keeps the old one readable', async () => {
    const { id } = await policies.create(open.access, draft);
    const edited = await policies.update(open.access, { id, version: 1 }, { ackTtl: 600 });
    expect(edited).toMatchObject({ id, version: 2, ackTtl: 600, rungs: draft.rungs });
    expect(await policies.get(open.access, `${id}@1`)).toMatchObject({ version: 1, ackTtl: 1_800 });
    expect((await policies.get(open.access, id)).version).toBe(2);
    const stale = policies.update(open.access, { id, version: 1 }, { ackTtl: 900 });
    expect(await refused(stale)).toEqual(['stale_version']);
  });

  it('is stored as the ladder and the process read it', async () => {
    const { id } = await policies.create(open.access, draft);
    const row = await open.database.prisma.policy.findUnique({ where: { id: `${id}@1` } });
    expect(row).toMatchObject({
      rungs: [
        { delayS: 300, repeat: { times: 2, everyS: 60 } },
        { delayS: 0, targets: [{ kind: 'person', id: 'admin' }] },
      ],
      overdue: [],
      targets: { critical: { acknowledgeS: 300, restoreS: 7_200 } },
      exhaustedEveryS: 1_800,
    });
  });

  it('pages only what exists', async () => {
    await open.access.db.dutyRole.deleteMany({ where: { role: 'commander' } });
    const rungs: PolicyDraft['rungs'] = [
      { delay: 0, targets: [{ kind: 'team', id: 'tea_none' }] },
      { delay: 0, targets: [{ kind: 'duty', role: 'commander' }] },
    ];
    expect(await refused(policies.create(open.access, { ...draft, rungs }))).toEqual([
      'unknown_reference',
      '/rungs/0/targets/0/id',
    ]);
    const duty = { ...draft, overdue: rungs.slice(1) };
    expect(await refused(policies.create(open.access, duty))).toEqual([
      'unknown_reference',
      '/overdue/0/targets/0/role',
    ]);
  });

  it('in use is not deleted; one out of use is out of force but stays for its incidents', async () => {
    const used = policies.remove(open.access, { id: 'pol_standard', version: undefined });
    expect(await refused(used)).toEqual(['in_use']);
    const { id } = await policies.create(open.access, draft);
    await policies.remove(open.access, { id, version: 1 });
    expect(await refused(policies.get(open.access, id))).toEqual(['not_found']);
    expect((await policies.get(open.access, `${id}@1`)).supersededAt).not.toBeNull();
  });
});

describe('the default policy', () => {
  it('cannot be deleted or given up, only moved', async () => {
    const of = { id: 'pol_default', version: undefined };
    expect(await refused(policies.remove(open.access, of))).toEqual(['rule_violation']);
    expect(await refused(policies.update(open.access, of, { isDefault: false }))).toEqual([
      'rule_violation',
    ]);
    expect(await defaults()).toEqual([{ policyId: 'pol_default' }]);
  });

  it('is exactly one, whoever makes which the default at once', async () => {
    const made = await Promise.all(
      ['a', 'b', 'c'].map(() => policies.create(open.access, { ...draft, isDefault: true })),
    );
    const now = await defaults();
    expect(now).toHaveLength(1);
    expect(made.map(({ id }) => id)).toContain(now[0]?.policyId);
    await policies.update(
      open.access,
      { id: 'pol_default', version: undefined },
      { isDefault: true },
    );
    expect(await defaults()).toEqual([{ policyId: 'pol_default' }]);
  });

  it('ends at an administrator', async () => {
    const rungs: PolicyDraft['rungs'] = [
      { delay: 0, targets: [{ kind: 'person', id: 'per_chen_jie' }] },
    ];
    const write = policies.create(open.access, { ...draft, rungs, isDefault: true });
    expect(await refused(write)).toEqual(['rule_violation', '/rungs/0']);
  });

  it('keeps its administrator: neither the person nor the last admin binding goes', async () => {
    const admin = { id: 'admin', version: undefined };
    expect(await refused(people.remove(open.access, admin))).toEqual(['in_use']);
    expect(await refused(people.update(open.access, admin, { status: 'left' }))).toEqual([
      'in_use',
    ]);
    const binding = { id: 'rol_admin', version: undefined };
    expect(await refused(roleBindings.remove(open.access, binding))).toEqual(['rule_violation']);
  });

  it('keeps the duty roles it pages', async () => {
    const lead = await open.database.prisma.dutyRole.findFirst({ where: { role: 'shift_lead' } });
    expect(await refused(removeDutyRole(open.access, lead?.id ?? ''))).toEqual(['in_use']);
  });
});
