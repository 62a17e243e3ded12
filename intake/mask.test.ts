import { describe, expect, it } from '@jest/globals';
import { maskSecrets } from './mask.js';

const secret = 'hunter2hunter2';

describe('the intake log', () => {
  it.each([
    ['a JSON member', JSON.stringify({ a: { password: secret } })],
    [
      'a camel-cased member',
      JSON.stringify({ accessToken: secret, labels: [{ api_key: secret }] }),
    ],
    ['a whole object of secrets', JSON.stringify({ credentials: { user: 'a', pass: secret } })],
    ['a routing key', JSON.stringify({ routing_key: secret, dedup_key: 'kept' })],
    ['a header in text', `Authorization: Bearer ${secret}`],
    ['a form', `user=a&password=${secret}&x=1`],
    ['an address with a password', JSON.stringify({ url: `https://a:${secret}@b.example/` })],
    ['one of our own keys', JSON.stringify({ note: `curl -H "x: bt_${secret}"` })],
    ['broken JSON', `{"token": "${secret}"`],
  ])('never keeps %s', (_what, body) => {
    expect(maskSecrets(body)).not.toContain(secret);
  });

  it('keeps what tells alerts apart', () => {
    const body = { dedupKey: 'k1', groupKey: 'g', fingerprint: 'f', labels: { key: 'v' } };
    expect(JSON.parse(maskSecrets(JSON.stringify(body)))).toEqual(body);
  });

  it('survives nesting that the parser does not', () => {
    const deep = `${'['.repeat(300_000)}"token=${secret}"`;
    expect(maskSecrets(deep)).not.toContain(secret);
  });
});
