import { describe, expect, it } from '@jest/globals';

import type { PageReason } from '../../domain/incident/effects.js';
import type { IncidentView } from '../../domain/incident/view.js';
import { pageTexts } from '../../contracts/texts/page.js';
import { descriptionMaxChars, pageMessage, type PageContent } from './page-message.js';

const at = Date.UTC(2026, 10, 22, 18, 0);

const view: IncidentView = {
  id: 'inc_1',
  title: 'Core <switch> & "router" down',
  severity: 'critical',
  impactClass: 'interruption',
  site: { id: 's', name: 'SH-1' },
  source: { kind: 'person', id: 'li', name: 'Li' },
  drill: false,
  children: 0,
  stage: 'detected',
  detectedAt: at,
  holder: { person: 'li', since: at },
  policy: { id: 'p', version: 1 },
  ladder: { reached: 0, rungs: [] },
  clocks: [
    { obligation: 'acknowledge', startAt: at, dueAt: at + 300_000 },
    { obligation: 'restore', startAt: at, dueAt: at + 7_200_000 },
  ],
  alerts: { open: 1, total: 1 },
  silenced: { respond: 0, overdue: 0, holder: 0, care: 0 },
};

const page = (change: Partial<PageContent> = {}) =>
  pageMessage({
    process: 'incident',
    view,
    number: 1042,
    language: 'en',
    zone: 'Asia/Kolkata',
    cause: { reason: 'rung', rung: 1, via: { schedule: { zh: '网络值班' }, insteadOf: 'Wang' } },
    publicUrl: 'https://baton.example.com',
    token: 'tok',
    ...change,
  });

describe('the message of a page', () => {
  it('says what happened, how bad, where, until when and why you, in the reader’s language', () => {
    expect(page().subject).toBe('[INC-1042][Critical] Core <switch> & "router" down');
    expect(page().text).toContain('Acknowledge by: 2026-11-22 23:35 (UTC+05:30)');
    expect(page().text).toContain(
      'Why you: rung 2 of the ladder; you are on call in “网络值班”; standing in for Wang',
    );
    const zh = page({ language: 'zh', cause: { reason: 'gap' } });
    expect(zh.text).toContain('为什么找您：您是无人值班的值班表的负责人');
    expect(zh.subject).toContain('[严重]');
    expect(page({ view: { ...view, drill: true } }).subject).toMatch(/^\[Drill\] /);
  });

  it('escapes everything that came from outside', () => {
    const { html } = page({ view: { ...view, description: '<img src=x onerror=1>' } });
    expect(html).toContain('Core &lt;switch&gt; &amp; &quot;router&quot; down');
    expect(html).not.toMatch(/<img|<switch>/);
  });

  it('carries the action link only where there is a token, and the view link always', () => {
    expect(page()).toMatchObject({
      actionUrl: 'https://baton.example.com/a/tok',
      viewUrl: 'https://baton.example.com/i/INC-1042',
    });
    const rest = { process: 'incident', view, number: 1, language: 'en' } as const;
    const offer = pageMessage({ ...rest, zone: 'UTC', cause: { reason: 'offer' }, publicUrl: '' });
    expect(offer.actionUrl).toBeUndefined();
    expect(offer.html).not.toContain('/a/');
  });

  it('gives machines the clock that runs: acknowledging first, then restoring', () => {
    expect(page().facts).toMatchObject({
      number: 'INC-1042',
      reason: 'rung/2',
      due: '2026-11-22T18:05:00.000Z',
    });
    const clocks = view.clocks.map((one) =>
      one.obligation === 'acknowledge' ? { ...one, stoppedAt: at } : one,
    );
    expect(page({ view: { ...view, clocks } }).facts['due']).toBe('2026-11-22T20:00:00.000Z');
  });

  it('cuts a long description and does not read it as a template', () => {
    const description = `{{title}} $t(page/act) ${'长'.repeat(3_000)}`;
    const { text } = page({ view: { ...view, description } });
    expect(text).toContain('{{title}} $t(page/act) ');
    expect(text.length).toBeLessThan(descriptionMaxChars + 800);
    const title = page({ view: { ...view, title: '{{number}} $t(page/act)' } });
    expect(title.subject).toContain('{{number}} $t(page/act)');
  });

  it('has words for every reason in both languages', () => {
    for (const reason of Object.keys(pageTexts.en.lead) as PageReason[]) {
      for (const language of ['zh', 'en'] as const) {
        expect(page({ language, cause: { reason } }).text).not.toContain('page/');
      }
    }
  });
});
