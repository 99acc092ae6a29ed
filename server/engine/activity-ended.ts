import type { FailureDetails } from '@/contract/failure-details';
import type { Message, Payload } from './history';

/** How one run of an activity ended. */
export type ActivityEnd = { generation: number; taskId: number; durationMs: number } & (
  | { result: Payload }
  | { failure: FailureDetails }
);

/** The message that tells the instance. */
export function activityEnded(end: ActivityEnd): Message {
  const { generation, taskId, durationMs } = end;
  return 'failure' in end
    ? { type: 'taskFailed', generation, taskId, failure: end.failure, durationMs }
    : { type: 'taskCompleted', generation, taskId, result: end.result, durationMs };
}
