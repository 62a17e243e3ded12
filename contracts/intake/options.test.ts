import { describe, expect, it, test } from '@jest/globals';
import { durationMs } from './duration.js';
import { intakeFormats } from './format-name.js';
import { heartbeatClockOf, optionsSchemaOf } from './options.js';

describe('optionsSchemaOf', () => {
  test.each(intakeFormats)('refuses an unknown option of %s', (format) => {
    const given = { interval: 'PT5M', nonsense: 1 };
    expect(optionsSchemaOf(format).safeParse(given).success).toBe(false);
  });

  it("refuses another format's option", () => {
    expect(optionsSchemaOf('nagios').safeParse({ typeMap: {} }).success).toBe(false);
    expect(optionsSchemaOf('cloudevents').safeParse({ typeMap: { a: 'ignore' } }).success).toBe(
      true,
    );
  });

  test.each([
    ['heartbeat', {}],
    ['heartbeat', { interval: 'PT9S' }],
    ['heartbeat', { interval: '5 minutes' }],
    ['heartbeat', { interval: 'P2000D' }],
    ['heartbeat', { interval: 'PT5M', grace: 'P1Y' }],
    ['zabbix', { timeZone: 'China' }],
    ['alertmanager', { severityMap: { a: 'fatal' } }],
    ['generic', { paths: { title: '' } }],
    [
      'generic',
      { actionMap: Object.fromEntries([...'x'.repeat(101)].map((x, at) => [x + at, 'resolve'])) },
    ],
  ] as const)('refuses %s options %j', (format, given) => {
    expect(optionsSchemaOf(format).safeParse(given).success).toBe(false);
  });
});

describe('heartbeatClockOf', () => {
  it('gives interval and grace in milliseconds, a minute of grace where none is set', () => {
    expect(heartbeatClockOf({ interval: 'PT5M', grace: 'PT30S' })).toEqual({
      intervalMs: 300_000,
      graceMs: 30_000,
    });
    expect(heartbeatClockOf({ interval: 'P1D' })).toEqual({
      intervalMs: 86_400_000,
      graceMs: 60_000,
    });
    expect(heartbeatClockOf({})).toBeUndefined();
  });
});

describe('durationMs', () => {
  test.each([
    ['PT15M', 900_000],
    ['P1DT2H', 93_600_000],
    ['P1W', 604_800_000],
    ['PT0S', 0],
    ['P', undefined],
    ['PT', undefined],
    ['P1DT', undefined],
    ['P1M', undefined],
    ['-PT1M', undefined],
  ])('reads %s as %s', (text, ms) => {
    expect(durationMs(text)).toBe(ms);
  });
});
