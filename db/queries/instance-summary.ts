/** The columns of an instance that lists show, and how they become its summary. */
import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { awaitTreeSchema } from '@/contract/await-tree';
import type { InstanceSummary } from '@/contract/instance';
import type { RuntimeStatus } from '@/contract/runtime-status';
import { instances, workItems } from '../schema';
import { parseStored } from './stored-json';

const CUSTOM_STATUS_CHARACTERS_MAX = 256;

/** What is to be said of an instance one of whose activities is held back. */
const quarantinedActivity = sql`(
  select format('Activity ''%s'' (#%s) is held back until it is released: its process ended %s times while it ran.',
    ${workItems.name}, ${workItems.taskId}, ${workItems.attempt})
  from ${workItems}
  where ${workItems.partitionId} = ${instances.partitionId} and ${workItems.instanceId} = ${instances.instanceId}
    and ${workItems.generation} = ${instances.generation} and ${workItems.quarantinedAt} is not null
  order by ${workItems.taskId} limit 1)`;

export const summaryColumns = {
  instanceId: instances.instanceId,
  name: instances.name,
  version: instances.version,
  status: instances.status,
  createdAt: instances.createdAt,
  updatedAt: instances.updatedAt,
  completedAt: instances.completedAt,
  waitingOn: instances.waitingOn,
  customStatus: sql<string | null>`left(${instances.customStatus}, ${sql.raw(String(CUSTOM_STATUS_CHARACTERS_MAX))})`,
  parent: instances.parent,
  problem: sql<string | null>`coalesce(${instances.problem}, ${quarantinedActivity})`,
};

type SummaryRow = {
  instanceId: string;
  name: string;
  version: string | null;
  status: RuntimeStatus;
  createdAt: Date;
  updatedAt: Date;
  completedAt: Date | null;
  waitingOn: string | null;
  customStatus: string | null;
  parent: string | null;
  problem: string | null;
};

const parentSchema = z.object({ instanceId: z.string() });

/** Shapes a row of `summaryColumns`. */
export function toSummary(row: SummaryRow): InstanceSummary {
  return {
    instanceId: row.instanceId,
    name: row.name,
    version: row.version,
    status: row.status,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    completedAt: row.completedAt?.toISOString() ?? null,
    waitingOn: parseStored(awaitTreeSchema, row.waitingOn),
    customStatus: row.customStatus,
    parentInstanceId: parseStored(parentSchema, row.parent)?.instanceId ?? null,
    problem: row.problem,
  };
}
