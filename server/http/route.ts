import type { Params, Routed } from './match-route';
import type { HttpServices } from './services';

export type Handler<RouteParams> = (
  request: Request,
  params: RouteParams,
  services: HttpServices,
) => Response | Promise<Response>;

export type Route = Routed & { readonly handle: Handler<Params> };

/** The parameters that a route's text names: `{ id: string; line?: string }` for `orders/{id}/lines/{line?}`. */
export type ParamsOf<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? (Name extends `${infer Optional}?` ? { [Key in Optional]?: string } : { [Key in Name]: string }) & ParamsOf<Rest>
  : unknown;

/** A row of a table of routes; the handler gets the parameters that the text names. */
export function route<Text extends string>(method: string, text: Text, handle: Handler<ParamsOf<Text>>): Route {
  return {
    methods: [method],
    route: text,
    handle: (request, params, services) => handle(request, params as ParamsOf<Text>, services),
  };
}
