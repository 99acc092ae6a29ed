import { type OperationResponse, operationResponseSchema } from '@/contract/entity';
import { api } from '../urls';
import { addressOf } from '../waiting/entity-name.model';
import { deletion, fetchJson, jsonPost, sendCommand } from './fetch-json';

type Request = { operation: string; input?: unknown };

/** Calls an operation and waits for what it gives. Throws RequestProblem, with code `operation-failed` where it fails. */
export function callEntity(entityId: string, { operation, input }: Request): Promise<OperationResponse> {
  const url = api.operation(addressOf(entityId), operation, { signal: false });
  return fetchJson(operationResponseSchema, url, jsonPost({ input }));
}

/** Leaves an operation for the entity to do. */
export function signalEntity(entityId: string, { operation, input }: Request): Promise<void> {
  return sendCommand(api.operation(addressOf(entityId), operation, { signal: true }), jsonPost({ input }));
}

/** Asks the entity to delete itself. */
export function deleteEntity(entityId: string): Promise<void> {
  return sendCommand(api.entity(addressOf(entityId)), deletion());
}
