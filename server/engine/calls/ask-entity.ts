/** Calls and signals of entities. */
import { type AnyEntityId, assertOperationName, toInstanceId } from '../entity-id';
import { EntityTask } from '../entity-tasks';
import { type Due, dueMoment } from '../orchestration-time';
import { serialize } from '../payload';
import type { Task } from '../task';
import type { ContextHost } from './context-host';

export type EntityRequest = {
  entity: AnyEntityId;
  operation: string;
  input: unknown;
  callSite: string | undefined;
};

/** Asks an entity for an operation and waits for its result. Throws a `TypeError` for what cannot be stored. */
export function callEntity(host: ContextHost, request: EntityRequest): Task<unknown> {
  const { instanceId, name, payload } = stored(request);
  host.section.assertMayCall(instanceId);
  const entity = { instanceId, operation: name };
  const task = new EntityTask(host.nextTaskId(), entity, host.awaited);
  const { callSite } = request;
  host.schedule(task, { type: 'EntityOperationCalled', taskId: task.id, instanceId, name, payload, callSite });
  host.section.called(task);
  return task;
}

/** Asks an entity for an operation, and does not wait. */
export function signalEntity(host: ContextHost, request: EntityRequest, due: Due | undefined): void {
  const { instanceId, name, payload } = stored(request);
  host.section.assertMaySignal(instanceId);
  const dueAt = due && dueMoment(due, host.now, 'dueAt');
  const taskId = host.nextTaskId();
  const { callSite } = request;
  host.emit({ type: 'EntityOperationSignaled', taskId, instanceId, name, payload, dueAt, callSite });
}

function stored({ entity, operation, input }: EntityRequest) {
  assertOperationName(operation);
  const payload = serialize(input, `The input of operation '${operation}'`);
  return { instanceId: toInstanceId(entity), name: operation, payload };
}
