import { z } from 'zod';
import { failureDetailsSchema } from '@/contract/failure-details';
import type { HistoryEventView } from '@/contract/history-event';
import { humanTaskSchema } from '@/contract/human-task';

const eventDetailSchema = z.object({
  failure: failureDetailsSchema.optional(),
  /** Epoch milliseconds. */
  fireAt: z.number().optional(),
  humanTask: humanTaskSchema.optional(),
  reason: z.string().optional(),
  /** Epoch milliseconds: when the code begins. */
  startAt: z.number().optional(),
  /** Epoch milliseconds: when a signal is delivered. */
  dueAt: z.number().optional(),
  /** The other instance or the entity that it is about. */
  instanceId: z.string().optional(),
  version: z.string().nullish(),
  entities: z.array(z.string()).optional(),
  /** Which try of its call this is, from 1; absent at the first. */
  attempt: z.number().optional(),
  /** The first try of the same call. */
  firstTaskId: z.number().optional(),
  tags: z.record(z.string(), z.string()).optional(),
  status: z.string().optional(),
});

export type EventDetail = z.infer<typeof eventDetailSchema>;

/** What an event says besides its columns; empty where it says nothing that this page knows. */
export function eventDetail({ detail }: Pick<HistoryEventView, 'detail'>): EventDetail {
  return detail === null ? {} : (eventDetailSchema.safeParse(detail).data ?? {});
}
