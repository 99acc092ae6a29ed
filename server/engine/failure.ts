/** Errors as data: what is kept of a thrown value, and what user code catches when a task failed. */
import type { FailureDetails } from '@/contract/failure-details';
import { isError, messageOf, propertiesOf, stackOf, tryRead, typeOf } from './thrown';

const CAUSES_MAX = 8;

/** How many errors of one failure are told with their stacks, and how many at all. */
const STACKS_MAX = 20;
const ERRORS_MAX = 1_000;

/** Describes any thrown value, errors or not. Never throws itself. */
export function toFailureDetails(thrown: unknown): FailureDetails {
  return new Description().of(thrown, 0);
}

class Description {
  readonly #path = new Set<unknown>();
  #errors = 0;

  of(thrown: unknown, depth: number): FailureDetails {
    this.#errors += 1;
    const told = { errorType: typeOf(thrown), message: messageOf(thrown) };
    if (!isError(thrown)) return told;
    this.#path.add(thrown);
    const details = {
      ...told,
      stackTrace: this.#errors <= STACKS_MAX ? stackOf(thrown) : undefined,
      ...this.#inner(thrown, depth + 1),
      isNonRetriable: tryRead(() => 'isNonRetriable' in thrown && thrown.isNonRetriable === true, false) || undefined,
      properties: propertiesOf(thrown),
    };
    this.#path.delete(thrown);
    return details;
  }

  /** What caused it. Of several, the first one stands for all where only one is looked for. */
  #inner(thrown: Error, depth: number): Pick<FailureDetails, 'innerFailure' | 'innerFailures'> {
    if (thrown instanceof TaskFailedError) return { innerFailure: this.#known(thrown.details) };
    const causes = depth > CAUSES_MAX ? [] : causesOf(thrown).filter((cause) => !this.#path.has(cause));
    const failures: FailureDetails[] = [];
    for (const cause of causes) {
      if (this.#errors < ERRORS_MAX) failures.push(this.of(cause, depth));
    }
    return { innerFailure: failures[0], innerFailures: failures.length > 1 ? failures : undefined };
  }

  #known(details: FailureDetails): FailureDetails {
    return this.#errors <= STACKS_MAX ? details : { ...details, stackTrace: undefined };
  }
}

function causesOf(thrown: Error): unknown[] {
  return tryRead<unknown[]>(() => {
    if (thrown instanceof AggregateError) return [...thrown.errors];
    return thrown.cause === undefined ? [] : [thrown.cause];
  }, []);
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
