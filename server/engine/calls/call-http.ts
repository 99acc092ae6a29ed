/**
 * Durable HTTP: a request, and while its answer is 202 with a Location, the polling of that, with timers in between.
 *
 * P1. Credentials go only to the origin that they were given for, and a function key to nothing but the first request.
 * P2. A pause is a second at least and an hour at most, whatever the other side asks for.
 */
import {
  BODY_HEADERS,
  CREDENTIAL_HEADERS,
  DurableHttpResponse,
  HTTP_ACTIVITY,
  type HttpAnswer,
  type HttpRequest,
  headerOf,
  withoutHeaders,
} from '../durable-http';
import { type Duration, dueInWords, dueMoment, parseHttpDate } from '../orchestration-time';
import { type Routine, RoutineTask } from '../routine-task';
import type { Task } from '../task';
import { TimeoutError } from '../timeout-error';
import { callActivity } from './call-activity';
import type { ContextHost } from './context-host';
import { createTimer } from './create-timer';
import { type CallHttpOptions as RequestOptions, toHttpRequest } from './http-request';

export type CallHttpOptions = RequestOptions & {
  /** False: an answer 202 is taken as it is. */
  enablePolling?: boolean | undefined;
  /** How long it may take in all until the answer is another than 202; 24 hours by default. */
  timeout?: Duration | undefined;
};

const TIMEOUT_BY_DEFAULT: Duration = { hours: 24 };
const PAUSE_MS = { min: 1_000, max: 3_600_000, byDefault: 30_000 };

/** Makes the call. Throws a `TypeError` for a request that cannot be sent. */
export function callHttp(host: ContextHost, options: CallHttpOptions, callSite?: string): Task<DurableHttpResponse> {
  const { enablePolling = true, timeout = TIMEOUT_BY_DEFAULT } = options;
  const request = toHttpRequest(options);
  const deadline = dueMoment(timeout, host.now, 'timeout');
  const send = (sent: HttpRequest) =>
    callActivity(host, { activity: HTTP_ACTIVITY, input: sent, callSite }) as Task<HttpAnswer>;
  const pause = (milliseconds: number) => createTimer(host, { due: { milliseconds }, callSite });
  function* routine(): Routine<DurableHttpResponse> {
    let answer = yield* send(request);
    for (let next = enablePolling ? pollOf(answer) : null; next !== null; next = pollOf(answer)) {
      const left = deadline - host.now;
      if (left <= 0)
        throw new TimeoutError(`${placeOf(request.url)} gave no other answer than 202 ${dueInWords(timeout)}.`);
      yield* pause(Math.min(left, pauseMs(headerOf(answer.headers, 'retry-after'), host.now)));
      answer = yield* send({ method: 'GET', url: next, headers: headersFor(next, request) });
    }
    return new DurableHttpResponse(answer);
  }
  return new RoutineTask(routine(), host.awaited);
}

/** Where to ask again; null where the answer is final. */
function pollOf({ statusCode, headers, url }: HttpAnswer): string | null {
  const location = headerOf(headers, 'location');
  if (statusCode !== 202 || location === undefined || !URL.canParse(location, url)) return null;
  return new URL(location, url).href;
}

function headersFor(url: string, request: HttpRequest): Record<string, string> {
  const isElsewhere = new URL(url).origin !== new URL(request.url).origin;
  return withoutHeaders(request.headers, [
    'x-functions-key',
    ...BODY_HEADERS,
    ...(isElsewhere ? CREDENTIAL_HEADERS : []),
  ]);
}

/** Retry-After in seconds or as a date, which is judged by orchestration time. */
function pauseMs(retryAfter: string | undefined, now: number): number {
  const text = retryAfter?.trim() ?? '';
  const asked = /^\d+$/.test(text) ? Number(text) * 1_000 : parseHttpDate(text) - now;
  if (Number.isNaN(asked)) return PAUSE_MS.byDefault;
  return Math.min(PAUSE_MS.max, Math.max(PAUSE_MS.min, asked));
}

/** Without the query, which may hold secrets. */
function placeOf(url: string): string {
  const { origin, pathname } = new URL(url);
  return origin + pathname;
}
