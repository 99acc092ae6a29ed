/** What entities of the three styles do with one operation. */
import type { EntityContext } from './entity-context';
import type { EntityOperation } from './entity-operation';

type Objective = {
  initialState: () => unknown;
  operations: Record<string, (state: unknown, input: unknown, context: EntityContext) => unknown>;
};

type Run = (operation: EntityOperation) => unknown;

/** An object's operation gets the state, the input and the context. */
export function objectStyle({ initialState, operations }: Objective): Run {
  const names = byLowerCase(Object.keys(operations));
  return (operation) => {
    const name = names.get(operation.name.toLowerCase());
    if (name === undefined) return deleteOrRefuse(operation);
    const { context } = operation;
    return keepingChanges(operation, context.getState(initialState), (state) =>
      operations[name]?.(state, context.getInput(), context),
    );
  };
}

/** A class's method gets the input and the context; the state is what JSON holds of the object's fields. */
export function classStyle(Definition: new () => object): Run {
  const names = byLowerCase(methodsOf(Definition.prototype));
  return (operation) => {
    const name = names.get(operation.name.toLowerCase());
    if (name === undefined) return deleteOrRefuse(operation);
    const { context } = operation;
    const object = Object.assign(new Definition(), context.getState()) as Record<
      string,
      (...rest: unknown[]) => unknown
    >;
    return keepingChanges(operation, object, (self) => self[name]?.(context.getInput(), context));
  };
}

/** A function does what it likes; where it leaves the state alone when asked to `delete`, the state goes. */
export function functionStyle(definition: (context: EntityContext<never>) => unknown): Run {
  return (operation) =>
    after(definition(operation.context as EntityContext<never>), () => {
      if (operation.name.toLowerCase() === 'delete' && !operation.hasTouchedState) operation.deleteState();
    });
}

/** Keeps what the body changes in the state, unless it sets or removes the state itself. */
function keepingChanges<State>(operation: EntityOperation, state: State, body: (state: State) => unknown): unknown {
  const before = JSON.stringify(state);
  return after(body(state), () => {
    if (!operation.hasTouchedState && JSON.stringify(state) !== before) operation.setState(state);
  });
}

/** Goes on after the body, which may be async, and gives what it gave. */
function after(returned: unknown, next: () => void): unknown {
  if (returned instanceof Promise) {
    return returned.then((value) => {
      next();
      return value;
    });
  }
  next();
  return returned;
}

function deleteOrRefuse(operation: EntityOperation): void {
  if (operation.name.toLowerCase() !== 'delete') throw new OperationNotFound(operation.name);
  operation.deleteState();
}

function methodsOf(prototype: object): string[] {
  const methods: string[] = [];
  for (let level = prototype; level !== Object.prototype && level !== null; level = Object.getPrototypeOf(level)) {
    for (const [name, { value }] of Object.entries(Object.getOwnPropertyDescriptors(level))) {
      if (typeof value === 'function' && name !== 'constructor') methods.push(name);
    }
  }
  return methods;
}

function byLowerCase(names: string[]): Map<string, string> {
  return new Map(names.reverse().map((name) => [name.toLowerCase(), name]));
}

class OperationNotFound extends Error {
  override name = 'OperationNotFound';
  readonly isNonRetriable = true;

  constructor(operation: string) {
    super(`The entity has no operation named '${operation}'.`);
  }
}
