import { createHash, randomUUID } from 'node:crypto';

import { errorStatus } from '../contracts/errors.js';
import { Refused } from '../contracts/api/refused.js';
import {
  beginOnce,
  finishOnce,
  keepAnswer,
  releaseOnce,
  type Once,
} from '../records/access/idempotency.js';
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
  /** The key was minted here: nobody can have sent it before, so there is nothing to claim. */
  minted: boolean;
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
export async function runOnce(deps: ApiDeps, doing: Doing): Promise<Answered> {
  const { route, call, once } = doing;
  const bodyHash = hashOf(call);
  const kept = (answer: Answered) => ({
    answer: { ...answer, body: withoutSecrets(answer.body, route.secrets) },
    now: new Date(deps.now()),
  });
  if (doing.minted) {
    const answer = await firstAnswer(deps, doing);
    await keepAnswer(deps.database.prisma, once, { bodyHash, ...kept(answer) });
    return answer;
  }
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
  const answer = await firstAnswer(deps, doing);
  await finishOnce(deps.database.prisma, once, kept(answer));
  return answer;
}

async function firstAnswer(deps: ApiDeps, { minted, call, once, act }: Doing): Promise<Answered> {
  try {
    return await act();
  } catch (error) {
    const refused = refusedOf(error);
    const status = errorStatus[refused.code];
    if (status === 400 || status >= 500) {
      if (!minted) await release(deps, { call, once });
      throw error;
    }
    const { language, requestId } = call;
    const { publicUrl } = deps.settings;
    const body = problemOf(refused, { language, requestId, publicUrl });
    return { status, headers: { 'Content-Type': 'application/problem+json' }, body };
  }
}

const release = (deps: ApiDeps, { call, once }: Pick<Doing, 'call' | 'once'>): Promise<void> =>
  releaseOnce(deps.database.prisma, once).catch((why: unknown) => {
    deps.log.warn({ err: why, requestId: call.requestId }, 'an idempotency key stays claimed');
  });

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
