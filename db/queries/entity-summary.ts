/** The columns of an entity that lists show, and how they become its summary. */
import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { EntitySummary } from '@/contract/entity';
import { toEntityId } from '@/server/engine/entity-id';
import { entities } from '../entity-schema';
import { parseStored } from './stored-json';

/** As much of a state as a row of a list shows. */
const PREVIEW_LENGTH = 256;

export const entityColumns = {
  instanceId: entities.instanceId,
  statePreview: sql<string | null>`left(${entities.state}, ${sql.raw(String(PREVIEW_LENGTH))})`,
  stateBytes: sql<number | null>`octet_length(${entities.state})`,
  lockedBy: entities.lockedBy,
  waitingCount: sql<number>`coalesce(json_array_length(${entities.waiting}::json), 0)`,
  createdAt: entities.createdAt,
  lastOperationAt: entities.lastOperationAt,
};

type EntityRow = {
  instanceId: string;
  statePreview: string | null;
  stateBytes: number | null;
  lockedBy: string | null;
  waitingCount: number;
  createdAt: Date;
  lastOperationAt: Date;
};

const ownerSchema = z.object({ instanceId: z.string() });

/** Shapes a row of `entityColumns`. */
export function toEntitySummary(row: EntityRow): EntitySummary {
  return {
    entityId: row.instanceId,
    ...toEntityId(row.instanceId),
    exists: row.stateBytes !== null,
    lockedBy: parseStored(ownerSchema, row.lockedBy)?.instanceId ?? null,
    waitingCount: row.waitingCount,
    statePreview: row.statePreview,
    stateBytes: row.stateBytes,
    createdAt: row.createdAt.toISOString(),
    lastOperationAt: row.lastOperationAt.toISOString(),
  };
}
