/**
 * The built-in activity behind `callHttp`. Any answer is a result; it fails where there is none, where the target is not
 * allowed, and where the answer is too large or takes too long.
 */
import type { IncomingMessage } from 'node:http';
import { type AnyActivity, activity } from '../engine/activity';
import { HTTP_ACTIVITY, type HttpAnswer, type HttpRequest } from '../engine/durable-http';
import { followRedirects } from './follow-redirects';
import { HttpProblem } from './http-problem';
import { readBody } from './read-body';
import { sendRequest } from './send-request';
import { createTargetPolicy, type TargetPolicy } from './target-policy';

type HttpLimits = {
  /** All of it, redirects and body too. */
  totalMs: number;
  /** From the headers of the answer to the end of its body. */
  bodyMs: number;
};

const LIMITS: HttpLimits = { totalMs: 100_000, bodyMs: 30_000 };

/** `allowed` names the targets that are open although they are not on the public internet. */
export function httpActivity(allowed: readonly string[]): AnyActivity {
  const policy = createTargetPolicy(allowed);
  return activity(HTTP_ACTIVITY, (request: HttpRequest, { signal }) => answerOf(policy, request, { signal }));
}

type Carrying = {
  limits?: HttpLimits /** Ends it where nobody waits for the answer any more. */;
  signal?: AbortSignal;
};

/** Carries out a request. Rejects with an `HttpProblem`, or with the reason of the signal. */
export async function answerOf(
  policy: TargetPolicy,
  request: HttpRequest,
  { limits = LIMITS, signal: unwanted }: Carrying = {},
): Promise<HttpAnswer> {
  const controller = new AbortController();
  const signal = unwanted === undefined ? controller.signal : AbortSignal.any([controller.signal, unwanted]);
  const stop = (ms: number, what: string) =>
    setTimeout(() => controller.abort(new HttpProblem('HttpTimeout', `${what} took longer than ${ms} ms.`, false)), ms);
  const timers = [stop(limits.totalMs, 'The request')];
  try {
    const send = (hop: HttpRequest) => sendRequest(policy, hop, signal);
    const { response, url } = await followRedirects(request, send);
    timers.push(stop(limits.bodyMs, 'The body of the answer'));
    const content = isBodiless(request.method, response) ? '' : await readBody(response);
    return { statusCode: response.statusCode ?? 0, content, headers: textHeaders(response.headers), url };
  } catch (error) {
    throw signal.aborted ? signal.reason : toProblem(error);
  } finally {
    for (const timer of timers) clearTimeout(timer);
  }
}

/** What says how it is packed may still be there. */
function isBodiless(method: string, { statusCode }: IncomingMessage): boolean {
  return method === 'HEAD' || statusCode === 204 || statusCode === 304;
}

function textHeaders(headers: NodeJS.Dict<string | string[]>): Record<string, string> {
  const entries = Object.entries(headers).map(([name, value = '']) => [
    name,
    Array.isArray(value) ? value.join(', ') : value,
  ]);
  return Object.fromEntries(entries);
}

/** Without the URL, which may hold secrets: the system's own message names host and port. */
function toProblem(error: unknown): HttpProblem {
  if (error instanceof HttpProblem) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new HttpProblem('HttpFailed', `There was no answer: ${message}`, false);
}
