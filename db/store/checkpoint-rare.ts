/** The rows that most checkpoints do without, as one parameter of the SQL function `checkpoint`. */

import type { EntityReply, EntityWrite } from '@/server/engine/entity-record';
import type { Checkpoint } from '@/server/store';
import type { CheckpointRows } from './checkpoint-rows';

/**
 * JSON text of an object with the groups that have rows; null where none has. Payloads are nested as the JSON text that
 * they are, so their escapes stay escaped.
 */
export function rareRows(checkpoint: Checkpoint, rows: CheckpointRows): string | null {
  const { purged, entities, entityReplies, acquitted = [], activitiesLimited } = checkpoint;
  const groups = {
    purged: purged.map(({ instanceId, revision }) => ({ id: instanceId, revision })),
    queued: activitiesLimited === undefined ? [] : queuedRows(rows, activitiesLimited),
    canceled: rows.workItemsCanceled.map(({ instanceId, generation, item }) => ({
      id: instanceId,
      generation,
      task: item,
    })),
    forgotten: rows.forgotten.map(({ instanceId, generation }) => ({ id: instanceId, generation })),
    entities: entities.filter(leavesTraces).map(entityRow),
    replies: entityReplies.map(replyRow),
    acquitted,
  };
  const filled = Object.entries(groups).filter(([, group]) => group.length > 0);
  return filled.length === 0 ? null : JSON.stringify(Object.fromEntries(filled), storable);
}

function queuedRows({ workItems }: CheckpointRows, limited: ReadonlySet<string>) {
  return workItems
    .filter(({ item }) => limited.has(item.name.toLowerCase()))
    .map(({ instanceId, generation, item }) => ({ id: instanceId, generation, task: item.taskId }));
}

const NOT_STORABLE = /[\0\p{Cs}]/gu;

/** What PostgreSQL cannot hold is replaced, as in the other parameters. */
function storable(_key: string, value: unknown): unknown {
  return typeof value === 'string' ? value.replace(NOT_STORABLE, '\ufffd') : value;
}

/** An entity that came and went within one batch has no row. */
function leavesTraces({ record, isGone }: EntityWrite): boolean {
  return !isGone || record.revision > 0;
}

function entityRow({ record, isGone }: EntityWrite) {
  return {
    id: record.instanceId,
    revision: record.revision,
    gone: isGone,
    state: record.state,
    locked: record.lockedBy === null ? null : JSON.stringify(record.lockedBy),
    waiting: record.waiting.length === 0 ? null : JSON.stringify(record.waiting),
    created: record.createdAt,
    operated: record.lastOperationAt,
  };
}

function replyRow({ requestId, ...answer }: EntityReply) {
  return { request: requestId, reply: JSON.stringify(answer) };
}
