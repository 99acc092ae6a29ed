/** Errors as data: what is kept of a thrown value, and what user code catches when a task failed. */
import type { FailureDetails } from '@/contract/failure-details';

const STACK_LENGTH_MAX = 4_000;
const CAUSES_MAX = 8;

/** Describes any thrown value, errors or not. Never throws itself. */
export function toFailureDetails(thrown: unknown, depth = 0): FailureDetails {
  if (!(thrown instanceof Error)) return { errorType: typeName(thrown), message: printed(thrown) };
  const cause = thrown instanceof AggregateError ? thrown.errors[0] : thrown.cause;
  return {
    errorType: thrown.name || thrown.constructor.name,
    message: thrown.message,
    stackTrace: thrown.stack?.slice(0, STACK_LENGTH_MAX),
    innerFailure: cause === undefined || depth >= CAUSES_MAX ? undefined : toFailureDetails(cause, depth + 1),
    isNonRetriable: 'isNonRetriable' in thrown && thrown.isNonRetriable === true ? true : undefined,
    properties: ownProperties(thrown),
  };
}

function typeName(thrown: unknown): string {
  return thrown === null ? 'null' : typeof thrown;
}

function printed(thrown: unknown): string {
  if (typeof thrown === 'string') return thrown;
  try {
    return JSON.stringify(thrown) ?? String(thrown);
  } catch {
    return Object.prototype.toString.call(thrown);
  }
}

function ownProperties(error: Error): Record<string, unknown> | undefined {
  const entries = Object.entries(error).filter(
    ([key]) => !['name', 'errors', 'details', 'isNonRetriable'].includes(key),
  );
  if (entries.length === 0) return undefined;
  try {
    return JSON.parse(JSON.stringify(Object.fromEntries(entries))) as Record<string, unknown>;
  } catch {
    return undefined;
  }
}

/** What an orchestrator catches when a task that it waited for failed. */
export class TaskFailedError extends Error {
  override name = 'TaskFailedError';

  constructor(
    message: string,
    readonly taskId: number,
    readonly details: FailureDetails,
  ) {
    super(message);
  }
}
