/**
 * Purges: an instance goes with every trace, and what it was told goes on to its sub-orchestrations.
 *
 * G1. A purge has its instance for itself: nothing else happens to it in the same checkpoint.
 */
import type { Message, Sent } from '../engine/history';
import type { Arrival } from './arrival';

type PurgeMessage = Extract<Message, { type: 'purge' }>;

export type Purge = {
  /** Of the row that goes. */
  revision: number;
  message: PurgeMessage;
  /** The sub-orchestrations that the store knows of. */
  children: readonly string[];
};

/** How an instance ends that has not and is purged. */
export function endingBy({ recursive, actor }: PurgeMessage): Message {
  return { type: 'terminate', reason: 'Purged.', recursive, actor };
}

/** The same for every sub-orchestration: also for those that the instance, as it ended, has told to end. */
export function passOn({ message, children }: Purge, sends: readonly Sent[]): Sent[] {
  if (message.recursive === false) return [];
  const told = sends.filter((sent) => sent.message.type === 'terminate').map(({ instanceId }) => instanceId);
  return [...new Set([...children, ...told])].map((instanceId) => ({ instanceId, message }));
}

/** The instances whose sub-orchestrations are to be purged with them. */
export function parentsOfPurged(taken: ReadonlyMap<string, readonly Arrival[]>): string[] {
  const parents: string[] = [];
  for (const [instanceId, [first]] of taken) {
    if (first?.message.type === 'purge' && first.message.recursive !== false) parents.push(instanceId);
  }
  return parents;
}
