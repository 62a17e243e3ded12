import ipaddr from 'ipaddr.js';

type Ip = ipaddr.IPv4 | ipaddr.IPv6;

/**
 * What a channel may reach besides the public internet. `true` opens loopback and private
 * networks; metadata and link-local addresses open only to a CIDR that names them.
 */
export type AllowPrivate = boolean | readonly string[];

/** Says why an address is out of bounds, or undefined when it may be reached. */
export type AddressGuard = (address: string) => string | undefined;

const openedByTrue = new Set(['loopback', 'private', 'uniqueLocal', 'carrierGradeNat']);
/** Cloud metadata services on addresses that a range test lets through. */
const metadataAddresses = new Set(['100.100.100.200', '168.63.129.16', 'fd00:ec2::254']);
const globalUnicastV6 = ipaddr.parseCIDR('2000::/3');

/**
 * @throws RangeError when an entry of the allow-list is not a CIDR, so that a typing error in the
 * configuration stops the start instead of opening or closing the wrong network.
 */
export function createAddressGuard(allow: AllowPrivate): AddressGuard {
  const networks = typeof allow === 'boolean' ? [] : allow.map(network);
  return (address) => {
    if (!ipaddr.isValid(address)) return 'not an IP address';
    const ip = ipaddr.process(address);
    if (networks.some(([net, bits]) => net.kind() === ip.kind() && ip.match(net, bits))) {
      return undefined;
    }
    const kind = kindOf(ip);
    if (kind === 'unicast') return undefined;
    return allow === true && openedByTrue.has(kind) ? undefined : `${kind} address`;
  };
}

function kindOf(ip: Ip): string {
  if (metadataAddresses.has(ip.toString())) return 'metadata';
  const range = ip.range();
  const odd = range === 'unicast' && ip.kind() === 'ipv6' && !ip.match(globalUnicastV6);
  return odd ? 'unassigned' : range;
}

function network(cidr: string): [Ip, number] {
  if (!ipaddr.isValidCIDR(cidr)) throw new RangeError(`not a CIDR: ${cidr}`);
  return ipaddr.parseCIDR(cidr);
}
