import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { objectsMax, spansMax } from '../../domain/window/window.js';
import type { IncomingBody, IntakeEvent, ParseResult, WindowNotice } from './event.js';
import { type IntakeFormat, intakeFormats, readerOf } from './formats.js';
import { readPagerDutyEvent } from './formats/pagerduty.js';
import { intakeLimits } from './limits.js';
import type { FormatOptions } from './options.js';

const arrivedAt = Date.parse('2026-03-04T05:06:07Z');
const runs = 60;
const deep = (levels: number) =>
  JSON.parse(`${'['.repeat(levels)}${']'.repeat(levels)}`) as unknown;
const namesOfObjects: unknown = JSON.parse(
  '{"__proto__":"p","constructor":"c","prototype":1,"toString":"t","valueOf":0}',
);

const contentTypes = [
  'application/json',
  'text/plain',
  'application/x-www-form-urlencoded',
  'application/cloudevents+json',
  'application/cloudevents-batch+json',
  'text/calendar; charset=utf-8',
  'application/json; charset=gb18030',
  'application/json; charset=no-such-charset',
  'multipart/form-data; boundary=x',
  '',
  ';;;=',
];

const hostile: fc.Arbitrary<unknown> = fc.oneof(
  fc.jsonValue({ maxDepth: 4, depthSize: 'small' }),
  fc.string({ unit: 'binary', maxLength: 400 }),
  fc.constantFrom<unknown>(
    'x'.repeat(30_000),
    '界'.repeat(9000),
    '\ud800',
    'a\u0000b',
    '9'.repeat(40),
    '-1',
    '1e400',
    '0001-01-01T00:00:00Z',
    '2026-02-30T99:99:99+99:99',
    'javascript:alert(1)',
    deep(50),
    deep(200),
    {},
    [],
    null,
    namesOfObjects,
    Object.fromEntries(Array.from({ length: 200 }, (_, at) => [`label${at}`, at])),
    Object.fromEntries([['k'.repeat(5000), 'v'.repeat(5000)]]),
    Array.from({ length: 40 }, (_, at) => ({ href: `https://example.net/${at}`, tag: at })),
  ),
);

const options: fc.Arbitrary<FormatOptions> = fc.constantFrom<FormatOptions>(
  {},
  { defaults: { service: 's', site: 't', severity: 'warning' }, timeZone: 'Asia/Shanghai' },
  {
    paths: { events: 'alerts', title: '/labels/alertname', action: 'status', details: 'labels' },
    typeMap: { '*': 'ignore' },
    actionMap: { down: 'resolve' },
    severityMap: { high: 'info' },
    serviceLabels: ['__proto__', 'constructor'],
    siteLabels: ['toString'],
  },
);

const headers = fc.dictionary(
  fc.constantFrom('ce-id', 'ce-source', 'ce-type', 'Ce-SpecVersion', 'ce-time', 'ce-dedupkey', 'x'),
  fc.oneof(fc.string({ maxLength: 400 }), fc.constantFrom('%E0%A4%A', '1.0', '\u0000')),
  { noNullPrototype: true },
);

const fixtures = Object.fromEntries(
  intakeFormats.map((format) => {
    const text = readFileSync(new URL(`./fixtures/${format}.json`, import.meta.url), 'utf8');
    return [format, (JSON.parse(text) as { body: unknown }[]).map((sample) => sample.body)];
  }),
) as Record<IntakeFormat, unknown[]>;

function bodyOf(raw: string | Uint8Array, more: Partial<IncomingBody>): IncomingBody {
  return { headers: {}, raw: typeof raw === 'string' ? Buffer.from(raw) : raw, arrivedAt, ...more };
}

function textsOf(event: IntakeEvent): string[] {
  const labels = Object.entries(event.labels).flat();
  const links = event.links.flatMap((link) => [link.href, link.text ?? '']);
  const more = [event.description ?? '', event.service ?? '', event.site ?? ''];
  return [event.id, event.dedupKey, event.title, ...more, ...labels, ...links, ...event.notes];
}

