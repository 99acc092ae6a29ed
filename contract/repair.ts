import { z } from 'zod';

/** What can be found that should be impossible. */
const FINDING_KINDS = [
  'lost-work-item',
  'stray-work-item',
  'lost-timer',
  'waits-for-nothing',
  'stuck-message',
  'stuck-outbox',
  'lost-lock',
] as const;

export type FindingKind = (typeof FINDING_KINDS)[number];

/** One thing that the repair sweep found. */
export const findingSchema = z.object({
  kind: z.enum(FINDING_KINDS),
  partitionId: z.number().int(),
  /** The instance or entity that it is about; empty where it is about a partition. */
  instanceId: z.string(),
  /** 0 where it is about no task. */
  taskId: z.number().int(),
  detail: z.string(),
  foundAt: z.iso.datetime(),
  lastSeenAt: z.iso.datetime(),
  /** When it was not found any more; null while it is there. */
  mendedAt: z.iso.datetime().nullable(),
});

export type FindingView = z.infer<typeof findingSchema>;

/** `GET /api/v1/findings`: those that are there first, then the others, the newest first. */
export const findingListSchema = z.object({ findings: z.array(findingSchema) });
