import { ANYTHING, parameterOf, type RouteParameter } from '../client/route-template';

/**
 * A route names its parameters in braces, as Azure's do: `orders/{id:int}/lines/{line?}`. A `?` lets the last segment be
 * absent; `{*path}` takes the rest, however many segments it has.
 */
export type Routed = { readonly methods: readonly string[]; readonly route: string };

export type Params = Record<string, string>;

export type Match<Route> = { route: Route; params: Params } | { allow: string[] } | 'not-found';

/** The segments of a path, each decoded once, without the empty ones at its ends; null for a malformed escape. */
export function segmentsOf(path: string): string[] | null {
  try {
    const trimmed = path.replace(/^\/+|\/+$/g, '');
    return trimmed === '' ? [] : trimmed.split('/').map(decodeURIComponent);
  } catch {
    return null;
  }
}

/**
 * Finds the route for a request: fixed segments compare without case and win over parameters.
 * Gives the allowed methods where only the method does not fit. HEAD counts as GET where nothing takes it itself.
 */
export function matchRoute<Route extends Routed>(
  routes: readonly Route[],
  method: string,
  segments: readonly string[],
): Match<Route> {
  const matches = routes
    .flatMap((route) => {
      const params = matchSegments(route.route.split('/'), segments);
      return params === null ? [] : [{ route, params }];
    })
    .sort((a, b) => compareText(specificity(a.route), specificity(b.route)));
  const takes = (wanted: string) => matches.find(({ route }) => route.methods.includes(wanted));
  const match = takes(method) ?? (method === 'HEAD' ? takes('GET') : undefined);
  if (match !== undefined) return match;
  return matches.length === 0 ? 'not-found' : { allow: allowed(matches.flatMap(({ route }) => route.methods)) };
}

function matchSegments(pattern: readonly string[], segments: readonly string[]): Params | null {
  const params: [string, string][] = [];
  for (const [position, part] of pattern.entries()) {
    const parameter = parameterOf(part);
    if (parameter?.isRest === true) {
      params.push([parameter.name, segments.slice(position).join('/')]);
      return Object.fromEntries(params);
    }
    const segment = segments[position];
    if (segment === undefined && parameter?.isOptional === true) continue;
    if (segment === undefined || !isFit(segment, part, parameter)) return null;
    if (parameter !== null) params.push([parameter.name, segment]);
  }
  return segments.length > pattern.length ? null : Object.fromEntries(params);
}

function isFit(segment: string, part: string, parameter: RouteParameter | null): boolean {
  if (parameter === null) return part.toLowerCase() === segment.toLowerCase();
  return segment !== '' && parameter.fits.test(segment);
}

/** One digit a segment, so that text order puts fixed segments first from the left, and what takes the rest last. */
function specificity({ route }: Routed): string {
  return route
    .split('/')
    .map((part) => {
      const parameter = parameterOf(part);
      if (parameter === null) return '0';
      return parameter.isRest ? '3' : parameter.fits === ANYTHING ? '2' : '1';
    })
    .join('');
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

function allowed(methods: string[]): string[] {
  return [...new Set(methods.includes('GET') ? [...methods, 'HEAD'] : methods)].sort();
}
