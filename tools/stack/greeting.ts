import { randomBytes } from 'node:crypto';
import pg from 'pg';

export interface GreetingFacts {
  api: string;
  mailbox?: string;
  adminKey: string;
  databaseUrl: string;
}

/** What `npm start` prints once Baton is ready (api.md §6). */
export async function greeting(facts: GreetingFacts): Promise<string> {
  const lines = ['Baton is ready', '', `api: ${facts.api}`];
  if (facts.mailbox !== undefined) lines.push(`mailbox: ${facts.mailbox}`);
  lines.push(`admin key: ${facts.adminKey}`);
  const key = await demoIntegrationKey(facts.databaseUrl);
  if (key !== undefined) lines.push('', 'Open a first incident:', '', demoRequest(facts.api, key));
  return lines.join('\n');
}

function demoRequest(api: string, key: string): string {
  const body = {
    action: 'trigger',
    title: 'Core switch unreachable',
    dedupKey: `demo-${randomBytes(4).toString('hex')}`,
    severity: 'critical',
  };
  const json = "-H 'content-type: application/json'";
  return `curl -sS -X POST ${api}/in/${key} ${json} -d '${JSON.stringify(body)}'`;
}

async function demoIntegrationKey(databaseUrl: string): Promise<string | undefined> {
  const client = new pg.Client({ connectionString: databaseUrl });
  client.on('error', () => undefined);
  await client.connect();
  try {
    const found = await client.query<{ key: string }>(
      "select key from integration where format = 'generic' and lower(name) = 'demo' " +
        'and disabled_at is null order by created_at, id limit 1',
    );
    return found.rows[0]?.key;
  } finally {
    await client.end();
  }
}
