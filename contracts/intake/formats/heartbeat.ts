import { mediaTypeOf } from '../body.js';
import type { FormatReader } from '../event.js';
import { sha256Of } from '../text.js';
import { sealEvent } from '../seal.js';

/** The one dedup key of a heartbeat integration: a missed beat triggers it, a beat resolves it. */
export const heartbeatKey = 'heartbeat';

/**
 * Any request is a beat, with any body or none: one event that resolves the key `heartbeat`. The
 * silence is raised elsewhere, by the clock of the integration's `interval` and `grace`.
 */
export const readHeartbeat: FormatReader = (body, options) => {
  const entry = { media: mediaTypeOf(body), hash: sha256Of(Buffer.from(body.raw).toString('hex')) };
  const draft = {
    entry,
    action: 'resolve' as const,
    dedupKey: heartbeatKey,
    title: heartbeatKey,
    at: body.arrivedAt,
    timed: false,
  };
  const reading = { arrivedAt: body.arrivedAt, options, notes: [] };
  return { ok: true, body: { events: [sealEvent(draft, reading)], ignored: [] } };
};
