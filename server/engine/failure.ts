/** Errors as data: what is kept of a thrown value, and what user code catches when a task failed. */
import type { FailureDetails } from '@/contract/failure-details';

const MESSAGE_LENGTH_MAX = 8_192;
const STACK_LENGTH_MAX = 4_000;
const CAUSES_MAX = 8;

/** Own properties of an error that are told elsewhere, or not at all. */
const TOLD = new Set(['name', 'message', 'stack', 'cause', 'errors', 'details', 'isNonRetriable']);

/** Describes any thrown value, errors or not. Never throws itself. */
export function toFailureDetails(thrown: unknown): FailureDetails {
  try {
    return describe(thrown, 0);
  } catch {
    return { errorType: 'Error', message: 'What was thrown cannot be read: reading it throws.' };
  }
}

function describe(thrown: unknown, depth: number): FailureDetails {
  if (!(thrown instanceof Error))
    return { errorType: thrown === null ? 'null' : typeof thrown, message: printed(thrown) };
  return {
    errorType: String(thrown.name || thrown.constructor.name),
    message: String(thrown.message).slice(0, MESSAGE_LENGTH_MAX),
    stackTrace: thrown.stack?.slice(0, STACK_LENGTH_MAX),
    innerFailure: depth < CAUSES_MAX ? innerFailure(thrown, depth + 1) : undefined,
    isNonRetriable: 'isNonRetriable' in thrown && thrown.isNonRetriable === true ? true : undefined,
    properties: ownProperties(thrown),
  };
}

function innerFailure(thrown: Error, depth: number): FailureDetails | undefined {
  if (thrown instanceof TaskFailedError) return thrown.details;
  const cause = thrown instanceof AggregateError ? thrown.errors[0] : thrown.cause;
  return cause === undefined ? undefined : describe(cause, depth);
}

function printed(thrown: unknown): string {
  if (typeof thrown === 'string') return thrown.slice(0, MESSAGE_LENGTH_MAX);
  try {
    return (JSON.stringify(thrown) ?? String(thrown)).slice(0, MESSAGE_LENGTH_MAX);
  } catch {
    return typeof thrown === 'bigint' ? String(thrown) : Object.prototype.toString.call(thrown);
  }
}

function ownProperties(error: Error): Record<string, unknown> | undefined {
  const entries = Object.entries(error).filter(([key]) => !TOLD.has(key));
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

/** The error of a task that stands for `what`. */
export function taskFailed(what: string, taskId: number, failure: FailureDetails): TaskFailedError {
  return new TaskFailedError(`${what} (#${taskId}) failed: ${failure.message}`, taskId, failure);
}

/** What failed in a task, or what was thrown instead. */
export function failureOf(error: unknown): FailureDetails {
  return error instanceof TaskFailedError ? error.details : toFailureDetails(error);
}
