/** Client addresses as limits count them: whoever has an IPv6 line has a /64 of addresses, not one. */
import ipaddr from 'ipaddr.js';

/** An IPv4 address or a mapped one as it is, IPv6 as its /64; what is no address stays itself. */
export function limitKey(address: string): string {
  return prefixOf(address, 32);
}

/** An IPv4 /24 or an IPv6 /64. */
export function networkKey(address: string): string {
  return prefixOf(address, 24);
}

function prefixOf(address: string, ipv4Bits: number): string {
  const parsed = parse(address);
  if (parsed === undefined) return address;
  const bits = parsed.kind() === 'ipv4' ? ipv4Bits : 64;
  const bytes = parsed
    .toByteArray()
    .map((b, i) => b & (0xff00 >> Math.min(8, Math.max(0, bits - 8 * i))) & 0xff);
  return `${ipaddr.fromByteArray(bytes).toString()}/${bits}`;
}

/** Reached from one house, one company or one machine only. */
export function isPrivateAddress(address: string): boolean {
  const range = parse(address)?.range();
  return range !== undefined && HOME.has(range);
}

/** Of this machine itself. */
export function isLoopbackAddress(address: string): boolean {
  return parse(address)?.range() === 'loopback';
}

const HOME = new Set(['private', 'loopback', 'linkLocal', 'uniqueLocal', 'carrierGradeNat', 'unspecified']);

function parse(address: string): ipaddr.IPv4 | ipaddr.IPv6 | undefined {
  // A zone (`fe80::1%eth0`) says which card, not which address.
  const bare = address.replace(/%.*$/, '');
  return ipaddr.isValid(bare) ? ipaddr.process(bare) : undefined;
}
