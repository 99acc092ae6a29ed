/** Activities: the user's code for I/O, as references that calls take and that carry the code itself. */
import { assertName } from './function-name';

/** What an activity learns about its own run. */
export type ActivityContext = {
  instanceId: string;
  /** The same for every attempt of this activity: pass it to services that should act once. */
  idempotencyKey: string;
  /** From 1. */
  attempt: number;
};

export type ActivityFunction<Input, Output> = (input: Input, context: ActivityContext) => Output | Promise<Output>;

export type ActivityReference<Input, Output> = {
  readonly kind: 'activity';
  readonly name: string;
  readonly run: ActivityFunction<Input, Output>;
};

/** A reference of any types: what is kept of it where only the name and the code matter. */
export type AnyActivity = ActivityReference<never, unknown>;

/** Defines an activity: the place for I/O. It runs at least once for each call. */
export function activity<Input = undefined, Output = unknown>(
  name: string,
  run: ActivityFunction<Input, Output>,
): ActivityReference<Input, Output> {
  assertName(name, 'An activity');
  return { kind: 'activity', name, run };
}
