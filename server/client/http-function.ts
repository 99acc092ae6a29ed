/** HTTP functions of the user: a method, a route below `/api/` and a handler in the web's own types. */
import type { DurableClient } from './durable-client';

export type HttpContext = {
  client: DurableClient;
  /** What the route's `{parameters}` matched, decoded. */
  params: Record<string, string>;
  /** The 202 answer with the management links of an instance, for the caller to follow. */
  createCheckStatusResponse(instanceId: string): Response;
};

export type HttpHandler = (request: Request, context: HttpContext) => Response | Promise<Response>;

export type HttpMethod = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export type HttpFunction = {
  readonly kind: 'http';
  readonly name: string;
  readonly methods: readonly HttpMethod[];
  /** Such as `orders/{id}/approve`; the function's name by default. */
  readonly route: string;
  readonly handler: HttpHandler;
};

/** Defines an HTTP function, served at `/api/{route}`. */
export function http(
  name: string,
  options: { methods?: readonly HttpMethod[]; route?: string; handler: HttpHandler },
): HttpFunction {
  return {
    kind: 'http',
    name,
    methods: options.methods ?? ['GET', 'POST'],
    route: options.route ?? name,
    handler: options.handler,
  };
}
