/** A request as the orchestrator gives it, made into one that can be carried out. */
import { type HttpRequest, headerOf } from '../durable-http';

export type CallHttpOptions = {
  /** Such as `GET`, in any case. */
  method: string;
  /** An absolute http or https URL. It stays in history, so it holds no user name or password. */
  url: string;
  /** Sent as it is where it is text, and else as JSON. */
  body?: unknown;
  /** They stay in history too. */
  headers?: Record<string, string> | undefined;
};

/** Throws a `TypeError` for what cannot be sent. A URL is not repeated in it: it may hold a password. */
export function toHttpRequest({ method, url, body, headers = {} }: CallHttpOptions): HttpRequest {
  assertUrl(url);
  const verb = assertMethod(method);
  if (!Object.values(headers).every((value) => typeof value === 'string')) {
    throw new TypeError('headers is an object whose values are strings.');
  }
  if (body === undefined || body === null) return { method: verb, url, headers };
  if (verb === 'GET' || verb === 'HEAD') throw new TypeError(`A ${verb} request has no body.`);
  const [text, type] =
    typeof body === 'string' ? [body, 'text/plain; charset=utf-8'] : [toJson(body), 'application/json'];
  const isTyped = headerOf(headers, 'content-type') !== undefined;
  return { method: verb, url, headers: isTyped ? headers : { ...headers, 'content-type': type }, body: text };
}

function assertMethod(method: string): string {
  if (typeof method === 'string' && /^[a-z]{1,20}$/i.test(method)) return method.toUpperCase();
  throw new TypeError('method is the name of an HTTP method, such as GET.');
}

function assertUrl(url: string): void {
  let parsed: URL;
  try {
    parsed = new URL(url);
  } catch {
    throw new TypeError('url is an absolute URL, such as https://example.com/path.');
  }
  if (parsed.username === '' && parsed.password === '') return;
  throw new TypeError('A URL with a user name or a password would stay in history: send them in a header.');
}

function toJson(body: unknown): string {
  const text: string | undefined = JSON.stringify(body);
  if (text === undefined) throw new TypeError(`body is of type ${typeof body}, which JSON cannot hold.`);
  return text;
}
