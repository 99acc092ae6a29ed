import { type EntityId, entityId } from '../engine/entity-id';
import { Refusal } from './refusal';

/** What stands for the empty key in an address, which cannot hold it. */
const EMPTY_KEY = '$';

/** The entity that an address names. Throws a Refusal (`invalid-request`) where no entity can have it. */
export function entityAddress({ name, key }: { name: string; key: string }): EntityId {
  try {
    return entityId(name, key === EMPTY_KEY ? '' : key);
  } catch (error) {
    throw new Refusal('invalid-request', error instanceof Error ? error.message : String(error));
  }
}
