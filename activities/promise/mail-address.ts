import { rulesOf } from '../notify/personal-channels.js';

/** Where a person gets mail: the first mail of their rules, else the address of the directory. */
export function mailOf(person: { channels: unknown; email: string | null }): string | undefined {
  const rule = rulesOf(person.channels).find(({ channel }) => channel === 'mail');
  const address = (rule?.address as { address?: string } | undefined)?.address;
  return address ?? person.email ?? undefined;
}
