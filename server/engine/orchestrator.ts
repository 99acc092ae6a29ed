/** Orchestrators: the user's code that is replayed, as references that starts take and that carry the code itself. */
import { assertName } from './function-name';
import { type AnySchema, parseInputNow, type StandardSchema } from './input-schema';
import type { OrchestrationContext } from './orchestration-context';
import type { Task } from './task';
import { toVersion } from './version';

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
  /** What starts are checked against. */
  readonly inputSchema?: AnySchema | undefined;
  readonly run: OrchestratorFunction<Input, Output>;
};

/** A reference of any types: what is kept of it where only the name and the code matter. */
export type AnyOrchestrator = OrchestratorReference<never, unknown>;

type OrchestratorOptions = { version?: string };

/** Stands for code that is not here. */
export const NO_CODE: AnyOrchestrator = {
  kind: 'orchestrator',
  name: '',
  version: null,
  run: () => Promise.resolve(),
};

/** `input` is checked at every start, and again as the code begins: an instance whose input it refuses then, fails. */
type CheckedOptions<Given, Taken> = OrchestratorOptions & { input: StandardSchema<Given, Taken> };

/**
 * Defines an orchestrator. Its name is how instances find it again: keep it while any are running. Where its code changes,
 * keep the old code beside it under its version.
 */
export function orchestrator<Given, Taken, Output>(
  name: string,
  run: OrchestratorFunction<Taken, Output>,
  options: CheckedOptions<Given, Taken>,
): OrchestratorReference<Given, Output>;
export function orchestrator<Input = undefined, Output = unknown>(
  name: string,
  run: OrchestratorFunction<Input, Output>,
  options?: OrchestratorOptions,
): OrchestratorReference<Input, Output>;
export function orchestrator(
  name: string,
  run: OrchestratorFunction<never, unknown>,
  options: OrchestratorOptions & { input?: AnySchema } = {},
): AnyOrchestrator {
  assertName(name, 'An orchestrator');
  const { version, input } = options;
  const definition = { kind: 'orchestrator', name, version: toVersion(version) } as const;
  if (input === undefined) return { ...definition, run };
  return { ...definition, inputSchema: input, run: checked(name, run, input) };
}

function checked(name: string, run: AnyOrchestrator['run'], schema: AnySchema): AnyOrchestrator['run'] {
  return (context, input) => run(context, parseInputNow(schema, `orchestrator '${name}'`, input) as never);
}
