/** What must be true between instances: whoever waits for another one is answered. */
import type { EntityMessage, Message, TaskLink } from '../server/engine/history';
import type { MemoryDatabase } from '../server/test-hub/memory-database';
import type { Line } from './line';
import type { TaskFacts } from './task-facts';

/** A message that is sent and not yet taken in. */
type UnderWay = { instanceId: string; message: Message | EntityMessage };

export function violationsBetween(database: MemoryDatabase, lines: readonly Line[]): string[] {
  const underWay: UnderWay[] = database.partitions.flatMap(({ queue, outbox, entities }) => [
    ...queue.values(),
    ...outbox.values(),
    ...[...entities.values()].flatMap(({ instanceId, waiting }) => waiting.map((message) => ({ instanceId, message }))),
  ]);
  const found: string[] = [];
  for (const { record, instanceId, generation, tasks } of lines) {
    if (record === undefined || record.completedAt !== null) continue;
    for (const [taskId, task] of tasks) {
      if (task.asked === task.answered) continue;
      const link = { instanceId, generation, taskId };
      if (!isAnswered(link, underWay) && !isAsked(task, link, underWay) && !isInHand(task, link, database))
        found.push(
          `I14, I15: ${instanceId}/${generation}: nobody answers task ${taskId} (${task.askedFor} ${task.target})`,
        );
    }
  }
  return [...found, ...locksOfNobody(database, lines, underWay)];
}

function isAnswered(link: TaskLink, underWay: readonly UnderWay[]): boolean {
  return underWay.some(
    ({ instanceId, message }) =>
      (message.type === 'taskCompleted' || message.type === 'taskFailed') &&
      leadsTo({ instanceId, generation: message.generation, taskId: message.taskId }, link),
  );
}

function isAsked(task: TaskFacts, link: TaskLink, underWay: readonly UnderWay[]): boolean {
  return underWay.some(({ instanceId, message }) => {
    if (task.askedFor === 'SubOrchestrationInstanceCreated') {
      if (instanceId !== task.target) return false;
      if (message.type === 'start') return leadsTo(message.start.parent, link);
      return message.type === 'rewind' && leadsTo(message.parent ?? null, link);
    }
    if (message.type === 'entityOperation') return leadsTo(message.caller, link);
    return message.type === 'entityLock' && leadsTo(message.owner, link);
  });
}

/** The sub-orchestration lives, and knows who waits for it. */
function isInHand(task: TaskFacts, link: TaskLink, database: MemoryDatabase): boolean {
  if (task.askedFor !== 'SubOrchestrationInstanceCreated' || task.target === null) return false;
  const child = database.rowsFor(task.target).instances.get(task.target);
  return child !== undefined && child.completedAt === null && leadsTo(child.parent, link);
}

function locksOfNobody(database: MemoryDatabase, lines: readonly Line[], underWay: readonly UnderWay[]): string[] {
  return database.partitions.flatMap(({ entities }) =>
    [...entities.values()].flatMap(({ instanceId, lockedBy }) => {
      if (lockedBy === null) return [];
      const isUnlocked = underWay.some(
        ({ message }) => message.type === 'entityUnlock' && leadsTo(message.owner, lockedBy),
      );
      const owner = lines.find(
        (line) => line.instanceId === lockedBy.instanceId && line.generation === lockedBy.generation,
      );
      const hasUnlocked = owner?.events.some(
        (event) => event.type === 'EntityUnlockSent' && event.taskId === lockedBy.taskId,
      );
      const isHeld = owner?.record !== undefined && owner.record.completedAt === null && !hasUnlocked;
      return isUnlocked || isHeld
        ? []
        : [`I16: ${instanceId} is locked by ${JSON.stringify(lockedBy)}, who is not there`];
    }),
  );
}

function leadsTo(one: TaskLink | null, other: TaskLink): boolean {
  return one?.instanceId === other.instanceId && one.generation === other.generation && one.taskId === other.taskId;
}
