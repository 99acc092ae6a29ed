/** HTTP functions of the user: a method, a route below `/api/` and a handler in the web's own types. */
import type { DurableClient } from './durable-client';
import { assertRoute } from './route-template';

export type HttpContext = {
  client: DurableClient;
  /** What the route's `{parameters}` matched, decoded. */
  params: Record<string, string>;
  /** The 202 answer with the management links of an instance, for the caller to follow. */
  createCheckStatusResponse(instanceId: string): Response;
};

export type HttpHandler = (request: Request, context: HttpContext) => Response | Promise<Response>;

export type HttpMethod = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS';

export type HttpFunction = {
  readonly kind: 'http';
  readonly name: string;
  readonly methods: readonly HttpMethod[];
  /** Such as `orders/{id}/approve`, `lines/{line:int?}` or `files/{*path}`; the function's name by default. */
  readonly route: string;
  readonly handler: HttpHandler;
};

/**
 * Defines an HTTP function, served at `/api/{route}`. Without methods it takes GET and POST; who takes GET takes HEAD too.
 * Throws a `TypeError` for a route that is none.
 */
export function http(
  name: string,
  options: { methods?: readonly HttpMethod[]; route?: string; handler: HttpHandler },
): HttpFunction {
  const { methods = ['GET', 'POST'], route = name, handler } = options;
  assertRoute(route);
  return { kind: 'http', name, methods, route, handler };
}
