import type { FailureDetails } from '@/contract/failure-details';

/** What a client catches when an operation that it called failed. The entity is as it was before. */
export class EntityOperationFailedError extends Error {
  override name = 'EntityOperationFailedError';

  /** By name: Next compiles routes and the runtime apart, so that this class is there twice. */
  static override [Symbol.hasInstance](error: unknown): boolean {
    return error instanceof Error && error.name === 'EntityOperationFailedError';
  }

  constructor(
    /** The entity, as `@name@key`. */
    readonly entityId: string,
    readonly operation: string,
    readonly details: FailureDetails,
  ) {
    super(`Operation '${operation}' of entity '${entityId}' failed: ${details.message}`);
  }
}
