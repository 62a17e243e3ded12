import { createHash, randomUUID } from 'node:crypto';

import { errorStatus } from '../contracts/errors.js';
import { Refused } from '../contracts/api/refused.js';
import { beginOnce, finishOnce, releaseOnce, type Once } from '../records/access/idempotency.js';
import { canonicalJson } from '../records/audit/canonical-json.js';
import type { ApiDeps } from './deps.js';
import { problemOf, refusedOf } from './problem.js';
import type { Answered, RawCall, Route } from './route.js';

const keyMaxChars = 255;
const visibleAscii = /^[\x21-\x7e]{1,255}$/;
const shownOnce = '(shown once)';

/** The caller's Idempotency-Key, or a minted one; 400 where it is unusable. */
export function idempotencyKey(header: string | undefined): string {
  if (header === undefined) return randomUUID();
  if (visibleAscii.test(header)) return header;
  throw new Refused('invalid_idempotency_key', { max: keyMaxChars });
}

interface Doing {
  route: Route;
  call: RawCall;
  once: Once;
  act: () => Promise<Answered>;
}

/**
 * Runs `act` of `route` at most once per caller, route and key (api.md §1). A repeat with the same body gets
 * the first answer with `Idempotency-Replayed: true`. Where nothing was done (the engine or the
 * database is away, an internal error, malformed input) the key stays free for a repeat.
 */
export async function runOnce(deps: ApiDeps, { route, call, once, act }: Doing): Promise<Answered> {
  const bodyHash = hashOf(call);
  const begun = await beginOnce(deps.database.prisma, once, {
    bodyHash,
    now: new Date(deps.now()),
  });
  if (begun.state === 'mismatch') throw new Refused('idempotency_mismatch');
  if (begun.state === 'running') throw new Refused('idempotency_in_progress');
  if (begun.state === 'answered') {
    const { answer } = begun;
    return { ...answer, headers: { ...answer.headers, 'Idempotency-Replayed': 'true' } };
  }
  const answer = await firstAnswer(deps, { route, call, once, act });
  const kept = { ...answer, body: withoutSecrets(answer.body, route.secrets) };
  await finishOnce(deps.database.prisma, once, { answer: kept, now: new Date(deps.now()) });
  return answer;
}

async function firstAnswer(deps: ApiDeps, { call, once, act }: Doing): Promise<Answered> {
  try {
    return await act();
  } catch (error) {
    const refused = refusedOf(error);
    const status = errorStatus[refused.code];
    if (status === 400 || status >= 500) {
      await releaseOnce(deps.database.prisma, once).catch((why: unknown) => {
        deps.log.warn({ err: why, requestId: call.requestId }, 'an idempotency key stays claimed');
      });
      throw error;
    }
    const { language, requestId } = call;
    const { publicUrl } = deps.settings;
    const body = problemOf(refused, { language, requestId, publicUrl });
    return { status, headers: { 'Content-Type': 'application/problem+json' }, body };
  }
}

const hashOf = (call: RawCall): string =>
  createHash('sha256')
    .update(call.raw ? call.raw.bytes : canonicalJson([call.body, call.query]))
    .digest('hex');

function withoutSecrets(body: unknown, secrets: readonly string[]): unknown {
  if (secrets.length === 0 || typeof body !== 'object' || body === null) return body;
  return Object.fromEntries(
    Object.entries(body).map(([name, value]) => [name, secrets.includes(name) ? shownOnce : value]),
  );
}
