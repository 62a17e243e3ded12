import { Webhook } from 'standardwebhooks';

/**
 * The headers of Standard Webhooks for one body: a stable id, the instant of this attempt, and
 * one signature per secret, so that a receiver may rotate.
 */
export function signedHeaders(
  id: string,
  body: string,
  { secrets, now }: { secrets: readonly string[]; now: number },
): Record<string, string> {
  const at = new Date(Math.floor(now / 1_000) * 1_000);
  return {
    'content-type': 'application/json',
    'user-agent': 'Baton',
    'webhook-id': id,
    'webhook-timestamp': String(at.getTime() / 1_000),
    'webhook-signature': secrets.map((it) => new Webhook(it).sign(id, at, body)).join(' '),
  };
}
