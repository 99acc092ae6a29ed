/**
 * Entities: small pieces of state with operations, in three styles. All of them become a function that runs one operation.
 *
 * Every entity has an operation `delete`, which removes its state, unless it defines one itself. An entity in the function
 * style defines it by setting or removing its state there.
 */
import type { EntityContext } from './entity-context';
import { assertEntityName, type OperationTypes } from './entity-id';
import type { EntityOperation } from './entity-operation';
import { classStyle, functionStyle, objectStyle } from './entity-styles';

/** Runs one operation. What it returns is the operation's result, unless `context.return` was called. */
export type EntityFunction<State> = (context: EntityContext<State>) => unknown;

/** An operation of an entity that is defined as an object: gets the state, and the input that the caller gave. */
// biome-ignore lint/suspicious/noExplicitAny: every operation has an input of its own.
type Operation<State> = (state: State, input: any, context: EntityContext<State>) => unknown;

/** A state and the operations on it. What they change in it is kept; a state of another value goes by `context.setState`. */
export type EntityObject<State, Operations extends Record<string, Operation<State>>> = {
  /** The state before anything was kept. */
  initialState: () => State;
  operations: Operations;
};

/** A class whose public fields are the state and whose methods are the operations: each gets input and context. */
export type EntityClass<Instance extends object> = new () => Instance;

export type EntityReference<in Operations = OperationTypes> = {
  readonly kind: 'entity';
  readonly name: string;
  /** Runs one operation. Gives its result, or a promise of it. */
  readonly run: (operation: EntityOperation) => unknown;
  /** Never there: it carries the types of the operations. */
  readonly operations?: (operations: Operations) => void;
};

/** A reference of any types: what is kept of it where only the name and the code matter. */
export type AnyEntity = EntityReference<never>;

type Argument<Parameters extends readonly unknown[], Index extends number> = Index extends keyof Parameters
  ? Parameters[Index]
  : undefined;

/** The types of one operation, as callers see them. */
type Called<Run, InputIndex extends number> = Run extends (...parameters: infer Parameters) => infer Result
  ? { input: Argument<Parameters, InputIndex>; result: Awaited<Result> }
  : never;

type Deletable<Operations> = Operations & Omit<{ delete: { input: undefined; result: undefined } }, keyof Operations>;

/** The operations of an entity that is defined as an object. */
export type ObjectOperations<Operations> = Deletable<{ [Name in keyof Operations]: Called<Operations[Name], 1> }>;

/** The operations of an entity that is defined by a class: its methods. */
export type ClassOperations<Instance> = Deletable<{
  [Name in keyof Instance as Instance[Name] extends (...parameters: never[]) => unknown ? Name : never]: Called<
    Instance[Name],
    0
  >;
}>;

/** Defines an entity. Its name is how its state is found again: keep it while there is any. */
export function entity<State = unknown>(name: string, definition: EntityFunction<State>): EntityReference;
export function entity<State, Operations extends Record<string, Operation<State>>>(
  name: string,
  definition: EntityObject<State, Operations>,
): EntityReference<ObjectOperations<Operations>>;
export function entity<Instance extends object>(
  name: string,
  definition: EntityClass<Instance>,
): EntityReference<ClassOperations<Instance>>;
export function entity(name: string, definition: Definition): AnyEntity {
  assertEntityName(name);
  return { kind: 'entity', name, run: styled(definition) };
}

type Definition =
  | EntityFunction<never>
  | EntityClass<object>
  | EntityObject<unknown, Record<string, Operation<unknown>>>;

function styled(definition: Definition): AnyEntity['run'] {
  if (typeof definition === 'object') return objectStyle(definition);
  return isClass(definition) ? classStyle(definition) : functionStyle(definition);
}

/** Functions and classes differ in whether their prototype may be replaced. */
function isClass(definition: EntityFunction<never> | EntityClass<object>): definition is EntityClass<object> {
  return Object.getOwnPropertyDescriptor(definition, 'prototype')?.writable === false;
}
