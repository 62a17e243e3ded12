import {
  findKey,
  hashKey,
  keyPrefix,
  lastUsedEveryMs,
  touchKey,
  type FoundKey,
} from '../../records/access/keys.js';
import type { Rows } from '../../records/rows.js';
import type { Principal } from './principal.js';

const cachedMax = 1_000;
const cachedForMs = 2_000;
const keyMaxChars = 200;

interface Cached {
  until: number;
  key: FoundKey | undefined;
  touchedAt: number;
}

export type KeyLookup = (secret: string) => Promise<Principal | undefined>;

/**
 * Finds who a bearer key belongs to. An answer is kept for 2 s, so a revoked key or a changed role
 * binding counts at most that much later in this process, and at once after `forget`.
 */
export function keyLookup(rows: Rows, now: () => number) {
  const cache = new Map<string, Cached>();

  const load = async (hash: string): Promise<Cached> => {
    const key = await findKey(rows, hash);
    const entry = { until: now() + cachedForMs, key, touchedAt: key?.lastUsedAt?.getTime() ?? 0 };
    cache.delete(hash);
    cache.set(hash, entry);
    const oldest = cache.keys().next().value;
    if (cache.size > cachedMax && oldest !== undefined) cache.delete(oldest);
    return entry;
  };

  const find: KeyLookup = async (secret) => {
    if (!secret.startsWith(keyPrefix) || secret.length > keyMaxChars) return undefined;
    const hash = hashKey(secret);
    const kept = cache.get(hash);
    const entry = kept && kept.until > now() ? kept : await load(hash);
    if (!entry.key || !usable(entry.key, now())) return undefined;
    if (now() - entry.touchedAt >= lastUsedEveryMs) {
      entry.touchedAt = now();
      await touchKey(rows, entry.key.id, new Date(now()));
    }
    return principalOf(entry.key, now());
  };

  return { find, forget: () => cache.clear() };
}

function usable(key: FoundKey, at: number): boolean {
  if (key.revokedAt || (key.expiresAt && key.expiresAt.getTime() <= at)) return false;
  return !key.personId || key.person?.status === 'active';
}

function principalOf(key: FoundKey, at: number): Principal {
  const { person } = key;
  if (!person) {
    return {
      caller: key.id,
      actor: { kind: 'apiKey', id: key.id },
      bindings: [],
      scopes: key.scopes,
    };
  }
  return {
    caller: key.id,
    actor: { kind: 'user', id: person.id, person: person.id },
    person: { id: person.id, name: person.name, departmentId: person.departmentId },
    bindings: person.roles,
    grants: person.grants.filter(({ from, until }) => from.getTime() <= at && at < until.getTime()),
    scopes: key.scopes,
    language: person.language,
  };
}
