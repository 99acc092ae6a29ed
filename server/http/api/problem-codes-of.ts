import type { ProblemCode } from '../problems';
import type { ApiRoute } from './api-route';

const ALWAYS: readonly ProblemCode[] = ['misdirected', 'internal', 'database-unavailable'];

/** A text that is checked may be wrong in more ways than its shape. */
const CHECKED: readonly ProblemCode[] = ['invalid-request', 'ill-formed-unicode', 'not-normalized'];

const BODY: readonly ProblemCode[] = [
  'invalid-json',
  'invalid-encoding',
  'too-deep',
  'too-many-nodes',
  'number-out-of-range',
  'request-timeout',
  'too-large',
  'unsupported-media-type',
];

/** Every problem that a route may answer with, its own first. */
export function problemCodesOf({ methods, facts }: ApiRoute): ProblemCode[] {
  const { params, query, body, problems = [] } = facts;
  const isChecked = (params ?? query ?? body) !== undefined;
  const isSafe = methods.every((method) => method === 'GET');
  const codes: ProblemCode[] = [
    ...problems,
    ...(isChecked ? CHECKED : []),
    ...(query?.shape['cursor'] === undefined ? [] : (['invalid-continuation-token'] as const)),
    ...(body === undefined ? [] : BODY),
    ...(isSafe ? [] : (['cross-site'] as const)),
    ...ALWAYS,
  ];
  return [...new Set(codes)];
}
