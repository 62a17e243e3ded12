import { describe, expect, it, test } from '@jest/globals';
import { Webhook } from 'standardwebhooks';
import { never, pageOf } from '../testing/message.js';
import { outside, quickEgress } from '../testing/outside.js';
import { always } from '../testing/receiver.js';
import { createGatewayChannel, type GatewayKind } from './gateway.js';

const secret = `whsec_${Buffer.alloc(32, 5).toString('base64')}`;
const receiver = outside();
const phone = '+8613800138000';

function through(kind: GatewayKind, url: string, page = pageOf()) {
  return createGatewayChannel(kind, quickEgress(), { url, secret }).send({ phone }, page, never);
}

describe('the SMS and voice gateway', () => {
  test.each(['sms', 'voice'] as const)(
    'is asked for %s with a body it can verify',
    async (kind) => {
      const there = await receiver(always(202, '{"id":"sm-77"}'));
      const page = pageOf();
      expect(await through(kind, there.url, page)).toMatchObject({
        kind: 'delivered',
        providerId: 'sm-77',
      });
      const [request] = there.received;
      const headers = request?.headers as Record<string, string>;
      expect(new Webhook(secret).verify(request?.body ?? '', headers)).toMatchObject({
        kind,
        to: phone,
        language: 'zh',
        key: page.key,
        possiblyRepeated: false,
        facts: { number: 'INC-42' },
        actionUrl: page.actionUrl,
      });
    },
  );

  it('gets the link in an SMS and none to read aloud', async () => {
    const there = await receiver(always(200));
    const page = pageOf({ text: `看 https://baton.example.com/x ${'长'.repeat(2_000)}` });
    await through('sms', there.url, page);
    await through('voice', there.url, page);
    const [sms, voice] = there.received.map(
      ({ body }) => (JSON.parse(body) as { text: string }).text,
    );
    expect(sms).toContain(page.actionUrl);
    expect(voice).not.toContain('https://');
    for (const text of [sms, voice])
      expect(Buffer.byteLength(text ?? '')).toBeLessThanOrEqual(1_000);
  });

  it('speaks by its status: 503 again, 422 never, and an odd body changes nothing', async () => {
    expect((await through('sms', (await receiver(always(503))).url)).kind).toBe('retry');
    expect((await through('sms', (await receiver(always(422))).url)).kind).toBe('rejected');
    const odd = await through('sms', (await receiver(always(200, 'sent!'))).url);
    expect(odd).toEqual({ kind: 'delivered', detail: 'HTTP 200' });
  });

  it('rejects with a plain reason where none is configured', async () => {
    const channel = createGatewayChannel('voice', quickEgress(), undefined);
    expect(await channel.send({ phone }, pageOf(), never)).toEqual({
      kind: 'rejected',
      reason: 'no SMS and voice gateway is configured',
    });
  });

  it('names a phone in its bucket without showing the number', () => {
    const bucket = createGatewayChannel('sms', quickEgress(), undefined).bucket({ phone });
    expect(bucket?.destination).not.toContain('138001');
  });
});
