import { describe, expect, it, test } from '@jest/globals';
import {
  channelAddresses,
  channelNames,
  channelRule,
  channelRules,
  maskAddress,
  rulesMax,
  secretAddressFields,
  type ChannelName,
} from './channels.js';

const secret = `whsec_${'A'.repeat(43)}=`;
const good: Record<ChannelName, object> = {
  mail: { address: 'li.wei@例子.测试' },
  webhook: { url: 'https://hooks.example.com/page?team=1', secret },
  feishu: { url: 'https://open.feishu.cn/open-apis/bot/v2/hook/abc', secret: 'k' },
  dingtalk: { url: 'https://oapi.dingtalk.com/robot/send?access_token=abc', secret: 'SECabc' },
  wecom: { url: 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=abc' },
  sms: { phone: '+8613800138000' },
  voice: { phone: '+442071838750' },
};

const bad: [ChannelName, string, object][] = [
  ['mail', 'a second header line', { address: 'a@example.com\r\nBcc: b@example.com' }],
  ['mail', 'two recipients', { address: 'a@example.com,b@example.com' }],
  ['mail', 'a display name', { address: 'A <a@example.com>' }],
  ['mail', 'an unknown field', { address: 'a@example.com', bcc: 'b@example.com' }],
  ['webhook', 'a scheme that is not http', { url: 'file:///etc/passwd', secret }],
  ['webhook', 'a password in the url', { url: 'https://u:p@example.com/', secret }],
  ['webhook', 'a short secret', { url: 'https://example.com/', secret: 'whsec_AAAA' }],
  ['webhook', 'a secret without its prefix', { url: 'https://example.com/', secret: 'A' }],
  ['feishu', 'neither url nor token', { secret: 'k' }],
  ['feishu', 'both url and token', { url: 'https://example.com/', token: 'abcdefgh' }],
  ['dingtalk', 'a url without a token', { url: 'https://oapi.dingtalk.com/robot/send' }],
  ['wecom', 'a url without a key', { url: 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send' }],
  ['sms', 'a national number', { phone: '13800138000' }],
  ['voice', 'a number with spaces', { phone: '+86 138 0013 8000' }],
];

describe('the address of a channel', () => {
  test.each(channelNames)('%s accepts a real one', (name) => {
    expect(channelAddresses[name].safeParse(good[name]).success).toBe(true);
  });

  test.each(bad)('%s refuses %s', (name, _why, address) => {
    expect(channelAddresses[name].safeParse(address).success).toBe(false);
  });

  it('shows no secret once masked, yet still tells where a page goes', () => {
    for (const name of channelNames) {
      const shown = JSON.stringify(maskAddress(name, good[name]));
      for (const field of secretAddressFields[name]) {
        const value = (good[name] as Record<string, string>)[field];
        if (value !== undefined) expect(shown).not.toContain(value);
      }
      expect(shown).not.toMatch(/access_token|key=abc|hook\/abc|SECabc/);
    }
    expect(maskAddress('dingtalk', good.dingtalk).url).toBe('https://oapi.dingtalk.com/••••');
    expect(maskAddress('mail', good.mail)).toEqual(good.mail);
  });

  it('cannot be overwritten by its own masked form', () => {
    for (const name of channelNames.filter((one) => secretAddressFields[one].length > 0)) {
      const masked = maskAddress(name, good[name]);
      expect(channelAddresses[name].safeParse(masked).success).toBe(false);
    }
  });
});

describe("a person's rules", () => {
  const rule = { channel: 'sms', address: good.sms, afterS: 0 };

  it('bind each channel to its own kind of address', () => {
    expect(channelRule.safeParse(rule).success).toBe(true);
    expect(channelRule.safeParse({ ...rule, address: good.mail }).success).toBe(false);
    expect(channelRule.safeParse({ ...rule, channel: 'pigeon' }).success).toBe(false);
  });

  it('wait between nothing and a day, in whole seconds', () => {
    const with_ = (afterS: number) => channelRule.safeParse({ ...rule, afterS }).success;
    expect([0, 86_400].map(with_)).toEqual([true, true]);
    expect([-1, 86_401, 1.5].map(with_)).toEqual([false, false, false]);
  });

  it('are at most ten', () => {
    expect(channelRules.safeParse(Array(rulesMax).fill(rule)).success).toBe(true);
    expect(channelRules.safeParse(Array(rulesMax + 1).fill(rule)).success).toBe(false);
  });
});
