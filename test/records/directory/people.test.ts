import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { everywhere, nowhere } from '../../../records/access/scope.js';
import { createKey } from '../../../records/directory/keys.js';
import { people, personAnswerFor } from '../../../records/directory/people.js';
import { roleBindings } from '../../../records/directory/role-bindings.js';
import { openDirectory, refusal, refused, type OpenDirectory } from './open-directory.js';

let open: OpenDirectory;
beforeAll(async () => {
  open = await openDirectory('demo');
});
afterAll(() => open.close());

const secret = `whsec_${'A'.repeat(43)}=`;
const webhook = {
  channel: 'webhook' as const,
  address: { url: 'https://hooks.example.com/x', secret },
  after: 90,
};
const leave = (id: string) =>
  people.update(open.access, { id, version: undefined }, { status: 'left' });

describe('a person who leaves', () => {
  it('gives up roles and keys with a line in each trail', async () => {
    const { prisma } = open.database;
    const [binding] = await prisma.roleBinding.findMany({ where: { personId: 'per_xu_jing' } });
    const [key] = await prisma.apiKey.findMany({ where: { personId: 'per_xu_jing' } });
    await leave('per_xu_jing');
    expect(await prisma.roleBinding.count({ where: { personId: 'per_xu_jing' } })).toBe(0);
    const kept = await prisma.apiKey.findUniqueOrThrow({ where: { id: key?.id ?? '' } });
    expect(kept.revokedAt).not.toBeNull();
    const lines = await prisma.audit.findMany({
      where: { subject: { in: [binding?.id ?? '', key?.id ?? ''] }, seq: 2 },
    });
    expect(lines.map(({ action }) => action).sort()).toEqual(['key.revoke', 'role_binding.delete']);
    const back = { person: 'per_xu_jing', role: 'viewer' as const };
    expect(await refused(roleBindings.create(open.access, back))).toEqual([
      'unknown_reference',
      '/person',
    ]);
  });

  it('may not while work would fall: an open baton, a schedule owned, a rung by name', async () => {
    const { prisma } = open.database;
    await prisma.baton.create({
      data: { subject: 'inc_1', holderId: 'per_sun_hao', since: new Date() },
    });
    const held = await refusal(leave('per_sun_hao'));
    expect([held.code, held.values['by']]).toEqual(['in_use', ['incidents: inc_1']]);
    expect(await refused(leave('per_zhou_na'))).toEqual(['in_use']);
    expect(await refused(leave('per_zhao_lei'))).toEqual(['in_use']);
    await prisma.baton.delete({ where: { subject: 'inc_1' } });
    await leave('per_sun_hao');
  });
});

describe('how a person is reached', () => {
  it('is shown to whom it may concern, its secrets to nobody', async () => {
    const row = await people.create(open.access, {
      name: '新人',
      department: 'dep_noc',
      phone: '+8613800138000',
      channels: [webhook],
    });
    const open_ = personAnswerFor(row, { contacts: everywhere });
    expect(open_.channels).toMatchObject([{ channel: 'webhook', after: 90 }]);
    expect(JSON.stringify(open_)).not.toContain(secret);
    const own = personAnswerFor(row, { contacts: nowhere, self: row.id });
    expect(own.phone).toBe('+8613800138000');
    const other = personAnswerFor(row, { contacts: nowhere, self: 'per_li_wei' });
    expect(other).not.toHaveProperty('phone');
    expect(other).not.toHaveProperty('channels');
    const lines = await open.database.prisma.audit.findMany({
      where: { subject: row.id },
      orderBy: { seq: 'asc' },
    });
    expect(JSON.stringify(lines)).not.toContain(secret);
  });

  it('survives an edit of something else, secrets and all', async () => {
    const { id } = await people.create(open.access, { name: 'x', channels: [webhook] });
    const after = await people.update(open.access, { id, version: 1 }, { name: 'y' });
    expect(after.channels).toEqual([{ channel: 'webhook', address: webhook.address, afterS: 90 }]);
  });
});

describe('a key', () => {
  it('for somebody else is only for who may do everything', async () => {
    const scope = { everywhere: false, departments: ['dep_noc'], sites: [], customers: [] };
    const actor = { kind: 'user' as const, id: 'per_li_wei', person: 'per_li_wei' };
    const narrow = { ...open.access, scope, writer: { ...open.access.writer, actor } };
    const other = createKey(narrow, { name: 'k', person: 'per_wang_fang' });
    expect(await refused(other)).toEqual(['forbidden']);
    expect(await refused(createKey(narrow, { name: 'k' }))).toEqual(['forbidden']);
    const own = await createKey(narrow, { name: 'k', person: 'per_li_wei' });
    expect(own.key).toMatch(/^bt_[A-Za-z0-9_-]{20,}$/);
    const lines = await open.database.prisma.audit.findMany({
      where: { subject: own.id },
      orderBy: { seq: 'asc' },
    });
    expect(JSON.stringify(lines)).not.toContain(own.key);
  });

  it('that would expire before it begins is refused', async () => {
    const write = createKey(open.access, { name: 'k', expiresAt: 1 });
    expect(await refused(write)).toEqual(['time_in_past', '/expiresAt']);
  });
});
