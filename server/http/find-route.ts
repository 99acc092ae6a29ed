import { matchRoute, type Params, type Routed, segmentsOf } from './match-route';
import { Refusal } from './refusal';

/**
 * The route of the table that answers a request below `base`. Throws a Refusal: `not-found`, `method-not-allowed`, or
 * `invalid-request` for a malformed escape in the path.
 */
export function findRoute<Route extends Routed>(
  routes: readonly Route[],
  base: string,
  request: Request,
): { route: Route; params: Params } {
  const segments = segmentsOf(new URL(request.url).pathname.slice(base.length));
  if (segments === null) throw new Refusal('invalid-request', 'The path has a malformed escape.');
  const match = matchRoute(routes, request.method, segments);
  if (match === 'not-found') throw new Refusal('not-found', 'No route leads here.');
  if ('allow' in match) throw new Refusal('method-not-allowed', `Use ${match.allow.join(' or ')}.`, match);
  return match;
}
