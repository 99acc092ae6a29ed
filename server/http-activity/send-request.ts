/** One request to one target, with no redirect followed. */
import { type IncomingMessage, request as overHttp } from 'node:http';
import { request as overHttps } from 'node:https';
import type { HttpRequest } from '../engine/durable-http';
import { requestHeaders } from './request-headers';
import type { TargetPolicy } from './target-policy';

/** Resolves as the headers of the answer are there. Rejects with an `HttpProblem` for what is not allowed. */
export async function sendRequest(
  policy: TargetPolicy,
  sent: HttpRequest,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const url = policy.checkUrl(sent.url);
  const open = url.protocol === 'https:' ? overHttps : overHttp;
  // A connection of its own for each request: one that is kept could have been opened under other rules.
  const options = {
    method: sent.method,
    headers: requestHeaders(sent.headers, sent.body),
    lookup: policy.lookup,
    agent: false as const,
    signal,
  };
  return await new Promise((resolve, reject) => {
    open(url, options, resolve).on('error', reject).end(sent.body);
  });
}
