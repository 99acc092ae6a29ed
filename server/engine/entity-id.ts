/**
 * Which entity: its name, without regard to case, and its key, which is any text that an address can hold.
 *
 * I1. An entity's instance id is `@name@key`: it is split at the second `@`, so that a key may hold more of them.
 */
import type { CallArguments } from './call-arguments';
import { assertName } from './function-name';

const NAME = /^[^/\\#?@\p{Cc}\p{Cs}]+$/u;
const KEY = /^[^/\\#?\p{Cc}\p{Cs}]*$/u;
const ID_LENGTH_MAX = 256;

/** What an operation takes and gives, by the operation's name. */
export type OperationTypes = { [operation: string]: { input: unknown; result: unknown } };

/** An operation's input as an argument. */
export type InputOf<Operation> = Operation extends OperationTypes[string]
  ? undefined extends Operation['input']
    ? [input?: Operation['input']]
    : [input: Operation['input']]
  : never;

/** An operation's input and options as arguments. */
export type AskArguments<Operation, Options> = Operation extends OperationTypes[string]
  ? CallArguments<Operation['input'], Options>
  : never;

/** What an operation gives. */
export type ResultOf<Operation> = Operation extends OperationTypes[string] ? Operation['result'] : never;

/** An entity's address. `Operations` says what may be asked of it. */
export type EntityId<in Operations = OperationTypes> = {
  /** In lower case. */
  readonly name: string;
  readonly key: string;
  /** Never there: it carries the types of the operations. */
  readonly operations?: (operations: Operations) => void;
};

/** The id of an entity of any kind. */
export type AnyEntityId = EntityId<never>;

/** Gives the id of the entity of that name, or of that definition, with that key. Throws a `TypeError` for text that no id can hold. */
export function entityId<Operations>(
  entity: { readonly kind: 'entity'; readonly name: string; readonly operations?: (operations: Operations) => void },
  key: string,
): EntityId<Operations>;
export function entityId(name: string, key: string): EntityId;
export function entityId(entity: string | { readonly name: string }, key: string): EntityId {
  const id = { name: (typeof entity === 'string' ? entity : entity.name).toLowerCase(), key };
  assertEntityId(id);
  return id;
}

/** Throws a `TypeError` for a name that no operation can have; the empty name is one. */
export function assertOperationName(operation: string): void {
  if (operation !== '') assertName(operation, 'An operation');
}

/** Throws a `TypeError` for a name that no entity's id can hold. */
export function assertEntityName(name: string): void {
  if (typeof name === 'string' && NAME.test(name) && name.length < ID_LENGTH_MAX / 2) return;
  throw new TypeError(
    `An entity needs a name of 1 to ${ID_LENGTH_MAX / 2 - 1} characters, none of them @ / \\ # ? or a control character.`,
  );
}

function assertEntityId({ name, key }: AnyEntityId): void {
  assertEntityName(name);
  if (typeof key !== 'string' || !KEY.test(key))
    throw new TypeError('An entity’s key is text without / \\ # ? and without control characters.');
  if (name.length + key.length + 2 > ID_LENGTH_MAX)
    throw new TypeError(`An entity’s name and key have at most ${ID_LENGTH_MAX - 2} characters together.`);
}

/** The instance id of an entity. Throws a `TypeError` where the id is none. */
export function toInstanceId(id: AnyEntityId): string {
  if (typeof id !== 'object' || id === null) throw new TypeError('An entity is addressed by what entityId gives.');
  const folded = { name: String(id.name).toLowerCase(), key: id.key };
  assertEntityId(folded);
  return `@${folded.name}@${folded.key}`;
}

/** True for an instance id that is an entity's. */
export function isEntityInstanceId(instanceId: string): boolean {
  return instanceId.startsWith('@');
}

/** The entity whose instance id this is. */
export function toEntityId(instanceId: string): EntityId {
  const second = instanceId.indexOf('@', 1);
  return { name: instanceId.slice(1, second), key: instanceId.slice(second + 1) };
}
