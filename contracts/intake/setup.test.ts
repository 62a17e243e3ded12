import { describe, expect, it, test } from '@jest/globals';
import { runInNewContext } from 'node:vm';
import type { ParseResult } from './event.js';
import { type IntakeFormat, intakeFormats, readerOf } from './formats.js';
import { setupText } from './setup.js';

const key = '0123456789abcdef0123456789abcdef';
const url = `https://baton.example.net/in/${key}`;
const text = (format: IntakeFormat) =>
  setupText(format, { url, key, language: 'en' }).snippet.map((part) => part.text);

function read(format: IntakeFormat, sent: string, contentType: string): ParseResult {
  const raw = Buffer.from(sent);
  return readerOf(format)({ contentType, headers: {}, raw, arrivedAt: 1_772_600_767_000 }, {});
}

function firstEvent(result: ParseResult) {
  return result.ok ? result.body.events[0] : result;
}

describe('setupText', () => {
  test.each(intakeFormats)(
    'of %s says everything in zh and en with the address in it',
    (format) => {
      const [zh, en] = (['zh', 'en'] as const).map((language) =>
        setupText(format, { url, key, language }),
      );
      expect(en!.snippet).toEqual(zh!.snippet);
      expect(en!.steps).toHaveLength(zh!.steps.length);
      for (const step of [zh!.title, ...zh!.steps]) expect(step).toMatch(/\p{Script=Han}/u);
      for (const step of [en!.title, ...en!.steps]) expect(step.length).toBeGreaterThan(5);
      const all = en!.snippet.map((part) => part.text).join('\n');
      expect(all).toContain(format === 'pagerduty' ? '/v2/enqueue' : url);
      expect(all).not.toContain('undefined');
    },
  );

  it('of Zabbix carries a script whose request the reader reads', () => {
    const yaml = text('zabbix').join('');
    const script = /script: \|\n((?: {8}.*\n)+)/.exec(yaml)![1]!.replace(/^ {8}/gm, '');
    const names = [...yaml.matchAll(/- name: (\S+)\n\s+value: '(.*)'/g)];
    const params = Object.fromEntries(names.map(([, name, value]) => [name, value]));
    const filled = {
      'EVENT.ID': '7',
      'EVENT.VALUE': '1',
      'EVENT.NSEVERITY': '5',
      'EVENT.SEVERITY': 'Disaster',
    };
    const sent: string[] = [];
    class HttpRequest {
      addHeader() {}
      post(address: string, body: string) {
        sent.push(address, body);
        return '';
      }
      getStatus() {
        return 202;
      }
    }
    const value = JSON.stringify({ ...params, ...filled, 'EVENT.NAME': 'Down' });
    expect(runInNewContext(`(function(){${script}})()`, { value, HttpRequest })).toBe('OK');
    expect(sent[0]).toBe(url);
    expect(firstEvent(read('zabbix', sent[1]!, 'application/json'))).toMatchObject({
      action: 'trigger',
      dedupKey: '7',
      title: 'Down',
      severity: 'critical',
      labels: { zabbix_severity: 'Disaster' },
    });
  });

  test.each(['nagios', 'icinga2'] as const)('of %s sends fields the reader reads', (format) => {
    const lines = text(format)
      .join('')
      .split(format === 'nagios' ? 'define command' : 'object ');
    const values: Record<string, string> = {
      NOTIFICATIONTYPE: 'PROBLEM',
      HOSTNAME: 'web-1',
      HOSTSTATE: 'DOWN',
      HOSTOUTPUT: 'no answer',
      SERVICEDESC: 'http',
      SERVICESTATE: 'CRITICAL',
      SERVICEOUTPUT: '503',
      TIMET: '1772600400',
    };
    const titles = lines.flatMap((line) => {
      const fields = [...line.matchAll(/"(?:--data-urlencode", ")?([A-Z]+)=\$[^$]+\$"/g)];
      if (fields.length === 0) return [];
      const form = new URLSearchParams(
        fields.map(([, name]): [string, string] => [name!, values[name!] ?? '']),
      );
      const type = 'application/x-www-form-urlencoded';
      const event = firstEvent(read(format, form.toString(), type));
      expect(event).toMatchObject({ action: 'trigger', occurredAt: 1_772_600_400_000 });
      return event && 'title' in event ? [event.title] : [];
    });
    expect(titles.sort()).toEqual(['web-1 / http CRITICAL: 503', 'web-1 DOWN: no answer']);
  });

  it('of PRTG has a payload the reader reads, also with an ampersand in the message', () => {
    const payload = text('prtg')[1]!
      .replace('%sensorid', '9')
      .replace('%status', 'Down')
      .replace('%message', 'lost 5 % & more=1');
    const type = 'application/x-www-form-urlencoded';
    expect(firstEvent(read('prtg', payload, type))).toMatchObject({
      action: 'trigger',
      dedupKey: 'sensor:9',
    });
  });

  it('of maintnote has a notice the reader reads whole', () => {
    expect(read('maintnote', text('maintnote')[1]!, 'text/calendar')).toMatchObject({
      ok: true,
      body: { windows: [{ status: 'confirmed', objects: [{ id: 'CIRCUIT-1' }], notes: [] }] },
    });
  });

  test.each(['generic', 'cloudevents', 'pagerduty'] as const)(
    'of %s has curl commands whose body the reader reads',
    (format) => {
      const commands = text(format).filter((line) => line.startsWith('curl'));
      expect(commands.length).toBeGreaterThan(0);
      for (const command of commands) {
        const body = / -d '(.*)'$/.exec(command)![1]!;
        const headers = Object.fromEntries(
          [...command.matchAll(/-H '([^:]+): ([^']*)'/g)].map(([, name, value]) => [name, value]),
        ) as Record<string, string>;
        const raw = Buffer.from(body);
        const result = readerOf(format)({ headers, raw, arrivedAt: 1_772_600_767_000 }, {});
        expect(result).toMatchObject({ ok: true, body: { events: [{}], ignored: [] } });
      }
    },
  );
});
