import type { EgressAnswer } from '../egress/egress.js';
import type { Outcome } from './channel.js';

/** A receiver may push a page back by this much at most. */
export const retryAfterMaxMs = 60 * 60_000;

/**
 * What an HTTP answer means for a page (PagerDuty's contract, style.md 3.2): 2xx delivered;
 * timeouts, DNS, refused connections, 5xx and 429 come again; redirects and other 4xx do not.
 */
export function httpOutcome(answer: EgressAnswer, now: number): Outcome {
  if (answer.kind === 'blocked') return { kind: 'rejected', reason: `blocked: ${answer.reason}` };
  if (answer.kind === 'unreachable') {
    const { reason, sent } = answer;
    return { kind: 'retry', reason, ...(sent && { mayHaveArrived: sent }) };
  }
  const { status, headers } = answer;
  if (status >= 200 && status < 300) return { kind: 'delivered', detail: `HTTP ${status}` };
  if (status >= 500 || status === 429 || status === 408) {
    const afterMs = retryAfterMs(headers['retry-after'], now);
    return {
      kind: 'retry',
      reason: `HTTP ${status}`,
      ...(afterMs === undefined ? {} : { afterMs }),
    };
  }
  const hint = status >= 300 && status < 400 ? ' (redirects are not followed)' : '';
  return { kind: 'rejected', reason: `HTTP ${status}${hint}` };
}

/** The JSON object of an answer's body; undefined for anything else. */
export function jsonObject(body: string): Record<string, unknown> | undefined {
  try {
    const json: unknown = JSON.parse(body);
    const isObject = typeof json === 'object' && json !== null && !Array.isArray(json);
    return isObject ? (json as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

/** Retry-After as milliseconds from now, in seconds or as a date; undefined when unreadable. */
export function retryAfterMs(header: string | undefined, now: number): number | undefined {
  if (header === undefined) return undefined;
  const ms = /^\d+$/.test(header.trim()) ? Number(header) * 1_000 : Date.parse(header) - now;
  return Number.isNaN(ms) ? undefined : Math.min(Math.max(0, ms), retryAfterMaxMs);
}
