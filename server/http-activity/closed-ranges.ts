/** The addresses that are not the public internet: this machine, private networks, clouds' metadata, what is reserved. */
import { BlockList, isIP } from 'node:net';

const CLOSED = [
  // This host, and loopback.
  '0.0.0.0/8',
  '127.0.0.0/8',
  '::/96',
  // Private networks, and those of carriers.
  '10.0.0.0/8',
  '100.64.0.0/10',
  '172.16.0.0/12',
  '192.168.0.0/16',
  'fc00::/7',
  'fec0::/10',
  // Link-local, where clouds keep their metadata.
  '169.254.0.0/16',
  'fe80::/10',
  // Protocols, documentation, benchmarks.
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '100::/64',
  '2001::/23',
  '2001:db8::/32',
  // Ways to write an IPv4 address, which could be any of the above.
  '64:ff9b::/96',
  '64:ff9b:1::/48',
  '2002::/16',
  // Multicast, broadcast, reserved.
  '224.0.0.0/4',
  '240.0.0.0/4',
  'ff00::/8',
];

/** The ranges, each an address or in CIDR notation. Throws a `TypeError` or a `RangeError` for what is neither. */
export function toBlockList(ranges: readonly string[]): BlockList {
  const list = new BlockList();
  for (const range of ranges) {
    const [address = '', bits] = range.split('/');
    const family = familyOf(address);
    if (bits === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(bits), family);
  }
  return list;
}

/** True where the list holds the address, also where it is an IPv4 address written as an IPv6 one. */
export function isListed(list: BlockList, address: string): boolean {
  return list.check(address, familyOf(address));
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIP(address) === 6 ? 'ipv6' : 'ipv4';
}

export const closedRanges = toBlockList(CLOSED);
