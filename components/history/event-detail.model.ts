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
});

export type EventDetail = z.infer<typeof eventDetailSchema>;

/** What an event says besides its columns; empty where it says nothing that this page knows. */
export function eventDetail({ detail }: Pick<HistoryEventView, 'detail'>): EventDetail {
  return detail === null ? {} : (eventDetailSchema.safeParse(detail).data ?? {});
}
