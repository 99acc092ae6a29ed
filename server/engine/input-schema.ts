/**
 * Schemas of inputs, as every library that follows Standard Schema writes them (zod, valibot, arktype): only the interface,
 * no package.
 *
 * I1. A schema decides twice: where an instance is started, to refuse; and where the code begins, to give it what it takes.
 *     What is stored is what was given, so that a schema may turn it into values that JSON cannot hold.
 * I2. An orchestrator's schema is replayed with its code: it is synchronous, and gives the same for the same input.
 */

/** `Given` is what callers pass, `Taken` what the function receives. */
export interface StandardSchema<Given = unknown, Taken = Given> {
  readonly '~standard': {
    readonly version: 1;
    readonly vendor: string;
    readonly validate: (value: unknown) => Validation<Taken> | Promise<Validation<Taken>>;
    readonly types?: { readonly input: Given; readonly output: Taken } | undefined;
  };
}

/** A schema of any types: what is kept of it where it is only asked. */
export type AnySchema = StandardSchema<unknown, unknown>;

type Validation<Value> =
  | { readonly value: Value; readonly issues?: undefined }
  | { readonly issues: readonly StandardIssue[] };

type StandardIssue = {
  readonly message: string;
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
};

/** One thing that is wrong with an input: where, as `items.0.name` (empty for the whole of it), and what. */
export type InputIssue = { path: string; message: string };

const ISSUES_MAX = 20;

/** An input that its function's schema refuses. Trying again with the same input cannot help. */
export class InvalidInputError extends Error {
  override name = 'InvalidInputError';
  readonly isNonRetriable = true;
  readonly issues: readonly InputIssue[];

  constructor(of: string, issues: readonly InputIssue[]) {
    super(`The input of ${of} is not valid. ${issues.map(sentence).join(' ')}`);
    this.issues = issues;
  }
}

/** The function's input as the schema has it. Throws an `InvalidInputError`. */
export async function parseInput(schema: AnySchema, of: string, input: unknown): Promise<unknown> {
  return accept(await schema['~standard'].validate(input), of);
}

/** As `parseInput`, at once. Throws a `TypeError` where the schema takes its time. */
export function parseInputNow(schema: AnySchema, of: string, input: unknown): unknown {
  const validation = schema['~standard'].validate(input);
  if (!('then' in validation)) return accept(validation, of);
  validation.catch(() => undefined);
  throw new TypeError(`The input schema of ${of} is asynchronous. Only an activity's may be.`);
}

function accept(validation: Validation<unknown>, of: string): unknown {
  if (validation.issues === undefined) return validation.value;
  throw new InvalidInputError(of, validation.issues.slice(0, ISSUES_MAX).map(toIssue));
}

function toIssue({ path = [], message }: StandardIssue): InputIssue {
  return { path: path.map((part) => String(typeof part === 'object' ? part.key : part)).join('.'), message };
}

function sentence({ path, message }: InputIssue): string {
  const text = /[.!?]$/.test(message) ? message : `${message}.`;
  return path === '' ? text : `${path}: ${text}`;
}
