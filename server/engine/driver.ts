/** Runs the user's code: two styles behind one face. */
import { notATask } from './not-a-task';
import { type Resume, Task } from './task';

export interface DriverHost {
  /** The code goes on when this task settles, or its wait is interrupted. */
  waitsFor(task: Task<unknown>, resume: Resume): void;
  /** The code cannot go on before its microtasks have run. */
  needsDrain(): void;
  completed(output: unknown): void;
  failed(error: unknown): void;
}

/** Takes what the orchestrator's function returned and drives it to its end. */
export function drive(returned: unknown, host: DriverHost): void {
  if (isGenerator(returned)) advance(returned, () => returned.next(), host);
  else if (isPromiseLike(returned)) driveAsync(returned, host);
  else if (isAsyncGenerator(returned)) host.failed(new TypeError(ASYNC_GENERATOR));
  else host.completed(returned);
}

/** An async function goes on in microtasks: the host lets them drain after each settling. */
function driveAsync(promise: PromiseLike<unknown>, host: DriverHost): void {
  host.needsDrain();
  promise.then(
    (output) => host.completed(output),
    (error) => host.failed(error),
  );
}

type Steps = Generator<unknown, unknown, unknown>;
type Step = () => IteratorResult<unknown, unknown>;

const ASYNC_GENERATOR =
  'An orchestrator is a generator that yields tasks or an async function that awaits them, not both.';

/** A generator resumes at once and in place: goes on until it waits for a task that is open, or ends. */
function advance(generator: Steps, first: Step, host: DriverHost): void {
  let step: Step | null = first;
  while (step !== null) {
    let result: IteratorResult<unknown, unknown>;
    try {
      result = step();
    } catch (error) {
      return host.failed(error);
    }
    if (result.done) return host.completed(result.value);
    step = next(generator, result.value, host);
  }
}

/** The step to take at once; null where the generator has to wait. */
function next(generator: Steps, yielded: unknown, host: DriverHost): Step | null {
  if (!(yielded instanceof Task)) return () => generator.throw(notATask(yielded));
  if (yielded.isCompleted) return () => resume(generator, yielded);
  host.waitsFor(yielded, (interruption) => {
    advance(
      generator,
      interruption ? () => generator.throw(interruption.error) : () => resume(generator, yielded),
      host,
    );
  });
  return null;
}

function resume(generator: Steps, task: Task<unknown>): IteratorResult<unknown, unknown> {
  return task.isFaulted ? generator.throw(task.error) : generator.next(task.result);
}

function isGenerator(value: unknown): value is Steps {
  return typeof value === 'object' && value !== null && Symbol.iterator in value && 'next' in value;
}

function isAsyncGenerator(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value;
}

function isPromiseLike(value: unknown): value is PromiseLike<unknown> {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function';
}
