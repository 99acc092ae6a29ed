/**
 * What an instance sends to others.
 *
 * M1. A message says all there is to say at the moment it is made, and the same in every try: ids in it are derived.
 */
import type { Actor } from '@/contract/actor';
import type { FailureDetails } from '@/contract/failure-details';
import type { HistoryFact, ParentLink, Sent, TaskLink } from './history';
import type { InstanceRecord } from './outcome';
import { deserialize } from './payload';
import { traceOf } from './trace-link';
import { uuidV5 } from './uuid-v5';

type Fact<Type extends HistoryFact['type']> = Extract<HistoryFact, { type: Type }>;

/** Begins a sub-orchestration. */
export function childStarted(fact: Fact<'SubOrchestrationInstanceCreated'>, record: InstanceRecord, at: number): Sent {
  const { taskId, name, instanceId, payload, version, tags } = fact;
  const start = {
    executionId: uuidV5(String(taskId), record.executionId),
    name,
    version: version ?? undefined,
    input: payload,
    tags: { ...record.tags, ...tags },
    parent: linkOf(record, taskId),
    trace: traceOf(record),
    createdAt: at,
  };
  return { instanceId, message: { type: 'start', start } };
}

/** Ends a sub-orchestration, and those below it. */
export function childTerminated(instanceId: string, record: InstanceRecord, reason: string): Sent {
  return { instanceId, message: { type: 'terminate', reason, actor: actorOf(record) } };
}

/** Lets a sub-orchestration that failed try again; one that has not tells its parent's new generation how it ends. */
export function childRewound(
  { instanceId, taskId }: Fact<'SubOrchestrationInstanceCreated'>,
  record: InstanceRecord,
  { reason, actor }: { reason: string; actor?: Actor | undefined },
): Sent {
  const parent = { instanceId: record.instanceId, generation: record.generation, taskId };
  return { instanceId, message: { type: 'rewind', reason, actor, parent } };
}

/** Raises an event. */
export function eventSent({ taskId, instanceId, name, payload }: Fact<'EventSent'>, record: InstanceRecord): Sent {
  const eventId = `${record.executionId}:${taskId}`;
  return { instanceId, message: { type: 'eventRaised', name, payload, eventId, actor: actorOf(record) } };
}

/** Asks an entity for an operation. */
export function operationAsked(
  fact: Fact<'EntityOperationCalled'> | Fact<'EntityOperationSignaled'>,
  record: InstanceRecord,
): Sent {
  const { taskId, instanceId, name: operation, payload: input } = fact;
  const requestId = `${record.executionId}:${taskId}`;
  const caller = fact.type === 'EntityOperationCalled' ? linkOf(record, taskId) : null;
  const visibleAt = fact.type === 'EntityOperationSignaled' ? fact.dueAt : undefined;
  return { instanceId, message: { type: 'entityOperation', operation, input, requestId, caller }, visibleAt };
}

/** Sends a lock, or what takes it back, on its way through the entities: the first passes it on to the next. */
export function lockMoved(
  { type, taskId, entities }: Fact<'EntityLockRequested'> | Fact<'EntityUnlockSent'>,
  record: InstanceRecord,
): Sent {
  const [instanceId = ''] = entities;
  const owner = linkOf(record, taskId);
  const message = type === 'EntityLockRequested' ? ('entityLock' as const) : ('entityUnlock' as const);
  return { instanceId, message: { type: message, owner, entities, position: 0 } };
}

/** Tells a parent how its sub-orchestration, which has ended, did so. */
export function parentAnswered({ instanceId, generation, taskId }: ParentLink, record: InstanceRecord): Sent {
  const durationMs = (record.completedAt ?? record.updatedAt) - record.createdAt;
  const answer = { generation, taskId, durationMs };
  if (record.status !== 'Completed') {
    return { instanceId, message: { type: 'taskFailed', ...answer, failure: failureOf(record) } };
  }
  return { instanceId, message: { type: 'taskCompleted', ...answer, result: record.output } };
}

function linkOf({ instanceId, generation }: InstanceRecord, taskId: number): TaskLink {
  return { instanceId, generation, taskId };
}

function failureOf({ status, failure, output }: InstanceRecord): FailureDetails {
  if (status === 'Failed' && failure !== null) return failure;
  const why = deserialize(output);
  const message = `It was ${status.toLowerCase()}${typeof why === 'string' ? `: ${why}` : '.'}`;
  return { errorType: `Orchestration${status}`, message, innerFailure: failure ?? undefined };
}

function actorOf({ instanceId }: InstanceRecord): Actor {
  return { name: instanceId, via: 'orchestration' };
}
