/**
 * A turn of an entity: messages in, outcome out. No I/O, no clock, no randomness but what comes in.
 *
 * N1. Operations run one at a time, in the order in which they came in.
 * N2. Whoever waits for an operation is told once how it ended; the failure of a signal is logged.
 * N3. An operation that was interrupted fails, and is not tried again.
 * N4. An entity without a state that nobody has locked and nothing waits for leaves no trace.
 */

import type { AnyEntity } from './entity';
import { lock, mayTake, takeWaiting, unlock } from './entity-locks';
import {
  EntityOperation,
  type EntityWorld,
  type OperationCall,
  type OperationEnd,
  runOperation,
} from './entity-operation';
import type { EntityRecord, EntityReply, EntityWrite } from './entity-record';
import type { EntityMessage, Message, Sent, TaskLink } from './history';
import type { LogLine } from './outcome';

/** What a turn of an entity decided: data only, made durable by a checkpoint or not at all. */
export type EntityOutcome = EntityWrite & {
  /** Messages to other instances and entities, in order. */
  sends: Sent[];
  /** What clients are told. */
  replies: EntityReply[];
  logs: LogLine[];
};

/** Knows which operation is under way, and which of an earlier try of the same turn did not come to an end. */
export type OperationWatch = {
  begins: (call: OperationCall) => void;
  /** The error that the operation fails with; null where it is to be run. */
  interruptionOf: (call: OperationCall) => Error | null;
};

const UNWATCHED: OperationWatch = { begins: () => {}, interruptionOf: () => null };

/** An entity that has no row. */
export function newEntityRecord(instanceId: string, now: number): EntityRecord {
  return { instanceId, revision: 0, state: null, lockedBy: null, waiting: [], createdAt: now, lastOperationAt: now };
}

/** Runs one turn. Yields where an operation's microtasks have to run before it goes on. */
export function* runEntityTurn(
  { run }: AnyEntity,
  before: EntityRecord,
  messages: readonly EntityMessage[],
  world: EntityWorld,
  watch: OperationWatch = UNWATCHED,
): Generator<void, EntityOutcome, void> {
  const record = { ...before, waiting: [...before.waiting] };
  const outcome: EntityOutcome = { record, isGone: false, sends: [], replies: [], logs: [] };
  for (const message of messages) {
    if (!mayTake(record, message)) record.waiting.push(message);
    else yield* takeIn(outcome, { run, world, watch }, message);
  }
  outcome.isGone = record.state === null && record.lockedBy === null && record.waiting.length === 0;
  return outcome;
}

/** Takes in a message, and what waited for no more than that. */
function* takeIn(
  outcome: EntityOutcome,
  { run, world, watch }: { run: AnyEntity['run']; world: EntityWorld; watch: OperationWatch },
  message: EntityMessage,
): Generator<void, void, void> {
  const { record, sends } = outcome;
  for (let next: EntityMessage | undefined = message; next !== undefined; next = takeWaiting(record)) {
    if (next.type === 'entityOperation') {
      const operation = new EntityOperation(record.instanceId, next, record.state, world);
      watch.begins(next);
      const interrupted = watch.interruptionOf(next);
      const end = interrupted === null ? yield* runOperation(run, operation) : operation.failed(interrupted);
      note(outcome, next, end);
      record.lastOperationAt = world.now;
    } else {
      const sent = next.type === 'entityLock' ? lock(record, next) : unlock(record, next);
      if (sent !== undefined) sends.push(sent);
    }
  }
}

/** Writes down how an operation ended, and who is to be told. */
function note({ record, sends, replies, logs }: EntityOutcome, call: OperationCall, end: OperationEnd): void {
  const { requestId, caller, clientWaits, operation } = call;
  record.state = end.state;
  sends.push(...end.sends);
  logs.push(...end.logs);
  if (caller !== null) sends.push({ instanceId: caller.instanceId, message: answer(caller, end) });
  if (clientWaits)
    replies.push('failure' in end ? { requestId, failure: end.failure } : { requestId, result: end.result });
  if (caller !== null || clientWaits || !('failure' in end)) return;
  logs.push({ level: 'warn', message: `operation '${operation}' failed`, facts: { failure: end.failure } });
}

function answer({ generation, taskId }: TaskLink, end: OperationEnd): Message {
  return 'failure' in end
    ? { type: 'taskFailed', generation, taskId, failure: end.failure, durationMs: 0 }
    : { type: 'taskCompleted', generation, taskId, result: end.result, durationMs: 0 };
}
