const CAUSES_MAX = 8;

/** What an orchestrator's `yield` or `await` throws when it was asked to end: it may put things in order, and let it pass. */
export class OrchestrationCanceledError extends Error {
  override name = 'OrchestrationCanceledError';

  constructor(readonly reason: string) {
    super(`The orchestration was canceled: ${reason}`);
  }
}

/** The cancellation that an error is, or that caused it. */
export function cancellationIn(error: unknown): OrchestrationCanceledError | undefined {
  let cause = error;
  for (let depth = 0; depth <= CAUSES_MAX && cause instanceof Error; depth += 1) {
    if (cause instanceof OrchestrationCanceledError) return cause;
    cause = cause.cause;
  }
  return undefined;
}
