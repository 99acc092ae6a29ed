import type { ProblemCode } from '../problems';
import type { ApiRoute } from './api-route';

const ALWAYS: readonly ProblemCode[] = ['misdirected', 'internal', 'database-unavailable'];

/** Every problem that a route may answer with, its own first. */
export function problemCodesOf({ methods, facts }: ApiRoute): ProblemCode[] {
  const { params, query, body, problems = [] } = facts;
  const isChecked = (params ?? query ?? body) !== undefined;
  const isSafe = methods.every((method) => method === 'GET');
  const codes: ProblemCode[] = [
    ...problems,
    ...(isChecked ? (['invalid-request'] as const) : []),
    ...(body === undefined ? [] : (['too-large', 'unsupported-media-type'] as const)),
    ...(isSafe ? [] : (['cross-site'] as const)),
    ...ALWAYS,
  ];
  return [...new Set(codes)];
}
