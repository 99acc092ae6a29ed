/** What the user's code defines: typed references that calls and starts take, and that carry the code itself. */
import type { OrchestrationContext } from './orchestration-context';
import type { Task } from './task';

/** An orchestrator's code: a sync generator or an async function. */
// biome-ignore lint/suspicious/noExplicitAny: what a `yield` gives back depends on the task yielded, which TypeScript cannot follow.
type OrchestratorGenerator<Output> = Generator<Task<unknown>, Output, any>;

export type OrchestratorFunction<Input, Output> = (
  context: OrchestrationContext,
  input: Input,
) => OrchestratorGenerator<Output> | Promise<Output>;

/** What an activity learns about its own run. */
export type ActivityContext = {
  instanceId: string;
  /** The same for every attempt of this activity: pass it to services that should act once. */
  idempotencyKey: string;
  /** From 1. */
  attempt: number;
};

export type ActivityFunction<Input, Output> = (input: Input, context: ActivityContext) => Output | Promise<Output>;

export type OrchestratorReference<Input, Output> = {
  readonly kind: 'orchestrator';
  readonly name: string;
  readonly version: string | null;
  readonly run: OrchestratorFunction<Input, Output>;
};

export type ActivityReference<Input, Output> = {
  readonly kind: 'activity';
  readonly name: string;
  readonly run: ActivityFunction<Input, Output>;
};

/** References of any types: what is kept of them where only the name and the code matter. */
export type AnyOrchestrator = OrchestratorReference<never, unknown>;
export type AnyActivity = ActivityReference<never, unknown>;

/** Defines an orchestrator. Its name is how instances find it again: keep it while any are running. */
export function orchestrator<Input = undefined, Output = unknown>(
  name: string,
  run: OrchestratorFunction<Input, Output>,
  options: { version?: string } = {},
): OrchestratorReference<Input, Output> {
  return { kind: 'orchestrator', name, version: options.version ?? null, run };
}

/** Defines an activity: the place for I/O. It runs at least once for each call. */
export function activity<Input = undefined, Output = unknown>(
  name: string,
  run: ActivityFunction<Input, Output>,
): ActivityReference<Input, Output> {
  return { kind: 'activity', name, run };
}
