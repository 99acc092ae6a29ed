/** The segments of routes, in the part of Azure's route templates that is understood here. */

export type RouteParameter = {
  name: string;
  /** Takes all that follows. */
  isRest: boolean;
  isOptional: boolean;
  /** What a segment has to look like. */
  fits: RegExp;
};

export const ANYTHING = /^/;

const CONSTRAINTS: Record<string, RegExp> = {
  int: /^-?\d{1,10}$/,
  long: /^-?\d{1,19}$/,
  alpha: /^[a-z]+$/i,
  bool: /^(true|false)$/i,
  guid: /^[\da-f]{8}-?([\da-f]{4}-?){3}[\da-f]{12}$/i,
};

const PARAMETER = /^\{(\*?)(\w+)(?::(\w+))?(\??)\}$/;

/** The parameter that a segment of a route is; null for a fixed one. */
export function parameterOf(segment: string): RouteParameter | null {
  const match = PARAMETER.exec(segment);
  if (match === null) return null;
  const [, rest, name = '', constraint = '', optional] = match;
  return { name, isRest: rest !== '', isOptional: optional !== '', fits: CONSTRAINTS[constraint] ?? ANYTHING };
}

/** Throws a `TypeError` for a route that would not match what it seems to. */
export function assertRoute(route: string): void {
  const segments = route.split('/');
  for (const [index, segment] of segments.entries()) {
    const constraint = PARAMETER.exec(segment)?.[3];
    const parameter = parameterOf(segment);
    const isLast = index === segments.length - 1;
    if (segment === '' || (parameter === null && /[{}?*]/.test(segment))) throw unclear(route, `'${segment}'`);
    if (constraint !== undefined && CONSTRAINTS[constraint] === undefined) throw unclear(route, `':${constraint}'`);
    if (!isLast && (parameter?.isRest || parameter?.isOptional)) throw unclear(route, `'${segment}' before its end`);
  }
}

function unclear(route: string, what: string): TypeError {
  const advice = 'Write orders/{id}/{line?}, {*rest} or {id:int}, without a slash at the ends.';
  return new TypeError(`The route '${route}' has ${what}, which means nothing here. ${advice}`);
}
