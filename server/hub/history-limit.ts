/** How long a history may grow: replay and every page that shows it take the longer. */
import type { FailureDetails } from '@/contract/failure-details';
import { limits } from '@/contract/limits';
import type { InstanceRecord, Outcome } from '../engine/outcome';

/** The share of the limit at which the log warns. */
const WARN_SHARE = 0.2;

/** How an instance fails whose history is as long as it may be; undefined where it is not. */
export function historyTooLong({ historyLength }: InstanceRecord): FailureDetails | undefined {
  const { historyEvents } = limits();
  if (historyLength < historyEvents) return undefined;
  return {
    errorType: 'HistoryTooLong',
    message: `The history has ${historyLength} events, where ${historyEvents} are allowed. Loops continue as new, wide fan-outs are divided among sub-orchestrations.`,
  };
}

/** True where the turn made the history so long that somebody should know before it is too long. */
export function grewLong({ record, events }: Outcome): boolean {
  const warnAt = limits().historyEvents * WARN_SHARE;
  return record.historyLength >= warnAt && record.historyLength - events.length < warnAt;
}
