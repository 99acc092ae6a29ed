import { Refusal } from './refusal';

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

const LOOPBACK_HOST = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d{1,5})?$/i;

/**
 * Lets a request in. Throws a Refusal: `misdirected` where it was addressed to a name that is not ours, as a page does
 * that has its own name point here; `cross-site` where another site's page would change something.
 */
export function admit(request: Request, publicAddress: string): void {
  const host = request.headers.get('host') ?? '';
  const { host: publicHost } = new URL(publicAddress);
  if (!LOOPBACK_HOST.test(host) && host.toLowerCase() !== publicHost) {
    throw new Refusal('misdirected', `Requests go to ${publicAddress}.`);
  }
  if (SAFE_METHODS.has(request.method)) return;
  const origin = request.headers.get('origin');
  const isForeign = origin !== null && ![publicHost, host.toLowerCase()].includes(hostOf(origin));
  if (isForeign || request.headers.get('sec-fetch-site') === 'cross-site') {
    throw new Refusal('cross-site', 'Pages of other sites may not change anything here.');
  }
}

/** The host of an `Origin`; empty for `null` and for text that is none. */
function hostOf(origin: string): string {
  return URL.canParse(origin) ? new URL(origin).host : '';
}
