/** How much an orchestrator may do in one turn. */
import type { FailureDetails } from '@/contract/failure-details';

export const ACTIONS_MAX = 100_000;

/** How an instance fails that does more than that: most likely it is in a loop without an end. */
export const TOO_MANY_ACTIONS: FailureDetails = {
  errorType: 'TooManyActions',
  message: `The orchestrator did more than ${ACTIONS_MAX} things in one turn. Wide fan-outs are divided with map, or among sub-orchestrations.`,
};