function brokenBounds(event: IntakeEvent): string[] {
  const labels = Object.entries(event.labels);
  const at = event.occurredAt ?? 0;
  const kept = {
    action: ['trigger', 'acknowledge', 'resolve'].includes(event.action),
    id: event.id.length <= intakeLimits.keyMaxChars,
    dedupKey: event.dedupKey.length > 0 && event.dedupKey.length <= intakeLimits.keyMaxChars,
    title: event.title.trim() !== '' && event.title.length <= intakeLimits.titleMaxChars,
    description: Buffer.byteLength(event.description ?? '') <= intakeLimits.descriptionMaxBytes,
    service: (event.service ?? '').length <= intakeLimits.nameMaxChars,
    site: (event.site ?? '').length <= intakeLimits.nameMaxChars,
    labels: labels.length <= intakeLimits.labelsMax,
    labelKeys: labels.every(([key]) => key.length <= intakeLimits.labelKeyMaxChars),
    labelNames: labels.every(([key]) => key !== '__proto__'),
    labelValues: labels.every(([, value]) => value.length <= intakeLimits.labelValueMaxChars),
    links: event.links.length <= intakeLimits.linksMax,
    hrefs: event.links.every(({ href }) => /^https?:\/\//.test(href)),
    occurredAt: Number.isSafeInteger(at) && at <= arrivedAt + 300_000,
    notes: event.notes.length <= intakeLimits.notesMax,
    texts: textsOf(event).every((text) => !/\u0000|\p{Surrogate}/u.test(text)),
  };
  return Object.entries(kept).flatMap(([name, held]) => (held ? [] : [name]));
}

function brokenWindowBounds(notice: WindowNotice): string[] {
  const { objects, spans, notes, description = '', title = '', account = '' } = notice;
  const names = [notice.provider, notice.maintenanceId, account, ...objects.map(({ id }) => id)];
  const texts = [notice.dedupKey, title, description, ...names, ...notes];
  const kept = {
    dedupKey: notice.dedupKey.length > 0 && notice.dedupKey.length <= intakeLimits.keyMaxChars,
    names: names.every((name) => name.length <= intakeLimits.nameMaxChars),
    title: title.length <= intakeLimits.titleMaxChars,
    description: Buffer.byteLength(description) <= intakeLimits.descriptionMaxBytes,
    objects: objects.length <= objectsMax,
    spans: spans.length <= spansMax && spans.every(({ from, until }) => from < until),
    times: spans.every(({ from, until }) => Number.isSafeInteger(from + until)),
    sequence: Number.isSafeInteger(notice.sequence ?? 0) && (notice.sequence ?? 0) < 2 ** 31,
    notes: notes.length <= intakeLimits.notesMax,
    noteLengths: notes.every((note) => note.length <= intakeLimits.noteMaxChars),
    texts: texts.every((text) => !/\u0000|\p{Surrogate}/u.test(text)),
  };
  return Object.entries(kept).flatMap(([name, held]) => (held ? [] : [name]));
}

function expectBounds(result: ParseResult): void {
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  if (!result.ok) {
    expect(result.expected.length).toBeGreaterThan(0);
    expect(result.expected.length).toBeLessThanOrEqual(500);
    return;
  }
  const reasons = result.body.ignored.filter(
    ({ reason, dedupKey }) =>
      reason.length > intakeLimits.noteMaxChars ||
      (dedupKey ?? '').length > intakeLimits.keyMaxChars,
  );
  const windows = (result.body.windows ?? []).flatMap(brokenWindowBounds);
  expect([...result.body.events.flatMap(brokenBounds), ...windows, ...reasons]).toEqual([]);
}

interface Place {
  holder: Record<string, unknown>;
  name: string;
}

function placesIn(value: unknown): Place[] {
  if (typeof value !== 'object' || value === null) return [];
  const holder = value as Record<string, unknown>;
  return Object.keys(holder).flatMap((name) => [{ holder, name }, ...placesIn(holder[name])]);
}

/** A real body with some of its values replaced by hostile ones. */
function bent(sample: unknown, swaps: [number, unknown][]): string {
  if (typeof sample === 'string') {
    return swaps.reduce<string>((text, [at, value]) => {
      const cut = at % (text.length + 1);
      return text.slice(0, cut) + String(JSON.stringify(value)).slice(0, 500) + text.slice(cut);
    }, sample);
  }
  const copy = { root: structuredClone(sample) };
  for (const [at, value] of swaps) {
    const places = placesIn(copy);
    const place = places[at % places.length];
    if (place) place.holder[place.name] = JSON.parse(JSON.stringify(value));
  }
  return JSON.stringify(copy.root);
}

describe.each(intakeFormats)('the %s reader', (format) => {
  const read = readerOf(format);

  it('never throws on any bytes and keeps every limit', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 600 }),
        fc.constantFrom(...contentTypes),
        headers,
        options,
        (raw, contentType, sent, given) =>
          expectBounds(read(bodyOf(raw, { contentType, headers: sent }), given)),
      ),
      { numRuns: runs },
    );
  });

  it('never throws on any JSON and keeps every limit', () => {
    fc.assert(
      fc.property(hostile, fc.constantFrom(...contentTypes), options, (value, contentType, given) =>
        expectBounds(read(bodyOf(JSON.stringify(value), { contentType }), given)),
      ),
      { numRuns: runs },
    );
  });

  it('never throws on a real body with hostile values in it and keeps every limit', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...fixtures[format]),
        fc.array(fc.tuple(fc.nat(), hostile), { minLength: 1, maxLength: 4 }),
        headers,
        options,
        (sample, swaps, sent, given) => {
          const body = bodyOf(bent(sample, swaps), { headers: sent });
          expectBounds(read(body, given));
        },
      ),
      { numRuns: runs * 4 },
    );
  });

  it('never throws when any one field of a real body is of another kind', () => {
    const kinds: unknown[] = [null, true, -1, 1e300, '', '{}', [], [[1]], {}, namesOfObjects];
    for (const sample of fixtures[format].filter((body) => typeof body !== 'string')) {
      const places = placesIn({ root: sample }).length;
      for (let at = 0; at < places; at += 1) {
        for (const kind of kinds) expectBounds(read(bodyOf(bent(sample, [[at, kind]]), {}), {}));
      }
    }
  });

  it('never throws on JSON written by hand: equal keys, byte-order mark, half a body', () => {
    for (const text of [
      '{"title":"a","title":"b","alerts":[],"alerts":{}}',
      '{"__proto__":{"title":"a"},"action":"trigger","status":"Down"}',
      '\ufeff{"a":1}',
      '{"a":',
      'null',
      '"text"',
      '[[[[',
      `${'{"a":'.repeat(65)}1${'}'.repeat(65)}`,
      `${'['.repeat(500_000)}`,
      'a=1&a=2&__proto__=3&%E0%A4%A=%',
      'BEGIN:VEVENT\nBEGIN:VEVENT\nX-MAINTNOTE-__proto__:1\nEND:VEVENT',
      `BEGIN:VEVENT\nX-MAINTNOTE-OBJECT-ID${';A="'.repeat(5000)}:1\nUID:u`,
      `BEGIN:VEVENT\nUID:u\n${'X-MAINTNOTE-OBJECT-ID:a,b\n'.repeat(60_000)}`,
      `x=1${'&y=2'.repeat(2000)}`,
    ]) {
      expectBounds(read(bodyOf(text, { contentType: 'application/json' }), {}));
      expectBounds(read(bodyOf(text, { contentType: 'application/x-www-form-urlencoded' }), {}));
    }
  });
});

describe('readPagerDutyEvent', () => {
  it('never throws and always answers with an event or with messages', () => {
    const samples = fc.constantFrom(...fixtures.pagerduty);
    const swaps = fc.array(fc.tuple(fc.nat(), hostile), { maxLength: 4 });
    fc.assert(
      fc.property(samples, swaps, (sample, changes) => {
        const result = readPagerDutyEvent(bodyOf(bent(sample, changes), {}), {});
        if (result.ok) expect(brokenBounds(result.event)).toEqual([]);
        else expect(result.refusal.errors.length).toBeGreaterThan(0);
      }),
      { numRuns: runs * 4 },
    );
  });
});
