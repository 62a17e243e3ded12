import type { z } from 'zod';
import type { Problem } from '../../contracts/api/problem.js';
import type { incident } from '../../contracts/incident/answers.js';

export type Incident = z.output<typeof incident>;

/** An answer over HTTP; of a refusal the body is a `Problem`. */
export interface Answer<Body> {
  status: number;
  headers: Headers;
  body: Body & Partial<Problem>;
}

/** Somebody who calls with a key of their own: a person, or a machine. */
export interface Caller {
  get<Body>(path: string): Promise<Answer<Body>>;
  post<Body>(path: string, body?: object, headers?: Record<string, string>): Promise<Answer<Body>>;
  /** An edit of whatever version is there. */
  patch<Body>(path: string, body: object): Promise<Answer<Body>>;
  /** A verb of an incident. */
  verb(incident: string, verb: string, body?: object): Promise<Answer<Incident>>;
  incident(idOrNumber: string): Promise<Incident>;
}

/** A caller of the API at `url`; `key` is absent for monitoring systems, whose address is a key. */
export function callerOf(url: string, key?: string): Caller {
  const authorized = key === undefined ? {} : { authorization: `Bearer ${key}` };
  const call = async <Body>(path: string, init: RequestInit): Promise<Answer<Body>> => {
    const headers = { ...authorized, 'accept-language': 'en', ...init.headers };
    const response = await fetch(`${url}${path}`, { ...init, headers });
    const text = await response.text();
    const body = (text === '' ? {} : JSON.parse(text)) as Answer<Body>['body'];
    return { status: response.status, headers: response.headers, body };
  };
  const json = { 'content-type': 'application/json' };
  const post: Caller['post'] = (path, body = {}, headers = {}) =>
    call(path, { method: 'POST', headers: { ...json, ...headers }, body: JSON.stringify(body) });
  const patch: Caller['patch'] = (path, body) => {
    const headers = { ...json, 'if-match': '*' };
    return call(path, { method: 'PATCH', headers, body: JSON.stringify(body) });
  };
  return {
    get: (path) => call(path, {}),
    post,
    patch,
    verb: (id, verb, body) => post(`/api/v1/incidents/${id}/${verb}`, body),
    incident: async (id) => {
      const { status, body } = await call<Incident>(`/api/v1/incidents/${id}`, {});
      if (status !== 200) throw new Error(`${status} ${body.code} for ${id}`);
      return body;
    },
  };
}
