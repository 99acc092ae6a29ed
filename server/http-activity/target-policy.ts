/**
 * Which targets a request may have.
 *
 * G1. An address is judged as it is connected to, after its name was resolved: what a name meant before does not count.
 * G2. What is not the public internet is closed, but for what the node's settings name.
 * G3. No message repeats a URL that holds a user name or a password.
 */
import { type LookupAddress, lookup } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { closedRanges, isListed, toBlockList } from './closed-ranges';
import { notAllowed } from './http-problem';

export type TargetPolicy = {
  /** The URL of a hop, checked as far as that is possible without resolving its name. Throws an `HttpProblem`. */
  checkUrl(url: string): URL;
  /** Resolves names for connections, and gives only addresses that are allowed. */
  lookup: LookupFunction;
};

/** How names are resolved; a test gives its own. */
export type Resolve = (hostname: string, callback: (error: Error | null, addresses: LookupAddress[]) => void) => void;

const resolveAll: Resolve = (hostname, callback) => lookup(hostname, { all: true }, callback);

/** `allowed` are host names, addresses and CIDR ranges that are open although they are not the public internet. */
export function createTargetPolicy(allowed: readonly string[], resolve = resolveAll): TargetPolicy {
  const isRange = (entry: string) => isIP(entry.split('/')[0] ?? '') !== 0;
  const openRanges = toBlockList(allowed.filter(isRange));
  const openHosts = new Set(allowed.filter((entry) => !isRange(entry)).map((host) => host.toLowerCase()));
  const isOpen = (address: string) => isListed(openRanges, address) || !isListed(closedRanges, address);

  const checkUrl = (text: string): URL => {
    if (!URL.canParse(text)) throw notAllowed('The URL cannot be read.');
    const url = new URL(text);
    if (url.protocol !== 'http:' && url.protocol !== 'https:') {
      throw notAllowed(`Only http and https are allowed, not ${url.protocol}`);
    }
    if (url.username !== '' || url.password !== '')
      throw notAllowed('URLs with a user name or a password are not allowed.');
    const address = url.hostname.replace(/^\[|\]$/g, '');
    // A connection to a bare address resolves nothing, so it is judged here.
    if (isIP(address) !== 0 && !isOpen(address)) throw closed(url.hostname);
    return url;
  };

  const guardedLookup: LookupFunction = (hostname, options, callback) => {
    resolve(hostname, (error, addresses) => {
      const open = openHosts.has(hostname.toLowerCase())
        ? addresses
        : addresses?.filter(({ address }) => isOpen(address));
      const [first] = open ?? [];
      if (error) callback(error, '');
      else if (first === undefined) callback(closed(hostname), '');
      else if (options.all) callback(null, open);
      else callback(null, first.address, first.family);
    });
  };
  return { checkUrl, lookup: guardedLookup };
}

function closed(host: string): Error {
  return notAllowed(`${host} is not on the public internet. PERDURE_HTTP_ALLOW can open it.`);
}
