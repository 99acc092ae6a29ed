/** The statuses an instance can have, spelled as Durable Functions spells them. */
export const RUNTIME_STATUSES = [
  'Pending',
  'Running',
  'Suspended',
  'ContinuedAsNew',
  'Completed',
  'Failed',
  'Canceled',
  'Terminated',
] as const;

export type RuntimeStatus = (typeof RUNTIME_STATUSES)[number];

export type TerminalStatus = 'Completed' | 'Failed' | 'Canceled' | 'Terminated';

/** True once nothing can happen to the instance any more, short of a rewind or a restart. */
export function isTerminal(status: RuntimeStatus): status is TerminalStatus {
  return status === 'Completed' || status === 'Failed' || status === 'Canceled' || status === 'Terminated';
}
