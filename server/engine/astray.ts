import type { FailureDetails } from '@/contract/failure-details';

/** How an instance fails whose code waits for nothing durable. */
export const ASTRAY: FailureDetails = {
  errorType: 'NotDurable',
  message:
    'The orchestrator waits for something that its context did not give it, such as a promise of its own. Only tasks are durable: I/O and delays belong to activities and timers.',
};
