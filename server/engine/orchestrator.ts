/** Orchestrators: the user's code that is replayed, as references that starts take and that carry the code itself. */
import { assertName } from './function-name';
import type { OrchestrationContext } from './orchestration-context';
import type { Task } from './task';

// biome-ignore lint/suspicious/noExplicitAny: what a `yield` gives back depends on the task yielded, which TypeScript cannot follow.
type OrchestratorGenerator<Output> = Generator<Task<unknown>, Output, any>;

/** An orchestrator's code: a sync generator or an async function. */
export type OrchestratorFunction<Input, Output> = (
  context: OrchestrationContext,
  input: Input,
) => OrchestratorGenerator<Output> | Promise<Output>;

export type OrchestratorReference<Input, Output> = {
  readonly kind: 'orchestrator';
  readonly name: string;
  readonly version: string | null;
  readonly run: OrchestratorFunction<Input, Output>;
};

/** A reference of any types: what is kept of it where only the name and the code matter. */
export type AnyOrchestrator = OrchestratorReference<never, unknown>;

/** Defines an orchestrator. Its name is how instances find it again: keep it while any are running. */
export function orchestrator<Input = undefined, Output = unknown>(
  name: string,
  run: OrchestratorFunction<Input, Output>,
  options: { version?: string } = {},
): OrchestratorReference<Input, Output> {
  assertName(name, 'An orchestrator');
  return { kind: 'orchestrator', name, version: options.version ?? null, run };
}
