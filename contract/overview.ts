import { z } from 'zod';
import { statusCountsSchema } from './instance';
import { findingSchema } from './repair';
import { RUNTIME_STATUSES } from './runtime-status';

/** How far back an overview looks. */
export const OVERVIEW_WINDOWS = ['1h', '24h', '7d'] as const;

export type OverviewWindow = (typeof OVERVIEW_WINDOWS)[number];

export const overviewQuerySchema = z.object({ window: z.enum(OVERVIEW_WINDOWS).default('24h') });

/** Counts end at a cap: that many means that many or more. */
const count = z.number().int();

export const overviewSchema = z.object({
  /** What somebody should look at. */
  attention: z.object({
    /** Instances that were created in the window and have failed, and those of the window before it. */
    failed: count,
    failedBefore: count,
    /** Instances that have not ended and cannot go on. */
    heldBack: count,
    /** Activities that nobody runs until they are released. */
    workItemsHeldBack: count,
    /** Human tasks that wait for somebody. */
    humanTasks: count,
    suspended: count,
    findings: z.array(findingSchema),
  }),
  /** All instances by status. */
  instances: statusCountsSchema,
  /** Instances by the time at which they were created and the status that they have by now, oldest first. */
  throughput: z.object({
    from: z.iso.datetime(),
    stepMs: z.number(),
    /** The cap of each count. */
    cap: z.number().int(),
    buckets: z.array(z.partialRecord(z.enum(RUNTIME_STATUSES), count)),
  }),
  /** The orchestrators of this deployment, from up to `sample` of their instances that were created last in the window. */
  orchestrators: z.array(
    z.object({
      name: z.string(),
      started: count,
      open: count,
      completed: count,
      failed: count,
      /** Milliseconds from creation to end, of those that ended; null where none has. */
      p50Ms: z.number().nullable(),
      p95Ms: z.number().nullable(),
    }),
  ),
  sample: z.number().int(),
  partitions: z.array(
    z.object({
      partitionId: z.number().int(),
      owner: z.string().nullable(),
      isOwned: z.boolean(),
      messages: count,
      oldestMessageMs: z.number(),
      workItemsWaiting: count,
      oldestWorkItemMs: z.number(),
      workItemsHeld: count,
      workItemsHeldBack: count,
      outbox: count,
      timerLagMs: z.number(),
    }),
  ),
  nodes: z.array(
    z.object({
      nodeId: z.string(),
      deployment: z.string(),
      startedAt: z.iso.datetime(),
      isAlive: z.boolean(),
      activityCapacity: z.number().int(),
    }),
  ),
});

export type Overview = z.infer<typeof overviewSchema>;
