import { describe, expect, it, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import type { IncomingBody, ParseResult } from './event.js';
import { intakeFormats, readerOf } from './formats.js';
import type { FormatOptions } from './options.js';
import { optionsSchemaOf } from './options.js';

const arrivedAt = Date.parse('2026-03-04T05:06:07Z');

interface Case {
  name: string;
  contentType?: string;
  headers?: Record<string, string>;
  options?: FormatOptions;
  body: unknown;
  events?: Record<string, unknown>[];
  ignored?: Record<string, unknown>[];
  windows?: Record<string, unknown>[];
  expected?: string;
  pointer?: string;
}

function casesOf(format: string): Case[] {
  const file = new URL(`./fixtures/${format}.json`, import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8')) as Case[];
}

function bodyOf(sent: unknown, more: Partial<IncomingBody> = {}): IncomingBody {
  const text = typeof sent === 'string' ? sent : JSON.stringify(sent);
  return {
    contentType: 'application/json',
    headers: {},
    raw: Buffer.from(text, 'utf8'),
    arrivedAt,
    ...more,
  };
}

function eventsOf(result: ParseResult) {
  return result.ok ? result.body.events : [];
}

describe.each(intakeFormats)('%s', (format) => {
  test.each(casesOf(format))('$name', (given) => {
    const options = optionsSchemaOf(format).safeParse({ interval: 'PT5M', ...given.options });
    const taken = format === 'heartbeat' ? options.data : given.options;
    const result = readerOf(format)(
      bodyOf(given.body, {
        contentType: given.contentType ?? 'application/json',
        headers: given.headers ?? {},
      }),
      taken ?? {},
    );
    if (given.events) {
      expect(result).toMatchObject({
        ok: true,
        body: {
          events: given.events,
          ignored: given.ignored ?? [],
          ...(given.windows && { windows: given.windows }),
        },
      });
      return;
    }
    expect(result).toMatchObject({ ok: false, expected: expect.stringContaining(given.expected!) });
    expect(result.ok ? undefined : result.pointer).toBe(given.pointer);
  });

  it('has options that its own schema takes in every case', () => {
    for (const { options } of casesOf(format)) {
      const complete = format === 'heartbeat' ? { interval: 'PT5M', ...options } : (options ?? {});
      expect(optionsSchemaOf(format).safeParse(complete).error).toBeUndefined();
    }
  });
});

describe('event ids', () => {
  const alert = { labels: { alertname: 'A' }, startsAt: '2026-03-04T05:00:00Z', fingerprint: 'f' };
  const read = (format: (typeof intakeFormats)[number], sent: unknown, more = {}) =>
    eventsOf(readerOf(format)(bodyOf(sent, more), {}))[0]?.id;

  it('is the same for a redelivered alert, whatever group it comes in', () => {
    const first = read('alertmanager', { status: 'firing', alerts: [alert] });
    const again = read(
      'alertmanager',
      { status: 'firing', groupKey: 'other', alerts: [alert] },
      { arrivedAt: arrivedAt + 5000 },
    );
    expect(again).toBe(first);
  });

  it('differs when the same alert fires a second time', () => {
    const first = read('alertmanager', { status: 'firing', alerts: [alert] });
    const second = { ...alert, startsAt: '2026-03-04T05:05:00Z' };
    expect(read('alertmanager', { status: 'firing', alerts: [second] })).not.toBe(first);
  });

  it('tells the trigger and the resolve of one alert apart', () => {
    const ended = { ...alert, endsAt: '2026-03-04T05:05:00Z' };
    const firing = read('alertmanager', { alerts: [{ ...ended, status: 'firing' }] });
    expect(read('alertmanager', { alerts: [{ ...ended, status: 'resolved' }] })).not.toBe(firing);
  });

  it('takes the arrival in where an entry has no time, so a second outage is not dropped', () => {
    const sent = { action: 'trigger', title: 'A', dedupKey: 'a' };
    const first = read('generic', sent);
    expect(read('generic', sent, { arrivedAt: arrivedAt + 60_000 })).not.toBe(first);
  });

  it('differs for every beat', () => {
    const first = read('heartbeat', '');
    expect(read('heartbeat', '', { arrivedAt: arrivedAt + 1 })).not.toBe(first);
  });

  it('is source and id of a CloudEvent, whenever it arrives', () => {
    const sent = { specversion: '1.0', id: '1', source: 's', type: 't' };
    const first = read('cloudevents', sent);
    expect(read('cloudevents', sent, { arrivedAt: arrivedAt + 9 })).toBe(first);
  });
});

describe('keys without a source', () => {
  it('are the same for a generic trigger and resolve with equal title, service and site', () => {
    const key = (action: string) =>
      eventsOf(readerOf('generic')(bodyOf({ action, title: 'A', site: 's' }), {}))[0]?.dedupKey;
    expect(key('resolve')).toBe(key('trigger'));
    expect(key('trigger')).toMatch(/^auto:[0-9a-f]{64}$/);
  });
});

describe('bodies as they come', () => {
  const sent = { action: 'trigger', title: '机房', dedupKey: 'a' };
  const title = (more: Partial<IncomingBody>) =>
    eventsOf(readerOf('generic')(bodyOf(sent, more), {}))[0]?.title;

  it('are read with a byte-order mark, as UTF-16 and in a named charset', () => {
    const json = JSON.stringify(sent);
    const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(json, 'utf16le')]);
    expect(title({ raw: Buffer.from(`\ufeff${json}`) })).toBe('机房');
    expect(title({ raw: utf16 })).toBe('机房');
    const gbk = Buffer.concat([
      Buffer.from('{"title":"'),
      Buffer.from([0xbb, 0xfa, 0xb7, 0xbf]),
      Buffer.from('","dedupKey":"a"}'),
    ]);
    expect(title({ raw: gbk, contentType: 'application/json; charset=GBK' })).toBe('机房');
  });

  it('of invalid UTF-8 are read with a note', () => {
    const raw = Buffer.concat([
      Buffer.from('{"title":"a'),
      Buffer.from([0xc3, 0x28]),
      Buffer.from('","dedupKey":"a"}'),
    ]);
    const [event] = eventsOf(readerOf('generic')(bodyOf('', { raw }), {}));
    expect(event?.title).toBe('a\ufffd(');
    expect(event?.notes).toContain('bytes that are not utf-8 were replaced');
  });

  it('nested too deep or broken are refused with what was expected and what came', () => {
    const deep = `${'['.repeat(70)}${']'.repeat(70)}`;
    expect(readerOf('generic')(bodyOf(deep), {})).toMatchObject({
      ok: false,
      expected: expect.stringContaining('nested deeper than 64 levels'),
    });
    expect(readerOf('grafana')(bodyOf('{"alerts":'), {})).toMatchObject({
      ok: false,
      expected: expect.stringContaining('not valid JSON'),
    });
  });

  it('of more entries than can be taken keep the first and name the rest', () => {
    const alerts = Array.from({ length: 5003 }, (_, at) => ({ fingerprint: String(at) }));
    const result = readerOf('alertmanager')(bodyOf({ status: 'firing', alerts }), {});
    expect(eventsOf(result)).toHaveLength(5000);
    expect(result.ok && result.body.ignored).toEqual([
      { reason: '3 entries after the first 5000 were not read' },
    ]);
  });
});
