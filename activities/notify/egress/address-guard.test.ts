import { describe, expect, it, test } from '@jest/globals';
import { createAddressGuard } from './address-guard.js';

const inside = [
  ['loopback', '127.0.0.1'],
  ['loopback in its IPv6 form', '::1'],
  ['loopback mapped into IPv6', '::ffff:127.0.0.1'],
  ['loopback in the deprecated compatible form', '::7f00:1'],
  ['loopback through NAT64', '64:ff9b::7f00:1'],
  ['loopback through 6to4', '2002:7f00:1::'],
  ['a private network', '10.20.30.40'],
  ['a private network', '172.16.0.1'],
  ['a private network', '192.168.1.1'],
  ['a unique local address', 'fd12:3456::1'],
  ['a carrier network', '100.64.0.1'],
  ['the AWS metadata service', '169.254.169.254'],
  ['the AWS metadata service in IPv6', 'fd00:ec2::254'],
  ['the Alibaba metadata service', '100.100.100.200'],
  ['the Azure wire server', '168.63.129.16'],
  ['a link-local address with a zone', 'fe80::1%eth0'],
  ['a site-local address', 'fec0::1'],
  ['any address at all', '0.0.0.0'],
  ['any address in IPv6', '::'],
  ['broadcast', '255.255.255.255'],
  ['multicast', '224.0.0.1'],
  ['a reserved block', '240.0.0.1'],
  ['a text that is no address', 'localhost'],
] as const;

describe('the address guard', () => {
  test.each(inside)('blocks %s (%s)', (_what, address) => {
    expect(createAddressGuard(false)(address)).toEqual(expect.any(String));
  });

  test.each(['8.8.8.8', '203.119.1.1', '2606:4700:4700::1111', '240e:1::1'])(
    'lets the public address %s through',
    (address) => {
      expect(createAddressGuard(false)(address)).toBeUndefined();
    },
  );

  it('opens private networks, and never a metadata service, when private is allowed', () => {
    const guard = createAddressGuard(true);
    for (const open of ['127.0.0.1', '::1', '10.0.0.1', 'fd12::1', '100.64.0.1']) {
      expect(guard(open)).toBeUndefined();
    }
    for (const shut of ['169.254.169.254', '100.100.100.200', 'fd00:ec2::254', '0.0.0.0']) {
      expect(guard(shut)).toEqual(expect.any(String));
    }
  });

  it('opens exactly the networks on the list', () => {
    const guard = createAddressGuard(['10.8.0.0/16', '::1/128']);
    expect(guard('10.8.200.1')).toBeUndefined();
    expect(guard('::ffff:10.8.200.1')).toBeUndefined();
    expect(guard('::1')).toBeUndefined();
    expect(guard('10.9.0.1')).toBe('private address');
    expect(guard('127.0.0.1')).toBe('loopback address');
  });

  it('refuses to start with an entry that is not a network', () => {
    expect(() => createAddressGuard(['10.0.0.0'])).toThrow(RangeError);
  });
});
