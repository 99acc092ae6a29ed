/** The headers that go out with a request. */
import { validateHeaderName, validateHeaderValue } from 'node:http';
import { HttpProblem } from './http-problem';

/** They belong to the connection, or tell where a message ends: whoever sets them could smuggle a second request. */
const FORBIDDEN = new Set([
  'connection',
  'content-length',
  'expect',
  'host',
  'http2-settings',
  'keep-alive',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** The headers as they are sent. Throws an `HttpProblem` that names the one which may not be set. */
export function requestHeaders(headers: Record<string, string>, body: string | undefined): Record<string, string> {
  for (const [name, value] of Object.entries(headers)) assertHeader(name, value);
  const sent = { 'accept-encoding': 'gzip, deflate, br', 'user-agent': 'Perdure', ...lowered(headers) };
  return body === undefined ? sent : { ...sent, 'content-length': String(Buffer.byteLength(body)) };
}

function assertHeader(name: string, value: string): void {
  if (FORBIDDEN.has(name.toLowerCase())) throw refused(`The header '${name}' is not for a caller to set.`);
  try {
    validateHeaderName(name);
    validateHeaderValue(name, value);
  } catch {
    throw refused(
      `The header '${name.slice(0, 100).replaceAll(/\p{Cc}/gu, ' ')}' has a name or a value that HTTP does not allow.`,
    );
  }
}

function refused(message: string): HttpProblem {
  return new HttpProblem('HttpHeaderNotAllowed', message, true);
}

function lowered(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}
