/** A request and the redirects that answer it: every hop is checked like the first. */
import type { IncomingMessage } from 'node:http';
import { BODY_HEADERS, CREDENTIAL_HEADERS, type HttpRequest, withoutHeaders } from '../engine/durable-http';
import { HttpProblem } from './http-problem';

const REDIRECTS_MAX = 5;

export type Answered = { response: IncomingMessage; url: string };

/** Sends until the answer is no redirect. Rejects with an `HttpProblem` after too many. */
export async function followRedirects(
  first: HttpRequest,
  send: (request: HttpRequest) => Promise<IncomingMessage>,
): Promise<Answered> {
  let request = first;
  for (let redirects = 0; ; redirects += 1) {
    const response = await send(request);
    const next = redirected(request, response);
    if (next === null) return { response, url: request.url };
    response.destroy();
    if (redirects === REDIRECTS_MAX) {
      throw new HttpProblem('HttpFailed', `The target redirected more than ${REDIRECTS_MAX} times.`, true);
    }
    request = next;
  }
}

/** The next hop; null where the answer is none that redirects. */
function redirected(request: HttpRequest, { statusCode = 0, headers }: IncomingMessage): HttpRequest | null {
  const { location } = headers;
  if (![301, 302, 303, 307, 308].includes(statusCode) || location === undefined) return null;
  if (!URL.canParse(location, request.url)) return null;
  const url = new URL(location, request.url);
  const isElsewhere = url.origin !== new URL(request.url).origin;
  const kept = isElsewhere
    ? withoutHeaders(request.headers, [...CREDENTIAL_HEADERS, 'x-functions-key'])
    : request.headers;
  if (!becomesGet(statusCode, request.method)) return { ...request, url: url.href, headers: kept };
  return { method: 'GET', url: url.href, headers: withoutHeaders(kept, BODY_HEADERS) };
}

/** As browsers do it: a form that was posted is followed by a page that is fetched. */
function becomesGet(statusCode: number, method: string): boolean {
  if (statusCode === 303) return method !== 'HEAD';
  return statusCode < 303 && method === 'POST';
}
