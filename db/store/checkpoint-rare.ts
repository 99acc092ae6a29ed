/** The rows that most checkpoints do without, as one parameter of the SQL function `checkpoint`. */

import type { EntityReply, EntityWrite } from '@/server/engine/entity-record';
import { generationsOf, type Outcome } from '@/server/engine/outcome';
import type { Checkpoint } from '@/server/store';

/**
 * JSON text of an object with the groups that have rows; null where none has. Payloads are nested as the JSON text that
 * they are, so their escapes stay escaped.
 */
export function rareRows({ turned, purged, entities, entityReplies }: Checkpoint): string | null {
  const outcomes = turned.map(({ outcome }) => outcome);
  const groups = {
    purged: purged.map(({ instanceId, revision }) => ({ id: instanceId, revision })),
    canceled: outcomes.flatMap(canceledRows),
    forgotten: outcomes.flatMap(forgottenRows),
    entities: entities.filter(leavesTraces).map(entityRow),
    replies: entityReplies.map(replyRow),
  };
  const filled = Object.entries(groups).filter(([, rows]) => rows.length > 0);
  return filled.length === 0 ? null : JSON.stringify(Object.fromEntries(filled));
}

function canceledRows(outcome: Outcome) {
  const id = outcome.record.instanceId;
  return generationsOf(outcome).flatMap(({ generation, workItemsCanceled }) =>
    workItemsCanceled.map((task) => ({ id, generation, task })),
  );
}

function forgottenRows({ record, forgetsUpTo }: Outcome) {
  return forgetsUpTo === null ? [] : [{ id: record.instanceId, generation: forgetsUpTo }];
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
