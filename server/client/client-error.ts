import type { InputIssue } from '../engine/input-schema';

/** What can be wrong with a client's request, as far as the request is to blame. */
export type ClientErrorCode =
  | 'invalid-request'
  | 'ill-formed-unicode'
  | 'not-normalized'
  | 'invalid-continuation-token'
  | 'idempotency-key-reuse'
  | 'too-many-events'
  | 'function-not-found'
  | 'instance-not-found'
  | 'instance-exists'
  | 'instance-ended'
  | 'instance-not-ended'
  | 'instance-not-failed'
  | 'already-decided'
  | 'timed-out'
  | 'too-large';

/** A request that was refused and changed nothing. The message says why, as a sentence. */
export class ClientError extends Error {
  override name = 'ClientError';

  /** By name: Next compiles routes and the runtime apart, so that this class is there twice. */
  static override [Symbol.hasInstance](error: unknown): boolean {
    return error instanceof Error && error.name === 'ClientError';
  }

  constructor(
    readonly code: ClientErrorCode,
    message: string,
    /** What an orchestrator's schema found wrong with an input. */
    readonly issues?: readonly InputIssue[],
  ) {
    super(message);
  }
}

/** The error of a cursor that no page gave, at least not for this query. */
export function invalidCursor(): ClientError {
  return new ClientError(
    'invalid-continuation-token',
    'The cursor is not one that a page of this query gave in the last 24 hours.',
  );
}
