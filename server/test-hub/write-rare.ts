/** The groups of a checkpoint that most do without, and whose order does not matter as long as they come last. */
import type { EntityWrite } from '../engine/entity-record';
import { generationsOf } from '../engine/outcome';
import type { Checkpoint } from '../store';
import { copyOf, type MemoryRows } from './memory-rows';
import { Conflict, type Undo } from './undo';

const REPLIES_KEPT_MS = 600_000;

export function writeRare(rows: MemoryRows, undo: Undo, checkpoint: Checkpoint, now: number): void {
  for (const { outcome } of checkpoint.turned) {
    const { instanceId } = outcome.record;
    for (const { generation, workItemsCanceled } of generationsOf(outcome))
      for (const taskId of workItemsCanceled) undo.drop(rows.workItems, { instanceId, generation, taskId });
    if (outcome.forgetsUpTo !== null) forget(rows, undo, instanceId, outcome.forgetsUpTo);
  }
  for (const instanceId of checkpoint.acquitted ?? []) undo.drop(rows.suspects, instanceId);
  for (const entity of checkpoint.entities) writeEntity(rows, undo, entity);
  writeReplies(rows, undo, checkpoint, now);
}

function forget({ histories, waits }: MemoryRows, undo: Undo, instanceId: string, upTo: number): void {
  const left = [...(histories.get(instanceId) ?? [])].filter(([generation]) => generation > upTo);
  undo.put(histories, instanceId, new Map(left));
  for (const key of waits.keysOf(instanceId)) if (key.generation <= upTo) undo.drop(waits, key);
}

/** One that came and went within its batch has no row. */
function writeEntity({ entities }: MemoryRows, undo: Undo, { record, isGone }: EntityWrite): void {
  const { instanceId, revision } = record;
  if (isGone && revision === 0) return;
  const written = { ...copyOf(record), revision: revision + 1 };
  if (revision === 0) return undo.insert(entities, instanceId, written);
  if (entities.get(instanceId)?.revision !== revision) throw new Conflict('The entity is at another revision.');
  if (isGone) undo.drop(entities, instanceId);
  else undo.put(entities, instanceId, written);
}

/** The first answer to a request counts. */
function writeReplies({ entityReplies }: MemoryRows, undo: Undo, checkpoint: Checkpoint, now: number): void {
  if (checkpoint.entityReplies.length === 0) return;
  for (const [requestId, { at }] of entityReplies) if (at < now - REPLIES_KEPT_MS) undo.drop(entityReplies, requestId);
  for (const reply of checkpoint.entityReplies) {
    if (!entityReplies.has(reply.requestId))
      undo.put(entityReplies, reply.requestId, { reply: copyOf(reply), at: now });
  }
}
