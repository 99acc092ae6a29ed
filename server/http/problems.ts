import type { Problem } from '@/contract/problem';

type Kind = {
  status: number;
  title: string;
  retryAfterS?: number;
  /** What is left of the request's body is not read. */
  endsConnection?: true;
};

/** Everything that Perdure's API can answer but success. */
const PROBLEMS = {
  'invalid-request': { status: 400, title: 'The request is not valid' },
  'invalid-json': { status: 400, title: 'The body is not valid JSON' },
  'invalid-encoding': { status: 400, title: 'The body is not UTF-8' },
  'too-deep': { status: 400, title: 'The JSON is nested too deep' },
  'too-many-nodes': { status: 400, title: 'The JSON holds too much' },
  'number-out-of-range': { status: 400, title: 'A number is out of range' },
  'ill-formed-unicode': { status: 400, title: 'A text is not well-formed Unicode' },
  'not-normalized': { status: 400, title: 'A text is not in its normal form' },
  'invalid-continuation-token': { status: 400, title: 'No page gave this token' },
  'cross-site': { status: 403, title: 'The request comes from another site' },
  'not-found': { status: 404, title: 'There is nothing here' },
  'function-not-found': { status: 404, title: 'There is no such function' },
  'instance-not-found': { status: 404, title: 'There is no such instance' },
  'entity-not-found': { status: 404, title: 'There is no such entity' },
  'batch-not-found': { status: 404, title: 'There is no such batch' },
  'method-not-allowed': { status: 405, title: 'The method is not allowed here' },
  'instance-exists': { status: 409, title: 'An instance with this id is active' },
  'instance-not-ended': { status: 409, title: 'The instance has not ended' },
  'request-timeout': { status: 408, title: 'The request took too long to arrive', endsConnection: true },
  'batch-ended': { status: 409, title: 'The batch has ended' },
  'already-decided': { status: 409, title: 'This has been decided already' },
  'instance-ended': { status: 410, title: 'The instance has ended' },
  'instance-not-failed': { status: 410, title: 'The instance has not failed' },
  'too-large': { status: 413, title: 'The request is too large', endsConnection: true },
  'unsupported-media-type': { status: 415, title: 'Only JSON is understood' },
  misdirected: { status: 421, title: 'This server does not go by that name' },
  'operation-failed': { status: 422, title: 'The entity’s operation failed' },
  'idempotency-key-reuse': { status: 422, title: 'The idempotency key belongs to another request' },
  'too-many-events': { status: 429, title: 'Too many events wait for the instance', retryAfterS: 1 },
  internal: { status: 500, title: 'Something went wrong here' },
  'database-unavailable': { status: 503, title: 'The database does not answer', retryAfterS: 5 },
  'too-many-streams': { status: 503, title: 'Too many pages listen for changes', retryAfterS: 5 },
  'query-too-slow': { status: 503, title: 'The query takes too long' },
  'timed-out': { status: 504, title: 'It takes longer than this request waits' },
  'not-ready': { status: 503, title: 'Perdure is starting or stopping', retryAfterS: 1 },
} as const satisfies Record<string, Kind>;

export type ProblemCode = keyof typeof PROBLEMS;

export type ProblemFacts = {
  code: ProblemCode;
  /** What was wrong with this very request, as a sentence. */
  detail: string;
  /** What a function's schema found wrong with its input. */
  issues?: Problem['issues'];
  /** Finds the log line of an internal error. */
  requestId?: string | undefined;
  /** The methods that a `method-not-allowed` would rather see. */
  allow?: readonly string[] | undefined;
};

/** The HTTP status that a problem is answered with. */
export function statusOf(code: ProblemCode): number {
  return PROBLEMS[code].status;
}

/** What the problem is in general, as a sentence without its full stop. */
export function titleOf(code: ProblemCode): string {
  return PROBLEMS[code].title;
}

/** True for the code of a problem. */
export function isProblemCode(code: unknown): code is ProblemCode {
  return typeof code === 'string' && Object.hasOwn(PROBLEMS, code);
}

/** What the answer to a problem says beside its body. */
export function problemHeaders(code: ProblemCode): Record<string, string> {
  const { retryAfterS, endsConnection }: Kind = PROBLEMS[code];
  return {
    ...(retryAfterS === undefined ? {} : { 'retry-after': String(retryAfterS) }),
    ...(endsConnection ? { connection: 'close' } : {}),
  };
}

/** The problem as a response (RFC 9457). */
export function problemResponse({ code, detail, issues, requestId, allow }: ProblemFacts): Response {
  const kind: Kind = PROBLEMS[code];
  const body: Problem = {
    type: `about:blank#${code}`,
    code,
    title: kind.title,
    status: kind.status,
    detail,
    issues,
    requestId,
  };
  const fixed = { 'content-type': 'application/problem+json', 'cache-control': 'no-store' };
  const headers = new Headers({ ...fixed, ...problemHeaders(code) });
  if (allow !== undefined) headers.set('allow', allow.join(', '));
  return new Response(JSON.stringify(body), { status: kind.status, headers });
}
