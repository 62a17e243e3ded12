import { messageIdOf } from '../../contracts/webhook/message-id.js';
import { nextTryAt } from '../../domain/webhook/backoff.js';
import type { Claimed, Settled } from '../../records/webhook/dispatch.js';
import { httpOutcome } from '../notify/channels/http-outcome.js';
import { signedHeaders } from '../notify/channels/signature.js';
import type { Egress } from '../notify/egress/egress.js';

export interface AttemptDependencies {
  egress: Egress;
  /** Epoch milliseconds. */
  now: () => number;
}

const gone = 410;

/** Sends one delivery once and says what became of it (style.md §3.2). */
export async function attempt(
  { egress, now }: AttemptDependencies,
  claimed: Claimed,
): Promise<Settled> {
  const { id, url, body, secrets } = claimed;
  const headers = signedHeaders(messageIdOf(id), body, { secrets, now: now() });
  const { signal } = new AbortController();
  const answer = await egress.post({ url, headers, body, signal });
  const outcome = httpOutcome(answer, now());
  const at = now();
  const rest = { id, attempt: claimed.attempt, at: new Date(at), gone: false };
  if (outcome.kind === 'delivered') {
    return { ...rest, state: 'delivered', outcome: outcome.detail ?? 'delivered' };
  }
  if (outcome.kind === 'rejected') {
    const isGone = answer.kind === 'answered' && answer.status === gone;
    return { ...rest, state: 'failed', outcome: outcome.reason, gone: isGone };
  }
  const expires = claimed.expiresAt.getTime();
  const tried = { id, attempt: claimed.attempt, expires, afterMs: outcome.afterMs };
  const next = nextTryAt(tried, at);
  if (next === undefined) return { ...rest, state: 'failed', outcome: outcome.reason };
  return { ...rest, state: 'pending', outcome: outcome.reason, at: new Date(next) };
}
