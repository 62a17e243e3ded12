import type { Request } from 'express';

import { Refused } from '../../contracts/api/refused.js';
import type { ApiDeps } from '../deps.js';
import type { Access } from '../permissions.js';
import { demand, type Principal } from './principal.js';

/** Who calls a public route without a key. */
export const anonymous: Principal = {
  caller: 'anonymous',
  actor: { kind: 'system', id: 'anonymous' },
  bindings: [],
  scopes: [],
};

const bearer = /^Bearer +(\S+) *$/i;

/** The principal of a request, allowed to use a route of `access`; 401 or 403 otherwise. */
export async function authenticate(
  request: Request,
  access: Access,
  deps: Pick<ApiDeps, 'keys'>,
): Promise<Principal> {
  if (access === 'public') return anonymous;
  const secret = bearer.exec(request.get('authorization') ?? '')?.[1];
  const principal = secret === undefined ? undefined : await deps.keys.find(secret);
  if (!principal) throw new Refused('unauthenticated');
  if (access !== 'anyone') demand(principal, access);
  return principal;
}
