import type { z } from 'zod';
import type { keyAnswer, keyCreated } from '../../contracts/directory/keys.js';
import type { Cli } from '../cli.js';
import { allPages } from '../http/all-pages.js';

type Key = z.output<typeof keyAnswer>;
type NewKey = z.output<typeof keyCreated>;

const path = '/api/v1/keys';

/** `baton key create`: the key itself is on standard output, alone, so that a script can take it. */
export async function createKey(cli: Cli, body: Record<string, unknown>): Promise<void> {
  const made = await cli.api().post<NewKey>(path, body);
  if (cli.printJson(made)) return;
  cli.print(made.key);
  cli.tell(`${made.id} · ${made.name} · ${made.person ?? '–'} · ${cli.time(made.expiresAt)}`);
  cli.tell(cli.say('done/keyOnce'));
}

export async function listKeys(cli: Cli, person: string[] | undefined): Promise<void> {
  const { items } = await allPages<Key>(cli.api(), path, { query: { person } });
  if (cli.printJson({ items, nextCursor: null }, items)) return;
  cli.printTable(
    [
      'head/id',
      'head/name',
      'head/prefix',
      'head/person',
      'head/scopes',
      'head/lastUsed',
      'head/expires',
    ],
    items.map((key) => [
      key.id,
      key.name,
      key.prefix,
      key.person ?? '–',
      key.scopes.join(' ') || '–',
      cli.time(key.lastUsedAt),
      cli.time(key.revokedAt ?? key.expiresAt),
    ]),
  );
}

export async function revokeKey(cli: Cli, id: string): Promise<void> {
  await cli.api().delete(`${path}/${encodeURIComponent(id)}`);
  if (!cli.printJson({ id, revoked: true })) cli.tell(cli.say('done/revoked', { id }));
}
