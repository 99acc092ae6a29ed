/** Activities: the user's code for I/O, as references that calls take and that carry the code itself. */
import type { FunctionLogger } from './function-logger';
import { assertName } from './function-name';
import { type AnySchema, parseInput, type StandardSchema } from './input-schema';

/** What an activity learns about its own run. */
export interface ActivityContext {
  readonly instanceId: string;
  /** The same for every try of this call, and however often one is run: pass it to services that should act once. */
  readonly idempotencyKey: string;
  /** Counts the tries of this call, from 1: it grows where the call is to be retried and its activity failed. */
  readonly attempt: number;
  /** How often this try was begun, from 1: it grows where a node died with it. */
  readonly deliveryCount: number;
  readonly tags: Readonly<Record<string, string>>;
  /**
   * Fires when the result cannot count any more: the call ran out of time, the instance was terminated, replaced or purged,
   * another node runs the activity, or this node stops.
   */
  readonly signal: AbortSignal;
  /** Writes lines that name the instance and the activity. They come again where the activity is run again. */
  readonly log: FunctionLogger;
}

export type ActivityFunction<Input, Output> = (input: Input, context: ActivityContext) => Output | Promise<Output>;

export type ActivityReference<Input, Output> = {
  readonly kind: 'activity';
  readonly name: string;
  readonly run: ActivityFunction<Input, Output>;
};

/** A reference of any types: what is kept of it where only the name and the code matter. */
export type AnyActivity = ActivityReference<never, unknown>;

/** `input` is checked as the activity runs: one that it refuses fails the activity, and is not tried again. */
type ActivityOptions<Given, Taken> = { input: StandardSchema<Given, Taken> };

/** Defines an activity: the place for I/O. It runs at least once for each call. */
export function activity<Given, Taken, Output>(
  name: string,
  run: ActivityFunction<Taken, Output>,
  options: ActivityOptions<Given, Taken>,
): ActivityReference<Given, Output>;
export function activity<Input = undefined, Output = unknown>(
  name: string,
  run: ActivityFunction<Input, Output>,
): ActivityReference<Input, Output>;
export function activity(
  name: string,
  run: ActivityFunction<never, unknown>,
  options?: ActivityOptions<unknown, unknown>,
): AnyActivity {
  assertName(name, 'An activity');
  return { kind: 'activity', name, run: options === undefined ? run : checked(name, run, options.input) };
}

function checked(name: string, run: AnyActivity['run'], schema: AnySchema): AnyActivity['run'] {
  return async (input, context) => run((await parseInput(schema, `activity '${name}'`, input)) as never, context);
}
