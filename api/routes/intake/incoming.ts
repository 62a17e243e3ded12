import { Refused } from '../../../contracts/api/refused.js';
import type { IncomingBody } from '../../../contracts/intake/event.js';
import type { RawBody } from '../../call.js';

/** The request's bytes as readers take them; of a repeated header the values joined by a comma. */
export function incoming(raw: RawBody | undefined, arrivedAt: number): IncomingBody {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(raw?.headers ?? {})) {
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return {
    headers,
    raw: raw?.bytes ?? Buffer.alloc(0),
    arrivedAt,
    ...(raw?.contentType && { contentType: raw.contentType }),
  };
}

/** 400 that says what was expected, and where. */
export function unreadable({ expected, pointer }: { expected: string; pointer?: string }): Refused {
  const faults =
    pointer === undefined ? [] : [{ pointer, code: 'unsupported_body' as const, detail: expected }];
  return new Refused('unsupported_body', { expected }, faults);
}
