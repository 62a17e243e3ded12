import { describe, expect, it } from '@jest/globals';
import { resolve } from 'node:path';
import { ConfigError, readConfig, readServiceConfig } from '../config.js';

const wrong: [variable: string, value: string, says: RegExp][] = [
  ['PORT', 'abc', /^PORT must be a port number/],
  ['PORT', '0', /^PORT must be a port number/],
  ['PORT', '65536', /^PORT must be a port number/],
  ['PORT', '44.5', /^PORT must be a port number/],
  ['BATON_SEED', 'Demo', /^BATON_SEED must be demo or none/],
  ['BATON_ADMIN_KEY', 'secretsecretsecret', /^BATON_ADMIN_KEY must begin with bt_/],
  ['BATON_ADMIN_KEY', 'bt_short', /^BATON_ADMIN_KEY must have at least 16/],
  ['DATABASE_URL', 'mysql://localhost/baton', /^DATABASE_URL must be .*postgresql/],
  ['DATABASE_URL', 'localhost:5432', /^DATABASE_URL must be/],
  ['TEMPORAL_ADDRESS', 'http://localhost:7233', /^TEMPORAL_ADDRESS must be host:port/],
  ['TEMPORAL_ADDRESS', 'localhost', /^TEMPORAL_ADDRESS must be host:port/],
  ['SMTP_URL', 'localhost:25', /^SMTP_URL must be .*smtp/],
  ['PUBLIC_URL', 'ops.example.org', /^PUBLIC_URL must be .*https/],
  ['TIME_ZONE', 'Mars/Olympus', /^TIME_ZONE must be a zone/],
  ['ALLOW_PRIVATE_EGRESS', '10.0.0.0', /^ALLOW_PRIVATE_EGRESS must be networks/],
  ['GATEWAY_URL', 'https://sms.example.org', /^GATEWAY_SECRET is not set/],
  ['LOG_LEVEL', 'loud', /^LOG_LEVEL must be/],
];

describe('the configuration', () => {
  it('has a working default for everything', () => {
    expect(readConfig({})).toEqual({
      dataDir: resolve('.baton'),
      seed: 'demo',
      temporalNamespace: 'default',
      mailFrom: 'Baton <baton@localhost>',
      timeZone: 'Asia/Shanghai',
      allowPrivateEgress: [],
      logLevel: 'info',
    });
  });

  it.each(wrong)('refuses %s=%s with one sentence that names the variable', (name, value, says) => {
    const read = () => readConfig({ [name]: value });
    expect(read).toThrow(ConfigError);
    expect(read).toThrow(says);
    expect(read).toThrow(/^[^\n]+\.$/);
  });

  it('never repeats a wrong value, which may be a secret', () => {
    expect(() => readConfig({ BATON_ADMIN_KEY: 'hunter2-hunter2' })).not.toThrow(/hunter2/);
  });

  it('takes an empty variable as absent', () => {
    expect(readConfig({ PORT: '', DATABASE_URL: '' })).toEqual(readConfig({}));
  });

  it('reads every variable into its own field', () => {
    const config = readConfig({
      PORT: '4400',
      BATON_DATA: '/data/baton',
      BATON_ADMIN_KEY: 'bt_0123456789abcdef',
      BATON_SEED: 'none',
      DATABASE_URL: 'postgresql://baton:pw@db:5432/baton',
      TEMPORAL_ADDRESS: 'temporal:7233',
      TEMPORAL_NAMESPACE: 'ops',
      SMTP_URL: 'smtp://mail:25',
      PUBLIC_URL: 'https://ops.example.org/',
      MAILBOX_URL: 'http://127.0.0.1:4401',
      MAIL_FROM: 'ops@example.org',
      TIME_ZONE: 'Europe/London',
      ALLOW_PRIVATE_EGRESS: '10.0.0.0/8, ::1/128',
      GATEWAY_URL: 'https://sms.example.org/send',
      GATEWAY_SECRET: 'whsec_c2VjcmV0',
      LOG_LEVEL: 'warn',
    });
    expect(config).toEqual({
      port: 4400,
      dataDir: '/data/baton',
      adminKey: 'bt_0123456789abcdef',
      seed: 'none',
      databaseUrl: 'postgresql://baton:pw@db:5432/baton',
      temporalAddress: 'temporal:7233',
      temporalNamespace: 'ops',
      smtpUrl: 'smtp://mail:25',
      publicUrl: 'https://ops.example.org',
      mailboxUrl: 'http://127.0.0.1:4401',
      mailFrom: 'ops@example.org',
      timeZone: 'Europe/London',
      allowPrivateEgress: ['10.0.0.0/8', '::1/128'],
      gateway: { url: 'https://sms.example.org/send', secret: 'whsec_c2VjcmV0' },
      logLevel: 'warn',
    });
  });

  it('says which service is missing where one is needed', () => {
    expect(() => readServiceConfig({ DATABASE_URL: 'postgresql://db/baton' })).toThrow(
      /^TEMPORAL_ADDRESS is not set/,
    );
  });
});
