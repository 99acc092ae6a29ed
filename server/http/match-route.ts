/** A route names its parameters in braces, `orders/{id}/lines/{line?}`; a `?` lets the last segment be absent. */
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
 * Gives the allowed methods where only the method does not fit. HEAD counts as GET.
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
  const wanted = method === 'HEAD' ? 'GET' : method;
  const match = matches.find(({ route }) => route.methods.includes(wanted));
  if (match !== undefined) return match;
  return matches.length === 0 ? 'not-found' : { allow: allowed(matches.flatMap(({ route }) => route.methods)) };
}

function matchSegments(pattern: readonly string[], segments: readonly string[]): Params | null {
  if (segments.length > pattern.length) return null;
  const params: [string, string][] = [];
  for (const [position, part] of pattern.entries()) {
    const segment = segments[position];
    const parameter = /^\{(\w+)(\?)?\}$/.exec(part);
    const name = parameter?.[1];
    if (segment === undefined && parameter?.[2] !== undefined) continue;
    if (segment === undefined || segment === '') return null;
    if (name !== undefined) params.push([name, segment]);
    else if (part.toLowerCase() !== segment.toLowerCase()) return null;
  }
  return Object.fromEntries(params);
}

/** One digit a segment, so that text order puts fixed segments first from the left. */
function specificity({ route }: Routed): string {
  return route
    .split('/')
    .map((part) => (part.startsWith('{') ? '1' : '0'))
    .join('');
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

function allowed(methods: string[]): string[] {
  return [...new Set(methods.includes('GET') ? [...methods, 'HEAD'] : methods)].sort();
}
