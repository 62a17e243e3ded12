import { describe, expect, it } from '@jest/globals';
import express from 'express';
import request from 'supertest';

import { lineText } from '../routes/incidents/timeline.js';
import { maskedAddress } from '../routes/incidents/deliveries.js';
import { requestContext } from '../request-context.js';
import { docsPages } from './docs.js';
import { htmlPage } from './html.js';

const app = express();
app.use(requestContext('zh'));
app.use(docsPages('docs'));

describe('the docs pages', () => {
  it('give every error code its anchor', async () => {
    const { status, text } = await request(app).get('/docs/errors');
    expect(status).toBe(200);
    expect(text).toContain('<h2 id="not_found">');
  });

  it.each(['/docs/..%2Fpackage', '/docs/../package', '/docs/%2Fetc%2Fpasswd', '/docs/nothing'])(
    'read nothing outside of their folder: %s',
    async (path) => {
      expect((await request(app).get(path)).status).not.toBe(200);
    },
  );
});

describe('a page', () => {
  it('escapes its title', () => {
    expect(htmlPage({ language: 'zh', title: '<x>', body: '' })).toContain('&lt;x&gt;');
  });
});

describe('a line of the timeline', () => {
  it('names people, times and words in the reader’s language', () => {
    const names = new Map([['per_1', 'Li']]);
    const until = Date.UTC(2026, 0, 2, 3, 4);
    const line = { what: 'incident.waiting', with: { on: 'supplier', until, reason: 'spare' } };
    expect(lineText(line, { names, language: 'zh', zone: 'UTC' })).toContain('供应商');
    expect(lineText(line, { names, language: 'en', zone: 'UTC' })).toContain(
      '2026-01-02 03:04 (UTC+00:00)',
    );
    const taken = { what: 'baton.accepted', with: { person: 'per_1' } };
    expect(lineText(taken, { names, language: 'en', zone: 'UTC' })).toBe('Li took the baton');
  });
});

describe('a masked address', () => {
  it('shows too little to write or call to', () => {
    expect(maskedAddress('mail', { address: 'wang.li@example.com' })).toEqual({
      address: 'w••••@example.com',
    });
    expect(maskedAddress('sms', { phone: '+8613800138000' })).toEqual({ phone: '••••8000' });
    expect(JSON.stringify(maskedAddress('unknown', { secret: 'x' }))).toBe('{}');
    const robot = maskedAddress('wecom', { url: 'https://robot.example.com/send?key=secret' });
    expect(JSON.stringify(robot)).not.toContain('secret');
  });
});
