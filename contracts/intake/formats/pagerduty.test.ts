import { describe, expect, it, test } from '@jest/globals';
import type { IncomingBody } from '../event.js';
import { pagerDutyRoutingKey, readPagerDutyEvent } from './pagerduty.js';

const key = '0123456789abcdef0123456789abcdef';
const payload = { summary: 'S', source: 's', severity: 'info' };
const oneOf = "(must be one of the following: 'critical', 'warning', 'error' or 'info')";

function bodyOf(sent: unknown): IncomingBody {
  const text = typeof sent === 'string' ? sent : JSON.stringify(sent);
  return { headers: {}, raw: Buffer.from(text), arrivedAt: 1_772_600_767_000 };
}

const read = (sent: unknown) => readPagerDutyEvent(bodyOf(sent), {});

describe('readPagerDutyEvent', () => {
  it('echoes the dedup key of the sender', () => {
    const sent = { routing_key: key, event_action: 'trigger', dedup_key: 'k', payload };
    expect(read(sent)).toMatchObject({ ok: true, event: { dedupKey: 'k', action: 'trigger' } });
  });

  it('gives a trigger without dedup key a fresh one each time', () => {
    const sent = { routing_key: key, event_action: 'trigger', payload };
    const [one, other] = [read(sent), read(sent)];
    expect(one.ok && one.event.dedupKey).toMatch(/^[0-9a-f]{32}$/);
    expect(one.ok && one.event.dedupKey).not.toBe(other.ok && other.event.dedupKey);
  });

  test.each([
    ['not JSON', 'not json', ['JSON parse error']],
    ['a list', [], ['JSON parse error']],
    [
      'no routing key',
      { event_action: 'resolve', dedup_key: 'k' },
      ["'routing_key' is missing or blank"],
    ],
    [
      'a short routing key',
      { routing_key: 'abc', event_action: 'resolve', dedup_key: 'k' },
      ["Length of 'routing_key' is incorrect (should be 32 characters)"],
    ],
    [
      'a resolve without key',
      { routing_key: key, event_action: 'resolve' },
      ["'dedup_key' is missing or blank"],
    ],
    [
      'an acknowledge with a blank key',
      { routing_key: key, event_action: 'acknowledge', dedup_key: ' ' },
      ["'dedup_key' is missing or blank"],
    ],
    [
      'an unknown action',
      { routing_key: key, event_action: 'open' },
      [
        "'event_action' is invalid (must be one of the following: 'trigger', 'acknowledge' or 'resolve')",
      ],
    ],
    [
      'a trigger without payload',
      { routing_key: key, event_action: 'trigger' },
      ["'payload' is missing or blank"],
    ],
    [
      'a payload with blanks and a severity of its own',
      {
        routing_key: key,
        event_action: 'trigger',
        payload: { source: '', summary: null, severity: 'none' },
      },
      [
        "'payload.summary' is missing or blank",
        "'payload.source' is missing or blank",
        `'payload.severity' is invalid ${oneOf}`,
      ],
    ],
    [
      'a v1 body',
      { service_key: key, event_type: 'trigger', description: 'x' },
      [
        "'routing_key' is missing or blank",
        "'event_action' is missing or blank",
        'Events API v1 is not supported; send routing_key and event_action (Events API v2)',
      ],
    ],
    [
      'a change event',
      { routing_key: key, payload: { summary: 'deployed' } },
      ["'event_action' is missing or blank", 'Change events are not supported'],
    ],
  ])("refuses %s in PagerDuty's words", (_name, sent, errors) => {
    expect(read(sent)).toEqual({
      ok: false,
      refusal: { status: 'invalid event', message: 'Event object is invalid', errors },
    });
  });
});

describe('pagerDutyRoutingKey', () => {
  it('finds the key in a body, and nothing in what is none', () => {
    expect(pagerDutyRoutingKey(bodyOf({ routing_key: key }))).toBe(key);
    expect(pagerDutyRoutingKey(bodyOf('x'))).toBeUndefined();
    expect(pagerDutyRoutingKey(bodyOf('[]'))).toBeUndefined();
  });
});
