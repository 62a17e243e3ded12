import type { z } from 'zod';
import type { meAnswer, permissionTableAnswer } from '../../contracts/api/self.js';
import type { Cli } from '../cli.js';
import { line } from '../output/sections.js';

type Me = z.output<typeof meAnswer>;
type PermissionTable = z.output<typeof permissionTableAnswer>;

/** `baton whoami`: the person behind the key, roles with their reach, and the key's scopes. */
export async function whoAmI(cli: Cli): Promise<void> {
  const api = cli.api();
  const me = await api.get<Me>('/api/v1/me');
  if (cli.printJson({ ...me, url: api.url })) return;
  const { say } = cli;
  const who =
    me.person === null
      ? say('whoami/service', { id: me.key })
      : `${me.person.name} (${me.person.id})`;
  line(cli, 'whoami/person', who);
  const reach = (role: Me['roles'][number]): string => {
    const where = role.department ?? role.site ?? role.customer;
    return where === null ? role.role : `${role.role} @ ${where}`;
  };
  line(cli, 'whoami/roles', me.roles.map(reach).join(', ') || '–');
  line(cli, 'whoami/scopes', me.scopes.join(' ') || say('whoami/everything'));
  line(cli, 'whoami/address', api.url);
}

/** `baton permissions`: which role may do what. */
export async function showPermissions(cli: Cli): Promise<void> {
  const table = await cli.api().get<PermissionTable>('/api/v1/permissions');
  if (cli.printJson(table, table.permissions)) return;
  const rows = table.permissions.map(({ permission, roles }) => [
    permission,
    ...table.roles.map((role) => (roles.includes(role) ? '✓' : '·')),
  ]);
  cli.printRows(['permission', ...table.roles], rows);
}
